"""The snack, sweets, breakfast and bakery aisles of the built-in range."""

from assets.product_types import ProductType
from assets.product_types import product_type as t

# fmt: off


def snacks() -> tuple[ProductType, ...]:
    return (
        t("snacks/crisps", "salty", "Crisps, Ridged Crisps, Kettle Chips, Potato Chips",
          "pillow_bag:crisps:40 g,175 g,200 g,300 g",
          "crisps", (79, 329), "loud loud loud kraft bleed modern", (25, 90, 140, 260, 45), share=4),
        t("snacks/tortilla", "salty", "Tortilla Chips, Nacho Chips", "pillow_bag:tortilla chips:200 g,300 g",
          "crisps", (149, 299), "loud loud modern kraft", (25, 60, 90, 20)),
        t("snacks/popcorn", "salty", "Popcorn", "pillow_bag:popcorn:90 g,110 g,150 g",
          "popcorn", (119, 249), "loud modern modern", (350, 25, 80, 240)),
        t("snacks/nuts", "nuts", "Nuts, Snack Nuts",
          "pouch:nuts:150 g,200 g,250 g; tub:nuts:180 g",
          "nuts", (199, 449), "loud classic kraft private", (240, 80, 50, 150), share=2),
        t("snacks/biscuits", "bakery", "Biscuits, Cookies, Crackers",
          "carton:biscuits:200 g,150 g; carton:crackers:250 g,220 g; flow_wrap:biscuits:200 g,300 g",
          "biscuits", (99, 279), "loud classic indulgent private", (25, 250, 85, 150), share=4),
        t("snacks/bars", "cereal", "Cereal Bar, Fruit Bar, Protein Bar",
          "flow_wrap:cereal bar:40 g,50 g,60 g",
          "grain_bar", (69, 249), "loud kraft modern energy", (60, 140, 25, 250), share=2, own_label=0.15),
    )


def confectionery() -> tuple[ProductType, ...]:
    return (
        t("confectionery/chocolate", "chocolate", "Chocolates, Pralines, Truffles",
          "carton:chocolates:200 g,125 g,250 g",
          "chocolate", (249, 799), "indulgent indulgent premium loud", (300, 25, 60, 250), share=2),
        t("confectionery/tablets", "chocolate", "Chocolate, Fine Chocolate", "tablet:chocolate:100 g,200 g",
          "chocolate", (89, 349), "indulgent indulgent premium loud private", (300, 25, 60, 250), share=3),
        t("confectionery/bars", "chocolate", "Chocolate Bar, Wafer Bar",
          "flow_wrap:chocolate bar:40 g,50 g,60 g; shelf_tray:chocolate bars:12 x 50 g,24 x 40 g",
          "bar", (59, 199), "loud loud indulgent", (25, 260, 60, 300), share=3, own_label=0.08),
        t("confectionery/sweets", "sugar", "Gummies, Fruit Drops, Chews",
          "pouch:sweets:200 g,175 g; pillow_bag:sweets:300 g,250 g",
          "sweets", (99, 219), "loud loud modern", (350, 25, 140, 200, 90), share=4),
        t("confectionery/gum", "gum", "Chewing Gum, Bubble Gum", "small_pack:chewing gum:10 pcs,12 pcs",
          "gum", (59, 179), "energy modern soda pharmacy", (160, 200, 350, 250), own_label=0.05),
        t("confectionery/mints", "gum", "Mints, Throat Sweets",
          "small_pack:mints:36 g,50 g; flow_wrap:mints:36 g,45 g",
          "mints", (69, 199), "modern pharmacy soda", (190, 150, 60), own_label=0.08),
    )


def breakfast() -> tuple[ProductType, ...]:
    return (
        t("breakfast/cereal", "cereal", "Cereal, Crunchy Cereal", "carton:cereal:375 g,500 g,450 g",
          "cereal", (199, 429), "loud loud bleed private", (25, 90, 255, 350, 140), share=3),
        t("breakfast/muesli", "cereal", "Muesli, Granola", "carton:muesli:500 g,600 g,400 g",
          "muesli", (229, 499), "kraft classic modern bleed", (60, 140, 30, 85), share=2),
        t("breakfast/oats", "mill", "Rolled Oats, Porridge Oats", "paper_bag:oats:500 g,1 kg",
          "oats", (79, 249), "kraft classic private", (60, 140, 250), own_label=0.4),
        t("breakfast/jam", "fruit", "Fruit Spread, Jam, Extra Jam", "jar:jam:340 g,450 g,250 g",
          "jam", (159, 349), "classic classic classic kraft modern", (25, 90, 150), share=2),
        t("breakfast/honey", "fruit", "Honey, Bee Honey", "jar:honey:500 g,250 g",
          "honey", (299, 699), "classic kraft premium", (85, 60)),
        t("breakfast/spread", "nuts", "Spread, Nut Butter", "jar:spread:400 g,350 g,200 g",
          "spread", (199, 499), "modern loud classic", (25, 60, 40)),
    )
