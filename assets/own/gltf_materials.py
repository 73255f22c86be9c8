"""glTF 2.0 materials in Gondola's words: base colour, roughness and metallic, normal map, coat,
transmission."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from assets.own import limits
from assets.own.beside import shown
from assets.own.errors import ModelError
from assets.own.raw import F64, Picture, RawMaterial

if TYPE_CHECKING:
    from assets.own.gltf import Document

type Transform = Callable[[F64], F64]
type Take = Callable[[bytes, str, bool], Picture]


def _as_is(uv: F64) -> F64:
    return uv


class Materials:
    """Reads a document's materials, each once, and decodes each picture once."""

    def __init__(self, document: "Document", take: Take | None = None) -> None:
        from assets.own.pictures import taken

        self._document, self._take = document, take or taken
        self._made: dict[int, tuple[RawMaterial, int, Transform]] = {}
        self._pictures: dict[tuple[int, bool], Picture] = {}
        self.notes: list[str] = []
        if len(document.items("materials")) > limits.MAX_MATERIALS:
            raise ModelError(f"{document.name}: more than {limits.MAX_MATERIALS} materials")
        if len(document.items("images")) > limits.MAX_TEXTURES:
            raise ModelError(f"{document.name}: more than {limits.MAX_TEXTURES} pictures")

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def get(self, index: Any) -> tuple[RawMaterial, int, Transform]:
        """A material, the texture coordinates that it uses, and how it moves them (v downwards)."""
        if index is None:
            return RawMaterial(color=(1.0, 1.0, 1.0), roughness=0.7), 0, _as_is
        if index not in self._made:
            try:
                self._made[index] = self._material(self._document.item("materials", index))
            except (TypeError, ValueError, AttributeError):
                raise ModelError(
                    f"{self._document.name}: broken: materials[{index}] cannot be read"
                ) from None
        return self._made[index]

    def _material(self, m: dict[str, Any]) -> tuple[RawMaterial, int, Transform]:
        more = m.get("extensions") or {}
        rough = m.get("pbrMetallicRoughness") or {}
        gloss = more.get("KHR_materials_pbrSpecularGlossiness")
        base_info = gloss.get("diffuseTexture") if gloss else rough.get("baseColorTexture")
        factor = (gloss.get("diffuseFactor") if gloss else rough.get("baseColorFactor")) or (1, 1, 1, 1)
        color = [min(max(float(v), 0.0), 1.0) for v in factor]
        surface_info = None if gloss else rough.get("metallicRoughnessTexture")
        normal_info = m.get("normalTexture")
        channel, transform = self._placing(base_info or surface_info or normal_info)
        for info in (surface_info, normal_info):
            if info is not None and self._placing(info)[0] != channel:
                self.note(
                    "a material's maps use different texture coordinates; only those of its picture are kept"
                )
        clear = float((more.get("KHR_materials_transmission") or {}).get("transmissionFactor", 0.0))
        coat = more.get("KHR_materials_clearcoat") or {}
        blended = m.get("alphaMode", "OPAQUE") == "BLEND"
        if m.get("alphaMode") == "MASK":
            self.note("a material is cut out by its texture's alpha; it is kept whole")
        found = RawMaterial(
            name=str(m.get("name", ""))[: limits.MAX_WORD],
            color=(color[0], color[1], color[2]),
            opacity=color[3] if blended and len(color) > 3 else 1.0,
            roughness=_unit(1 - float(gloss.get("glossinessFactor", 1)))
            if gloss
            else _unit(rough.get("roughnessFactor", 1)),
            metallic=0.0 if gloss else _unit(rough.get("metallicFactor", 1)),
            coat=_unit(coat.get("clearcoatFactor", 0)),
            coat_roughness=_unit(coat.get("clearcoatRoughnessFactor", 0)),
            transmission=_unit(clear),
            ior=min(max(float((more.get("KHR_materials_ior") or {}).get("ior", 1.5)), 1.0), 2.5),
            base=self._picture(base_info, False),
            surface=self._picture(surface_info, True),
            normal=self._picture(normal_info, True),
            normal_strength=min(max(float((normal_info or {}).get("scale", 1.0)), 0.0), 10.0),
        )
        return found, channel, transform

    def _placing(self, info: Any) -> tuple[int, Transform]:
        """The channel of a texture's coordinates, and KHR_texture_transform."""
        if not isinstance(info, dict):
            return 0, _as_is
        moved = (info.get("extensions") or {}).get("KHR_texture_transform")
        channel = int((moved or {}).get("texCoord") or info.get("texCoord") or 0)
        if not moved:
            return channel, _as_is
        angle = float(moved.get("rotation", 0.0))
        scale = np.array(moved.get("scale", (1, 1)), np.float64).reshape(2)
        offset = np.array(moved.get("offset", (0, 0)), np.float64).reshape(2)
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        if not (np.isfinite(scale).all() and np.isfinite(offset).all() and np.isfinite(angle)):
            raise ValueError("not finite")
        return channel, lambda uv: (uv * scale) @ turn.T + offset

    def _picture(self, info: Any, is_data: bool) -> Picture | None:
        from assets.own.gltf import resource

        if info is None:
            return None
        document = self._document
        texture = document.item("textures", info.get("index"))
        webp = ((texture.get("extensions") or {}).get("EXT_texture_webp") or {}).get("source")
        source = webp if webp is not None else texture.get("source")
        if source is None:
            basis = "KHR_texture_basisu" in (texture.get("extensions") or {})
            kind = "in Basis Universal, which only graphics cards read" if basis else "not there"
            raise ModelError(
                f"{document.name}: a texture's picture is {kind}; export with PNG or JPEG textures"
            )
        if (source, is_data) not in self._pictures:
            image = document.item("images", source)
            called = shown(str(image.get("name") or image.get("uri", source))[:80])
            name = f"{document.name}: the texture {called}"
            if "bufferView" in image:
                from assets.own.accessors import Accessors

                data = Accessors(document).view_bytes(image["bufferView"])
            else:
                data = resource(document, image.get("uri"), "the texture")
            self._pictures[source, is_data] = self._take(data, name, is_data)
        return self._pictures[source, is_data]


def _unit(value: Any) -> float:
    number = float(value)
    if not np.isfinite(number):
        raise ValueError("not finite")
    return min(max(number, 0.0), 1.0)
