"""Catalogues in folders: one's own products, from models and from packshots, by content."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import numpy as np

from assets.arrays import digest
from assets.extensions import extension_of
from assets.gtin import internal_gtin13
from assets.keypoints import keypoints_of
from assets.own import limits
from assets.own.artwork import problems as artwork_problems
from assets.own.errors import ModelError
from assets.own.folders import Found, look_through
from assets.own.glb import outline
from assets.own.hashing import bytes_digest
from assets.own.models import Model, load_model, materials_of
from assets.own.packshot import PACKSHOT_VERSION, PackshotTexture
from assets.own.settings import Problem
from assets.product import Product, Sku

MODEL_ARCHETYPE = "model"
MAX_SHOWN = 100
_KEPT_MODELS = 64
_KEPT_PRODUCTS = 512


class FolderProblems(Exception):  # noqa: N818 - it is a list of them
    """All that is wrong with a catalogue's folder."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        lines = [str(problem) for problem in self.problems[:MAX_SHOWN]]
        more = len(self.problems) - len(lines)
        super().__init__("\n".join([*lines, f"... and {more} more problems"] if more > 0 else lines))


class FolderCatalog:
    """The products in a folder. Raises FolderProblems where any of them cannot be.

    Files are read again when their product is first made, and must still be the same ones.
    """

    def __init__(self, folder: Path, shown: str | None = None) -> None:
        found, problems = look_through(folder, shown or str(folder))
        self._found: dict[str, Found] = {}
        self._skus: list[Sku] = []
        self._models: OrderedDict[str, Model] = OrderedDict()
        self._products: OrderedDict[tuple[str, int], Product] = OrderedDict()
        for product in sorted(found, key=lambda f: f.id):
            wrong = list(self._add(product))
            problems += wrong
        if problems:
            raise FolderProblems(problems)

    @cached_property
    def key(self) -> str:
        """Content hash of every file that the products are made of."""
        from assets.art.paint import ART_VERSION

        parts = [f"{name}\n{'\n'.join(found.digests)}" for name, found in sorted(self._found.items())]
        lent = sorted({extension_of(s.archetype).key for s in self._skus if ":" in s.archetype})
        return digest("folder", ART_VERSION, PACKSHOT_VERSION, *parts, *lent)

    @property
    def skus(self) -> Sequence[Sku]:
        return self._skus

    def product(self, sku: str, texture_px: int) -> Product:
        """The product; ``texture_px`` is about its height in texture pixels. KeyError for an unknown SKU."""
        if sku not in self._found:
            raise KeyError(f"no SKU {sku!r} in the catalogue of {len(self._skus)}")
        wanted = sku, texture_px
        if wanted not in self._products:
            self._products[wanted] = self._made(self._by_name[sku], texture_px)
            while len(self._products) > _KEPT_PRODUCTS:
                self._products.popitem(last=False)
        self._products.move_to_end(wanted)
        return self._products[wanted]

    @cached_property
    def _by_name(self) -> dict[str, Sku]:
        return {sku.sku: sku for sku in self._skus}

    def _add(self, found: Found) -> Iterator[Problem]:
        """Take a product in, or say what is wrong with its files."""
        if found.id in self._found:
            return
        try:
            sku, wrong = (self._model_sku(found), []) if found.model else _packshot_sku(found)
        except (ModelError, ValueError) as error:
            yield found.settings.problem("", str(error))
            return
        yield from wrong
        self._found[found.id] = found
        self._skus.append(sku)

    def _model_sku(self, found: Found) -> Sku:
        """From the outline that imports leave; models of other programs are read whole."""
        known = outline(_model_bytes(found), "model.glb")
        if known is not None:
            _check("model.glb", *known)
        return _model_sku(found, known[0] if known is not None else self._model(found).size_m)

    def _model(self, found: Found) -> Model:
        if found.id not in self._models:
            model = load_model(_model_bytes(found), "model.glb")
            _check("model.glb", model.size_m, len(model.near.faces))
            self._models[found.id] = model
            while len(self._models) > _KEPT_MODELS:
                self._models.popitem(last=False)
        self._models.move_to_end(found.id)
        return self._models[found.id]

    def _made(self, sku: Sku, texture_px: int) -> Product:
        found = self._found[sku.sku]
        return (
            _model_product(sku, self._model(found), texture_px)
            if found.model
            else _packshot(sku, found, texture_px)
        )


