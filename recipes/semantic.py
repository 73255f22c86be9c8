"""What a recipe says in one place that another place makes impossible.

Settings may be distributions, so each rule looks at the ends of their supports: every frame must be possible.
Only true contradictions are refused; what is merely odd is the author's business.
"""

import math
from collections.abc import Callable, Iterable, Iterator

from recipes import wording
from recipes.errors import Finding
from recipes.model import (
    BUILTIN_CATALOG,
    BUILTIN_CATEGORIES,
    BUILTIN_LANGUAGES,
    Recipe,
    builtin_categories,
)
from recipes.planogram_rules import PLANOGRAM_RULES
from recipes.policies import policy_contradictions
from recipes.values import support

NARROWEST_FACING_M = 0.03
"""No package in a shop is narrower where it faces the shopper."""
LEAST_CLEARANCE_M = 0.06
"""A board with less room above it holds no goods."""
CEILING_MARGIN_M = 0.1
"""Camera and fixture stay this far below the lamps."""
WIDEST_FLAT_DEG = 130
"""The widest field of view of a lens that keeps lines straight."""
_RADII = 400
_FOLD_MARGIN = 1.03  # near the fold itself no ray can be computed

type Rule = Callable[[Recipe], Iterator[Finding]]


def contradictions(recipe: Recipe) -> list[Finding]:
    """All broken rules, each with all the settings that take part, the likeliest to be wrong first."""
    return [finding for rule in _RULES for finding in rule(recipe)]


def _least(value: float | object) -> float:
    return float(support(value)[0])  # type: ignore[arg-type]


def _most(value: float | object) -> float:
    return float(support(value)[1])  # type: ignore[arg-type]


def _finding(message: str, *paths: str) -> Finding:
    return Finding(tuple(tuple(path.split(".")) for path in paths), message)


def _metres(value: float) -> str:
    return f"{value:.2f} m"


def _facings_fit(recipe: Recipe) -> Iterator[Finding]:
    """Facings that a narrow bay has no room for are left out; those that no bay can take are a mistake."""
    facings, gap = int(_most(recipe.planogram.facings)), _least(recipe.planogram.gap_m)
    need, width = facings * NARROWEST_FACING_M + (facings - 1) * gap, _most(recipe.fixture.bay_width_m)
    if need > width:
        gaps = f" and gaps of {wording.number(gap, 'm')}" if gap else ""
        yield _finding(
            f"{facings} facings of at least {NARROWEST_FACING_M} m{gaps} need {_metres(need)}; "
            f"the shelf is {_metres(width)} wide",
            "planogram.facings",
            "fixture.bay_width_m",
            "planogram.gap_m",
        )


def _shelves_fit(recipe: Recipe) -> Iterator[Finding]:
    fixture = recipe.fixture
    shelves, base, board = (
        int(_most(fixture.shelves)),
        _most(fixture.base_height_m),
        _most(fixture.board_m),
    )
    need, height = base + (shelves - 1) * (board + LEAST_CLEARANCE_M), _least(fixture.height_m)
    if need > height:
        yield _finding(
            f"a base of {_metres(base)} and {shelves - 1} boards of {wording.number(board, 'm')}, at least "
            f"{LEAST_CLEARANCE_M} m apart, need {_metres(need)}; the fixture is {_metres(height)} high",
            "fixture.shelves",
            "fixture.height_m",
            "fixture.base_height_m",
            "fixture.board_m",
        )


def _setback_fits(recipe: Recipe) -> Iterator[Finding]:
    setback, depth = _most(recipe.planogram.setback_m), _least(recipe.fixture.depth_m)
    if setback >= depth:
        yield _finding(
            f"goods {_metres(setback)} behind the front edge are off the shelf; it is {_metres(depth)} deep",
            "planogram.setback_m",
            "fixture.depth_m",
        )


