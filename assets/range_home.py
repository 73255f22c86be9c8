"""The aisles of what nobody eats: household, care, baby and pets."""

from assets.product_types import ProductType
from assets.product_types import product_type as t

# fmt: off


def household() -> tuple[ProductType, ...]:
    return (
        t("household/laundry", "laundry", "Laundry Detergent, Colour Wash",
          "bottle_hdpe:laundry liquid:1.1 l,1.5 l,2 l; carton:washing powder:1.2 kg,2 kg;"
          "jug:laundry liquid:2 l,3 l",
          "laundry", (349, 1499), "household", (255, 140, 30, 350), share=3),
        t("household/softener", "laundry", "Fabric Softener",
          "bottle_hdpe:fabric softener:1 l,750 ml; jug:fabric softener:2 l",
          "scents", (149, 449), "household dairy", (240, 300, 350)),
        t("household/dish", "cleaning", "Washing-up Liquid, Dish Soap",
          "bottle_hdpe:washing-up liquid:500 ml,450 ml",
          "scents", (99, 249), "household household private", (145, 250, 85)),
        t("household/tabs", "cleaning", "Dishwasher Tabs, All in One Tabs",
          "carton:dishwasher tablets:30 pcs,44 pcs; pouch:dishwasher tablets:60 pcs",
          "scents", (399, 999), "household", (255, 230, 145)),
        t("household/cleaner", "cleaning", "All-Purpose Cleaner, Bath Cleaner, Kitchen Cleaner",
          "trigger_bottle:cleaner:750 ml,500 ml; bottle_hdpe:cleaner:750 ml,1 l; bottle_hdpe:bleach:1 l",
          "scents", (129, 379), "household household private", (255, 145, 50, 190), share=3),
        t("household/glass_cleaner", "cleaning", "Glass Cleaner, Stain Remover",
          "trigger_bottle:glass cleaner:500 ml,750 ml; trigger_bottle:stain remover:500 ml",
          "scents", (149, 349), "household", (230, 200, 350)),
        t("household/air", "cleaning", "Air Freshener, Room Spray", "aerosol:air freshener:300 ml,250 ml",
          "air", (129, 399), "dairy modern premium", (300, 190, 85)),
        t("household/insects", "cleaning", "Insect Spray, Fly Spray", "aerosol:insect spray:300 ml,400 ml",
          "insects", (249, 599), "household loud", (25, 140, 60), own_label=0.1),
        t("household/tissues", "paper", "Tissues, Facial Tissues", "carton:tissues:100 pcs,90 pcs",
          "paper", (119, 249), "dairy pharmacy modern", (240, 145, 300)),
        t("household/toilet_paper", "paper", "Toilet Paper, Bathroom Tissue",
          "roll_pack:toilet paper:8 rolls,10 rolls",
          "toilet", (249, 699), "dairy modern private", (240, 350, 145), share=2, own_label=0.4),
        t("household/kitchen_towels", "paper", "Kitchen Towels, Kitchen Roll",
          "roll_pack:kitchen roll:2 rolls,4 rolls",
          "toilet", (149, 499), "household private modern", (240, 25, 145), own_label=0.4),
        t("household/batteries", "electric", "Batteries, Alkaline Batteries",
          "blister_card:batteries:4 pcs,8 pcs",
          "batteries", (299, 1299), "energy modern", (60, 25, 250), own_label=0.15),
        t("household/bulbs", "electric", "Light Bulb, LED Lamp", "carton:light bulb:1 pcs,2 pcs",
          "bulbs", (199, 899), "energy modern pharmacy", (60, 250, 145), own_label=0.2),
        t("household/foil", "paper", "Aluminium Foil, Cling Film", "carton:foil:20 m,30 m",
          "foil", (129, 399), "household private modern", (240, 25, 145), own_label=0.4),
        t("household/matches", "electric", "Matches, Safety Matches", "small_pack:matches:40 pcs,50 pcs",
          "matches", (49, 149), "classic crest", (25, 250)),
        t("household/toys", "toys", "Toy Car, Racer", "blister_card:toy:1 pcs",
          "toy", (199, 799), "loud energy", (25, 250, 140), own_label=0.05),
    )


