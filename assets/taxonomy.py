"""What a supermarket sells: categories, product types, packages, prices, and how such packs tend to be designed."""

from dataclasses import dataclass
from functools import cache

from assets.flavors import FLAVORS, Flavor


@dataclass(frozen=True)
class Form:
    """A way of packing: archetype, the registry's typical use it takes its size from, and which net contents."""

    archetype: str
    use: str
    nets: tuple[str, ...]


@dataclass(frozen=True)
class ProductType:
    """One subcategory. Prices in minor units; ``families`` are design families, repeated to weigh more."""

    category: str
    sub: str
    nouns: tuple[str, ...]
    forms: tuple[Form, ...]
    flavors: str
    price: tuple[int, int]
    families: tuple[str, ...]
    hues: tuple[int, ...] = ()

    @property
    def variants(self) -> tuple[Flavor, ...]:
        return FLAVORS[self.flavors]


def _type(
    path: str,
    nouns: str,
    forms: str,
    flavors: str,
    price: tuple[int, int],
    families: str,
    hues: tuple[int, ...] = (),
) -> ProductType:
    """A row of the table. ``forms``: "archetype:use:net,net; ..."."""
    category, sub = path.split("/")
    packs = []
    for form in forms.split(";"):
        archetype, use, nets = form.strip().split(":")
        packs.append(Form(archetype, use, tuple(n.strip() for n in nets.split(","))))
    names = tuple(n.strip() for n in nouns.split(","))
    return ProductType(category, sub, names, tuple(packs), flavors, price, tuple(families.split()), hues)


@cache
def product_types() -> tuple[ProductType, ...]:
    """Every subcategory, in a fixed order."""
    return (*_snacks(), *_drinks(), *_fresh_and_pantry(), *_non_food())


@cache
def categories() -> tuple[str, ...]:
    """Top-level categories, in a fixed order."""
    return tuple(dict.fromkeys(t.category for t in product_types()))


@cache
def types_of(category: str) -> tuple[ProductType, ...]:
    return tuple(t for t in product_types() if t.category == category)


@cache
def find_type(category: str, sub: str) -> ProductType | None:
    """The product type of a SKU's category path, or None for one that is not in the table."""
    return next((t for t in types_of(category) if t.sub == sub), None)