def _under_the_ceiling(recipe: Recipe) -> Iterator[Finding]:
    ceiling = _least(recipe.store.ceiling_m)
    for path, what, value in (
        ("fixture.height_m", "fixture", recipe.fixture.height_m),
        ("camera.height_m", "camera", recipe.camera.height_m),
    ):
        if _most(value) > ceiling - CEILING_MARGIN_M:
            yield _finding(
                f"a {what} {_metres(_most(value))} high does not fit under a ceiling of {_metres(ceiling)}; "
                f"{CEILING_MARGIN_M} m below it stay free",
                path,
                "store.ceiling_m",
            )


def _camera_in_the_aisle(recipe: Recipe) -> Iterator[Finding]:
    """Who says how wide the aisle is must leave room for the camera; nothing is built on its other side."""
    if "aisle_m" not in recipe.store.model_fields_set:
        return
    camera, aisle = recipe.camera, _least(recipe.store.aisle_m)
    lo, hi = support(camera.azimuth_deg)
    squarest = 0.0 if lo <= 0 <= hi else min(abs(lo), abs(hi))
    away = _most(camera.distance_m) * math.cos(math.radians(squarest))
    if camera.framing == "distance" and away > aisle:
        yield _finding(
            f"a camera {_metres(away)} in front of the fixture stands outside the aisle; "
            f"it is {_metres(aisle)} wide",
            "camera.distance_m",
            "store.aisle_m",
            "camera.azimuth_deg",
            "camera.framing",
        )


def _lens_does_not_fold(recipe: Recipe) -> Iterator[Finding]:
    """Distorted radius must grow with the ideal one up to the corner of the picture.

    For r >= 0 both f(r) = r + k1 r^3 + k2 r^5 + k3 r^7 and its slope are least where every k is least, so one
    check of the least k at the widest view covers the whole support. Tangential terms take at most 3 p r^2.
    """
    lens, image = recipe.camera.lens, recipe.image
    if lens.model != "perspective":
        return  # a fisheye's own check is made frame by frame
    if _most(lens.hfov_deg) > WIDEST_FLAT_DEG:
        message = f"a perspective lens sees at most {WIDEST_FLAT_DEG} deg; a fisheye sees more"
        yield _finding(message, "camera.lens.hfov_deg", "camera.lens.model")
        return
    k1, k2, k3 = (_least(k) for k in (lens.k1, lens.k2, lens.k3))
    tilt = math.hypot(*(max(abs(_least(p)), abs(_most(p))) for p in (lens.p1, lens.p2)))
    hfov = _most(lens.hfov_deg)
    corner = math.tan(math.radians(hfov) / 2) * math.hypot(1, image.height_px / image.width_px)
    reach = _reach(k1, k2, k3, tilt, corner)
    if reach < corner:
        yield _finding(
            f"a lens of {wording.number(hfov)} deg with k1 {wording.number(k1)}, k2 {wording.number(k2)}, "
            f"k3 {wording.number(k3)} folds the picture over {reach / corner:.0%} of the way to its corner",
            *(f"camera.lens.{name}" for name in _by_blame(k1, k2, k3, tilt)),
            "camera.lens.hfov_deg",
            "image.width_px",
            "image.height_px",
        )


def _by_blame(k1: float, k2: float, k3: float, tilt: float) -> list[str]:
    names = {"k1": k1, "k2": k2, "k3": k3, "p1": -tilt, "p2": -tilt}
    return sorted(names, key=lambda name: names[name])


def _reach(k1: float, k2: float, k3: float, tilt: float, corner: float) -> float:
    """The greatest distorted radius, up to ``corner``, that the lens gives before it folds over."""

    def radius(r: float) -> float:
        return r * (1 + r * r * (k1 + r * r * (k2 + r * r * k3))) - 3 * tilt * r * r

    def slope(r: float) -> float:
        return 1 + r * r * (3 * k1 + r * r * (5 * k2 + r * r * 7 * k3)) - 6 * tilt * r

    # Ideal radii that matter end where even a lens of slope 1/10 has reached the corner.
    reached = 0.0
    for step in range(1, 10 * _RADII + 1):
        r = corner * step / _RADII
        if slope(r * _FOLD_MARGIN) <= 0:
            return reached
        reached = radius(r)
        if reached >= corner:
            return corner
    return reached


