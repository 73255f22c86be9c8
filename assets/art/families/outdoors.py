"""Families built on a photograph of a place or of the goods: panorama, table, window, frozen."""

from assets.art import fonts
from assets.art.boxes import Box
from assets.art.colors import WHITE, Color, lch, lighter, mix, readable, to_lch
from assets.art.design import Design
from assets.art.families.base import Family, band, is_wide, logo, name, net, variant
from assets.art.families.own import hero
from assets.art.grounds import backdrop, fade, halftone, mottle, vignette, window
from assets.art.imagery import pile, still_life, texture
from assets.art.photo.library import photos
from assets.art.pictured import scene
from assets.art.sheet import Sheet, blob, linear, polygon
from assets.art.strokes import star_shape, wavy
from assets.art.typography import text


def _panorama_plain(d: Design) -> Color:
    return WHITE if d.rng("pan").random() < 0.5 else mix(WHITE, d.palette.main, 0.9)


def _panorama_ground(s: Sheet, b: Box, d: Design) -> None:
    """A landscape that runs round the pack's foot under a sheet of the brand's colour."""
    g = _panorama_plain(d)
    s.down(b, g, lighter(g, -0.03))
    low = b.part(0, 0.46, 1, 0.86)
    backdrop(s, Box(low.x, low.y, low.w, low.h), scene(d.category, d.sub, d.rng("scene")), d.own_rng("scene"))
    fade(s, b.part(0, 0.45, 1, 0.6), g, upward=True)
    with s.inside(b):
        s.fill(wavy(b, b.y + 0.845 * b.h, 0.012 * b.h, 1.0, 0.5), d.color)


def _panorama(s: Sheet, b: Box, d: Design) -> None:
    g, p = _panorama_plain(d), d.palette
    ink = readable(g, p.main, p.deep, WHITE, least=3)
    if is_wide(b):
        logo(s, d, b.part(0.04, 0.06, 0.5, 0.42), g)
        still_life(s, d.motifs, b.part(0.52, 0.1, 0.97, 0.84), d.own_rng("life"))
        plate = b.part(0.04, 0.47, 0.46, 0.8)
        s.box(plate, g, 0.9, 0.05 * b.h)
        name(s, d, plate.part(0.06, 0.12, 0.94, 0.88), ink)
        variant(s, d, b.part(0.05, 0.87, 0.5, 0.96), readable(d.color, WHITE, least=2.2))
        return
    logo(s, d, b.part(0.08, 0.05, 0.92, 0.26), g)
    name(s, d, b.part(0.1, 0.28, 0.9, 0.37), ink)
    text(s, d.claim, fonts.GARAMOND_ITALIC, b.part(0.15, 0.385, 0.85, 0.425), ink)
    still_life(s, d.motifs, b.part(0.12, 0.52, 0.88, 0.86), d.own_rng("life"))
    variant(
        s,
        d,
        b.part(0.1, 0.875, 0.66, 0.955),
        readable(d.color, WHITE, p.deep, least=2.2),
        fonts.SANS_BOLD,
        "left",
    )
    text(s, d.net, fonts.SANS_BOLD, b.part(0.7, 0.905, 0.95, 0.945), readable(d.color), align="right")


def _table_plain(d: Design) -> Color:
    return d.palette.main if not d.on_flavor else d.color


def _table_ground(s: Sheet, b: Box, d: Design) -> None:
    g = _table_plain(d)
    s.down(b, lighter(g, 0.03), lighter(g, -0.06))
    mottle(s, b, 0.08, 0.7 * b.w)


