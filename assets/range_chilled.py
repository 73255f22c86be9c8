"""The chiller and the freezer of the built-in range."""

from assets.product_types import ProductType
from assets.product_types import product_type as t

# fmt: off


def dairy() -> tuple[ProductType, ...]:
    return (
        t("dairy/milk", "dairy", "Fresh Milk, Long Life Milk, Milk",
          "brick:milk:1 l; jug:milk:2 l,1 l; glass_bottle:milk:1 l",
          "milk", (99, 219), "dairy dairy private", (255, 145, 230), share=3, own_label=0.4),
        t("dairy/plant", "plant", "Oat Drink, Grain Drink", "brick:oat drink:1 l",
          "oat", (149, 279), "modern modern kraft", (85, 210, 60), share=2),
        t("dairy/yoghurt", "dairy", "Yoghurt, Creamy Yoghurt",
          "tub:yoghurt:150 g,200 g,500 g; cup:yoghurt:125 g,150 g,200 g",
          "yoghurt", (59, 219), "dairy dairy modern private", (255, 230, 145, 350), share=5),
        t("dairy/yoghurt_drink", "dairy", "Yoghurt Drink, Drinking Yoghurt",
          "bottle_hdpe:yoghurt drink:250 ml,500 ml; pet_bottle:juice:0.5 l",
          "yoghurt_drink", (89, 229), "dairy modern", (255, 350, 145)),
        t("dairy/desserts", "dairy", "Pudding, Cream Dessert", "cup:dessert:150 g,200 g",
          "dessert", (59, 189), "indulgent dairy loud", (40, 60, 350), share=2),
        t("dairy/cream", "dairy", "Cream, Whipping Cream, Cooking Cream",
          "cup:cream:200 g,250 g; aerosol:whipped cream:250 ml",
          "cream", (79, 249), "dairy dairy private", (255, 230, 350), own_label=0.35),
        t("dairy/cheese", "dairy", "Cream Cheese, Cottage Cheese",
          "cup:cream:200 g,250 g; tub:margarine:200 g,300 g",
          "cheese", (119, 349), "dairy classic modern private", (60, 85, 145, 255), share=2),
        t("dairy/margarine", "dairy", "Spreadable Butter, Soft Margarine", "tub:margarine:400 g,500 g,250 g",
          "spreadable", (149, 299), "dairy classic household", (85, 145, 255)),
        t("dairy/eggs", "eggs", "Eggs, Fresh Eggs", "egg_box:eggs:6 pcs,10 pcs",
          "eggs", (149, 429), "kraft classic private dairy", (85, 140, 30), own_label=0.5),
        t("dairy/ice_cream", "ice", "Ice Cream, Dairy Ice", "tub:ice cream:465 ml,500 ml",
          "icecream", (299, 699), "indulgent dairy modern", (250, 25, 350), share=2),
    )


def frozen() -> tuple[ProductType, ...]:
    return (
        t("frozen/pizza", "meals", "Pizza, Stone Oven Pizza", "carton:frozen pizza:350 g,410 g",
          "pizza", (199, 449), "bleed loud classic private", (25, 145, 40), share=2),
        t("frozen/meals", "meals", "Frozen Goods, Freezer Classics", "carton:fish fingers:450 g,300 g",
          "frozen", (199, 599), "bleed dairy private", (240, 25, 145)),
    )