def _snacks() -> tuple[ProductType, ...]:
    t = _type
    return (
        t(
            "snacks/crisps",
            "Crisps, Ridged Crisps, Kettle Chips, Potato Chips",
            "pillow_bag:crisps:175 g,200 g,150 g; pillow_bag:crisps:250 g,185 g",
            "crisps",
            (129, 299),
            "loud loud loud kraft bleed modern",
            (25, 90, 140, 260, 45),
        ),
        t(
            "snacks/tortilla",
            "Tortilla Chips, Nacho Chips",
            "pillow_bag:tortilla chips:200 g,300 g",
            "crisps",
            (149, 299),
            "loud loud modern kraft",
            (25, 60, 90, 20),
        ),
        t(
            "snacks/popcorn",
            "Popcorn",
            "pillow_bag:popcorn:90 g,110 g,150 g",
            "popcorn",
            (119, 249),
            "loud modern modern",
            (350, 25, 80, 240),
        ),
        t(
            "snacks/nuts",
            "Nuts, Snack Nuts",
            "pouch:nuts:150 g,200 g,250 g; tub:nuts:180 g",
            "nuts",
            (199, 449),
            "loud classic kraft private",
            (240, 80, 50, 150),
        ),
        t(
            "snacks/biscuits",
            "Biscuits, Cookies, Crackers",
            "carton:biscuits:200 g,150 g; carton:crackers:250 g,220 g",
            "biscuits",
            (99, 279),
            "loud classic indulgent private",
            (25, 250, 85, 150),
        ),
        t(
            "confectionery/chocolate",
            "Chocolates, Pralines, Truffles",
            "carton:chocolates:200 g,125 g,250 g",
            "chocolate",
            (199, 599),
            "indulgent indulgent premium loud",
            (300, 25, 60, 250),
        ),
        t(
            "confectionery/sweets",
            "Gummies, Fruit Drops, Chews",
            "pouch:sweets:200 g,175 g; pillow_bag:sweets:300 g,250 g",
            "sweets",
            (99, 219),
            "loud loud modern",
            (350, 25, 140, 200, 90),
        ),
        t(
            "breakfast/cereal",
            "Cereal, Crunchy Cereal",
            "carton:cereal:375 g,500 g,450 g",
            "cereal",
            (199, 429),
            "loud loud bleed private",
            (25, 90, 255, 350, 140),
        ),
        t(
            "breakfast/muesli",
            "Muesli, Granola",
            "carton:muesli:500 g,600 g,400 g",
            "muesli",
            (229, 499),
            "kraft classic modern bleed",
            (60, 140, 30, 85),
        ),
        t(
            "breakfast/jam",
            "Fruit Spread, Jam, Extra Jam",
            "jar:jam:340 g,450 g,250 g",
            "jam",
            (159, 349),
            "classic classic classic kraft modern",
            (25, 90, 150),
        ),
        t(
            "breakfast/honey",
            "Honey, Bee Honey",
            "jar:honey:500 g,250 g",
            "honey",
            (299, 699),
            "classic kraft premium",
            (85, 60),
        ),
        t(
            "breakfast/spread",
            "Spread, Nut Butter",
            "jar:spread:400 g,350 g,200 g",
            "spread",
            (199, 499),
            "modern loud classic",
            (25, 60, 40),
        ),
    )


def _drinks() -> tuple[ProductType, ...]:
    t = _type
    return (
        t(
            "beverages/soft_drinks",
            "Soda, Sparkling Drink, Lemonade",
            "can:cola:330 ml; pet_bottle:cola:0.5 l; pet_bottle:lemonade:1.5 l,1 l; can:lemonade:330 ml",
            "soda",
            (69, 189),
            "loud soda soda soda modern",
            (25, 260, 145, 30),
        ),
        t(
            "beverages/energy",
            "Energy Drink, Energy",
            "can:energy drink:250 ml,500 ml",
            "energy",
            (99, 219),
            "energy",
            (140, 250, 25, 60),
        ),
        t(
            "beverages/juice",
            "Juice, Fruit Juice, Nectar",
            "brick:juice:1 l; pet_bottle:juice:0.75 l,0.5 l; brick:juice:200 ml; glass_bottle:juice:0.7 l",
            "juice",
            (99, 329),
            "bleed bleed bleed dairy modern",
            (145, 30, 60, 25),
        ),
        t(
            "beverages/iced_tea",
            "Iced Tea, Ice Tea",
            "pet_bottle:iced tea:1.5 l,0.5 l; can:iced tea:330 ml",
            "tea_cold",
            (89, 199),
            "bleed soda modern",
            (150, 75, 240),
        ),
        t(
            "beverages/water",
            "Mineral Water, Spring Water",
            "pet_bottle:water:0.5 l,1.5 l",
            "water",
            (29, 99),
            "dairy water water",
            (240, 220, 200),
        ),
        t(
            "beverages/beer",
            "Beer, Premium Beer",
            "can:beer:0.5 l; glass_bottle:beer:0.33 l",
            "beer",
            (79, 159),
            "classic crest crest",
            (145, 85, 25, 250),
        ),
        t(
            "hot_drinks/coffee",
            "Coffee, Ground Coffee, Whole Beans",
            "pouch:coffee:500 g,250 g; carton:coffee capsules:10 pcs,16 pcs; jar:instant coffee:200 g,100 g",
            "coffee",
            (299, 899),
            "indulgent premium indulgent private",
            (40, 25, 145, 80),
        ),
        t(
            "hot_drinks/tea",
            "Tea, Herbal Tea, Tea Blend",
            "carton:tea:20 bags,25 bags,40 g",
            "tea",
            (129, 399),
            "classic dairy kraft premium modern",
            (145, 85, 25, 310),
        ),
    )


