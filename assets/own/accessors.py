"""The numbers of a glTF file: accessors, sparse and quantised ones too, and Draco's compressed meshes."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assets.own import limits
from assets.own.errors import ModelError

if TYPE_CHECKING:
    from assets.own.gltf import Document

_TYPES = {5120: "i1", 5121: "u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
_WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}
_DRACO = "KHR_draco_mesh_compression"
_USED = ("POSITION", "NORMAL", "COLOR_0")


class Accessors:
    """Reads a document's accessors, each within its buffer."""

    def __init__(self, document: "Document") -> None:
        self._document = document
        self._vertices = 0

    def _wrong(self, what: str) -> ModelError:
        return ModelError(f"{self._document.name}: broken: {what}")

    def primitive(self, primitive: dict[str, Any]) -> dict[str, NDArray[Any]]:
        """The arrays of a primitive by attribute, and "indices"."""
        compressed = (primitive.get("extensions") or {}).get(_DRACO)
        attributes = primitive.get("attributes")
        if not isinstance(attributes, dict) or "POSITION" not in attributes:
            raise self._wrong("a primitive has no positions")
        if compressed is not None:
            found = self._draco(compressed, attributes)
        else:
            wanted = [a for a in attributes if a in _USED or a.startswith("TEXCOORD_")]
            found = {a: self.read(attributes[a]) for a in wanted}
            count = len(found["POSITION"])
            indices = primitive.get("indices")
            found["indices"] = np.arange(count) if indices is None else self.read(indices)
        for name, width in (("POSITION", 3), ("NORMAL", 3)):
            if name in found and (found[name].ndim != 2 or found[name].shape[1] != width):
                raise self._wrong(f"{name} is no list of {width} numbers each")
        for name, array in found.items():
            if name != "indices" and len(array) != len(found["POSITION"]):
                raise self._wrong(f"{name} has {len(array)} entries, positions {len(found['POSITION'])}")
            if name.startswith("TEXCOORD_") and (array.ndim != 2 or array.shape[1] != 2):
                raise self._wrong(f"{name} is no list of 2 numbers each")
        self._vertices += len(found["POSITION"])
        if self._vertices > limits.MAX_VERTICES:
            raise ModelError(f"{self._document.name}: more than {limits.MAX_VERTICES:,} vertices")
        return found

    def read(self, index: Any) -> NDArray[Any]:
        """(count,) or (count, width): whole numbers as they are, normalised ones as 0..1 or -1..1."""
        accessor = self._document.item("accessors", index)
        count, dtype, width = (
            accessor.get("count"),
            self._dtype(accessor),
            _WIDTHS.get(str(accessor.get("type"))),
        )
        if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= 3 * limits.MAX_VERTICES:
            raise self._wrong(f"accessors[{index}] counts {str(count)[:20]} entries")
        if width is None:
            raise self._wrong(f"accessors[{index}] is of an unknown type")
        if "bufferView" in accessor:
            raw = self._view(accessor["bufferView"], accessor.get("byteOffset", 0), count, dtype, width, True)
        else:
            raw = np.zeros((count, width), dtype)
        if "sparse" in accessor:
            raw = self._sparse(accessor["sparse"], raw)
        if accessor.get("normalized") and dtype.kind in "iu":
            raw = np.maximum(raw.astype(np.float32) / np.iinfo(dtype).max, -1)
        if raw.dtype.kind == "f" and not np.isfinite(raw).all():
            raise self._wrong("a coordinate is not a finite number")
        return raw[:, 0] if width == 1 else raw

    def _dtype(self, accessor: dict[str, Any]) -> np.dtype[Any]:
        name = _TYPES.get(accessor.get("componentType", 0))
        if name is None:
            raise self._wrong("an accessor's numbers are of an unknown type")
        return np.dtype(name)

    def _view(
        self, view: Any, offset: Any, count: int, dtype: np.dtype[Any], width: int, strided: bool
    ) -> NDArray[Any]:
        """(count, width) numbers of a buffer view, without leaving it."""
        found = self._document.item("bufferViews", view)
        data = self.view_bytes(view)
        size = dtype.itemsize * width
        stride = found.get("byteStride", size) if strided else size
        if not all(isinstance(v, int) and 0 <= v < 2**31 for v in (offset, stride)) or stride < size:
            raise self._wrong(f"bufferViews[{view}] has a stride of {str(stride)[:20]}")
        if count and offset + stride * (count - 1) + size > len(data):
            raise self._wrong(f"an accessor reaches past the end of bufferViews[{view}]")
        if count == 0:
            return np.zeros((0, width), dtype)
        flat = np.frombuffer(data, np.uint8)
        rows = np.lib.stride_tricks.as_strided(flat[offset:], (count, size), (stride, 1))
        return np.ascontiguousarray(rows).view(dtype).reshape(count, width)

    def view_bytes(self, view: Any) -> bytes:
        """The bytes of a buffer view."""
        found = self._document.item("bufferViews", view)
        start, length, buffer = found.get("byteOffset", 0), found.get("byteLength"), found.get("buffer")
        buffers = self._document.buffers
        if not isinstance(buffer, int) or not 0 <= buffer < len(buffers):
            raise self._wrong(f"bufferViews[{view}] names a buffer that is not there")
        if not (isinstance(start, int) and isinstance(length, int) and start >= 0 and length >= 0):
            raise self._wrong(f"bufferViews[{view}] has no place in its buffer")
        if start + length > len(buffers[buffer]):
            raise self._wrong(f"bufferViews[{view}] reaches past the end of its buffer")
        return buffers[buffer][start : start + length]

    def _sparse(self, sparse: Any, raw: NDArray[Any]) -> NDArray[Any]:
        try:
            count, at, new = sparse["count"], sparse["indices"], sparse["values"]
            dtype = self._dtype(at)
            where = self._view(at["bufferView"], at.get("byteOffset", 0), count, dtype, 1, False)[:, 0]
            values = self._view(
                new["bufferView"], new.get("byteOffset", 0), count, raw.dtype, raw.shape[1], False
            )
        except (KeyError, TypeError):
            raise self._wrong("a sparse accessor lacks its parts") from None
        if len(where) and int(where.max()) >= len(raw):
            raise self._wrong("a sparse accessor points past its end")
        changed = raw.copy()
        changed[where.astype(np.int64)] = values
        return changed

    def _draco(self, compressed: Any, attributes: dict[str, Any]) -> dict[str, NDArray[Any]]:
        """A mesh in Draco's bitstream (github.com/google/draco)."""
        import DracoPy

        try:
            mesh = DracoPy.decode(self.view_bytes(compressed["bufferView"]))
            by_id = {a["unique_id"]: np.asarray(a["data"]) for a in mesh.attributes}
            found = {
                name: by_id[i]
                for name, i in compressed["attributes"].items()
                if name in attributes and (name in _USED or name.startswith("TEXCOORD_"))
            }
            found["indices"] = np.asarray(mesh.faces).ravel()
        except ModelError:
            raise
        except Exception as error:
            raise self._wrong(f"its Draco data cannot be decoded ({type(error).__name__})") from None
        if "POSITION" not in found:
            raise self._wrong("its Draco data has no positions")
        for name, array in found.items():
            if array.dtype.kind == "f" and not np.isfinite(array).all():
                raise self._wrong("a coordinate is not a finite number")
            if array.dtype == np.uint8 and name != "indices":
                found[name] = array.astype(np.float32) / 255
        return found
