"""From a SKU and its package's panels to the painted atlas."""

import numpy as np
import skia
from numpy.typing import NDArray

from assets.archetypes.base import Panel
from assets.art import fonts
from assets.art.back import back, blurred, headed, info, paper
from assets.art.barcode import barcode
from assets.art.boxes import Box
from assets.art.colors import WHITE, Color, contrast, lighter, lightness, mix, readable
from assets.art.design import Design, design_of
from assets.art.edges import finish_edges, finish_surface_edges
from assets.art.families import families
from assets.art.families.base import Family, logo
from assets.art.families.extras import extras
from assets.art.families.own import form
from assets.art.sheet import Sheet, TextRecord, argb
from assets.art.smallprint import statements
from assets.art.surface import Finishing, SurfaceCanvas
from assets.art.typography import text
from assets.product import Sku

_CODED = ("back", "wrap", "left", "bottom")
_PLAIN_PX = 40  # sides narrower than this show their colours and blocks of grey
_EVEN = frozenset(("kraft", "modern", "premium", "indulgent", "crest", "bleed", "night"))
_FACE = 0.28  # part of a wrap-around panel that faces the shopper
_FLAT_FACE = 0.42  # and of one around something flat
_FLAT = frozenset(("tube",))
_FRONTS = {"pillow_bag": "blown front", "flow_wrap": "wrapped front"}
_FACES = {  # what of a front words and pictures keep to: sides turn away from the shopper, ends are seals
    "front": (0.0, 0.0, 1.0, 1.0),
    "blown front": (0.09, 0.075, 0.91, 0.93),
    "wrapped front": (0.11, 0.1, 0.89, 0.86),
}


def paint_atlas(
    sku: Sku,
    panels: tuple[Panel, ...],
    size_wh_px: tuple[int, int],
    texts: dict[str, list[TextRecord]] | None = None,
) -> NDArray[np.uint8]:
    """The atlas as (height, width, 3) uint8 sRGB.

    ``texts``, where given, receives every text set, by panel, in that panel's millimetres.
    """
    w, h = size_wh_px
    rgba = np.zeros((h, w, 4), np.uint8)
    canvas = skia.Surface(rgba).getCanvas()
    design = design_of(sku)
    family = families()[design.family]
    canvas.clear(argb(family.plain(design)))
    for panel in panels:
        size = size_wh_px, _seen_height(sku, panel)
        found = _panel(canvas, panel, _role(sku, panel, panels), design, family, size, texts is not None)
        finish_edges(canvas, sku, panel, size_wh_px, design)
        if texts is not None:
            texts[panel.name] = found
    return opaque(rgba)


def _role(sku: Sku, panel: Panel, panels: tuple[Panel, ...]) -> str:
    """The panel's name; "lid" for a top where no other side of the pack has room for a barcode; "flat wrap"
    for one around something flat, "blown front" and "wrapped front" for film that turns away (``_FACES``)."""
    if panel.name == "wrap" and sku.archetype in _FLAT:
        return "flat wrap"
    if panel.name == "front":
        return _FRONTS.get(sku.archetype, "front")
    return "lid" if panel.name == "top" and not any(p.name in _CODED for p in panels) else panel.name


def _seen_height(sku: Sku, panel: Panel) -> float:
    """The height (mm) of a product whose atlas would be as coarse as this one's, which is capped in size."""
    u0, v0, u1, v1 = panel.uv
    atlas = max(panel.size_m[0] / (u1 - u0), panel.size_m[1] / (v1 - v0))
    return 1000 * max(sku.size_m[2], atlas / 2)


