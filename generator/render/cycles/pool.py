"""Things that are dear to make and used again: kept by key, bounded, least recently used goes first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass


@dataclass
class _Entry[V]:
    value: V
    cost: int
    frame: int


class Pool[K: Hashable, V]:
    """A bounded cache that never drops what the current frame uses.

    ``limit`` bounds the sum of the costs given to :meth:`get`. ``discard`` receives the values that leave;
    ``is_free`` may veto (something else still refers to the value).
    """

    def __init__(
        self, limit: int, discard: Callable[[list[V]], None], is_free: Callable[[V], bool] = lambda _: True
    ) -> None:
        self.limit = limit
        self.cost = 0
        self._discard = discard
        self._is_free = is_free
        self._entries: OrderedDict[K, _Entry[V]] = OrderedDict()
        self._frame = 0

    def __len__(self) -> int:
        return len(self._entries)

    def next_frame(self) -> None:
        """From here on only what is asked for again is protected."""
        self._frame += 1

    def get(self, key: K, make: Callable[[], V], cost: int) -> V:
        """The value under ``key``, made and charged ``cost`` when it is not there."""
        entry = self._entries.get(key)
        if entry is None:
            entry = _Entry(make(), cost, self._frame)
            self._entries[key] = entry
            self.cost += cost
        entry.frame = self._frame
        self._entries.move_to_end(key)
        return entry.value

    def peek(self, key: K) -> V | None:
        """The value under ``key`` if it is there; it is not protected by that."""
        entry = self._entries.get(key)
        return None if entry is None else entry.value

    def trim(self) -> None:
        """Drop the least recently used values until the pool is within its limit."""
        stale = []
        for key, entry in self._entries.items():
            if self.cost <= self.limit or entry.frame == self._frame:
                break
            if self._is_free(entry.value):
                stale.append(key)
                self.cost -= entry.cost
        values = [self._entries.pop(key).value for key in stale]
        if values:
            self._discard(values)

    def clear(self) -> None:
        """Drop everything."""
        values = [entry.value for entry in self._entries.values()]
        self._entries.clear()
        self.cost = 0
        if values:
            self._discard(values)
