"""The drinks aisles of the built-in range, cold and hot."""

from assets.product_types import ProductType
from assets.product_types import product_type as t

# fmt: off


def drinks() -> tuple[ProductType, ...]:
    return (
        t("beverages/soft_drinks", "soft", "Soda, Sparkling Drink, Lemonade",
          "can:cola:330 ml; pet_bottle:cola:0.5 l,1.25 l,2 l; pet_bottle:lemonade:0.5 l,1 l,1.5 l;"
          "can:lemonade:330 ml",
          "soda", (69, 189), "loud soda soda soda modern", (25, 260, 145, 30), share=4, own_label=0.15),
        t("beverages/multipacks", "soft", "Soda, Lemonade, Sparkling Drink",
          "multipack_carton:soft drink:4 x 330 ml,6 x 330 ml;"
          "multipack_carton:fridge pack:10 x 330 ml,12 x 330 ml; bottle_carrier:soft drink:4 x 0.33 l;"
          "shrink_multipack:soft drink:6 x 0.5 l,6 x 1.5 l; shrink_multipack:cans:4 x 330 ml,6 x 330 ml",
          "soda", (299, 899), "loud soda soda modern", (25, 260, 145, 30), share=2, own_label=0.12),
        t("beverages/energy", "energy", "Energy Drink, Energy", "can:energy drink:250 ml,500 ml",
          "energy", (99, 219), "energy", (140, 250, 25, 60), share=2, own_label=0.12),
        t("beverages/sport", "energy", "Sports Drink, Isotonic Drink", "pet_bottle:sports drink:0.5 l,750 ml",
          "sport", (99, 219), "energy soda", (240, 25, 140), own_label=0.1),
        t("beverages/juice", "juice", "Juice, Fruit Juice, Nectar",
          "brick:juice:200 ml,1 l,1.5 l; pet_bottle:juice:0.33 l,0.5 l,1 l; glass_bottle:juice:0.7 l;"
          "jug:orange juice:1.5 l,2 l",
          "juice", (99, 329), "bleed bleed bleed dairy modern", (145, 30, 60, 25), share=4),
        t("beverages/iced_tea", "soft", "Iced Tea, Ice Tea",
          "pet_bottle:iced tea:1.5 l,0.5 l; can:iced tea:330 ml",
          "tea_cold", (89, 199), "bleed soda modern", (150, 75, 240), share=2),
        t("beverages/water", "water", "Mineral Water, Spring Water",
          "pet_bottle:water:0.5 l,1.5 l; shrink_multipack:water:6 x 0.5 l,6 x 1.5 l; jug:water:3 l,5 l",
          "water", (29, 249), "dairy water water", (240, 220, 200), share=2, own_label=0.3),
        t("beverages/syrup", "juice", "Syrup, Cordial", "glass_bottle:syrup:0.7 l,0.5 l",
          "syrup", (199, 449), "bleed classic kraft", (350, 140, 30)),
        t("beverages/beer", "beer", "Beer, Premium Beer",
          "can:beer:0.5 l; glass_bottle:beer:0.33 l,0.5 l; bottle_carrier:beer:4 x 0.33 l,6 x 0.33 l;"
          "multipack_carton:beer:6 x 330 ml",
          "beer", (79, 199), "classic crest crest", (145, 85, 25, 250), share=3, own_label=0.08),
        t("beverages/wine", "wine", "Red Wine, Dry Red Wine", "glass_bottle:wine:0.75 l",
          "wine_red", (299, 1499), "premium crest classic", (10, 25, 350), share=2, own_label=0.06),
        t("beverages/white_wine", "wine", "White Wine, Dry White Wine", "glass_bottle:wine:0.75 l",
          "wine_white", (299, 1399), "premium crest classic", (100, 85, 130), share=2, own_label=0.06),
        t("beverages/spirits", "spirits", "Rum, Brandy, Liqueur, Vodka", "glass_bottle:spirits:0.7 l,0.5 l",
          "spirits", (799, 2499), "crest premium classic", (40, 250, 25, 145), share=2, own_label=0.08),
    )


def hot_drinks() -> tuple[ProductType, ...]:
    return (
        t("hot_drinks/coffee", "coffee", "Coffee, Ground Coffee, Whole Beans",
          "pouch:coffee:500 g,250 g; jar:instant coffee:200 g,100 g; paper_bag:ground coffee:250 g,500 g;"
          "paper_bag:coffee beans:500 g,1 kg",
          "coffee", (299, 1199), "indulgent premium indulgent private", (40, 25, 145, 80), share=3),
        t("hot_drinks/capsules", "coffee", "Coffee Capsules, Espresso Capsules",
          "carton:coffee capsules:10 pcs,16 pcs",
          "coffee", (249, 599), "premium indulgent modern", (40, 25, 145, 300), share=2),
        t("hot_drinks/tea", "tea", "Tea, Herbal Tea, Tea Blend", "carton:tea:20 bags,25 bags",
          "tea", (129, 399), "classic dairy kraft premium modern", (145, 85, 25, 310), share=3),
        t("hot_drinks/cocoa", "coffee", "Drinking Chocolate, Cocoa Drink",
          "pouch:coffee:250 g,500 g",
          "cocoa", (199, 449), "indulgent loud classic", (40, 60, 25)),
    )
