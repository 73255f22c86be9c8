"""Artwork on a package: pictures where there are pictures, and a quiet continuation of them where there
are none."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.archetypes.base import Panel
from assets.arrays import digest
from assets.art.paint import Painted, cached
from assets.own.artwork import FACE, Artwork, is_whole_label
from assets.own.errors import ModelError
from assets.own.pictures import decode_rgba
from assets.product import Sku

PACKSHOT_VERSION = "1"
_NEAR = 1.06  # proportions so near are stretched: nobody sees 3 %
_WHITE = 244
_SOURCE_PX = 3000  # longest side that a picture is kept at
_PHOTO_RAD = np.radians(80.0)  # a photo of a cylinder shows no more than that of each side

U8 = NDArray[np.uint8]


@dataclass(frozen=True)
class PackshotTexture(Painted):
    """The atlas of a package with these pictures on it. Implements ``assets.material.Texture``.

    ``label_z`` is the part of the package's height that its label takes, for photos of whole packages.
    """

    sku: Sku
    panels: tuple[Panel, ...]
    art: tuple[Artwork, ...]
    fit: str
    photo: bool
    label_z: tuple[float, float]
    size_wh_px: tuple[int, int]

    @cached_property
    def key(self) -> str:
        """Content hash over all that decides the pixels."""
        s = self.sku
        pictures = [f"{a.side}={a.digest}" for a in self.art]
        texts = (s.brand, s.name, s.variant, s.net, s.gtin, s.language)
        layout = (self.fit, self.photo, self.label_z, self.panels, self.size_wh_px)
        return digest("packshot", PACKSHOT_VERSION, *texts, *pictures, repr(layout))

    def _paint(self) -> U8:
        return _Painter(self).atlas()


def trimmed(a: Artwork, want: float) -> U8:
    """(h, w, 3) sRGB of a picture without its empty border: transparent always, white where that brings the
    proportions nearer to ``want``. Kept in the cache of painted textures."""

    def make() -> U8:
        rgba = _shrunk(decode_rgba(_bytes(a), a.path.name))
        solid = np.argwhere(rgba[..., 3] > 8)
        if len(solid):
            (y0, x0), (y1, x1) = solid.min(0), solid.max(0) + 1
            rgba = rgba[y0:y1, x0:x1]
        flat = _on_ground(rgba)
        return np.ascontiguousarray(_without_white(flat, want))

    return cached(digest("trimmed", a.digest, f"{want:.4f}"), make)


def _bytes(a: Artwork) -> bytes:
    """The file again. Raises ModelError when it is no longer the one that the catalogue was opened with."""
    from assets.own.hashing import bytes_digest

    try:
        data = a.path.read_bytes()
    except OSError as error:
        raise ModelError(f"{a.path}: {error.strerror}") from None
    if bytes_digest(data) != a.digest:
        raise ModelError(f"{a.path}: has changed since the catalogue was opened; run the command again")
    return data


def _shrunk(rgba: U8) -> U8:
    import cv2

    h, w = rgba.shape[:2]
    scale = _SOURCE_PX / max(h, w)
    if scale >= 1:
        return rgba
    size = (max(round(w * scale), 1), max(round(h * scale), 1))
    return np.asarray(cv2.resize(rgba, size, interpolation=cv2.INTER_AREA), np.uint8)


def _on_ground(rgba: U8) -> U8:
    """Transparent parts filled with the colour that its rim has most."""
    alpha = rgba[..., 3:4].astype(np.float32) / 255
    if alpha.min() > 0.99:
        return np.ascontiguousarray(rgba[..., :3])
    opaque = rgba[..., 3] > 200
    ground = main_color(rgba[..., :3][opaque] if opaque.any() else rgba[..., :3].reshape(-1, 3))
    mixed = rgba[..., :3] * alpha + np.array(ground, np.float32) * (1 - alpha)
    return np.asarray(np.round(mixed), np.uint8)


def _without_white(rgb: U8, want: float) -> U8:
    inked = np.argwhere((rgb < _WHITE).any(axis=2))
    if not len(inked):
        return rgb
    (y0, x0), (y1, x1) = inked.min(0), inked.max(0) + 1
    h, w = rgb.shape[:2]
    before, after = w / h / want, (x1 - x0) / (y1 - y0) / want
    better = abs(np.log(after)) < abs(np.log(before)) - 0.03
    return rgb[y0:y1, x0:x1] if better else rgb


def main_color(pixels: U8) -> tuple[int, int, int]:
    """The commonest colour of (n, 3) pixels: the mean of the fullest cell of a 16-step grid."""
    cells = (pixels.astype(np.int32) // 16) @ np.array([256, 16, 1])
    fullest = int(np.bincount(cells).argmax())
    r, g, b = (int(v) for v in pixels[cells == fullest].mean(0).round())
    return (r, g, b)


def rim(rgb: U8) -> U8:
    """(n, 3) pixels along the border of a picture."""
    k = max(min(rgb.shape[:2]) // 40, 1)
    parts = (rgb[:k], rgb[-k:], rgb[:, :k], rgb[:, -k:])
    return np.concatenate([p.reshape(-1, 3) for p in parts])


def accent(rgb: U8) -> tuple[int, int, int]:
    """The colour that stands out: the commonest among the more colourful quarter of a picture."""
    small = rgb[:: max(rgb.shape[0] // 64, 1), :: max(rgb.shape[1] // 64, 1)].reshape(-1, 3)
    chroma = small.max(1).astype(np.int32) - small.min(1)
    return main_color(small[chroma >= np.quantile(chroma, 0.75)])


class _Painter:
    def __init__(self, texture: PackshotTexture) -> None:
        self.texture = texture
        self.by_side: Mapping[str, Artwork] = {a.side: a for a in texture.art}
        w, h = texture.size_wh_px
        self.rgba = np.full((h, w, 4), 255, np.uint8)
        self.wrap = next((p for p in texture.panels if p.name == "wrap"), None)

    def atlas(self) -> U8:
        """(h, w, 3) sRGB."""
        from assets.own.filling import words_on

        face = self.face()
        self.rgba[..., :3] = main_color(rim(face))
        missing = [panel for panel in self.texture.panels if not self.panel(panel, face)]
        words_on(self.rgba, missing, self.texture.sku, self.rect)
        return np.ascontiguousarray(self.rgba[..., :3])

    def face(self) -> U8:
        """The picture that everything missing continues."""
        front = self.by_side.get("front") or self.by_side["wrap"]
        panel = next(
            (p for p in self.texture.panels if p.name in (front.side, "wrap")), self.texture.panels[0]
        )
        return trimmed(front, panel.size_m[0] / panel.size_m[1])

    def rect(self, panel: Panel) -> tuple[int, int, int, int]:
        """(x0, y0, x1, y1) pixels of a panel in the atlas, row 0 on top."""
        w, h = self.texture.size_wh_px
        u0, v0, u1, v1 = panel.uv
        x0, x1 = round(u0 * w), max(round(u1 * w), round(u0 * w) + 1)
        y0, y1 = round((1 - v1) * h), max(round((1 - v0) * h), round((1 - v1) * h) + 1)
        return x0, y0, x1, y1

    def panel(self, panel: Panel, face: U8) -> bool:
        """Paint a panel; False where words may go on it, since no picture shows it."""
        from assets.own import filling

        x0, y0, x1, y1 = self.rect(panel)
        size = (x1 - x0, y1 - y0)
        want = panel.size_m[0] / panel.size_m[1]
        given = self.by_side.get(panel.name) or (
            self.by_side.get("side") if panel.name in ("left", "right") else None
        )
        if given is not None:
            pixels, known = fitted(trimmed(given, want), size, want, self.texture.fit), True
        elif panel.name == "wrap":
            pixels, known = self.around(panel, size), self.is_labelled(panel)
        else:
            pixels, known = filling.continued(face, panel.name, size), False
        self.rgba[y0:y1, x0:x1, :3] = pixels
        return known

    def is_labelled(self, panel: Panel) -> bool:
        """Whether pictures cover more of the label than its front."""
        front = self.by_side.get("front")
        return "back" in self.by_side or (front is not None and is_whole_label(front, panel))

    def around(self, panel: Panel, size: tuple[int, int]) -> U8:
        """A label all around from the picture of its front, with those of back and sides where they are."""
        from assets.own import filling

        front, want = self.by_side["front"], panel.size_m[0] / panel.size_m[1]
        if is_whole_label(front, panel) and not self.texture.photo:
            return fitted(trimmed(front, want), size, want, "stretch")
        w, h = size
        if self.texture.photo:
            face = self.unrolled(front, panel, h)
        else:
            picture = trimmed(front, FACE * want)
            width = min(round(picture.shape[1] / picture.shape[0] * h), round(1.25 * FACE * w))
            face = _resized(picture, (max(width, 1), h))
        label = filling.ring(face, w)
        others = {"back": 0.0, "right": 0.75, "left": 0.25, "side": 0.25}
        for side, at in others.items():
            if side in self.by_side:
                filling.paste_at(label, self.part(side, h, w), at)
        return label

    def part(self, side: str, h: int, w: int) -> U8:
        a = self.by_side[side]
        picture = trimmed(a, a.aspect)
        return _resized(picture, (max(min(round(picture.shape[1] / picture.shape[0] * h), w // 3), 1), h))

    def unrolled(self, a: Artwork, panel: Panel, h: int) -> U8:
        """The label of a photographed round package, its foreshortened sides spread again."""
        import cv2

        size = self.texture.sku.size_m
        photo = trimmed(a, size[0] / size[2])
        low, high = self.texture.label_z
        rows = photo.shape[0]
        crop = photo[round((1 - high) * rows) : max(round((1 - low) * rows), round((1 - high) * rows) + 1)]
        width = max(round(h * panel.size_m[0] / panel.size_m[1] * _PHOTO_RAD / np.pi), 1)
        angle = np.linspace(-_PHOTO_RAD, _PHOTO_RAD, width)
        x = (np.sin(angle) + 1) / 2 * (crop.shape[1] - 1)
        y = np.linspace(0, crop.shape[0] - 1, h)
        maps = [m.astype(np.float32) for m in np.meshgrid(x, y)]
        return np.asarray(cv2.remap(crop, maps[0], maps[1], cv2.INTER_LINEAR), np.uint8)


def fitted(picture: U8, size: tuple[int, int], want: float, fit: str) -> U8:
    """A picture as (h, w, 3) pixels of a panel whose real proportions are ``want``.

    "stretch" fills it; "cover" fills it and cuts what sticks out; "contain" shows all of the picture and
    carries on its edges; "auto" stretches where nobody would see it, and contains otherwise.
    """
    ratio = picture.shape[1] / picture.shape[0] / want
    if fit == "stretch" or (fit == "auto" and max(ratio, 1 / ratio) <= _NEAR):
        return _resized(picture, size)
    h, w = picture.shape[:2]
    if fit == "cover":
        keep_w, keep_h = (round(w / ratio), h) if ratio > 1 else (w, round(h * ratio))
        x, y = (w - keep_w) // 2, (h - keep_h) // 2
        return _resized(picture[y : y + max(keep_h, 1), x : x + max(keep_w, 1)], size)
    return _contained(picture, size, ratio)


def _contained(picture: U8, size: tuple[int, int], ratio: float) -> U8:
    import cv2

    w, h = size
    inner = (w, max(round(h / ratio), 1)) if ratio > 1 else (max(round(w * ratio), 1), h)
    small = _resized(picture, inner)
    left, top = (w - inner[0]) // 2, (h - inner[1]) // 2
    border = (top, h - inner[1] - top, left, w - inner[0] - left)
    wide: Any = cv2.copyMakeBorder(small, *border, cv2.BORDER_REPLICATE)
    blur = max(max(border) / 2, 1.0)
    ground: U8 = np.asarray(cv2.GaussianBlur(wide, (0, 0), blur), np.uint8)
    ground[top : top + inner[1], left : left + inner[0]] = small
    return ground


def _resized(picture: U8, size: tuple[int, int]) -> U8:
    import cv2

    shrinks = size[0] < picture.shape[1] and size[1] < picture.shape[0]
    how = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, size, interpolation=how), np.uint8)
