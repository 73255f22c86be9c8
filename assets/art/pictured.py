"""What is pictured on a type of product beside its flavour, and where the picture was taken."""

import numpy as np

_INSTEAD: dict[str, dict[str, tuple[str, ...]]] = {
    "crisps": {"crisp": ("crisp", "ridged")},
    "tortilla": {"crisp": ("tortilla",)},
    "nuts": {"peanut": ("peanut", "peanut_kernel")},
    "vegetables": {"corn": ("sweetcorn", "corn"), "pea": ("pea", "pea_pod")},
    "chocolate": {"choc": ("praline", "choc")},
    "cocoa": {"choc": ("choc", "splash_choc")},
    "desserts": {"choc": ("splash_choc", "choc"), "splash": ("swirl",)},
    "cheese": {"cheese": ("cheese", "bread")},
    "muesli": {"oat": ("oat", "muesli_bowl")},
    "pasta": {"spaghetti": ("spaghetti", "nest")},
    "bread": {"wheat": ("loaf", "bread"), "oat": ("bread", "loaf")},
    "oats": {"meadow": ("muesli_bowl",)},
    "flour": {"wheat": ("wheat", "loaf")},
    "baking": {"choc": ("cookie_choc",), "butter": ("cookie",), "vanilla": ("cookie",)},
    "cereal": {"wheat": ("ring", "flake"), "strawberry": ("loop", "strawberry")},
    "wine": {"grape": ("grape",)},
    "white_wine": {"rose": ("grape",), "meadow": ("grape",)},
    "juice": {"orange": ("orange", "glass_orange"), "cherry": ("cherry", "glass_red")},
}
_FIRST: dict[str, tuple[str, ...]] = {
    "eggs": ("egg",),
    "pizza": ("pizza", "pizza_green"),
    "sauce": ("nest", "", ""),
    "salad": ("salad_bowl",),
    "dog": ("chunk", "kibble"),
    "dog_dry": ("kibble",),
    "cat": ("chunk", "kibble"),
    "noodles": ("", "nest"),
    "crisps": ("", "", "", "crisp_bowl"),
}
_MEAT = {"bone": ("steak", "chunk"), "paw": ("kibble", "chunk"), "fish": ("fish", "fillet")}
_SCENES: dict[str, tuple[str, ...]] = {
    "dairy": ("pasture", "pasture", "alps"),
    "eggs": ("pasture", "orchard"),
    "plant": ("wheatfield", "bokeh"),
    "ice_cream": ("marble", "linen"),
    "water": ("alps", "alps", "sea"),
    "wine": ("vineyard",),
    "white_wine": ("vineyard",),
    "beer": ("wheatfield", "wood"),
    "tea": ("plantation", "pale_wood", "linen"),
    "coffee": ("slate", "wood", "plantation"),
    "juice": ("orchard", "bokeh"),
    "honey": ("bokeh", "orchard"),
    "oil": ("orchard", "wood"),
    "fish": ("sea",),
    "beverages": ("bokeh", "sea"),
    "bread": ("wheatfield", "kitchen"),
    "flour": ("wheatfield",),
    "pasta": ("wheatfield", "wood", "kitchen"),
    "snacks": ("wood", "slate", "kitchen"),
    "breakfast": ("kitchen", "pale_wood", "linen"),
    "canned": ("wood", "kitchen", "pale_wood"),
    "pantry": ("wood", "kitchen", "linen", "slate"),
    "frozen": ("slate", "wood"),
    "confectionery": ("slate", "linen"),
    "hot_drinks": ("slate", "wood", "linen"),
    "household": ("bokeh", "sea", "marble"),
    "personal_care": ("marble", "sea", "bokeh"),
    "baby": ("linen", "bokeh"),
    "pet_food": ("pasture", "bokeh"),
}


def subjects(category: str, sub: str, motifs: tuple[str, ...], rng: np.random.Generator) -> tuple[str, ...]:
    """The flavour's motifs made particular to the type: muesli's oats come in a bowl."""
    instead = _INSTEAD.get(sub, {}) | (_MEAT if category == "pet_food" else {})
    if sub == "meals":
        instead = {"fish": ("fillet",), "pea": ("pea",)}
    picks = rng.random(2)
    found: list[str] = []
    for name in motifs:
        choices = instead.get(name, (name,))
        found.append(choices[int(picks[0] * len(choices))])
    first = _FIRST.get(sub, ("",))
    head = first[int(picks[1] * len(first))]
    tail = ["kibble"] if category == "pet_food" else []
    return tuple(dict.fromkeys([head, *found, *tail] if head else found + tail))


def scene(category: str, sub: str, rng: np.random.Generator) -> str:
    """A background that suits the type (``assets.art.photo.scenery``)."""
    places = _SCENES.get(sub) or _SCENES.get(category) or ("bokeh",)
    return places[int(rng.integers(len(places)))]
