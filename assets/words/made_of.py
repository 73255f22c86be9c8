"""What goods are made of, in the English words that ingredients.tsv translates."""

from collections.abc import Mapping


def _list(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word)


MADE_OF: Mapping[str, tuple[str, ...]] = {
    path: _list(words)
    for path, words in {
        "snacks": "potatoes, sunflower oil, sugar, salt, yeast extract, onion powder, spices",
        "snacks/popcorn": "maize, sunflower oil, sugar, salt, flavouring",
        "snacks/nuts": "peanuts, almonds, cashew nuts, sunflower oil, salt, spices",
        "snacks/biscuits": "wheat flour, sugar, palm oil, butter, egg, salt, raising agent, flavouring",
        "confectionery": "sugar, cocoa mass, cocoa butter, milk powder, hazelnuts, lecithins, flavouring",
        "confectionery/sweets": "glucose syrup, sugar, gelatine, citric acid, fruit juice, flavouring",
        "beverages": "water, sugar, fruit juice, carbon dioxide, citric acid, flavouring",
        "beverages/beer": "water, barley malt, hops, yeast",
        "beverages/water": "natural mineral water, carbon dioxide",
        "beverages/energy": "water, sugar, carbon dioxide, citric acid, taurine, caffeine, vitamin B6",
        "dairy": "milk, cream, live cultures, sugar, fruit, starch, pectin, vitamin D",
        "dairy/milk": "milk",
        "dairy/plant": "water, oats, rapeseed oil, salt, calcium, vitamin D",
        "breakfast": "oats, wheat flour, sugar, honey, barley malt, salt, niacin, iron, vitamin B6",
        "breakfast/jam": "fruit, sugar, pectin, citric acid",
        "breakfast/honey": "honey",
        "breakfast/spread": "sugar, palm oil, hazelnuts, cocoa powder, milk powder, lecithins",
        "canned": "tomatoes, vegetables, water, salt, onions, rapeseed oil, spices",
        "canned/fish": "tuna, water, olive oil, salt",
        "canned/fruit": "fruit, water, sugar, citric acid",
        "pantry": "durum wheat semolina, tomatoes, olive oil, basil, salt, garlic, citric acid",
        "pantry/pasta": "durum wheat semolina, water",
        "pantry/rice": "rice",
        "pantry/pickles": "vegetables, water, vinegar, sugar, salt, mustard seeds, spices",
        "pantry/oil": "olive oil",
        "pantry/spices": "spices, salt",
        "hot_drinks": "roasted coffee",
        "hot_drinks/tea": "tea, peppermint leaves, liquorice root, flavouring",
        "frozen": "wheat flour, tomatoes, cheese, water, vegetables, rapeseed oil, salt, yeast, spices",
        "dairy/eggs": "eggs",
        "dairy/cheese": "milk, cream, salt, live cultures",
        "dairy/cream": "cream, milk",
        "dairy/desserts": "milk, sugar, cream, starch, cocoa powder, flavouring",
        "dairy/margarine": "rapeseed oil, water, palm oil, butter, salt, vitamin D",
        "breakfast/oats": "oats",
        "beverages/wine": "grapes",
        "beverages/white_wine": "grapes",
        "beverages/spirits": "water, alcohol, sugar, flavouring",
        "beverages/juice": "fruit juice, water, sugar, citric acid",
        "hot_drinks/cocoa": "sugar, cocoa powder, milk powder, salt, flavouring",
        "baby/food": "fruit, vegetables, water, starch, vitamin C",
        "pantry/pulses": "lentils, beans, chickpeas",
        "pantry/flour": "wheat flour",
        "pantry/sugar": "sugar",
        "pantry/vinegar": "vinegar",
        "pantry/ketchup": "tomatoes, sugar, vinegar, salt, spices",
        "pantry/mayonnaise": "rapeseed oil, egg, vinegar, sugar, salt, mustard seeds",
        "pantry/mustard": "mustard seeds, vinegar, water, sugar, salt, spices",
        "pantry/noodles": "wheat flour, palm oil, salt, starch, vegetables, spices, yeast extract",
        "pantry/baking": "wheat flour, sugar, starch, cocoa powder, raising agent, salt, flavouring",
        "pet_food": "meat, cereals, vegetable protein, minerals, oils and fats, sugar",
        "household": "water, surfactants, soap, citric acid, enzymes, perfume, limonene, linalool",
        "personal_care": "water, surfactants, sodium chloride, glycerin, citric acid, perfume, limonene",
        "personal_care/tablets": "starch, calcium, vitamin C, gelatine",
        "baby/wipes": "water, glycerin, citric acid, perfume",
        **dict.fromkeys(
            (
                "household/tissues",
                "household/toilet_paper",
                "household/kitchen_towels",
                "household/batteries",
                "household/bulbs",
                "household/foil",
                "household/matches",
                "household/toys",
                "personal_care/toothbrush",
                "personal_care/razors",
                "personal_care/plasters",
                "personal_care/pads",
            ),
            "",
        ),
    }.items()
}
"""By category, or by "category/sub" where that differs."""
