"""Packshots: artwork and millimetres become a product that shows the artwork where it belongs."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from assets.archetypes.registry import KINDS
from assets.catalog import CatalogError, open_catalog
from assets.own.catalog import FolderCatalog
from assets.own.packshot import PackshotTexture, fitted
from assets.product import Product

CARTON = "name: Corn rings\nbrand: Bramble\narchetype: carton\nwidth: 190\ndepth: 60\nheight: 290\n"
CAN = "name: Plum fizz\narchetype: can\nwidth: 66\nheight: 115\n"
JAR = "name: Jam\narchetype: jar\nwidth: 75\nheight: 140\n"
BAG = "name: Crisps\narchetype: pillow_bag\nwidth: 200\ndepth: 80\nheight: 290\n"
RED, GREEN, BLUE, GOLD = (200, 20, 30), (20, 160, 40), (20, 40, 200), (220, 180, 20)


def art(path: Path, w: int, h: int, color: tuple[int, int, int], mark: tuple[int, int, int] = GOLD) -> Path:
    """A picture of one colour with a mark in its upper left quarter."""
    pixels = np.full((h, w, 3), color, np.uint8)
    pixels[h // 8 : h // 4, w // 8 : w // 4] = mark
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), pixels[..., ::-1])
    return path


def put(folder: Path, text: str, **pictures: tuple[int, int, tuple[int, int, int]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "product.yaml").write_text(text)
    for side, (w, h, color) in pictures.items():
        art(folder / f"{side}.png", w, h, color)
    return folder


def product(root: Path, texture_px: int = 500) -> tuple[Product, NDArray[np.uint8], PackshotTexture]:
    catalog = open_catalog(str(root), 1, 1)
    made = catalog.product(catalog.skus[0].sku, texture_px)
    texture = next(m.texture for m in made.materials if m.texture is not None)
    assert isinstance(texture, PackshotTexture)
    return made, texture.pixels(), texture


def panel(pixels: NDArray[np.uint8], texture: PackshotTexture, name: str) -> NDArray[np.uint8]:
    h, w = pixels.shape[:2]
    u0, v0, u1, v1 = next(p.uv for p in texture.panels if p.name == name)
    return pixels[round((1 - v1) * h) : round((1 - v0) * h), round(u0 * w) : round(u1 * w)]


def near(pixel: NDArray[np.uint8], color: tuple[int, int, int], by: int = 14) -> bool:
    return bool(np.abs(pixel.astype(int) - color).max() <= by)


def test_every_side_shows_its_own_picture(tmp_path: Path) -> None:
    colors = {
        "front": RED,
        "back": GREEN,
        "left": BLUE,
        "right": (90, 20, 120),
        "top": GOLD,
        "bottom": (5, 90, 90),
    }
    sizes = {"left": (120, 580), "right": (120, 580), "top": (380, 120), "bottom": (380, 120)}
    put(tmp_path / "a", CARTON, **{s: (*sizes.get(s, (380, 580)), c) for s, c in colors.items()})
    made, pixels, texture = product(tmp_path)
    assert made.mesh.size_m == pytest.approx([0.19, 0.06, 0.29], abs=0.0005)
    for side, color in colors.items():
        seen = panel(pixels, texture, side)
        assert near(seen[seen.shape[0] // 2, seen.shape[1] // 2], color), side
    front = panel(pixels, texture, "front")
    h, w = front.shape[:2]
    assert near(front[h * 3 // 16, w * 3 // 16], GOLD)
    assert near(front[h * 3 // 16, w * 13 // 16], RED)


def test_one_picture_called_side_serves_both(tmp_path: Path) -> None:
    put(tmp_path / "a", CARTON, front=(380, 580, RED), side=(120, 580, BLUE))
    _, pixels, texture = product(tmp_path)
    for side in ("left", "right"):
        seen = panel(pixels, texture, side)
        assert near(seen[-10, 10], BLUE)


def test_missing_sides_carry_the_front_on_and_show_a_barcode(tmp_path: Path) -> None:
    put(tmp_path / "a", CARTON + "gtin: 4006381333931\n", front=(380, 580, RED))
    catalog = open_catalog(str(tmp_path), 1, 1)
    made = catalog.product("a", 1600)
    texture = next(m.texture for m in made.materials if m.texture is not None)
    assert isinstance(texture, PackshotTexture)
    pixels = texture.pixels()
    for side in ("back", "left", "right", "top", "bottom"):
        seen = panel(pixels, texture, side)
        assert near(seen[3, 3], RED, 25), side
    back = np.ascontiguousarray(panel(pixels, texture, "back")[..., ::-1])
    read = cv2.barcode.BarcodeDetector().detectAndDecode(back)
    assert "4006381333931" in str(read)


def test_a_label_goes_around_with_its_front_in_the_middle(tmp_path: Path) -> None:
    put(tmp_path / "a", CAN, front=(330, 560, RED))
    _, pixels, texture = product(tmp_path)
    label = panel(pixels, texture, "wrap")
    h, w = label.shape[:2]
    marked = np.flatnonzero([near(p, GOLD, 30) for p in label[h * 3 // 16]])
    face = 330 / 560 * h
    assert marked.mean() == pytest.approx(w / 2 - face * 5 / 16, abs=3)
    assert near(label[h // 2, w // 2], RED)
    assert near(label[h - 5, 2], RED, 25)
    seam = np.abs(label[:, 0].astype(int) - label[:, -1]).max()
    assert seam <= 12


def test_a_front_as_long_as_the_label_is_the_label(tmp_path: Path) -> None:
    put(tmp_path / "a", JAR, front=(1400, 400, BLUE))
    _, pixels, texture = product(tmp_path)
    label = panel(pixels, texture, "wrap")
    h, w = label.shape[:2]
    marked = np.flatnonzero([near(p, GOLD, 30) for p in label[h * 3 // 16]])
    assert marked.min() == pytest.approx(w / 8, abs=3)


def test_a_photo_of_a_can_is_unrolled(tmp_path: Path) -> None:
    """A stripe at 45 degrees from the middle, foreshortened in the photo, lands an eighth around."""
    folder = put(tmp_path / "a", CAN + "photo: true\n")
    photo = np.full((1150, 660, 3), RED, np.uint8)
    x = 330 + 330 * np.sin(np.radians(45))
    photo[:, int(x) - 6 : int(x) + 6] = BLUE
    cv2.imwrite(str(folder / "front.png"), photo[..., ::-1])
    _, pixels, texture = product(tmp_path)
    label = panel(pixels, texture, "wrap")
    blue = np.flatnonzero([near(p, BLUE, 60) for p in label[label.shape[0] // 2]])
    assert blue.mean() / label.shape[1] == pytest.approx(0.5 + 1 / 8, abs=0.012)


def test_transparent_and_white_borders_are_cut_away(tmp_path: Path) -> None:
    folder = put(tmp_path / "a", CARTON)
    cut_out = np.zeros((800, 800, 4), np.uint8)
    cut_out[100:680, 200:580] = (*BLUE, 255)
    cv2.imwrite(str(folder / "front.png"), cut_out[..., [2, 1, 0, 3]])
    white = np.full((800, 800, 3), 255, np.uint8)
    white[110:690, 210:590] = GREEN
    cv2.imwrite(str(folder / "back.png"), white[..., ::-1])
    _, pixels, texture = product(tmp_path)
    for side, color in (("front", BLUE), ("back", GREEN)):
        seen = panel(pixels, texture, side)
        assert near(seen[4, 4], color), side
        assert near(seen[-4, -4], color), side


@pytest.mark.parametrize("fit", ["stretch", "contain", "cover"])
def test_fits_fill_the_panel_each_in_its_way(fit: str) -> None:
    source = np.full((100, 100, 3), RED, np.uint8)
    source[40:60, 40:60] = BLUE
    out = fitted(source, (200, 100), 2.0, fit)
    assert out.shape == (100, 200, 3)
    blue = np.argwhere((np.abs(out.astype(int) - BLUE) < 60).all(2))
    height, width = np.ptp(blue, axis=0) + 1
    expected = {"stretch": (20, 40), "contain": (20, 20), "cover": (40, 40)}[fit]
    assert (height, width) == pytest.approx(expected, abs=3)


def test_caps_and_contents_have_the_colours_that_are_said(tmp_path: Path) -> None:
    put(tmp_path / "a", JAR + 'colors: {cap: "#0000ff", content: "#00ff00"}\n', front=(400, 300, RED))
    made, _, _ = product(tmp_path)
    colors = {m.name: m.color for m in made.materials}
    lid = next(c for n, c in colors.items() if "lid" in n)
    assert lid[2] > 1.5 * lid[0]
    filled = [c for n, c in colors.items() if n.endswith("_filled")]
    assert all(c[1] > c[0] for c in filled)


def test_the_same_folder_gives_the_same_pixels_and_another_picture_others(tmp_path: Path) -> None:
    put(tmp_path / "one" / "a", CAN, front=(330, 560, RED))
    put(tmp_path / "two" / "a", CAN, front=(330, 560, RED))
    put(tmp_path / "three" / "a", CAN, front=(330, 560, BLUE))
    keys, digests = [], []
    for name in ("one", "two", "three"):
        catalog = FolderCatalog(tmp_path / name)
        keys.append(catalog.key)
        texture = catalog.product("a", 300).materials[0].texture
        assert texture is not None
        digests.append((texture.key, texture.pixels().tobytes()))
    assert keys[0] == keys[1] != keys[2]
    assert digests[0] == digests[1]
    assert digests[0][0] != digests[2][0]


@pytest.mark.parametrize(
    ("text", "pictures", "said"),
    [
        (CARTON, {}, "a/product.yaml:1:1: expected a picture of its front"),
        (
            CARTON,
            {"front": (600, 200, RED)},
            "a/product.yaml:4:8: width: front.png: 600 x 200 pixels do not look",
        ),
        (
            CARTON,
            {"front": (380, 580, RED), "wrap": (400, 100, RED)},
            "this archetype has no wrap; it has back",
        ),
        (JAR, {"front": (150, 280, RED)}, "looks like a photo of the whole package"),
        (JAR, {"front": (2000, 200, RED)}, "do not look like the front of a label"),
        (CARTON, {"front": (8, 12, RED)}, "8 x 12 pixels"),
        (
            CARTON.replace("carton", "cartn"),
            {"front": (380, 580, RED)},
            'a/product.yaml:3:12: archetype: expected the kind of package, found the text "cartn"; did you',
        ),
        (
            CARTON.replace("190", "19.0cm"),
            {"front": (380, 580, RED)},
            "4:8: width: expected a number in millimetres",
        ),
        (CARTON.replace("190", "0.19"), {"front": (380, 580, RED)}, "did you mean 190?"),
        (
            CARTON.replace("height: 290\n", ""),
            {"front": (380, 580, RED)},
            "height: expected the height in millim",
        ),
        (
            CARTON + "gtin: 4006381333932\n",
            {"front": (380, 580, RED)},
            "expected 4006381333931, since 1 is its check",
        ),
        (CARTON + "colour: red\n", {"front": (380, 580, RED)}, "7:1: colour: expected the name of a setting"),
        (CARTON + "name: again\n", {"front": (380, 580, RED)}, "7:1: name: expected once, found twice"),
        (CARTON + "a: &x 1\n", {"front": (380, 580, RED)}, "without anchors"),
        (CARTON + "a: !!python/object:os.system x\n", {"front": (380, 580, RED)}, "without anchors"),
        (CARTON + "a: [1, 2\n", {"front": (380, 580, RED)}, "not YAML"),
        ("", {"front": (380, 580, RED)}, "found an empty file"),
        ("- 1\n", {"front": (380, 580, RED)}, "expected settings"),
        (
            CARTON + "artwork: {front: ../../x.png}\n",
            {"front": (380, 580, RED)},
            "artwork.front: expected a file",
        ),
        (
            CARTON + "artwork: {back: none.png}\n",
            {"front": (380, 580, RED)},
            "none.png: artwork.back names it",
        ),
        (CARTON + "shape: {bevel_m: 9}\n", {"front": (380, 580, RED)}, "7:18: shape.bevel_m: expected"),
        (CAN + "depth: 90\n", {"front": (330, 560, RED)}, "this package is round"),
    ],
)
def test_mistakes_are_told_with_their_line(
    tmp_path: Path, text: str, pictures: dict[str, tuple[int, int, tuple[int, int, int]]], said: str
) -> None:
    put(tmp_path / "a", text, **pictures)
    with pytest.raises(CatalogError) as caught:
        open_catalog(str(tmp_path), 1, 1)
    assert said in str(caught.value)


def test_pictures_in_other_formats_are_told_what_they_are(tmp_path: Path) -> None:
    put(tmp_path / "a", CARTON)
    cv2.imwrite(str(tmp_path / "a" / "front.tif"), np.full((580, 380, 3), 90, np.uint8))
    with pytest.raises(CatalogError, match=r"front\.tif: expected .* found TIFF; save it as PNG"):
        open_catalog(str(tmp_path), 1, 1)
    (tmp_path / "a" / "front.tif").unlink()
    cv2.imwrite(str(tmp_path / "a" / "front.bmp"), np.full((580, 380, 3), RED[::-1], np.uint8))
    _, pixels, texture = product(tmp_path)
    assert near(panel(pixels, texture, "front")[200, 200], RED)


def test_said_fits_overrule_odd_proportions(tmp_path: Path) -> None:
    put(tmp_path / "a", CARTON + "fit: contain\n", front=(600, 200, RED))
    _, pixels, texture = product(tmp_path)
    assert near(panel(pixels, texture, "front")[3, 3], RED, 20)


def test_all_mistakes_of_all_products_are_told_at_once(tmp_path: Path) -> None:
    put(tmp_path / "a", CARTON.replace("190", "x"), front=(380, 580, RED))
    put(tmp_path / "b", CAN + "price: free\nlanguage: english\n", front=(330, 560, RED))
    (tmp_path / "c").mkdir()
    art(tmp_path / "c" / "front.png", 100, 100, RED)
    put(tmp_path / "d", CAN, front=(330, 560, RED))
    (tmp_path / "d" / "front.png").write_bytes(b"\x89PNG\r\n\x1a\n cut")
    with pytest.raises(CatalogError) as caught:
        open_catalog(str(tmp_path), 1, 1)
    lines = str(caught.value).splitlines()
    assert len(lines) == 5
    assert [line.split("/product.yaml")[0].split("/")[-1].split(":")[0] for line in lines] == [
        "a",
        "b",
        "b",
        "c",
        "front.png",
    ]


def test_every_archetype_takes_a_front_and_shows_it(tmp_path: Path) -> None:
    for kind in KINDS.values():
        typical = kind.typical[0]
        w, d, h = (500 * (a + b) for a, b in zip(typical.lo_m, typical.hi_m, strict=True))
        size = (w / 1000, (w if kind.round else d) / 1000, h / 1000)
        panels = kind.load()(size, typical.shape).panels
        main = next(p for p in panels if p.name in ("front", "wrap"))
        part = 0.33 if main.name == "wrap" else 1.0
        aspect = float(main.size_m[0] / main.size_m[1]) * part
        shape = ", ".join(f"{name}: {value}" for name, value in typical.shape.items())
        head = f"name: {kind.name}\narchetype: {kind.name}\nshape: {{{shape}}}\n"
        text = f"{head}width: {w:.2f}\nheight: {h:.2f}\n"
        depth = "" if kind.round else f"depth: {d:.2f}\n"
        put(tmp_path / kind.name, text + depth, front=(max(round(400 * aspect), 24), 400, RED))
    catalog = open_catalog(str(tmp_path), 1, 1)
    assert len(catalog.skus) == len(KINDS)
    for sku in catalog.skus:
        made = catalog.product(sku.sku, 200)
        textures = [m.texture for m in made.materials if isinstance(m.texture, PackshotTexture)]
        assert textures, sku.sku
        main_panel = "front" if any(p.name == "front" for p in textures[0].panels) else "wrap"
        seen = panel(textures[0].pixels(), textures[0], main_panel)
        assert near(seen[seen.shape[0] * 3 // 4, seen.shape[1] // 2], RED, 30), sku.sku