def _model_bytes(found: Found) -> bytes:
    assert found.model is not None
    path, expected = found.model
    data = path.read_bytes()
    if bytes_digest(data) != expected:
        raise ModelError(f"{path}: has changed since the catalogue was opened; run the command again")
    return data


def _check(name: str, size: tuple[float, float, float], triangles: int) -> None:
    """Raises ModelError for models of no product's size, and for over-dense ones."""
    if not 0.005 <= max(size) <= 1.5 or min(size) < 0.0005:
        shown = " x ".join(f"{v:.3g}" for v in size)
        raise ModelError(f"{name}: {shown} m is no product's size; bring it in with gondola assets import")
    if triangles > limits.MAX_MODEL_TRIANGLES:
        raise ModelError(
            f"{name}: {triangles:,} triangles; bring it in with gondola assets import, which reduces it"
        )


def _sku(found: Found, archetype: str, size_m: tuple[float, float, float]) -> Sku:
    said = found.said
    seed = int(digest("own", found.id, said.name, said.brand)[:12], 16)
    return Sku(
        sku=found.id,
        gtin=said.gtin or internal_gtin13(seed % 10**10),
        brand=said.brand or said.name,
        name=said.name,
        variant=said.variant,
        category=said.category,
        archetype=archetype,
        size_m=size_m,
        net=said.net,
        price_minor=said.price_minor or 99 + 10 * (seed % 60),
        currency=said.currency,
        art_seed=seed,
        shape=MappingProxyType(dict(said.shape)),
        language=said.language,
    )


def _model_sku(found: Found, is_size: tuple[float, float, float]) -> Sku:
    wanted = found.said.size_m
    if wanted and max(abs(a - b) for a, b in zip(wanted, is_size, strict=True)) > 0.002 + 0.01 * max(is_size):
        shown = " x ".join(f"{1000 * v:.0f}" for v in is_size)
        raise ModelError(
            f"model.glb is {shown} mm (width x depth x height); correct these, or bring the model "
            f"in again with "
            "gondola assets import --size"
        )
    return _sku(found, MODEL_ARCHETYPE, is_size)


def _packshot_sku(found: Found) -> tuple[Sku, list[Problem]]:
    from assets.builtin import _package

    said = found.said
    assert said.archetype is not None
    assert said.size_m is not None
    package = _package(said.archetype, said.size_m, tuple(sorted(said.shape.items())))
    wrong = artwork_problems(found.settings, found.art, package.panels, said.size_m, said.fit, said.photo)
    return _sku(found, said.archetype, said.size_m), list(wrong)


def _model_product(sku: Sku, model: Model, texture_px: int) -> Product:
    from assets.builtin import detail_for

    height = max(sku.size_m[2], 1e-3)
    solid, mesh = model.solid(detail_for(height, texture_px))
    return Product(sku, mesh, materials_of(solid, texture_px / height))


def _packshot(sku: Sku, found: Found, texture_px: int) -> Product:
    from assets.builtin import _package, atlas_px, detail_for
    from assets.finishes import material
    from assets.own.tints import own_tint

    detail = detail_for(sku.size_m[2], texture_px)
    package = _package(sku.archetype, sku.size_m, tuple(sorted(sku.shape.items())), detail)
    printed = [i for i, finish in enumerate(package.finishes) if finish.startswith("art:")]
    corners = package.mesh.vertices_m[package.mesh.faces[np.isin(package.mesh.face_slot, printed)]]
    z = corners[..., 2] / max(sku.size_m[2], 1e-6)
    art = PackshotTexture(
        sku,
        package.panels,
        found.art,
        found.said.fit,
        found.said.photo,
        (round(float(z.min()), 3), round(float(z.max()), 3)),
        atlas_px(package, sku.size_m[2], texture_px),
    )
    materials = tuple(
        material(finish, art if finish.startswith("art:") else None, own_tint(sku, finish, found))
        for finish in package.finishes
    )
    return Product(sku, package.mesh, materials, keypoints_of(package))
