"""The hand-written part of docs/recipes.md."""

GUIDE = """
# Recipes

<!-- Written by `python -m recipes.reference`; change recipes/guide.py or recipes/model.py instead. -->

A recipe says what the pictures show: which goods on which shelf, seen from where, in which light, by
which camera. It is a YAML file with nothing but data. From one recipe come as many different frames as
you like, and frame 7 is the same frame on every machine.

```yaml
extends: snack_aisle          # start from a shipped recipe, change what differs
description: Cereal, seen obliquely in warm light.
seed: 42

camera:
  distance_m: {{uniform: [1.2, 2.0]}}
  azimuth_deg: {{normal: [0, 12]}}
fixture:
  bays: {{integers: [1, 3]}}
  color: {{choice: {{white: 3, black: 1}}}}
merchandise:
  assortment:
    categories: [breakfast/cereal, breakfast/muesli]
    skus: 30
lights:
  temperature_k: 3200
```

- `gondola check my.yaml` finds the mistakes, `gondola preview my.yaml` shows what it gives.
- `gondola schema` prints the JSON Schema of the language. Save it, put `# yaml-language-server:
  $schema=recipe.schema.json` in the first line of the recipe, and editors complete names, show what they
  mean, and mark what is wrong.

## Constants and distributions

A setting is a constant, or a distribution that is drawn anew: for each frame, and those of the planogram
for each place or product on the shelf. Its range holds for everything that the distribution can give,
and is checked when the recipe is loaded, not when the frame with the bad luck comes.

| written | gives |
|---|---|
| `1.8` | this value in every frame |
| `{{uniform: [a, b]}}` | every number from a to b alike |
| `{{log_uniform: [a, b]}}` | uniform in the logarithm, for what varies by factors; a above 0 |
| `{{normal: [mean, std]}}` | a bell, cut 3 standard deviations from its mean |
| `{{normal: [mean, std, min, max]}}` | a bell, cut at min and max |
| `{{normal: {{mean: 2, std: 1, min: 0, max: 3}}}}` | the same with names; min, max or both may be left out |
| `{{integers: [a, b]}}` | every whole number from a to b alike, both included |
| `{{bernoulli: p}}` | true with probability p |
| `{{choice: [x, y, z]}}` | one of them, all alike |
| `{{choice: [x, y, z], weights: [3, 1, 1]}}` | one of them, x three times as often |
| `{{choice: {{x: 3, y: 1}}}}` | the same, shorter |

The options of a choice may be distributions, which makes mixtures: most photographers stand square on,
some do not.

```yaml
azimuth_deg:
  choice: [{{normal: [0, 4]}}, {{uniform: [-32, 32]}}]
  weights: [2, 1]
```

A cut bell is exact: its draws have the distribution of a normal under the condition that it falls
between min and max; nothing piles up at the ends. `mean` and `std` are those before the cut. Draws
depend on the recipe's `seed`, the frame and the setting's own path alone: to change one setting changes
no other draw.

## Building on other recipes

`extends:` names a shipped recipe (`extends: snack_aisle`) or a file, relative to the recipe that says so
(`extends: parts/dark_store.yaml`). Sections merge setting by setting. Values, lists and distributions
replace: a `{{uniform: ...}}` takes the place of a `{{normal: ...}}` as a whole. `name` and `description`
are not passed on; without a name of its own a recipe has its file's.

Within a file YAML's anchors (`&a`), aliases (`*a`) and merge keys (`<<: *a`) work as usual. Keys
at the top that start with `x-` are ignored, so that there is a place to keep what is used more than
once:

```yaml
x-phone: &phone {{hfov_deg: 66, k1: 0.01}}
camera:
  lens: {{<<: *phone, k1: 0.02}}
```

## Mixing recipes

`mix:` names recipes with weights; each frame is one of them. A dataset for training may so hold many
situations in one folder, over one catalogue.

```yaml
description: Snacks and drinks, three to one, always by a noisy camera.
mix: {{snack_aisle: 3, beverage_aisle: 1}}
image: {{width_px: 640, height_px: 480}}
post: {{noise_iso: 800}}
```

Parts are named as in `extends`: shipped recipes, or files as seen from the recipe that says so. What all
frames share is the mixing recipe's: `seed`, `image`, `labels`, `render`, and of `merchandise` the
catalogue (`catalog`, `catalog_shares`, `catalog_seed`, `catalog_skus`, `languages`, `extensions`). Of all
else it overrides, setting by setting, what it writes itself; the rest is the part's. Parts may be mixtures
themselves. With `extends`, a `mix` replaces the parent's as a whole. Each frame's facts name its part as
`situation`.

A recipe's key is a hash of all that it decides, after merging, with defaults filled in. Comments, order,
names and descriptions do not change it, nor does splitting a recipe in two.

## When something is wrong

All mistakes are reported at once, in the form `file:line:column: setting: what was expected, what was
found`:

```text
my.yaml:6:15: camera.distance_m: expected a number from 0.2 to 15 m, found 150
my.yaml:9:10: fixture.color: expected white, light_grey, [...], found the text "wite"; did you mean "white"?
my.yaml:12:12: planogram.facings: 36 facings of at least 0.03 m need 1.08 m; the shelf is 0.90 m wide
```

With `extends` and planograms from tables, each mistake is reported in the file in which its value is
written. Beyond names, types
and ranges, what contradicts itself is refused, too: facings wider than the shelf, more boards than the
height has room for, goods behind the shelf's back, a camera outside the aisle or above the ceiling, a
lens that folds the picture over, labels bigger than the picture, an assortment bigger than the
catalogue, no light at all.

## Limits

- YAML 1.2's core: `yes`, `no`, `on` and `off` are words, `true` and `false` are not. `1e-3` is a number.
  Tags (`!!python/...`, `!anything`) are refused and never run. One document per file, in UTF-8.
- At most {bytes} bytes per file, {depth} levels deep, {nodes} values with aliases written out.
- The same key twice in a mapping is a mistake, and so are NaN and infinity.
- At most {extends} recipes in a chain of `extends`; a circle is refused.
- A recipe reads nothing outside its own folder but shipped recipes. Absolute paths, `..` and symbolic
  links that lead out are refused, for `extends`, planograms and the catalogue's folder alike.
- At most {slots} slots in a planogram; its file has the bounds of a recipe's.
"""
