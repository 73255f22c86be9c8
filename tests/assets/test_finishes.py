from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from assets.finishes import FINISHES, PAINTS, material, paint
from assets.material import Rgb


@dataclass(frozen=True)
class Plain:
    """The least that may stand as artwork."""

    key: str = "plain"
    size_wh_px: tuple[int, int] = (1, 1)

    def pixels(self) -> np.ndarray:
        return np.full((1, 1, 3), 128, np.uint8)

    def mean_color(self) -> Rgb:
        return (0.2, 0.2, 0.2)


@pytest.mark.parametrize("finish", FINISHES)
@pytest.mark.parametrize("tint", [(0.0, 0.0, 0.0), (1.0, 1.0, 1.0), (0.9, 0.1, 0.02)])
def test_every_finish_is_physically_plausible_under_any_tint(finish: str, tint: Rgb) -> None:
    made = material(finish, Plain() if finish.startswith("art:") else None, tint)
    assert all(0 <= c <= 1 for c in made.color)
    assert made.texture is not None or max(made.color) <= 0.98 or made.transmission > 0
    for share in (made.roughness, made.metallic, made.coat, made.coat_roughness, made.transmission):
        assert 0 <= share <= 1
    assert 1.0 <= made.ior < 2.0
    assert made.metallic * made.transmission == 0
    assert made.traced == (
        finish not in ("shrink_film", "blister", "door_glass")
    )  # which one is meant to look through
    assert made.name == finish


def test_the_tint_colours_caps_and_contents_but_neither_metal_nor_green_glass() -> None:
    red, blue = (0.7, 0.05, 0.04), (0.03, 0.08, 0.6)
    for finish in (
        "cap_plastic",
        "pet_filled",
        "pet_drink",
        "glass_filled",
        "glass_drink",
        "lid_metal",
        "body_plastic",
    ):
        assert material(finish, None, red).key != material(finish, None, blue).key
    for finish in ("aluminium", "steel", "glass_green", "pet_water"):
        assert material(finish, None, red).key == material(finish, None, blue).key


def test_print_goes_onto_art_finishes_only() -> None:
    assert material("art:board", Plain()).texture == Plain()
    assert material("steel", Plain()).texture is None
    with pytest.raises(ValueError, match="needs artwork"):
        material("art:board")


def test_a_surface_map_decides_roughness_and_metallic_of_print() -> None:
    mapped = material("art:metal", Plain(), surface=Plain())
    assert (mapped.roughness, mapped.metallic, mapped.surface) == (1.0, 1.0, Plain())


def test_unknown_names_are_refused_with_what_there_is() -> None:
    with pytest.raises(ValueError, match=r"unknown finish 'gold'.*steel"):
        material("gold")
    with pytest.raises(ValueError, match=r"unknown fixture colour 'gold'.*white"):
        paint("gold")


def test_paints_reflect_less_than_light_brings() -> None:
    assert all(0 < c < 0.85 for color in PAINTS.values() for c in color)


def test_every_finish_is_in_the_documentation() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs/materials.md").read_text()
    assert [finish for finish in FINISHES if f"`{finish}`" not in page] == []