def personal_care() -> tuple[ProductType, ...]:
    return (
        t("personal_care/shampoo", "beauty", "Shampoo",
          "bottle_hdpe:shampoo:250 ml,300 ml,400 ml; pump_bottle:shampoo:400 ml,500 ml",
          "hair", (149, 549), "pharmacy premium household modern", (250, 350, 30, 180), share=3),
        t("personal_care/styling", "beauty", "Hair Spray, Styling Spray", "aerosol:hair spray:250 ml,400 ml",
          "styling", (199, 549), "premium modern energy", (300, 350, 250)),
        t("personal_care/hair_color", "beauty", "Hair Colour, Colour Cream", "carton:hair colour:1 pcs",
          "hair_color", (399, 999), "premium indulgent", (350, 30, 300), own_label=0.05),
        t("personal_care/shower", "body", "Shower Gel, Body Wash",
          "bottle_hdpe:shower gel:250 ml,300 ml; tube:shower gel:200 ml",
          "care", (99, 399), "household pharmacy modern premium", (230, 190, 350, 30), share=3),
        t("personal_care/hand_soap", "body", "Hand Soap, Liquid Soap",
          "pump_bottle:hand soap:250 ml,300 ml,500 ml; pouch:refill soap:500 ml,750 ml",
          "care", (99, 349), "dairy modern premium pharmacy", (190, 145, 350), share=2),
        t("personal_care/lotion", "body", "Body Lotion, Hand Cream",
          "bottle_hdpe:body lotion:400 ml,250 ml; tube:hand cream:75 ml,100 ml;"
          "pump_bottle:body lotion:400 ml,500 ml",
          "care", (199, 699), "pharmacy premium dairy", (255, 30, 190), share=2),
        t("personal_care/deodorant", "body", "Deodorant, Deo Spray", "aerosol:deodorant:150 ml,200 ml",
          "deodorant", (149, 449), "energy modern pharmacy", (240, 190, 350), share=2),
        t("personal_care/shaving", "shaving", "Shaving Foam, Shaving Gel",
          "aerosol:shaving foam:200 ml,250 ml",
          "razor", (149, 399), "energy pharmacy modern", (240, 145, 200)),
        t("personal_care/sun", "body", "Sun Cream, Sun Milk", "tube:sun cream:100 ml,150 ml,200 ml",
          "sun", (399, 1299), "pharmacy dairy", (60, 40, 230)),
        t("personal_care/soap", "body", "Soap, Cream Soap", "carton:soap:100 g,125 g",
          "care", (59, 199), "pharmacy dairy premium", (250, 145, 350)),
        t("personal_care/toothpaste", "oral", "Toothpaste",
          "carton:toothpaste:75 ml,125 ml; tube:toothpaste:75 ml",
          "teeth", (89, 449), "pharmacy household", (255, 25, 190), share=2),
        t("personal_care/mouthwash", "oral", "Mouthwash", "pet_bottle:mouthwash:500 ml,400 ml",
          "teeth", (249, 599), "pharmacy household", (190, 255, 145)),
        t("personal_care/toothbrush", "oral", "Toothbrush", "blister_card:toothbrush:1 pcs,2 pcs",
          "toothbrush", (149, 499), "pharmacy modern", (230, 145, 25)),
        t("personal_care/razors", "shaving", "Razor, Shaver", "blister_card:razors:1 pcs",
          "razor", (399, 1499), "energy modern premium", (240, 250, 30)),
        t("personal_care/plasters", "pharmacy", "Plasters, First Aid Plasters",
          "carton:plasters:20 pcs,40 pcs",
          "plasters", (149, 399), "pharmacy", (240, 25)),
        t("personal_care/tablets", "pharmacy", "Tablets, Food Supplement", "carton:painkillers:20 pcs,40 pcs",
          "tablets", (199, 1299), "pharmacy", (240, 25, 145, 30), share=2),
        t("personal_care/pads", "hygiene", "Pads, Ultra Pads", "soft_pack:pads:12 pcs,20 pcs",
          "pads", (149, 399), "dairy modern", (350, 300, 240)),
    )


def baby() -> tuple[ProductType, ...]:
    return (
        t("baby/food", "baby", "Baby Food, Baby Purée",
          "jar:jam:125 g,190 g,220 g",
          "baby_food", (79, 179), "dairy pharmacy modern", (145, 350, 230)),
        t("baby/nappies", "hygiene", "Nappies, Baby Pants", "soft_pack:nappies:28 pcs,40 pcs",
          "nappies", (499, 1699), "dairy loud modern", (190, 145, 350), own_label=0.3),
        t("baby/wipes", "hygiene", "Baby Wipes, Wet Wipes", "soft_pack:wet wipes:60 pcs,80 pcs",
          "wipes", (99, 299), "dairy pharmacy", (190, 145), own_label=0.35),
    )


def pet_food() -> tuple[ProductType, ...]:
    return (
        t("pet_food/dog", "pets", "Dog Food, Dog Dinner", "tin:dog food:400 g,800 g",
          "pets", (99, 299), "bleed private loud", (145, 25, 60)),
        t("pet_food/dog_dry", "pets", "Dry Dog Food, Dog Biscuits", "paper_bag:dry pet food:1 kg,2 kg",
          "dry_pets", (299, 1299), "bleed loud kraft", (25, 60, 250)),
        t("pet_food/cat", "pets", "Cat Food, Cat Bites",
          "tin:cat food:400 g; pouch:cat treats:60 g,85 g; shelf_tray:cat food:12 x 85 g",
          "pets", (69, 249), "bleed premium loud", (310, 200, 350), share=2),
    )
