"""A set of frame indices that stays small: a million finished frames take a few kilobytes to 125 kB."""

from collections.abc import Iterable, Iterator, MutableSet

CHUNK = 4096
_FULL = (1 << CHUNK) - 1


class FrameSet(MutableSet[int]):
    """Frame indices as bits, a chunk of ``CHUNK`` at a time; iterates in ascending order."""

    def __init__(self, frames: Iterable[int] = ()) -> None:
        self._chunks: dict[int, int] = {}
        self._count = 0
        for frame in frames:
            self.add(frame)

    def add(self, frame: int) -> None:
        number, bit = divmod(frame, CHUNK)
        held = self._chunks.get(number, 0)
        if not held >> bit & 1:
            held |= 1 << bit
            self._chunks[number] = _FULL if held == _FULL else held  # full ones share one integer
            self._count += 1

    def discard(self, frame: int) -> None:
        number, bit = divmod(frame, CHUNK)
        held = self._chunks.get(number, 0)
        if held >> bit & 1:
            self._chunks[number] = held ^ 1 << bit
            self._count -= 1

    def __contains__(self, frame: object) -> bool:
        if not isinstance(frame, int) or frame < 0:
            return False
        number, bit = divmod(frame, CHUNK)
        return bool(self._chunks.get(number, 0) >> bit & 1)

    def __iter__(self) -> Iterator[int]:
        for number in sorted(self._chunks):
            held, start = self._chunks[number], number * CHUNK
            while held:
                low = held & -held
                yield start + low.bit_length() - 1
                held ^= low

    def __len__(self) -> int:
        return self._count
