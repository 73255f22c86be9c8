"""How glossy and how metallic each part of a pack is, from the same drawing calls as its colours.

A pack is printed in layers: ground, ink, and on top of them spot varnish, matte lacquer, hot foil. The
drawing code says what it draws ("logo", "picture", "foil"); here each role gets its finish.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import skia

from assets.art.colors import lightness
from assets.art.design import Design

Finish = tuple[float, float]  # roughness, metallic

FOIL: Finish = (0.2, 1.0)
SATIN_FOIL: Finish = (0.34, 1.0)
GLOSS: Finish = (0.1, 0.0)
MATTE: Finish = (0.62, 0.0)
OPAQUE: Finish = (0.3, 0.0)
BRIGHT_METAL: Finish = (0.24, 0.85)
_METALLIC = frozenset(("art:metal", "art:film_metallised", "art:foil"))
_BOARDS = frozenset(("art:carton_coated", "art:board", "art:board_gloss"))
_PLAIN = frozenset(("art:tag", "art:floor", "art:corrugated", "art:kraft", "art:paper_plain", "art:shrink"))
_FINE = frozenset(("premium", "crest", "indulgent"))


@dataclass(frozen=True)
class Finishing:
    """What is done to a printed sheet: the ground's finish, and those of the roles that differ from it."""

    ground: Finish
    roles: Mapping[str, Finish]


def finishing(d: Design, printed: str) -> Finishing | None:
    """The finishing of a line's packs, printed on ``printed`` ("art:film", ...); None where all of a pack is
    alike."""
    rng = d.rng("finishing")
    u = float(rng.random())
    fine = d.family in _FINE or d.tier == "premium"
    if printed in _METALLIC:
        return _metallic(d) if u < 0.75 else None
    if fine and printed not in _PLAIN:
        foil = FOIL if u < 0.6 else SATIN_FOIL
        return Finishing(MATTE, {"logo": foil, "foil": foil, "picture": GLOSS if u < 0.5 else MATTE})
    if printed in _BOARDS:
        return Finishing(MATTE, {"logo": GLOSS, "picture": GLOSS}) if u < 0.4 else None
    if printed.startswith("art:film"):
        return Finishing((0.5, 0.0), {"picture": GLOSS, "logo": GLOSS}) if u < 0.3 else None
    return None


def _metallic(d: Design) -> Finishing | None:
    """Glazing inks on bare metal, opaque ones for word and picture; pale packs get a white coat first."""
    from assets.art.families import families

    if lightness(families()[d.family].plain(d)) > 0.82:
        return None
    return Finishing(BRIGHT_METAL, {"logo": OPAQUE, "picture": OPAQUE, "paper": OPAQUE})


class SurfaceCanvas:
    """Stands in for a Skia canvas: shapes of roles with a finish leave it (green roughness, blue metallic),
    opaque ink over them restores the ground's, everything else leaves no trace."""

    def __init__(self, canvas: Any, plan: Finishing) -> None:
        self._canvas = canvas
        self._plan = plan
        self._roles: list[str] = []
        self._touched = False
        canvas.clear(packed(plan.ground))

    def enter(self, role: str) -> None:
        self._roles.append(role)

    def leave(self) -> None:
        self._roles.pop()

    def clear(self, color: int) -> None:
        """Backgrounds are ground already."""

    def _finish(self) -> Finish | None:
        return next((self._plan.roles[r] for r in reversed(self._roles) if r in self._plan.roles), None)

    def _paint(self, paint: Any) -> Any | None:
        """The paint to leave here, or None: glows and glazes change no finish."""
        shader = paint.getShader()
        opaque = shader.isOpaque() if shader is not None else paint.getAlpha() > 200
        finish = self._finish()
        if not opaque or (finish is None and not self._touched):
            return None
        self._touched = self._touched or finish is not None
        return skia.Paint(
            AntiAlias=True,
            Color=packed(finish or self._plan.ground),
            Style=paint.getStyle(),
            StrokeWidth=paint.getStrokeWidth(),
            StrokeJoin=paint.getStrokeJoin(),
            StrokeCap=paint.getStrokeCap(),
        )

    def _draw(self, name: str, *args: Any) -> None:
        *shape, paint = args
        if (kept := self._paint(paint)) is not None:
            getattr(self._canvas, name)(*shape, kept)

    def drawPath(self, path: Any, paint: Any) -> None:  # noqa: N802
        self._draw("drawPath", path, paint)

    def drawRect(self, rect: Any, paint: Any) -> None:  # noqa: N802
        self._draw("drawRect", rect, paint)

    def drawRoundRect(self, rect: Any, rx: float, ry: float, paint: Any) -> None:  # noqa: N802
        self._draw("drawRoundRect", rect, rx, ry, paint)

    def drawCircle(self, x: float, y: float, r: float, paint: Any) -> None:  # noqa: N802
        self._draw("drawCircle", x, y, r, paint)

    def drawOval(self, rect: Any, paint: Any) -> None:  # noqa: N802
        self._draw("drawOval", rect, paint)

    def drawLine(self, *args: Any) -> None:  # noqa: N802
        self._draw("drawLine", *args)

    def drawImageRect(self, image: Any, *args: Any) -> None:  # noqa: N802
        """The silhouette of a picture in its role's finish."""
        finish = self._finish()
        if finish is None and not self._touched:
            return
        self._touched = True
        color = packed(finish or self._plan.ground)
        mask = skia.Paint(ColorFilter=skia.ColorFilters.Blend(color, skia.BlendMode.kSrcIn))
        shape = [a for a in args if not isinstance(a, skia.Paint)]
        self._canvas.drawImageRect(image, *shape, mask)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._canvas, name)


def packed(finish: Finish) -> int:
    """Skia's packed colour of a finish, as glTF 2.0 packs it: roughness green, metallic blue."""
    return 0xFF << 24 | 0xFF << 16 | round(finish[0] * 255) << 8 | round(finish[1] * 255)
