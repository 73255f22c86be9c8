"""What a package archetype is: parameters in, mesh, label panels and finishes out. No bpy, no randomness."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from assets.keypoints import Keypoint
from assets.mesh import Mesh

PanelName = Literal["front", "back", "left", "right", "top", "bottom", "wrap", "neck"]
Detail = Literal["near", "far"]


@dataclass(frozen=True)
class Panel:
    """A printable area of the archetype's one artwork atlas.

    ``uv`` is (u0, v0, u1, v1) in the atlas, v upwards; ``size_m`` the printed size (width, height). A "wrap"
    panel goes once around, its centre facing the shopper; so does a "neck" panel, a bottle's second label.
    ``wall`` is the finish that a label lies on: what shows where its corners are cut. ``crimp_m`` is how far
    ribbed seals reach in from its sides and from its ends (top and bottom).
    """

    name: PanelName
    uv: tuple[float, float, float, float]
    size_m: tuple[float, float]
    wall: str = ""
    crimp_m: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class Package:
    """A built package. ``finishes[i]`` names the finish of mesh slot ``i`` (see assets/finishes.py).

    ``atlas_size_m`` is the printed size of the whole atlas: its aspect, and what turns metres into texture
    pixels. The finish "art:..." marks slots that show the atlas. ``keypoints`` are the archetype's own, the
    same names in both details; left out, they are the corners of the panel "front", if there is one.
    """

    mesh: Mesh
    panels: tuple[Panel, ...]
    atlas_size_m: tuple[float, float]
    finishes: tuple[str, ...]
    keypoints: tuple[Keypoint, ...] | None = None


class Build(Protocol):
    """An archetype: a pure function from size, shape and detail to a package."""

    def __call__(
        self, size_m: tuple[float, float, float], shape: Mapping[str, float], detail: Detail = "near"
    ) -> Package:
        """(width, depth, height) in metres and the archetype's own parameters to a package.

        Both details have the same panels and finishes, so that one artwork fits both; "far" has fewer
        triangles, its surface within 1 mm of "near". Raises ValueError as ``Kind.resolve`` does.
        """
        ...