def _table(s: Sheet, b: Box, d: Design) -> None:
    """A photographed table fills the face; brand on a plate above, name on a slip of paper."""
    g, p, rng = _table_plain(d), d.palette, d.rng("front")
    place = scene(d.category, d.sub, rng)
    photo = b.part(0.42, 0, 1, 1) if is_wide(b) else b.part(0, 0.3, 1, 0.93)
    backdrop(s, photo, place, d.own_rng("place"))
    vignette(s, photo, (0.05, 0.03, 0.0), 0.4)
    if is_wide(b):
        still_life(s, d.motifs, photo.part(0.06, 0.12, 0.96, 0.95), d.own_rng("life"))
        logo(s, d, b.part(0.02, 0.08, 0.4, 0.46), g)
        name(s, d, b.part(0.03, 0.5, 0.39, 0.7), readable(g, WHITE, p.deep))
        band(s, d, b.part(0.03, 0.76, 0.39, 0.93), d.band, "bar")
        return
    loose = tuple(n for n in d.motifs if n in photos() and photos()[n].loose)
    if loose and rng.random() < 0.6:
        with s.inside(photo):
            pile(s, loose, b.part(-0.02, 0.78, 1.02, 0.95), 0.09 * b.w, d.own_rng("pile"))
    still_life(s, d.motifs, b.part(0.08, 0.5, 0.92, 0.9), d.own_rng("life"))
    slant = (1 if rng.random() < 0.5 else -1) * float(rng.random() < 0.6)
    own_rng = d.own_rng("lean")
    lean = slant * float(own_rng.uniform(0.02, 0.05)) * b.h
    y = b.y + float(own_rng.uniform(0.27, 0.33)) * b.h
    head = polygon([(b.x, b.y), (b.right, b.y), (b.right, y + lean), (b.x, y - lean)])
    s.paint(head, linear(0, b.y, 0, y, ((0.0, lighter(g, 0.02)), (1.0, lighter(g, -0.06)))))
    s.line(b.x, y - lean, b.right, y + lean, p.accent, 0.012 * b.h)
    logo(s, d, b.part(0.06, 0.04, 0.94, 0.24), g)
    slip = b.part(0.08, 0.365, 0.92, 0.5).moved(0, float(own_rng.uniform(-0.01, 0.03)) * b.h)
    s.box(slip.moved(0.006 * b.w, 0.008 * b.h), (0.0, 0.0, 0.0), 0.3, 0.01 * b.w)
    s.box(slip, WHITE, 0.95, 0.01 * b.w)
    name(s, d, slip.part(0.06, 0.08, 0.94, 0.56), readable(WHITE, p.deep, least=4), lines=1)
    own = slip.part(0, 0.6, 1, 1)  # the variant's colour, which a brand's ground does not show
    s.box(own, d.color, 1.0, 0.01 * b.w)
    variant(s, d, own.part(0.1, 0.16, 0.9, 0.84), readable(d.color, WHITE, p.deep, least=2.6))
    s.box(b.part(0, 0.93, 1, 1), g)
    text(s, d.net, fonts.SANS_BOLD, b.part(0.06, 0.945, 0.4, 0.985), readable(g), align="left")
    text(s, d.claim, fonts.SANS, b.part(0.45, 0.945, 0.94, 0.985), readable(g), align="right")


def _window_plain(d: Design) -> Color:
    return d.ground


def _window_ground(s: Sheet, b: Box, d: Design) -> None:
    g = d.ground
    s.down(b, lighter(g, 0.04), lighter(g, -0.05))
    halftone(s, b.part(0, 0.6, 1, 1), lighter(g, -0.08), 0.5, 22)


def _pane(d: Design) -> tuple[float, float, float, float]:
    """The variant's own cut of the window: left, top, right and bottom as parts of the face."""
    left, top, right, bottom = (
        float(v) for v in d.own_rng("pane").uniform((0.06, 0.54, 0.78, 0.85), (0.22, 0.62, 0.94, 0.91))
    )
    return left, top, right, bottom


def _window(s: Sheet, b: Box, d: Design) -> None:
    """The goods themselves, seen through film."""
    g, p, rng = d.ground, d.palette, d.rng("front")
    ink = readable(g, WHITE, p.accent, p.deep, least=2.6)
    goods = tuple(n for n in d.motifs if n in photos() and photos()[n].loose) or ("oat",)
    wide = is_wide(b)
    pane = b.part(0.55, 0.12, 0.96, 0.88) if wide else b.part(*_pane(d))
    radius = (0.5, 0.12, 0.04)[int(rng.integers(3))] * pane.short
    window(s, pane, goods, d.own_rng("goods"), radius, 0.13 * pane.short if len(goods) else 1.0)
    if wide:
        logo(s, d, b.part(0.04, 0.1, 0.52, 0.46), g)
        name(s, d, b.part(0.05, 0.5, 0.5, 0.68), ink, lines=1)
        band(s, d, b.part(0.05, 0.73, 0.45, 0.9), d.band, "pill")
        return
    logo(s, d, b.part(0.06, 0.05, 0.94, 0.28), g)
    name(s, d, b.part(0.1, 0.3, 0.9, 0.41), ink)
    band(s, d, b.part(0.12, 0.435, 0.88, 0.52), d.band, ("pill", "bar", "flag")[int(rng.integers(3))])
    side = 0.8 if d.own_rng("hero side").random() < 0.5 else 0.2
    hero(s, d, b.x + side * b.w, b.y + 0.58 * b.h, 0.17 * b.w)
    net(s, d, b, ink, "left", p.deep)


