"""What rows of a truth refer to: articles, shapes and surfaces, each once."""

from collections.abc import Iterable, Mapping

from assets.keypoints import positions_m
from assets.material import Material
from assets.product import Sku
from labelers.truth.model import MaterialTruth, NamedPoint, ShapeTruth, SkuTruth
from labelers.truth.rounding import METRES, as_tuples, rounded
from scenes.scene import Scene

DECIMALS = 4  # of a surface's numbers


class Tables:
    """Rows by what they are of; shapes and materials come in the order in which they are asked for."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._sku = {name: row for row, name in enumerate(sorted(scene.skus))}
        self._shape: dict[str, int] = {}
        self._material: dict[MaterialTruth, int] = {}
        self._known: dict[tuple[str, ...], tuple[int, ...]] = {}

    def sku(self, name: str) -> int:
        return self._sku[name]

    def shape(self, mesh: str) -> int:
        return self._shape.setdefault(mesh, len(self._shape))

    def materials(self, keys: tuple[str, ...]) -> tuple[int, ...]:
        """One row for each key."""
        if keys not in self._known:
            self._known[keys] = tuple(self._rows(keys))
        return self._known[keys]

    def _rows(self, keys: Iterable[str]) -> Iterable[int]:
        for key in keys:
            row = material_truth(self._scene.materials[key])
            yield self._material.setdefault(row, len(self._material))

    @property
    def sku_rows(self) -> tuple[SkuTruth, ...]:
        return tuple(sku_truth(self._scene.skus[name]) for name in self._sku)

    @property
    def shape_rows(self) -> tuple[ShapeTruth, ...]:
        """Those that were asked for."""
        return tuple(shape_truth(self._scene, mesh) for mesh in self._shape)

    @property
    def material_rows(self) -> tuple[MaterialTruth, ...]:
        """Those that were asked for."""
        return tuple(self._material)


def sku_truth(sku: Sku) -> SkuTruth:
    copied = ("sku", "gtin", "brand", "name", "variant", "archetype", "net", "price_minor", "currency")
    size: list[float] = rounded(sku.size_m, METRES)
    values: Mapping[str, str] = {name: getattr(sku, name) for name in copied}
    return SkuTruth(**values, category=tuple(sku.category), size_m=as_tuples(size))  # type: ignore[arg-type]


def shape_truth(scene: Scene, mesh: str) -> ShapeTruth:
    low, high = rounded(scene.meshes[mesh].bounds_m, METRES)
    keypoints = scene.keypoints.get(mesh, ())
    places = rounded(positions_m(scene.meshes[mesh], keypoints), METRES)
    named = zip((point.name for point in keypoints), as_tuples(places), strict=True)
    return ShapeTruth(as_tuples(low), as_tuples(high), tuple(NamedPoint(*one) for one in named))


def material_truth(material: Material) -> MaterialTruth:
    """The material without its pictures."""
    numbers = ("roughness", "metallic", "coat", "transmission", "ior")
    return MaterialTruth(
        name=material.name,
        color=as_tuples(rounded(material.color, DECIMALS)),
        has_artwork=material.texture is not None,
        is_traced=material.traced,
        **{name: rounded(getattr(material, name), DECIMALS) for name in numbers},
    )
