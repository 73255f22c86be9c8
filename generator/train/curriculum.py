"""What is hard comes more often: the loss by named choice of the recipe re-weights the recipe.

Frames are counted in epochs. The recipe of an epoch follows from the losses of the frames before it, within
declared bounds, and is a recipe like any other: the epoch's weights are part of its key, and its frames can
be rendered again. numpy alone; nothing here knows of PyTorch.
"""

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from recipes.model import Recipe
from recipes.reweighting import MIX, Cells, cells_of, reweighted
from scenes.draws import FrameDraws
from scenes.mixing import part_of

CHOICES: dict[str, tuple[str, ...]] = {
    "size": ("camera.distance_m", "camera.lens.hfov_deg"),
    "camera": (
        "camera.preset",
        "camera.portrait",
        "camera.height_m",
        "camera.azimuth_deg",
        "camera.roll_deg",
    ),
    "light": ("lights.illuminance_lux", "lights.temperature_k", "lights.ambient", "lights.daylight_lux"),
    "occlusion": ("planogram.out_of_stock", "planogram.misplaced", "planogram.pushed_back"),
}
"""What is re-weighted beside the shares of a mixture: values that a frame draws once, each at its path."""
PRIOR_FRAMES = 8.0
"""A cell's loss counts as if so many frames of the mean loss were in it too: few frames say little."""


@dataclass
class Curriculum:
    """``bound``: a cell's chance is at most so many times, and at least one so-manieth, of the recipe's own
    (before all are brought to sum up to 1). ``every`` frames are an epoch.

    ``epochs`` holds the chances of every epoch so far by :attr:`Cells.key`; the first is the recipe's own.
    """

    recipe: Recipe
    cells: tuple[Cells, ...]
    bound: float
    every: int
    epochs: list[dict[str, tuple[float, ...]]]
    sums: dict[str, list[float]] = field(default_factory=dict)
    counts: dict[str, list[float]] = field(default_factory=dict)

    @classmethod
    def of(cls, recipe: Recipe, bound: float, every: int) -> "Curriculum":
        """Raises ValueError where the recipe has nothing that could be re-weighted."""
        cells = tuple(cells_of(recipe, [path for paths in CHOICES.values() for path in paths]))
        if not cells:
            known = ", ".join(path for paths in CHOICES.values() for path in paths)
            raise ValueError(f"the recipe draws none of what can be re-weighted: a mix, {known}")
        return cls(recipe, cells, bound, every, [{one.key: one.chances for one in cells}])

    def epoch_of(self, frame: int) -> int:
        """Of a frame counted from the run's first."""
        return frame // self.every

    def recipe_of(self, epoch: int) -> Recipe:
        """The epoch's recipe; that of the first is the recipe with its cells written out.

        Until its losses were asked for by :meth:`close`, an epoch has none.
        """
        return reweighted(self.recipe, self.epochs[epoch])

    def learnt(self, frame_index: int, epoch: int, loss: float) -> None:
        """A crop of this frame (by its index in the recipe, of this epoch) had this mean loss per box."""
        for one in self.cells:
            at = self._drawn(one, frame_index, epoch)
            if at is not None:
                self.sums.setdefault(one.key, [0.0] * len(one.names))[at] += loss
                self.counts.setdefault(one.key, [0.0] * len(one.names))[at] += 1

    def close(self) -> dict[str, Any]:
        """End an epoch: the next one's chances follow from the losses since then; what the ledger says."""
        self.epochs.append({one.key: self._next(one) for one in self.cells})
        said = {
            "epoch": len(self.epochs) - 1,
            "chances": {
                one.key: dict(zip(one.names, map(_short, self.epochs[-1][one.key]), strict=True))
                for one in self.cells
            },
            "losses": {one.key: dict(zip(one.names, self._means(one), strict=True)) for one in self.cells},
        }
        self.sums.clear()
        self.counts.clear()
        return said

    def _drawn(self, one: Cells, frame_index: int, epoch: int) -> int | None:
        """Which cell the frame drew; None where it is another recipe of the mixture."""
        chances = self.epochs[epoch]
        if one.path == MIX or one.part:
            part = part_of(self._mixture(epoch), frame_index)
            name = part.name if part else ""
            if one.path == MIX:
                return one.names.index(name)
            if name != one.part:
                return None
        total = list(accumulate(chances[one.key]))
        mark = next(FrameDraws(self.recipe.seed, frame_index).chances(one.path.replace(".", "/")))
        last = max(k for k, weight in enumerate(chances[one.key]) if weight > 0)
        return min(last, bisect_right(total, mark * total[-1]))

    def _mixture(self, epoch: int) -> Recipe:
        weights = self.epochs[epoch].get(MIX)
        if weights is None:
            return self.recipe
        parts = [p.model_copy(update={"weight": w}) for p, w in zip(self.recipe.mix, weights, strict=True)]
        return self.recipe.model_copy(update={"mix": tuple(parts)})

    def _means(self, one: Cells) -> list[float | None]:
        sums, counts = self.sums.get(one.key, []), self.counts.get(one.key, [])
        means = [_short(total / n) if n else None for total, n in zip(sums, counts, strict=True)]
        return means or [None] * len(one.names)

    def _next(self, one: Cells) -> tuple[float, ...]:
        """The chances in proportion to the losses, within the bound of the recipe's own."""
        sums, counts = self.sums.get(one.key), self.counts.get(one.key)
        if not sums or not counts or not sum(sums) > 0:
            return self.epochs[-1][one.key]
        usual = sum(sums) / sum(counts)
        raw = []
        for chance, total, n in zip(one.chances, sums, counts, strict=True):
            harder = (total + PRIOR_FRAMES * usual) / (n + PRIOR_FRAMES) / usual
            raw.append(chance * min(max(harder, 1 / self.bound), self.bound))
        return tuple(weight / sum(raw) for weight in raw)

    def state(self) -> dict[str, Any]:
        """As plain data, for a checkpoint."""
        return {"epochs": [dict(one) for one in self.epochs], "sums": self.sums, "counts": self.counts}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on from a :meth:`state`."""
        plain = json.loads(json.dumps(state))
        self.epochs = [{key: tuple(value) for key, value in one.items()} for one in plain["epochs"]]
        self.sums, self.counts = plain["sums"], plain["counts"]


def mean_by_frame(frames: Sequence[int], boxes: Sequence[int], losses: Sequence[float]) -> dict[int, float]:
    """The mean loss of every frame; ``boxes`` are those of each crop, ``losses`` of all one after another."""
    found: dict[int, list[float]] = {}
    first = 0
    for frame, count in zip(frames, boxes, strict=True):
        found.setdefault(frame, []).extend(losses[first : first + count])
        first += count
    return {frame: sum(values) / len(values) for frame, values in found.items() if values}


def _short(value: float) -> float:
    return round(value, 5)
