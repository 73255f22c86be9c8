"""Cards of offers, wobblers, strips and headers as meshes with their print."""

from functools import lru_cache

import numpy as np

from assets.art.promo import Layout, PromoTexture
from assets.finishes import material
from assets.fixtures.rails import RAIL_TILT_RAD
from assets.material import Material
from assets.mesh import Mesh
from assets.mesh_tools import Patch, assemble, box, grid, moved, planar_uv, transform
from assets.money import CURRENCIES
from assets.price_tags import curl
from assets.product import Sku

CARD_M = 0.0006
LARGEST_PX = 512
DISC_SIDES = 20


def print_of(
    layout: Layout, words: str, style: int, size_wh_m: tuple[float, float], px_per_m: int, language: str
) -> Material:
    """The print of a piece, at most ``LARGEST_PX`` wide or high."""
    fine = min(px_per_m, LARGEST_PX / max(size_wh_m))
    w, h = (max(round(side * fine), 8) for side in size_wh_m)
    return material("art:tag", PromoTexture(layout, words, style, size_px=(w, h), language=language))


def price_text(sku: Sku) -> str:
    """The article's price as it is written."""
    money = CURRENCIES.get(sku.currency)
    return money.text(sku.price_minor) if money else f"{sku.price_minor / 100:.2f}"


@lru_cache(maxsize=64)
def hanging_card(size_wh_m: tuple[float, float]) -> Mesh:
    """An upright card whose upper edge's middle is the origin."""
    w, h = size_wh_m
    return slab((-w / 2, -CARD_M, -h), (w / 2, 0.0, 0.0))


@lru_cache(maxsize=64)
def strip(half_m: float, height_m: float) -> Mesh:
    """A strip of paper on the face of a rail."""
    flat = _printed((-half_m, -0.0002, -height_m / 2), (half_m, -0.0001, height_m / 2))
    return assemble([moved(flat, transform(tilt_rad=-RAIL_TILT_RAD))], ("card",))


@lru_cache(maxsize=64)
def slab(lo: tuple[float, float, float], hi: tuple[float, float, float]) -> Mesh:
    """A closed slab whose front shows the whole print."""
    return assemble([_printed(lo, hi)], ("card",))


def _printed(lo: tuple[float, float, float], hi: tuple[float, float, float]) -> Patch:
    flat = box(lo, hi, "card")
    uv = planar_uv(flat.points[flat.faces], (0, 2), np.array(lo), np.array(hi), (0, 0, 1, 1))
    return Patch(flat.points, flat.faces, np.clip(uv, 0, 1), "card")


@lru_cache(maxsize=8)
def wobbler(radius_m: float, reach_m: float) -> Mesh:
    """A round card ``reach_m`` before the origin, on a thin arm from there."""
    turn = 2 * np.pi * np.arange(DISC_SIDES) / DISC_SIDES
    ring = np.stack([np.cos(turn), np.zeros(DISC_SIDES), np.sin(turn)], axis=-1) * radius_m
    points = np.vstack([[[0, 0, 0]], ring]) + np.array([0, -reach_m, 0])
    k = np.arange(DISC_SIDES)
    faces = np.stack([np.zeros(DISC_SIDES, int), 1 + k, 1 + (k + 1) % DISC_SIDES], 1)
    uv = (np.vstack([[[0, 0, 0]], ring])[:, [0, 2]] / radius_m + 1) / 2
    disc = Patch(points, faces, uv[faces], "card")
    w = 0.006
    arm = grid([[[-w, -reach_m, 0], [w, -reach_m, 0]], [[-w, 0, 0], [w, 0, 0]]], "card")
    return assemble([disc, arm], ("card",), closed=False)


@lru_cache(maxsize=64)
def curled_tag(size_wh_m: tuple[float, float], lift_m: float) -> Mesh:
    """A tag for the rail whose right end has come out of it by ``lift_m``."""
    w, h = size_wh_m
    u, y = curl(lift_m)
    rows = np.stack([np.stack([(u - 0.5) * w, y, np.full(7, z)], -1) for z in (-h / 2, h / 2)])
    uv = np.stack([np.stack([u, np.full(7, v)], -1) for v in (0.0, 1.0)])
    sheet = moved(grid(rows, "card", uv), transform(tilt_rad=-RAIL_TILT_RAD))
    return assemble([sheet], ("card",), closed=False)