def _labels_possible(recipe: Recipe) -> Iterator[Finding]:
    pixels = recipe.image.width_px * recipe.image.height_px
    yield from policy_contradictions(recipe.labels)
    least = recipe.labels.min_visible_px
    if least is not None and least > pixels:
        yield _finding(
            f"no product can show {least:,} pixels; the picture has {pixels:,}",
            "labels.min_visible_px",
            "image.width_px",
            "image.height_px",
        )


def _second_view_told(recipe: Recipe) -> Iterator[Finding]:
    labels = recipe.labels
    if labels.second_view != "none" and not labels.truth:
        yield _finding(
            f"a second view ({labels.second_view}) needs the truth, which tells its camera; "
            "write truth: true, or second_view: none",
            "labels.second_view",
            "labels.truth",
        )


def _light_there(recipe: Recipe) -> Iterator[Finding]:
    if _least(recipe.lights.rows) == 0 and _least(recipe.lights.ambient) == 0:
        yield _finding(
            "no lamps and no ambient light leave the picture black; give at least one of them",
            "lights.rows",
            "lights.ambient",
        )


def _goods_there(recipe: Recipe) -> Iterator[Finding]:
    goods = recipe.merchandise
    if goods.catalog != BUILTIN_CATALOG:
        return
    asked = int(_most(goods.assortment.skus))
    if "skus" not in goods.assortment.model_fields_set:
        return  # the default means as many as there are
    if asked > goods.catalog_skus:
        yield _finding(
            f"an assortment of {asked:,} SKUs; the catalogue has {goods.catalog_skus:,}",
            "merchandise.assortment.skus",
            "merchandise.catalog_skus",
        )


def _categories_there(recipe: Recipe) -> Iterator[Finding]:
    goods = recipe.merchandise
    for i, name in enumerate(goods.assortment.categories if goods.catalog == BUILTIN_CATALOG else ()):
        path = ("merchandise", "assortment", "categories", i)
        if name not in builtin_categories():
            message = f"expected {wording.listed(list(BUILTIN_CATEGORIES))}, found {wording.found(name)}"
            yield Finding((path,), message + _category_hint(name))
        elif name in goods.assortment.categories[:i]:
            yield Finding((path,), f"expected each category once, found {name} again")


def _languages_known(recipe: Recipe) -> Iterator[Finding]:
    languages, path = recipe.merchandise.languages, ("merchandise", "languages")
    if not languages:
        yield Finding((path,), "expected at least one language, found none")
    for i, tag in enumerate(languages):
        if tag not in BUILTIN_LANGUAGES:
            message = f"expected {wording.listed(BUILTIN_LANGUAGES)}, found {wording.found(tag)}"
            yield Finding(((*path, i),), message)
        elif tag in languages[:i]:
            yield Finding(((*path, i),), f"expected each language once, found {tag} again")


def _category_hint(name: str) -> str:
    path = next((path for path in builtin_categories() if path.endswith(f"/{name}")), None)
    return f"; write {path}" if path else wording.did_you_mean(name, builtin_categories())


def _shares_match(recipe: Recipe) -> Iterator[Finding]:
    goods = recipe.merchandise
    if goods.catalog_shares and len(goods.catalog_shares) != len(goods.catalogs):
        count = len(goods.catalogs)
        yield _finding(
            f"expected {count} share{'s' if count > 1 else ''}, one for each catalogue, "
            f"found {len(goods.catalog_shares)}",
            "merchandise.catalog_shares",
            "merchandise.catalog",
        )


_RULES: Iterable[Rule] = (
    _shares_match,
    _facings_fit,
    *PLANOGRAM_RULES,
    _shelves_fit,
    _setback_fits,
    _under_the_ceiling,
    _camera_in_the_aisle,
    _lens_does_not_fold,
    _labels_possible,
    _second_view_told,
    _light_there,
    _goods_there,
    _categories_there,
    _languages_known,
)