def _frozen_plain(d: Design) -> Color:
    hue = to_lch(d.palette.main)[2]
    return lch(0.42, 0.13, hue if 200 < hue < 290 else 250)


def _frozen_ground(s: Sheet, b: Box, d: Design) -> None:
    g = _frozen_plain(d)
    s.down(b, lighter(g, -0.08), mix(g, WHITE, 0.55), g)
    rng = d.own_rng("flakes")
    if s.px_per_mm < 0.5:
        return
    for u, v, k in rng.random((18, 3)):
        x, y, r = b.x + float(u) * b.w, b.y + float(v) * b.h, (0.008 + 0.018 * float(k)) * b.short
        with s.at(x, y, r, 30 * float(k)):
            s.fill(star_shape(6, 0.22), WHITE, 0.35 + 0.4 * float(k))


def _frozen(s: Sheet, b: Box, d: Design) -> None:
    """Icicles from the brand's field, the dish on its plate, a frosted foot."""
    g, p, rng = _frozen_plain(d), d.palette, d.rng("front")
    if is_wide(b):
        still_life(s, d.motifs, b.part(0.5, 0.06, 0.98, 0.96), d.own_rng("life"))
        logo(s, d, b.part(0.04, 0.08, 0.5, 0.44), g)
        name(s, d, b.part(0.05, 0.5, 0.48, 0.7), WHITE)
        band(s, d, b.part(0.05, 0.76, 0.44, 0.93), d.color, "slant")
        return
    y = b.y + 0.3 * b.h
    points = [(b.x - 1, b.y - 1), (b.right + 1, b.y - 1), (b.right + 1, y)]
    count = 13
    for i in range(count * 2, -1, -1):
        drop = float(rng.uniform(0.02, 0.07)) * b.h if i % 2 else 0.0
        points.append((b.x + b.w * i / (2 * count), y + drop))
    points.append((b.x - 1, y))
    s.fill(polygon([(x + 0.006 * b.w, v + 0.008 * b.h) for x, v in points]), (0.0, 0.05, 0.2), 0.25)
    s.paint(
        polygon(points),
        linear(0, b.y, 0, y + 0.07 * b.h, ((0.0, WHITE), (0.75, WHITE), (1.0, lch(0.88, 0.05, 230)))),
    )
    logo(s, d, b.part(0.06, 0.04, 0.94, 0.21), WHITE)
    name(s, d, b.part(0.1, 0.215, 0.9, 0.295), readable(WHITE, p.deep), lines=1)
    c, r = (b.cx, b.y + 0.63 * b.h), min(0.44 * b.w, 0.24 * b.h)
    s.glow(*c, 1.25 * r, WHITE, 0.8)
    s.circle(c[0], c[1] + 0.05 * r, 1.04 * r, (0.0, 0.05, 0.15), 0.25)
    s.circle(*c, r, lch(0.95, 0.01, 240))
    s.circle(*c, 0.8 * r, lch(0.9, 0.012, 240), stroke=0.03 * r)
    still_life(s, d.motifs, Box(c[0] - 0.85 * r, c[1] - 0.85 * r, 1.7 * r, 1.7 * r), d.own_rng("life"))
    band(s, d, b.part(0.06, 0.85, 0.94, 0.92), d.color, "slant")
    net(s, d, b, readable(mix(g, WHITE, 0.55)))


def _harvest_plain(d: Design) -> Color:
    return lighter(d.palette.main, -0.02)


def _harvest_ground(s: Sheet, b: Box, d: Design) -> None:
    """Produce all over the label, as on tins."""
    goods = tuple(n for n in d.motifs if n in photos())
    s.box(b, d.color)
    if goods:
        loose = tuple(n for n in goods if photos()[n].loose) or goods[:1]
        texture(s, loose, b, 0.13 * min(b.h, b.w), d.own_rng("goods"))
    s.down(b.part(0, 0.0, 1, 0.12), d.palette.main, lighter(d.palette.main, -0.06))
    s.down(b.part(0, 0.9, 1, 1), d.palette.main, lighter(d.palette.main, -0.06))