def _fresh_and_pantry() -> tuple[ProductType, ...]:
    t = _type
    return (
        t(
            "dairy/milk",
            "Fresh Milk, Long Life Milk, Milk",
            "brick:milk:1 l",
            "milk",
            (99, 189),
            "dairy dairy private",
            (255, 145, 230),
        ),
        t(
            "dairy/plant",
            "Oat Drink, Grain Drink",
            "brick:oat drink:1 l",
            "oat",
            (149, 279),
            "modern modern kraft",
            (85, 210, 60),
        ),
        t(
            "dairy/yoghurt",
            "Yoghurt, Creamy Yoghurt",
            "tub:yoghurt:150 g,200 g,500 g",
            "yoghurt",
            (59, 219),
            "dairy dairy modern private",
            (255, 230, 145, 350),
        ),
        t(
            "dairy/margarine",
            "Spread, Soft Margarine",
            "tub:margarine:400 g,500 g,250 g",
            "spreadable",
            (149, 299),
            "dairy classic household",
            (85, 145, 255),
        ),
        t(
            "dairy/ice_cream",
            "Ice Cream, Dairy Ice",
            "tub:ice cream:465 ml,500 ml",
            "icecream",
            (299, 699),
            "indulgent dairy modern",
            (250, 25, 350),
        ),
        t(
            "canned/vegetables",
            "Fine Vegetables, Garden Harvest",
            "tin:beans:400 g,425 g; tin:sweetcorn:285 g,340 g",
            "vegetables",
            (69, 179),
            "bleed classic private bleed",
            (145, 85, 25, 250),
        ),
        t(
            "canned/tomatoes",
            "Tomatoes, Fine Tomatoes",
            "tin:tomatoes:400 g,800 g; brick:tomatoes:390 g,500 g",
            "tomatoes",
            (59, 179),
            "bleed bleed classic private",
            (25, 145, 60),
        ),
        t(
            "canned/soup",
            "Soup, Hearty Soup",
            "tin:soup:400 g,425 ml",
            "soup",
            (119, 279),
            "classic bleed private",
            (25, 250, 145),
        ),
        t(
            "canned/fish",
            "Tuna, Tuna Fillets",
            "tin:tuna:160 g,185 g,195 g",
            "fish",
            (139, 329),
            "soda classic private",
            (240, 220, 25),
        ),
        t(
            "canned/fruit",
            "Fruit in Juice, Fruit",
            "tin:fruit:565 g,425 g",
            "fruit",
            (119, 259),
            "bleed classic private",
            (145, 60, 250),
        ),
        t(
            "pantry/pasta",
            "Pasta, Durum Pasta",
            "carton:pasta:500 g; pillow_bag:pasta:500 g,1 kg",
            "pasta",
            (89, 229),
            "classic private bleed premium",
            (255, 240, 25),
        ),
        t(
            "pantry/rice",
            "Rice",
            "carton:rice:500 g,1 kg; pouch:rice:250 g",
            "rice",
            (129, 329),
            "private bleed modern",
            (35, 145, 250),
        ),
        t(
            "pantry/sauce",
            "Pasta Sauce, Sugo",
            "jar:pasta sauce:400 g,350 g",
            "sauce",
            (149, 349),
            "classic premium kraft bleed",
            (25, 145, 85),
        ),
        t(
            "pantry/pickles",
            "Pickles, Fine Pickles, Antipasti",
            "jar:pickles:670 g,530 g; jar:olives:250 g",
            "pickles",
            (129, 329),
            "classic bleed private",
            (140, 85, 25),
        ),
        t(
            "pantry/oil",
            "Oil, Olive Oil",
            "glass_bottle:oil:750 ml,500 ml",
            "oil",
            (399, 1199),
            "premium classic crest",
            (125, 85),
        ),
        t(
            "pantry/spices",
            "Spice, Ground",
            "jar:spices:45 g,60 g,35 g",
            "spices",
            (119, 299),
            "private classic kraft",
            (25, 145, 30),
        ),
    )


