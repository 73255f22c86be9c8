"""Is the shelf as planned? The difference between planogram and shelf, item by item.

Everything here is measured from where the packages of a scene really are and which they are, as an auditor
would: never from what was done to the shelf. Sizes are the articles' nominal ones.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assets.product import Sku
from labelers.shelf_places import Found, away_m, facing_at, packages, slots_of_rows, tags_of_slots
from scenes.plan import PUSHED_BACK_M, TURNED_RAD, ChangeKind, PlannedSlot, ShelfPlan, TagFacts
from scenes.scene import Instance, Scene


@dataclass(frozen=True)
class Difference:
    """One way in which a slot differs from its plan.

    ``planned`` is the slot's SKU, ``found`` what is there or is shown in its place. ``count`` tells how many
    ``of`` how many: facings for out_of_stock and pushed_back, packages for low_stock (those that are
    missing), misplaced, foreign, turned and fallen, tags for wrong_tag and missing_tag.
    """

    kind: ChangeKind
    bay: int
    shelf: int
    slot: int
    planned: str
    found: str | None = None
    count: int = 1
    of: int = 1


@dataclass(frozen=True)
class Realised:
    """What is in one slot: all packages that stand or lie there, and its tag."""

    slot: PlannedSlot
    packages: tuple[Found, ...]
    tag: TagFacts | None


def compliance(
    plan: ShelfPlan, instances: Sequence[Instance], skus: Mapping[str, Sku]
) -> tuple[Difference, ...]:
    """Every difference between ``plan`` and the shelf, slot by slot in the plan's order.

    A slot without a package of its article is out_of_stock; with fewer than planned, low_stock. A package of
    another article is misplaced where the planogram has it elsewhere, foreign where it has it nowhere. What
    stands more than 15 degrees off its front is turned, what is more than 5 degrees off the vertical has
    fallen; it belongs to the nearest slot of its article. A facing is pushed_back where its front is 3 cm or
    more behind its planned place.
    """
    return differences_in(realised(plan, instances, skus), plan)


def differences_in(slots: Sequence[Realised], plan: ShelfPlan) -> tuple[Difference, ...]:
    """:func:`compliance` of slots whose packages have been found already."""
    planned = {slot.sku for slot in plan.slots}
    return tuple(found for one in slots for found in _of_slot(one, planned))


def scene_compliance(scene: Scene) -> tuple[Difference, ...]:
    """:func:`compliance` of a scene; nothing where nothing is planned."""
    return compliance(scene.plan, scene.instances, scene.skus) if scene.plan else ()


def realised(plan: ShelfPlan, instances: Sequence[Instance], skus: Mapping[str, Sku]) -> tuple[Realised, ...]:
    """What is in every slot of ``plan``, in its order."""
    on, tags = slots_of_rows(plan), tags_of_slots(plan, instances)
    inside: list[list[Found]] = [[] for _ in plan.slots]
    for package in packages(plan, instances, skus):
        if on[package.row]:
            inside[_slot_of(plan, on[package.row], package)].append(package)
    return tuple(
        Realised(slot, tuple(goods), tags.get(index))
        for index, (slot, goods) in enumerate(zip(plan.slots, inside, strict=True))
    )


def _slot_of(plan: ShelfPlan, indices: Sequence[int], package: Found) -> int:
    """The slot that a package is in; for what lies about, the nearest of its own article."""
    own = [i for i in indices if plan.slots[i].sku == package.sku]
    among = indices if package.upright or not own else own
    return min(among, key=lambda i: away_m(plan.slots[i], package.x_m))


def _of_slot(one: Realised, planned: set[str]) -> Iterator[Difference]:
    slot, at = one.slot, (one.slot.bay, one.slot.shelf, one.slot.slot, one.slot.sku)
    own = [package for package in one.packages if package.sku == slot.sku]
    if not own:
        yield Difference("out_of_stock", *at, None, slot.facings_wide, slot.facings_wide)
    elif len(own) < slot.packages:
        yield Difference("low_stock", *at, None, slot.packages - len(own), slot.packages)
    strangers = Counter(package.sku for package in one.packages if package.sku != slot.sku)
    for sku, count in sorted(strangers.items()):
        kind: ChangeKind = "misplaced" if sku in planned else "foreign"
        yield Difference(kind, *at, sku, count, len(one.packages))
    turned = sum(package.upright and abs(package.yaw_rad) >= TURNED_RAD for package in own)
    if turned:
        yield Difference("turned", *at, None, turned, len(own))
    fallen = sum(not package.upright for package in own)
    if fallen:
        yield Difference("fallen", *at, None, fallen, len(own))
    back = _pushed_back(one)
    if back:
        yield Difference("pushed_back", *at, None, back, slot.facings_wide)
    yield from _of_tag(one)


def _pushed_back(one: Realised) -> int:
    """How many facings begin farther back than planned; what has fallen does not count as their front."""
    nearest: dict[int, float] = {}
    for package in one.packages:
        if package.upright:
            facing = facing_at(one.slot, package.x_m)
            nearest[facing] = min(package.begins_m, nearest.get(facing, package.begins_m))
    return sum(begins - one.slot.facings[f].setback_m >= PUSHED_BACK_M for f, begins in nearest.items())


def _of_tag(one: Realised) -> Iterator[Difference]:
    at = (one.slot.bay, one.slot.shelf, one.slot.slot, one.slot.sku)
    if one.slot.tag_x_m is None:
        return
    if one.tag is None:
        yield Difference("missing_tag", *at)
    elif one.tag.shows_sku != one.slot.sku:
        yield Difference("wrong_tag", *at, one.tag.shows_sku)