def opaque(rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The three colour channels of a picture, packed (OpenCV does it ten times as fast as slicing)."""
    import cv2

    return np.asarray(cv2.cvtColor(rgba, cv2.COLOR_RGBA2RGB), np.uint8)


def paint_surface(
    sku: Sku, panels: tuple[Panel, ...], size_wh_px: tuple[int, int], plan: Finishing
) -> NDArray[np.uint8]:
    """Roughness (green) and metallic (blue) of the atlas, packed as in glTF 2.0: (height, width, 3) uint8."""
    w, h = size_wh_px
    data = np.zeros((h, w, 4), np.uint8)
    plain = skia.Surface(data).getCanvas()
    canvas = SurfaceCanvas(plain, plan)
    design = design_of(sku)
    family = families()[design.family]
    for panel in panels:
        if panel.name in ("front", "wrap", "top", "neck", "right"):
            size = size_wh_px, _seen_height(sku, panel)
            _panel(canvas, panel, _role(sku, panel, panels), design, family, size, False)
        finish_surface_edges(plain, sku, panel, size_wh_px, design)
    return opaque(data)


def _panel(
    canvas: object,
    panel: Panel,
    role: str,
    design: Design,
    family: Family,
    size: tuple[tuple[int, int], float],
    exact: bool,
) -> list[TextRecord]:
    """Paint one panel in its own millimetres, clipped to its place, as its ``role`` asks (``draw_panel``).
    ``size`` is the atlas's (pixels) and the product's height (mm)."""
    u0, v0, u1, v1 = panel.uv
    (w_px, h_px), height_mm = size
    w_mm, h_mm = panel.size_m[0] * 1000, panel.size_m[1] * 1000
    scale_x, scale_y = (u1 - u0) * w_px / w_mm, (v1 - v0) * h_px / h_mm
    sheet = Sheet(canvas, (abs(scale_x) * abs(scale_y)) ** 0.5, design.language, exact, height_mm)
    c = sheet.canvas
    c.save()
    c.translate(u0 * w_px, (1 - v1) * h_px)
    c.scale(scale_x, scale_y)
    b = Box(0, 0, w_mm, h_mm)
    c.clipRect(skia.Rect.MakeXYWH(0, 0, w_mm, h_mm))
    draw_panel(sheet, role, b, design, family)
    c.restore()
    return sheet.texts


def draw_panel(s: Sheet, name: str, b: Box, d: Design, family: Family) -> None:
    """What belongs on a panel of this name."""
    plain = family.plain(d)
    if name in _FACES:
        family.ground(s, b, d)
        form(s, b, d, plain)
        face = b.part(*_FACES[name])
        family.front(s, face, d)
        extras(s, face, d, plain)
    elif name in ("wrap", "flat wrap"):
        _wrap(s, b, d, family, _FACE if name == "wrap" else _FLAT_FACE)
    elif name in ("back", "left", "right") and b.short * s.px_per_mm < _PLAIN_PX and not s.exact:
        s.box(b, plain)
        form(s, b, d, plain)
        blurred(s, headed(s, b.part(0.07, 0.2, 0.93, 0.95), d), d, plain)
    elif name == "back":
        _quiet_ground(s, b, d, family)
        back(s, b, d, plain)
    elif name in ("left", "right"):
        _side(s, b, d, family, mirrored=name == "right")
    elif name == "top":
        _top(s, b, d, plain)
    elif name == "lid":
        _lid(s, b, d, plain)
    elif name == "neck":
        _neck(s, b, d, family)
    else:
        s.box(b, plain)
        form(s, b, d, plain)
        _bottom(s, b, d)


def _quiet_ground(s: Sheet, b: Box, d: Design, family: Family) -> None:
    """The ground of sides that carry text: the family's where it is even, else its colour over a strip."""
    plain = family.plain(d)
    if d.family in _EVEN:
        family.ground(s, b, d)
        form(s, b, d, plain)
        return
    s.down(b, lighter(plain, 0.02), lighter(plain, -0.04))
    form(s, b, d, plain)
    strip = d.band if contrast(d.band, plain) > 1.3 else d.palette.deep
    s.box(b.part(0.0, float(d.own_rng("foot").uniform(0.9, 0.975)), 1.0, 1.0), strip)


def _wrap(s: Sheet, b: Box, d: Design, family: Family, share: float) -> None:
    """Front in the middle over that ``share``, small print on one side of the seam, the brand again on the
    other."""
    family.ground(s, b, d)
    plain = family.plain(d)
    form(s, b, d, plain)
    face = Box(b.cx - share * b.w / 2, b.y, share * b.w, b.h)
    family.front(s, face, d)
    extras(s, face, d, plain)
    w = (b.w - face.w) / 2
    left = Box(b.x + 0.012 * b.w, b.y + 0.06 * b.h, w - 0.03 * b.w, 0.88 * b.h)
    right = Box(face.right + 0.018 * b.w, b.y + 0.06 * b.h, w - 0.03 * b.w, 0.88 * b.h)
    on = paper(s, left, d, plain)
    info(s, headed(s, left, d).inset(0.045 * left.short), d, on)
    _promise(s, right, d, plain)


def _promise(s: Sheet, b: Box, d: Design, on: Color) -> None:
    """The brand again, the name and what it promises: what the side of a round pack shows."""
    on = _promise_ground(d, on)
    ink = readable(on, d.palette.ink)
    s.box(b, on, 0.95, radius=0.03 * b.short)
    wide = b.w > 1.3 * b.h
    mark = b.part(0.06, 0.1, 0.94, 0.42) if wide else b.part(0.08, 0.06, 0.92, 0.28)
    logo(s, d, mark, on)
    y = 0.47 if wide else 0.32
    text(s, d.name, d.name_face, b.part(0.08, y, 0.92, y + 0.12), ink, max_lines=2)
    text(s, d.variant, fonts.SANS, b.part(0.1, y + 0.14, 0.9, y + 0.2), ink)
    s.box(b.part(0.3, y + 0.225, 0.7, y + 0.235), d.color if contrast(d.color, on) > 1.3 else ink)
    claims = d.words.claims_of(d.category, d.sub)
    start = d.number("promise", len(claims))
    lines = [claims[(start + i) % len(claims)] for i in range(2 if wide else 4)]
    size = min(0.055 * b.w, 0.06 * b.h)
    for i, line in enumerate(lines):
        top = b.y + (y + 0.27) * b.h + i * 1.75 * size
        if top + 1.2 * size > b.bottom - 0.03 * b.h:
            break
        x = b.right - 0.13 * b.w if d.words.rtl else b.x + 0.13 * b.w
        s.circle(x, top + 0.5 * size, 0.3 * size, readable(on, d.color, ink, least=1.8))
        place = Box(b.x + (0.08 if d.words.rtl else 0.19) * b.w, top, 0.73 * b.w, 1.05 * size)
        text(s, line, fonts.SANS_MEDIUM, place, ink, "left", size_max_mm=1.25 * size)


def _promise_ground(d: Design, on: Color) -> Color:
    """White, the ground's own colour a little lighter or darker, or the variant's."""
    by = float(d.own_rng("promise").uniform(0.04, 0.14))
    tones = (mix(WHITE, d.color, 2 * by), lighter(on, by if lightness(on) < 0.6 else -by), d.color)
    return tones[d.number("promise tone", len(tones))]


def _side(s: Sheet, b: Box, d: Design, family: Family, mirrored: bool) -> None:
    """A side: the left one carries the small print, the right one the brand, sideways where it is narrow."""
    _quiet_ground(s, b, d, family)
    plain = family.plain(d)
    if mirrored and b.h > 1.5 * b.w:
        with s.at(b.cx, b.cy, 1.0, -90):
            t = Box(-b.h / 2, -b.w / 2, b.h, b.w)
            logo(s, d, t.part(0.05, 0.12, 0.52, 0.88), plain)
            tone = mix(plain, d.color, 0.6)
            s.box(t.part(float(d.own_rng("side").uniform(0.535, 0.56)), 0.0, 1.0, 1.0), tone)
            ink = readable(tone, d.palette.ink)
            text(s, d.name, d.name_face, t.part(0.57, 0.14, 0.95, 0.52), ink, "left", max_lines=2)
            text(s, d.variant, fonts.SANS_BOLD, t.part(0.57, 0.6, 0.95, 0.82), ink, "left")
        return
    if mirrored:
        _promise(s, b.inset(0.06 * b.short), d, plain)
        return
    if b.h > 2.4 * b.w:
        with s.at(b.cx, b.cy, 1.0, -90):
            _small_side(s, Box(-b.h / 2, -b.w / 2, b.h, b.w), d, plain)
    elif b.w > 2.4 * b.h:
        _small_side(s, b, d, plain)
    else:
        logo(s, d, b.part(0.08, 0.03, 0.92, 0.15), plain)
        field = b.part(0.06, 0.18, 0.94, 0.96)
        on = paper(s, field, d, plain)
        info(s, headed(s, field, d).inset(0.045 * field.short), d, on)


def _small_side(s: Sheet, b: Box, d: Design, plain: Color) -> None:
    """A long low side: small print, with a barcode only where one fits."""
    s.box(b.part(0.0, 0.0, float(d.own_rng("end").uniform(0.06, 0.13)), 1.0), d.color)
    field = b.part(0.15, 0.09, 0.97, 0.91)
    on = paper(s, field, d, plain)
    inside = field.inset(0.06 * field.h)
    if inside.h < 17.0:
        statements(s, inside, d, min(0.16 * inside.h, 2.2), readable(on, d.palette.ink, least=4.5))
    else:
        info(s, inside, d, on)


def _top(s: Sheet, b: Box, d: Design, plain: Color, face: Box | None = None) -> None:
    """A lid or the top of a box: read from where the shopper stands. Words keep to ``face``, where given."""
    plain = (plain, d.color, d.color)[d.number("lid", 3)]
    s.box(b, plain)
    face = face or b
    ink = readable(plain, d.palette.ink)
    if face.w > 2.6 * face.h:
        logo(s, d, face.part(0.05, 0.12, 0.5, 0.88), plain)
        text(s, d.name, d.name_face, face.part(0.54, 0.16, 0.95, 0.52), ink, "left")
        text(s, d.variant, fonts.SANS_BOLD, face.part(0.54, 0.6, 0.95, 0.84), ink, "left")
        return
    logo(s, d, face.part(0.1, 0.14, 0.9, 0.52), plain)
    text(s, d.name, d.name_face, face.part(0.12, 0.57, 0.88, 0.71), ink)
    strip = d.band if contrast(d.band, plain) > 1.3 else d.palette.deep
    s.box(b.part(0.0, 0.76, 1.0, 0.88), strip)
    pale = readable(strip, WHITE, least=2.2)
    text(s, d.variant, fonts.SANS_BOLD, face.part(0.16, 0.785, 0.84, 0.855), pale)


def _lid(s: Sheet, b: Box, d: Design, plain: Color) -> None:
    """A top that also carries the barcode, at its right end above the band."""
    code = Box(b.right - 0.03 * b.w - 39.3, b.y + 0.08 * b.h, 39.3, min(26.0, 0.6 * b.h))
    _top(s, b, d, plain, Box(b.x, b.y, code.x - b.x, b.h))
    barcode(s, d.gtin, code)


def _neck(s: Sheet, b: Box, d: Design, family: Family) -> None:
    """A small label around a bottle's neck: the brand, with a rule above and below."""
    plain = family.plain(d)
    s.box(b, plain)
    ink = readable(plain, d.palette.accent, d.palette.ink, least=3)
    for y in (0.06, 0.9):
        s.box(b.part(0.0, y, 1.0, y + 0.04), ink)
    face = b.part(0.5 - _FACE / 2, 0.16, 0.5 + _FACE / 2, 0.84)
    logo(s, d, face.part(0.0, 0.0, 1.0, 0.62) if face.h > 0.4 * face.w else face, plain)
    if face.h > 0.4 * face.w:
        text(s, d.variant, fonts.SANS_BOLD, face.part(0.1, 0.72, 0.9, 1.0), ink)


def _bottom(s: Sheet, b: Box, d: Design) -> None:
    if min(b.w, b.h) > 22 and b.w > 32:
        w = min(0.6 * b.w, 45.0)
        barcode(s, d.gtin, Box(b.cx - w / 2, b.cy - 0.36 * min(w, b.h), w, 0.72 * min(w, b.h)))