def _non_food() -> tuple[ProductType, ...]:
    t = _type
    return (
        t(
            "household/laundry",
            "Laundry Detergent, Colour Wash, Washing Powder",
            "bottle_hdpe:laundry liquid:1.1 l,1.5 l,2 l; carton:washing powder:1.2 kg,2 kg",
            "laundry",
            (349, 1299),
            "household",
            (255, 140, 30, 350),
        ),
        t(
            "household/softener",
            "Fabric Softener",
            "bottle_hdpe:fabric softener:1 l,750 ml",
            "scents",
            (149, 399),
            "household dairy",
            (240, 300, 350),
        ),
        t(
            "household/dish",
            "Washing-up Liquid, Dish Soap",
            "bottle_hdpe:washing-up liquid:500 ml,450 ml",
            "scents",
            (99, 249),
            "household household private",
            (145, 250, 85),
        ),
        t(
            "household/tabs",
            "Dishwasher Tabs, All in One Tabs",
            "carton:dishwasher tablets:30 pcs,44 pcs; pouch:dishwasher tablets:60 pcs",
            "scents",
            (399, 999),
            "household",
            (255, 230, 145),
        ),
        t(
            "household/cleaner",
            "All-Purpose Cleaner, Bath Cleaner, Kitchen Cleaner",
            "bottle_hdpe:cleaner:750 ml,1 l; bottle_hdpe:bleach:1 l",
            "scents",
            (129, 379),
            "household household private",
            (255, 145, 50, 190),
        ),
        t(
            "household/tissues",
            "Tissues, Facial Tissues",
            "carton:tissues:100 pcs,90 pcs",
            "paper",
            (119, 249),
            "dairy pharmacy modern",
            (240, 145, 300),
        ),
        t(
            "personal_care/shampoo",
            "Shampoo",
            "bottle_hdpe:shampoo:250 ml,300 ml,400 ml",
            "hair",
            (149, 549),
            "pharmacy premium household modern",
            (250, 350, 30, 180),
        ),
        t(
            "personal_care/shower",
            "Shower Gel, Body Wash",
            "bottle_hdpe:shower gel:250 ml,300 ml; tube:shower gel:200 ml",
            "care",
            (99, 399),
            "household pharmacy modern premium",
            (230, 190, 350, 30),
        ),
        t(
            "personal_care/lotion",
            "Body Lotion, Hand Cream",
            "bottle_hdpe:body lotion:400 ml,250 ml; tube:hand cream:75 ml",
            "care",
            (199, 699),
            "pharmacy premium dairy",
            (255, 30, 190),
        ),
        t(
            "personal_care/toothpaste",
            "Toothpaste",
            "carton:toothpaste:75 ml,125 ml",
            "teeth",
            (89, 449),
            "pharmacy household",
            (255, 25, 190),
        ),
        t(
            "personal_care/soap",
            "Soap, Cream Soap",
            "carton:soap:100 g,125 g",
            "care",
            (59, 199),
            "pharmacy dairy premium",
            (250, 145, 350),
        ),
        t(
            "pet_food/dog",
            "Dog Food, Dog Dinner",
            "tin:dog food:400 g,800 g",
            "pets",
            (99, 299),
            "bleed private loud",
            (145, 25, 60),
        ),
        t(
            "pet_food/cat",
            "Cat Food, Cat Bites",
            "tin:cat food:400 g; pouch:cat treats:60 g,85 g",
            "pets",
            (69, 249),
            "bleed premium loud",
            (310, 200, 350),
        ),
    )
