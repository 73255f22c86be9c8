"""Our camera model in Cycles: exact, distortion included."""

import hashlib
import tempfile
from functools import cache
from pathlib import Path

import bpy
import numpy as np
from mathutils import Matrix

from generator.render.cycles.device import Device
from generator.render.cycles.errors import RenderDeviceError, RenderError
from scenes.camera import Camera, Fisheye

CLIP_M = (1e-3, 1e3)
_FROM_OPENCV = np.diag([1.0, -1.0, -1.0, 1.0])  # ours: y down, z forward; Blender's: y up, z backward

LENS_SHADER = """
// A pinhole with Brown-Conrady distortion and a thin lens: the model, and the Newton iteration, of
// scenes/camera.py. The raster position runs over 0..1 from the picture's lower left corner. Camera space:
// x right, y up, z forward.
// With edge > 0 it is the fisheye of Kannala and Brandt instead, whose image circle ends at this angle.
shader gondola_lens(
    float focal_x = 1.0,     // focal length over picture width
    float focal_y = 1.0,     // focal length over picture height
    float centre_x = 0.5,    // principal point over picture width, from the left
    float centre_y = 0.5,    // principal point over picture height, from the top
    float k1 = 0.0, float k2 = 0.0, float k3 = 0.0, float p1 = 0.0, float p2 = 0.0,
    float k4 = 0.0,
    float edge = 0.0,        // of the fisheye: half its field, radians
    float aperture_m = 0.0,  // radius of the lens opening
    float focus_m = 1.0,     // distance in focus, along the optical axis
    float snap_w = 0.0,      // picture size in pixels sends rays through exact pixel centres
    float snap_h = 0.0,
    output point position = 0.0,
    output vector direction = 0.0,
    output color throughput = 1.0)
{
  point raster = camera_shader_raster_position();
  if (snap_w > 0.0) {
    raster[0] = (floor(raster[0] * snap_w) + 0.5) / snap_w;
    raster[1] = (floor(raster[1] * snap_h) + 0.5) / snap_h;
  }
  float target_x = (raster[0] - centre_x) / focal_x;
  float target_y = (1.0 - raster[1] - centre_y) / focal_y;
  float x = target_x;
  float y = target_y;
  if (edge > 0.0) {
    float radius = hypot(target_x, target_y);
    float t = min(radius, edge);
    for (int i = 0; i < 12; i++) {
      float t2 = t * t;
      float bent = t * (1.0 + t2 * (k1 + t2 * (k2 + t2 * (k3 + t2 * k4))));
      float rise = 1.0 + t2 * (3.0 * k1 + t2 * (5.0 * k2 + t2 * (7.0 * k3 + t2 * 9.0 * k4)));
      t = clamp(t - (bent - radius) / rise, 0.0, edge);
    }
    float e2 = edge * edge;
    if (radius >= edge * (1.0 + e2 * (k1 + e2 * (k2 + e2 * (k3 + e2 * k4))))) throughput = color(0.0);
    if (radius > 1e-9) {
      x = target_x / radius * tan(t);
      y = target_y / radius * tan(t);
    }
  } else {
    for (int i = 0; i < 12; i++) {
      float r2 = x * x + y * y;
      float radial = 1.0 + r2 * (k1 + r2 * (k2 + r2 * k3));
      float slope = 2.0 * (k1 + r2 * (2.0 * k2 + 3.0 * k3 * r2));
      float error_x = x * radial + 2.0 * p1 * x * y + p2 * (r2 + 2.0 * x * x) - target_x;
      float error_y = y * radial + p1 * (r2 + 2.0 * y * y) + 2.0 * p2 * x * y - target_y;
      float jxx = radial + slope * x * x + 2.0 * p1 * y + 6.0 * p2 * x;
      float jxy = slope * x * y + 2.0 * p1 * x + 2.0 * p2 * y;
      float jyy = radial + slope * y * y + 6.0 * p1 * y + 2.0 * p2 * x;
      float det = jxx * jyy - jxy * jxy;
      float step_x = (jyy * error_x - jxy * error_y) / det;
      float step_y = (jxx * error_y - jxy * error_x) / det;
      x -= step_x;
      y -= step_y;
      if (fabs(step_x) + fabs(step_y) < 1e-7) break;
    }
  }
  direction = vector(x, -y, 1.0);
  if (aperture_m > 0.0) {
    vector random = camera_shader_random_sample();
    float angle = M_2PI * random[0];
    float radius = aperture_m * sqrt(random[1]);
    position = point(radius * cos(angle), radius * sin(angle), 0.0);
    direction = direction * focus_m - position;
  }
  direction = normalize(direction);
}
"""


