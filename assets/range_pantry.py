"""The canned and dry food aisles of the built-in range."""

from assets.product_types import ProductType
from assets.product_types import product_type as t

# fmt: off


def canned() -> tuple[ProductType, ...]:
    return (
        t("canned/vegetables", "vegetables", "Fine Vegetables, Garden Harvest",
          "tin:beans:400 g,425 g; tin:sweetcorn:285 g,340 g; shrink_multipack:tins:3 x 400 g,4 x 400 g",
          "vegetables", (69, 179), "bleed classic private bleed", (145, 85, 25, 250), share=2,
          own_label=0.35),
        t("canned/tomatoes", "italian", "Tomatoes, Fine Tomatoes",
          "tin:tomatoes:400 g,800 g; brick:tomatoes:390 g,500 g",
          "tomatoes", (59, 179), "bleed bleed classic private", (25, 145, 60), own_label=0.35),
        t("canned/soup", "meals", "Soup, Hearty Soup", "tin:soup:400 g,425 ml; pouch:soup:400 g,570 g",
          "soup", (119, 279), "classic bleed private", (25, 250, 145)),
        t("canned/fish", "fish", "Tuna, Tuna Fillets", "tin:tuna:160 g,185 g,195 g",
          "fish", (139, 329), "soda classic private", (240, 220, 25)),
        t("canned/fruit", "vegetables", "Fruit in Juice, Fruit", "tin:fruit:565 g,425 g",
          "fruit", (119, 259), "bleed classic private", (145, 60, 250), own_label=0.35),
    )


def pantry() -> tuple[ProductType, ...]:
    return (
        t("pantry/pasta", "italian", "Pasta, Durum Pasta", "carton:pasta:500 g; pillow_bag:pasta:500 g,1 kg",
          "pasta", (89, 229), "classic private bleed premium", (255, 240, 25), share=3, own_label=0.3),
        t("pantry/rice", "mill", "Rice", "carton:rice:500 g,1 kg; pouch:rice:250 g",
          "rice", (129, 329), "private bleed modern", (35, 145, 250)),
        t("pantry/pulses", "mill", "Pulses, Dried Pulses", "pouch:rice:500 g,400 g",
          "pulses", (119, 279), "kraft private classic", (60, 145, 25)),
        t("pantry/sauce", "italian", "Pasta Sauce, Sugo", "jar:pasta sauce:400 g,350 g",
          "sauce", (149, 349), "classic premium kraft bleed", (25, 145, 85), share=2),
        t("pantry/noodles", "asian", "Instant Noodles, Noodle Cup",
          "tub:instant noodles:65 g,75 g,90 g; cup:instant noodles:65 g,75 g",
          "noodles", (79, 199), "loud loud modern", (25, 60, 145)),
        t("pantry/pickles", "vegetables", "Pickles, Fine Pickles, Antipasti",
          "jar:pickles:670 g,530 g; jar:olives:250 g",
          "pickles", (129, 329), "classic bleed private", (140, 85, 25), share=2),
        t("pantry/oil", "oil", "Oil, Fine Oil", "glass_bottle:oil:750 ml,500 ml; pet_bottle:oil:1 l,750 ml",
          "oil", (249, 1199), "premium classic crest", (125, 85), share=2),
        t("pantry/vinegar", "oil", "Vinegar, Fine Vinegar", "glass_bottle:vinegar:0.5 l,0.25 l",
          "vinegar", (119, 449), "premium classic private", (25, 100, 350)),
        t("pantry/ketchup", "sauces", "Ketchup, Tomato Ketchup",
          "bottle_hdpe:ketchup:500 ml,450 ml,875 ml; glass_bottle:sauce:250 ml,300 ml",
          "ketchup", (149, 349), "loud classic private", (25, 40)),
        t("pantry/mayonnaise", "sauces", "Mayonnaise, Salad Cream",
          "bottle_hdpe:mayonnaise:400 ml,250 ml; jar:spread:250 g,400 g",
          "mayonnaise", (129, 329), "dairy classic loud", (240, 85, 255)),
        t("pantry/mustard", "sauces", "Mustard, Fine Mustard", "tube:mustard:200 ml,100 ml; jar:olives:250 g",
          "mustard", (79, 249), "classic private loud", (85, 25, 145)),
        t("pantry/spices", "spice", "Spice, Ground", "jar:spices:45 g,60 g,35 g",
          "spices", (119, 299), "private classic kraft", (25, 145, 30), share=2),
        t("pantry/flour", "mill", "Flour, Wheat Flour", "paper_bag:flour:500 g,1 kg",
          "flour", (59, 249), "classic private kraft", (250, 60, 25), own_label=0.4),
        t("pantry/sugar", "mill", "Sugar", "paper_bag:sugar:500 g,1 kg; carton:sugar:500 g,1 kg",
          "sugar", (89, 249), "private classic modern", (230, 350, 30), own_label=0.4),
        t("pantry/baking", "baking", "Cake Mix, Baking Mix", "carton:cake mix:400 g,500 g",
          "baking", (149, 399), "indulgent classic loud", (25, 60, 250)),
    )
