"""Blocks that nobody needs now, kept to be made into others of their kind.

Removing a block makes Blender go through all others: half a millisecond each, as much as making one, and 50
ms however few are removed at once. So where there are too many, a quarter goes.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable


class Spares[K: Hashable, V]:
    """At most ``most`` values by kind; those of the kind that was longest of no use go first."""

    def __init__(self, most: int, remove: Callable[[list[V]], None]) -> None:
        self._most, self._remove = most, remove
        self._values: OrderedDict[K, list[V]] = OrderedDict()
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def put(self, values: Iterable[tuple[K, V]]) -> None:
        """Keep them, and remove what is too much."""
        for kind, value in values:
            self._values.setdefault(kind, []).append(value)
            self._values.move_to_end(kind)
            self._count += 1
        gone: list[V] = []
        keep = self._most if self._count <= self._most else self._most * 3 // 4
        while self._count > keep:
            kind, first = next(iter(self._values.items()))
            gone.append(first.pop(0))
            self._count -= 1
            if not first:
                del self._values[kind]
        if gone:
            self._remove(gone)

    def take(self, kind: K) -> V | None:
        """One of the kind, if there is one; it is the caller's from now on."""
        values = self._values.get(kind)
        if not values:
            return None
        self._values.move_to_end(kind)
        self._count -= 1
        value = values.pop()
        if not values:
            del self._values[kind]
        return value

    def clear(self) -> None:
        """Remove everything."""
        values = [value for some in self._values.values() for value in some]
        self._values.clear()
        self._count = 0
        if values:
            self._remove(values)