def needs_shader(camera: Camera) -> bool:
    """True for lenses that Blender's own perspective camera cannot express."""
    return not camera.distortion.is_none or abs(camera.fx_px - camera.fy_px) > 1e-9 * camera.fx_px


def set_camera(holder: bpy.types.Object, camera: Camera, device: Device) -> None:
    """Point the camera object and give it the lens, for a picture."""
    _point(holder, camera)
    if not needs_shader(camera):
        _set_perspective(holder.data, camera)
    else:
        _demand_shader(device)
        _set_shader(holder.data, camera, camera.fstop, snap=False)


def set_index_camera(holder: bpy.types.Object, camera: Camera, device: Device) -> None:
    """The same without depth of field, through exact pixel centres.

    Cycles' narrowest pixel filter still moves rays by up to 0.0005 pixels, which shows along edges that run
    with the pixel rows.
    """
    _point(holder, camera)
    _demand_shader(device)
    _set_shader(holder.data, camera, fstop=0.0, snap=True)


def _demand_shader(device: Device) -> None:
    if not device.runs_lens_shader:
        raise RenderDeviceError(
            f"{device.kind} cannot render lens distortion: Cycles runs camera shaders on CPU and OptiX only. "
            "Use device 'cpu', or a recipe without distortion."
        )


def _point(holder: bpy.types.Object, camera: Camera) -> None:
    holder.matrix_world = Matrix(camera.world_from_camera @ _FROM_OPENCV)
    holder.data.clip_start, holder.data.clip_end = CLIP_M


def _set_perspective(data: bpy.types.Camera, camera: Camera) -> None:
    data.type = "PERSP"
    data.sensor_fit, data.sensor_width = "HORIZONTAL", camera.sensor_width_mm
    data.lens = camera.fx_px / camera.width_px * camera.sensor_width_mm
    data.shift_x = 0.5 - camera.cx_px / camera.width_px
    data.shift_y = (camera.cy_px - camera.height_px / 2) / camera.width_px
    data.dof.use_dof = camera.fstop > 0
    if camera.fstop > 0:
        data.dof.aperture_fstop = camera.fstop
        data.dof.focus_distance = camera.focus_m


def _set_shader(data: bpy.types.Camera, camera: Camera, fstop: float, snap: bool) -> None:
    data.type, data.custom_mode = "CUSTOM", "INTERNAL"
    data.sensor_fit, data.shift_x, data.shift_y = "AUTO", 0.0, 0.0  # they would move the raster position
    bytecode = _compiled()
    if data.custom_bytecode != bytecode:
        data.custom_bytecode = bytecode
        data.custom_bytecode_hash = hashlib.md5(bytecode.encode(), usedforsecurity=False).hexdigest()
    focal_m = camera.fx_px / camera.width_px * camera.sensor_width_mm * 1e-3
    lens = camera.distortion
    values = {
        "focal_x": camera.fx_px / camera.width_px,
        "focal_y": camera.fy_px / camera.height_px,
        "centre_x": camera.cx_px / camera.width_px,
        "centre_y": camera.cy_px / camera.height_px,
        "aperture_m": focal_m / (2 * fstop) if fstop > 0 else 0.0,
        "focus_m": camera.focus_m,
        "snap_w": float(camera.width_px * snap),
        "snap_h": float(camera.height_px * snap),
    }
    values |= {name: getattr(lens, name, 0.0) for name in ("k1", "k2", "k3", "k4", "p1", "p2")}
    values["edge"] = lens.field_rad / 2 if isinstance(lens, Fisheye) else 0.0
    for name, value in values.items():
        data.cycles_custom[name] = value
    data.update_tag()


@cache
def _compiled() -> str:
    """The lens shader as OSL bytecode. Blender's own way to it needs a module that its wheel leaves out."""
    import _cycles

    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "lens.osl", Path(folder) / "lens.oso"
        source.write_text(LENS_SHADER)
        if not _cycles.osl_compile(str(source), str(target)):
            raise RenderError("Cycles could not compile the lens shader; this build of bpy seems to lack OSL")
        return target.read_text()
