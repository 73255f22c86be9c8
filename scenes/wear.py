"""Which of the goods on a fixture are worn, and how badly."""

from collections.abc import Iterator, Sequence

from assets.wear import GRADES, VARIANTS
from recipes.model import Merchandise
from scenes.draws import FrameDraws
from scenes.scene import Slot

Wear = tuple[int, int]  # grade and variant, as assets.wear.worn wants them
AS_NEW: Wear = (0, 0)


def draw_wear(merchandise: Merchandise, slots: Sequence[Slot], draws: FrameDraws) -> tuple[Wear, ...]:
    """Grade and variant of every package, in the order of ``slots``; drawn shelf slot by shelf slot.

    The recipe's ``wear`` is drawn for each package; each of the grades is reached with that chance.
    """
    if merchandise.wear == 0:
        return (AS_NEW,) * len(slots)
    streams: dict[tuple[int, int, int], Iterator[Wear]] = {}
    worn = []
    for slot in slots:
        place = slot.bay, slot.shelf, slot.slot
        if place not in streams:
            streams[place] = _stream(merchandise, place, draws)
        worn.append(next(streams[place]))
    return tuple(worn)


def _stream(merchandise: Merchandise, place: tuple[int, int, int], draws: FrameDraws) -> Iterator[Wear]:
    """Wear of one package after the other of a slot."""
    bay, shelf, slot = place
    path = f"merchandise/wear/bay[{bay}]/shelf[{shelf}]/slot[{slot}]"
    degrees = draws.stream(f"{path}/degree", merchandise.wear)
    chances = draws.chances(f"{path}/grade")
    for degree in degrees:
        grade = sum(next(chances) < float(degree) for _ in range(GRADES - 1))
        yield grade, int(next(chances) * VARIANTS) if grade else 0