def _harvest(s: Sheet, b: Box, d: Design) -> None:
    g, p, rng = _harvest_plain(d), d.palette, d.rng("front")
    plate = b.part(0.05, 0.14, 0.95, 0.56) if not is_wide(b) else b.part(0.2, 0.14, 0.8, 0.88)
    shape = int(rng.integers(3))
    if shape == 0:
        path = blob([
            (plate.x, plate.y),
            (plate.cx, plate.y - 0.06 * b.h, plate.right, plate.y),
            (plate.right, plate.bottom),
            (plate.cx, plate.bottom + 0.06 * b.h, plate.x, plate.bottom),
        ])  # fmt: skip
    elif shape == 1:
        path = polygon([
            (plate.x + 0.06 * b.w, plate.y), (plate.right, plate.y), (plate.right - 0.06 * b.w, plate.bottom),
            (plate.x, plate.bottom),
        ])  # fmt: skip
    else:
        path = blob([
            (plate.x, plate.cy), (plate.x, plate.y - 0.03 * b.h, plate.cx, plate.y - 0.03 * b.h),
            (plate.right, plate.y - 0.03 * b.h, plate.right, plate.cy),
            (plate.right, plate.bottom + 0.03 * b.h, plate.cx, plate.bottom + 0.03 * b.h),
            (plate.x, plate.bottom + 0.03 * b.h, plate.x, plate.cy),
        ])  # fmt: skip
    s.canvas.save()
    s.canvas.translate(0.008 * b.w, 0.01 * b.h)
    s.fill(path, (0.0, 0.0, 0.0), 0.35)
    s.canvas.restore()
    s.paint(path, linear(0, plate.y, 0, plate.bottom, ((0.0, lighter(g, 0.05)), (1.0, lighter(g, -0.07)))))
    s.stroke(path, p.accent, 0.014 * b.short)
    logo(s, d, plate.part(0.14, 0.06, 0.86, 0.5), g)
    name(s, d, plate.part(0.14, 0.54, 0.86, 0.76), readable(g, WHITE, p.accent, least=2.6), lines=1)
    variant(s, d, plate.part(0.18, 0.79, 0.82, 0.95), readable(g, p.accent, WHITE, least=2.6))
    if not is_wide(b):
        hero(s, d, b.x + 0.6 * b.w, b.y + 0.76 * b.h, min(0.32 * b.w, 0.18 * b.h))
    text(s, d.net, fonts.SANS_BOLD, b.part(0.06, 0.93, 0.4, 0.975), readable(d.palette.main), align="left")


FAMILIES = {
    "panorama": Family(
        _panorama_ground,
        _panorama,
        _panorama_plain,
        "calm",
        (
            "dairy/milk",
            "dairy/milk",
            "dairy/cream",
            "dairy/cheese",
            "dairy/eggs",
            "beverages/water",
            "beverages/water",
            "pantry/flour",
            "breakfast/oats",
            "dairy/plant",
            "beverages/juice",
        ),
    ),
    "table": Family(
        _table_ground,
        _table,
        _table_plain,
        "warm",
        (
            "pantry/sauce",
            "pantry/pasta",
            "canned/soup",
            "frozen/pizza",
            "frozen/meals",
            "snacks/biscuits",
            "pantry/baking",
            "breakfast/muesli",
            "dairy/cheese",
            "pantry/mayonnaise",
            "snacks/crisps",
            "hot_drinks/cocoa",
            "canned/fish",
        ),
        fine=True,
    ),
    "window": Family(
        _window_ground,
        _window,
        _window_plain,
        "firm",
        (
            "snacks/nuts",
            "snacks/nuts",
            "pantry/pasta",
            "pantry/pasta",
            "pantry/rice",
            "pantry/pulses",
            "breakfast/muesli",
            "confectionery/sweets",
            "breakfast/oats",
            "snacks/popcorn",
        ),
    ),
    "frozen": Family(
        _frozen_ground,
        _frozen,
        _frozen_plain,
        "firm",
        ("frozen", "frozen", "frozen", "dairy/ice_cream", "dairy/ice_cream"),
    ),
    "harvest": Family(
        _harvest_ground,
        _harvest,
        _harvest_plain,
        "warm",
        (
            "canned/vegetables",
            "canned/vegetables",
            "canned/fruit",
            "canned/tomatoes",
            "breakfast/jam",
            "pantry/pickles",
            "pantry/spices",
        ),
    ),
}
