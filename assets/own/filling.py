"""What stands on the sides that nobody gave a picture of: the front's own colours carried on, its names, a
barcode."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assets.archetypes.base import Panel
from assets.product import Sku

U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]


def continued(face: U8, side: str, size: tuple[int, int]) -> U8:
    """(h, w, 3): the nearest edge of the front's picture, smoothed and drawn out over another side."""
    w, h = size
    if side in ("top", "bottom", "neck"):
        from assets.own.packshot import main_color

        k = max(face.shape[0] // 25, 1)
        strip = face[:k] if side != "bottom" else face[-k:]
        return np.full((h, w, 3), main_color(strip.reshape(-1, 3)), np.uint8)
    left, right = edge(face, 0, h), edge(face, 1, h)
    # Seen from outside, the right side begins where the front ends, and the back runs from right to left.
    t = np.linspace(0, 1, w, dtype=np.float32)[None, :, None]
    start, end = {"right": (right, right), "left": (left, left)}.get(side, (right, left))
    mixed = start[:, None] * (1 - t) + end[:, None] * t
    return np.asarray(np.clip(np.round(mixed), 0, 255), np.uint8)


def edge(face: U8, which: int, h: int) -> F32:
    """(h, 3) colours down the left (0) or right (1) edge: medians across it, smoothed along it."""
    import cv2

    k = max(face.shape[1] // 25, 1)
    strip = face[:, :k] if which == 0 else face[:, -k:]
    column = np.median(strip, axis=1).astype(np.float32)[:, None]
    tall = cv2.resize(column, (1, h), interpolation=cv2.INTER_AREA if h < len(column) else cv2.INTER_LINEAR)
    smooth = cv2.GaussianBlur(tall.reshape(h, 1, 3), (0, 0), sigmaX=1, sigmaY=max(0.02 * h, 0.5))
    return np.asarray(smooth.reshape(h, 3), np.float32)


def ring(face: U8, w: int) -> U8:
    """(h, w, 3) label around a package: the front in the middle, its edges carried on until they meet
    behind."""
    h, fw = face.shape[:2]
    x0 = (w - fw) // 2
    left, right = edge(face, 0, h), edge(face, 1, h)
    columns = (np.arange(w) - (x0 + fw)) % w  # 0 where the front ends on the right, growing to the right
    t = np.clip(columns / max(w - fw, 1), 0, 1).astype(np.float32)
    t = (t * t * (3 - 2 * t))[None, :, None]
    label = right[:, None] * (1 - t) + left[:, None] * t
    soft = max(round(0.02 * fw), 1)
    ramp = np.minimum(np.arange(fw) + 1, np.arange(fw)[::-1] + 1).astype(np.float32) / (soft + 1)
    alpha = np.clip(ramp, 0, 1)[None, :, None]
    label[:, x0 : x0 + fw] = face * alpha + label[:, x0 : x0 + fw] * (1 - alpha)
    return np.asarray(np.clip(np.round(label), 0, 255), np.uint8)


def paste_at(label: U8, picture: U8, at: float) -> None:
    """Put a picture on a label with its middle at ``at`` of its length, running over the seam where it
    must."""
    w = label.shape[1]
    columns = (round(at * w) - picture.shape[1] // 2 + np.arange(picture.shape[1])) % w
    label[:, columns] = picture


def words_on(
    rgba: U8, panels: Sequence[Panel], sku: Sku, rect: Callable[[Panel], tuple[int, int, int, int]]
) -> None:
    """Write names and barcode on panels without a picture, over what is painted there."""
    import skia

    from assets.art.boxes import Box
    from assets.art.sheet import Sheet

    if not panels:
        return
    canvas = skia.Surface(rgba).getCanvas()
    for panel in panels:
        x0, y0, x1, y1 = rect(panel)
        ground = rgba[y0:y1, x0:x1, :3].reshape(-1, 3).mean(0) / 255
        w_mm, h_mm = (1000 * float(v) for v in panel.size_m)
        sheet = Sheet(canvas, (x1 - x0) / w_mm, sku.language)
        canvas.save()
        canvas.translate(x0, y0)
        canvas.scale((x1 - x0) / w_mm, (y1 - y0) / h_mm)
        canvas.clipRect(skia.Rect.MakeXYWH(0, 0, w_mm, h_mm))
        _words(
            sheet,
            panel.name,
            Box(0, 0, w_mm, h_mm),
            sku,
            (float(ground[0]), float(ground[1]), float(ground[2])),
        )
        canvas.restore()
    canvas.flush() if hasattr(canvas, "flush") else None


def _words(sheet: object, side: str, box: object, sku: Sku, ground: tuple[float, float, float]) -> None:
    from assets.art.boxes import Box
    from assets.art.colors import WHITE, readable
    from assets.art.sheet import Sheet

    assert isinstance(sheet, Sheet)
    assert isinstance(box, Box)
    ink = readable(ground, (0.1, 0.1, 0.11))
    if side == "wrap":
        _info(sheet, box.part(0.77, 0.12, 0.97, 0.88), sku, WHITE)
        _names(sheet, box.part(0.04, 0.2, 0.22, 0.8), sku, ink)
    elif side == "back":
        _info(sheet, box.part(0.12, 0.5, 0.88, 0.92), sku, WHITE)
        _names(sheet, box.part(0.1, 0.08, 0.9, 0.42), sku, ink)
    elif side in ("left", "right"):
        _sideways(sheet, box, sku, ink, side == "right")
    elif side == "top":
        _names(sheet, box.part(0.15, 0.2, 0.85, 0.8), sku, ink)
    elif side == "bottom":
        _info(sheet, box.part(0.1, 0.1, 0.9, 0.9), sku, WHITE)


def _names(sheet: object, box: object, sku: Sku, ink: object) -> None:
    """Brand over name, as large as they fit."""
    from assets.art import fonts
    from assets.art.boxes import Box
    from assets.art.typography import text

    assert isinstance(box, Box)
    first, second = (sku.brand, sku.name) if sku.brand else (sku.name, sku.variant)
    text(sheet, first, fonts.SANS_BOLD, box.part(0, 0, 1, 0.55), ink, max_lines=2)  # type: ignore[arg-type]
    if second:
        text(sheet, second, fonts.SANS, box.part(0.05, 0.62, 0.95, 1), ink, max_lines=2)  # type: ignore[arg-type]


def _info(sheet: object, box: object, sku: Sku, paper: object) -> None:
    """A white field with the name, what is in it, and the barcode."""
    from assets.art import fonts
    from assets.art.barcode import barcode
    from assets.art.boxes import Box
    from assets.art.colors import BLACK
    from assets.art.sheet import Sheet
    from assets.art.typography import text

    assert isinstance(box, Box)
    assert isinstance(sheet, Sheet)
    sheet.box(box, paper, radius=0.04 * box.short)  # type: ignore[arg-type]
    words = " ".join(w for w in (sku.name, sku.variant, sku.net) if w)
    text(sheet, words, fonts.SANS, box.part(0.06, 0.06, 0.94, 0.3), BLACK, max_lines=2)
    barcode(sheet, sku.gtin, box.part(0.08, 0.36, 0.92, 0.94))


def _sideways(sheet: object, box: object, sku: Sku, ink: object, mirrored: bool) -> None:
    """The names along a narrow side, reading upwards; across a broad one."""
    from assets.art.boxes import Box
    from assets.art.sheet import Sheet

    assert isinstance(box, Box)
    assert isinstance(sheet, Sheet)
    if box.h < 1.6 * box.w:
        _names(sheet, box.part(0.12, 0.2, 0.88, 0.6), sku, ink)
        return
    with sheet.at(box.cx, box.cy, 1.0, 90 if mirrored else -90):
        inner = Box(-0.4 * box.h, -0.32 * box.w, 0.8 * box.h, 0.64 * box.w)
        _names(sheet, inner, sku, ink)
