"""What docs/truth.md says in prose; its tables come from the model."""

GUIDE = """
# The truth of a frame

Beside what detectors are trained on, every frame has one JSON file that holds everything known of it,
`truth/000007.json`: which article stands where, in which pose, who covers whom, what is missing, what every
price tag says. It is computed once, from the scene and from one ray per pixel; formats and policies are
drawn from it. `labels.truth: false` in a recipe leaves it out.

```python
from pathlib import Path
from generator.dataset.reader import Dataset

truth = Dataset(Path("out/snacks")).truth(7)
for product in truth.products:
    print(truth.skus[product.sku].name, product.place, product.visible_fraction)
```

Without Gondola, it is plain JSON:

```python
import json
import pandas as pd

truth = json.load(open("out/snacks/truth/000007.json"))
products = pd.DataFrame(truth["products"])
products["gtin"] = [truth["skus"]["gtin"][row] for row in products["sku"]]
```

`gondola schema --truth` prints its JSON Schema. `version` grows when what is there changes its meaning;
readers refuse other versions.

## How it is laid out

- **Tables are columns.** `products`, `tags`, `gaps` and the like are objects of lists of equal length: row
  *k* is the *k*-th entry of each. That keeps a frame of 400 packages under 300 kB.
- **Articles, shapes and surfaces are told once.** `sku`, `shape` and `materials` are row numbers, from 0,
  in the tables `skus`, `shapes` and `materials`.
- **A mask is `[x, y, width, height, counts]`**: its tight box, and COCO's compressed run-length code of the
  mask cut out along that box, in which a letter from "p" (2) to "~" (16) stands for so many zeros in a row;
  that makes it shorter by two fifths. With pycocotools, as (height, width) of 0 and 1 to be
  pasted at (x, y):

```python
coco_counts = re.sub("[p-~]", lambda found: "0" * (ord(found[0]) - 110), counts)
pixels = pycocotools.mask.decode({{"size": [height, width], "counts": coco_counts}})
```

- **Pixels** are continuous: pixel (u, v) covers [u, u+1) x [v, v+1). Points are `[u, v]`; `null` is a point
  behind the camera (less than {nearest_mm:g} mm before its plane) or beyond where the lens is one-to-one.
- **A pose is `[[w, x, y, z], [x, y, z]]`**: unit quaternion and shift, p_world = R(q) p_object + t. Of
  packages the origin is the centre of the base, the front is towards -y, z is up. In the camera's frame:
  `inverse(camera.world_from_camera) @ pose`. World: x right and y into the shelf as a shopper sees it, z
  up, floor at 0.
- **The segment map** `labels/000007.segments.png` (16 bit) has one value per pixel: products and occluders
  have their instance ids, price tags and signs the ids after, then comes stuff, one value per class.
  `segments` lists the values that no product, occluder or tag has. Panoptic labels are this map; semantic
  ones are its classes.

## What is exact, and how exact

Everything follows the meshes that are rendered, and the rays that the tracer casts: through the centre of
each pixel, bent by the lens model. Depth of field, blur and noise move nothing. Materials with `is_traced`
false (cooler doors, shrink film) are looked through.

| what | to within |
|---|---|
| masks, areas, boxes of masks, segments | every pixel |
| keypoints, box corners, lines of text | {rough_px:g} px (rounded) |
| other points | {px:g} px (rounded) |
| polylines and outlines | 0.25 px of the curve, as the lens bends it; cut off at the picture's border |
| poses | {metres_um:g} micrometres, {radians_u:g} microradians (rounded): about 0.01 px at one metre |
| truncation and unclipped boxes | every pixel, up to one picture's size beyond the border; see below |

- **Amodal masks** are the object traced alone, inside the picture. `visible_fraction` counts visible over
  amodal pixels, `truncated_fraction` the share of all its pixels that lie outside the picture. Outside,
  things are followed for one picture's width or height; of one with more than 40,000 pixels there, a
  regular sample is counted.
- **`covered_by`** takes the pixels of the amodal mask that are not in the mask, and tells what is seen
  there instead. The counts add up to the difference. It is who is seen, not who stands before whom: of two
  boards, one behind the other, only the nearer counts. A package may cover part of itself; that is no
  cover.
- **`is_front_facing`**: nothing of its own facing, and in a stack of its own layer, stands before it. It
  goes by what is there: behind a gap, what stands there is in front. In heaps, everything is.
- **Keypoints** are vertices of the mesh, so dents and falls move them. By default they are the corners of
  the printed front panel: packages with a label that goes all around (cans, bottles) have none. Visibility
  is COCO's: 0 outside the picture (then x and y are 0), 1 covered, 2 seen. A point is covered if a ray to
  it meets something more than {nearer_mm:g} mm before it, measured in depth; its own package can cover it
  too.
- **Oriented boxes** are those of the mesh in its own frame (`shapes`), moved by the pose. Their corners are
  not stored, for they follow: `labelers.truth.points` has `corners_world_m`, `corners_px` (through the lens;
  None for what is behind the camera) and `camera_pose`. With OpenCV alone, of product *k*:

```python
q, t = truth["products"]["pose_world"][k]
shape, camera = truth["products"]["shape"][k], truth["camera"]
low, high = truth["shapes"]["low_m"][shape], truth["shapes"]["high_m"][shape]
corners = np.array([[(high if n >> axis & 1 else low)[axis] for axis in range(3)] for n in range(8)])
w, x, y, z = q
turn = np.array([[1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
                 [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
                 [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)]])
world = corners @ turn.T + t
to_camera = np.linalg.inv(camera["world_from_camera"])
K = np.array([[camera["fx_px"], 0, camera["cx_px"]], [0, camera["fy_px"], camera["cy_px"]], [0, 0, 1]])
project = cv2.fisheye.projectPoints if camera["lens"] == "fisheye" else cv2.projectPoints
turned, moved = cv2.Rodrigues(to_camera[:3, :3])[0], to_camera[:3, 3]
arguments = (K, np.array(camera["coefficients"]))
pixels = project(world[:, None], turned, moved, *arguments)[0][:, 0]  # in front of the camera
```

## Decks, sections and the flattened front

`shelves` are the main fixture's decks. The row's outline is that of its front opening: from deck to the
next, at the deck's front edge; over the topmost deck it is as high as the deck's clearance, which may end
above the fixture. Rows of hooks are listed with them: their opening runs from the lowest that hangs there to
the highest head, in the plane of the hooks' tips, and their edge is the line of these tips. `bays` span their
openings, in the foremost plane. Fixtures without slots (bins, chests, pallets, belts) have none of this, no
planogram and no gaps; neighbouring fixtures and those across the hall are not listed either, though their
packages are among the products, with bays below 0 or beyond the last.

`front_plane.undistorted_from_plane` is the homography from points (x, z) of the upright plane `y = y_m` to
the picture of a pinhole camera with this camera's fx, fy, cx, cy. A picture taken through a lens is
undistorted first: with OpenCV `cv2.undistort(picture, K, coefficients)`, or
`cv2.fisheye.undistortImage(picture, K, coefficients, Knew=K)`. Then

```python
flat = cv2.warpPerspective(undistorted, np.linalg.inv(undistorted_from_rectified), (width_px, height_px))
```

is the shelf's front as if seen square on, `m_per_px` metres a pixel. OpenCV counts from pixels' centres,
half a pixel off from the convention here. What does not lie in the plane is shifted, as in any flattened
picture.

## Planned, changed, different

`planned` is the planogram, `changes` what the recipe did to the shelf on purpose, counted where it was
done, and `differences` what an auditor would find: measured from where the packages of the scene are, which
they are and what the tags show, never from `changes`. See [planograms.md](planograms.md) for the kinds.

**A gap** is a box of empty room: neighbouring facings of a slot without any package ("empty"), or with some
only {pushed_cm:g} cm or more behind their planned place ("front"). Its mask are the pixels whose rays pass
through the box's front face before they meet anything. What is seen in those pixels is behind it: the back
of the shelf, or the package that stands too far back.

## Price tags

Cards of offers are listed too, without an article. `is_right` compares the article of the slot with the one
printed. Lines of text are listed where they are at least {legible_px:g} px high; what is lower nobody
reads. Their `visible_fraction` counts {samples} points on the line, each by the pixel it falls into. `gtin`
is what the barcode says.

## Maps, second view and flow

Beside the segment map there are depth (`labels.depth_format`) and, with `labels: {{normals: true}}`, unit
normals in the world's frame as a 16-bit png: x, y, z of -1..1 are 1..65535 in red, green and blue, so that
32768 is zero; 0 where nothing is. Both follow the same rays.

```yaml
labels:
  second_view: stereo    # or: motion
  baseline_m: 0.12
```

gives every frame a second picture, `truth/000007.second.jpg` (or .png), from a camera `baseline_m` away:
"stereo" to the right with parallel axes, "motion" in any direction and turned by up to {turn_deg:g}
degrees. `second_view` in the JSON is its camera. It has the same lens, light and goods, and noise of its
own; what the first camera could not see of neighbouring fixtures may be missing at its border.

`truth/000007.flow.exr` has the optical flow in pixels, channels U (right) and V (down), 32-bit floats: what
is seen through the centre of pixel (u + 0.5, v + 0.5) lies at (u + 0.5 + U, v + 0.5 + V) of the second
picture. It is worked out from where each ray met a surface, and looked for again by a ray from the second
camera: pixels whose point is outside the second picture or covered there are NaN, and so are those that see
nothing. A point counts as covered if its ray meets something more than {flow_mm:g} mm (and a ten-thousandth
of its depth) before it. Of a stereo pair without distortion, -U is the disparity and V is 0.

## Tables and entries
"""
