"""One ray through the centre of each pixel: who is seen there, where on its surface, and how far away."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labelers.embree import Shape, embree_shape, new_device
from labelers.flat import FlatMesh, flat_mesh
from labelers.packets import first_hits
from labelers.parts import MOST_TRIANGLES, MeshPart, PartCache
from labelers.rays import Rect, ideal_bounds, ideal_grid, image_rect, tile_order
from labelers.refine import exact_hits, probes
from labelers.surfaces import Surfaces
from scenes.camera import Camera
from scenes.scene import Scene

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

NEAR_OUTLINE = 3e-6  # in normalised coordinates, far above float32's error and far below a pixel
MARGIN = 1e-5  # by which the view is widened before anything is culled


class Tracer:
    """Traces scenes with Embree (Wald et al., "Embree: a kernel framework for efficient CPU ray tracing").

    Long-lived; keeps meshes between frames, at most ``max_triangles`` of them. What it returns depends on the
    scene alone. The instance seen by each pixel is decided in float64 wherever float32 might err.
    """

    def __init__(self, max_triangles: int = MOST_TRIANGLES) -> None:
        self.parts = PartCache(max_triangles)
        self._grid: tuple[object, F64] | None = None
        self._latest: tuple[Scene, _Cast] | None = None
        self._of_grid: tuple[F64, Any] | None = None

    @cached_property
    def device(self) -> Any:
        return new_device()

    def trace(self, scene: Scene) -> Surfaces:
        """What each pixel of ``scene.camera`` sees."""
        return self._cast(scene).surfaces()

    def along(self, scene: Scene, xy: F64) -> tuple[NDArray[np.int32], F32]:
        """What rays inside the picture along ideal coordinates (n, 2) meet first.

        Returns indices into ``scene.instances`` (n,), -1 where there is nothing, and depths (n,), inf there.
        In float32: right but for rays within a thousandth of a pixel of an outline. The latest scene that was
        traced is still at hand, until :meth:`forget`.
        """
        if self._latest is None or self._latest[0] is not scene:
            self._cast(scene)
        assert self._latest is not None
        return self._latest[1].along(xy)

    def forget(self) -> None:
        """Gives back what is kept of the latest scene; meshes and the lens stay warm."""
        self._latest = self._of_grid = None

    def _cast(self, scene: Scene) -> "_Cast":
        self._latest = None  # before the next one takes its room
        grid = self.ideal_grid(scene.camera, image_rect(scene.camera))
        bounds = ideal_bounds(grid) + np.array([[-MARGIN], [MARGIN]])
        cast = _Cast(scene, flat_mesh(scene, self.parts, bounds), grid.reshape(-1, 2), self.device)
        self._latest = scene, cast
        return cast

    def ideal_grid(self, camera: Camera, rect: Rect) -> F64:
        """:func:`labelers.rays.ideal_grid`, the latest answer kept."""
        lens = (camera.fx_px, camera.fy_px, camera.cx_px, camera.cy_px, camera.distortion)
        if self._grid is None or self._grid[0] != (lens, rect):
            self._grid = (lens, rect), ideal_grid(camera, rect)
        return self._grid[1]

    def from_grid[T](self, grid: F64, make: Callable[[F64], T]) -> T:
        """``make(grid)``, kept as long as the same grid is asked for and nothing else is made of it."""
        if self._of_grid is None or self._of_grid[0] is not grid:
            self._of_grid = grid, make(grid)
        made: T = self._of_grid[1]
        return made

    def alone(self, scene: Scene, mesh: str, traced_slots: tuple[bool, ...]) -> tuple[MeshPart, Shape]:
        """A mesh's traced triangles, also by themselves in Embree, both in the mesh's frame."""
        source = scene.meshes[mesh]
        return self.parts.part(source, traced_slots), self.parts.embree(source, traced_slots, self.device)


class _Cast:
    """The working buffers of one frame, flat over its pixels."""

    def __init__(self, scene: Scene, mesh: FlatMesh, xy: F64, device: Any) -> None:
        self._scene, self._mesh, self._xy = scene, mesh, xy
        self._shape = embree_shape(device, mesh.vertices, mesh.faces, once=True) if len(mesh.faces) else None

    def surfaces(self) -> Surfaces:
        shape = self._scene.camera.height_px, self._scene.camera.width_px
        order, back = tile_order(*shape)
        hits = first_hits(self._shape, self._xy.take(order, axis=0))
        triangle, depth = hits.triangle.take(back), hits.depth.take(back)
        uv = hits.uv.take(back, axis=0)
        instance = self._instance(triangle)
        self._refine(triangle, uv, instance, depth)
        face = np.append(self._mesh.face, np.int32(-1)).take(triangle)
        return Surfaces(
            instance_index=instance.reshape(shape),
            instance_map=self._labelled(instance).reshape(shape),
            face=face.reshape(shape),
            barycentric=uv.reshape(*shape, 2),
            depth_m=depth.reshape(shape),
        )

    def along(self, xy: F64) -> tuple[NDArray[np.int32], F32]:
        """:meth:`Tracer.along`."""
        hits = first_hits(self._shape, xy)
        return self._instance(hits.triangle), hits.depth

    def _refine(self, triangle: NDArray[np.int32], uv: F32, instance: NDArray[np.int32], depth: F32) -> None:
        """Replaces in place the hits of pixels for which rays close by meet another labelled instance."""
        shape = self._scene.camera.height_px, self._scene.camera.width_px
        pixels, beside = probes(self._labelled(instance).reshape(shape), self._xy, NEAR_OUTLINE)
        other = self._instance(first_hits(self._shape, beside).triangle)
        doubtful = self._labelled(other) != self._labelled(instance[pixels])
        if not doubtful.any():
            return
        pixels, ray = np.unique(pixels[doubtful], return_inverse=True)
        rays, candidates = (
            np.append(ray, np.arange(len(pixels))),
            np.append(other[doubtful], instance[pixels]),
        )
        exact = exact_hits(self._mesh, self._xy[pixels], rays, candidates)
        triangle[pixels], uv[pixels], depth[pixels] = exact.triangle, exact.uv, exact.depth
        instance[pixels] = self._instance(triangle[pixels])

    def _instance(self, triangle: NDArray[np.int32]) -> NDArray[np.int32]:
        return np.append(self._mesh.instance, np.int32(-1)).take(triangle)

    def _labelled(self, instance: NDArray[np.int32]) -> NDArray[np.int32]:
        ids = np.array([i.instance_id for i in self._scene.instances] + [0], np.int32)
        return ids.take(instance)
