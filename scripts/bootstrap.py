"""Set-up from nothing: finds or brings Python 3.13, fills .venv, checks shared libraries.

    python3 scripts/bootstrap.py          what is needed to use Gondola
    python3 scripts/bootstrap.py --dev    also what its tests need
    python3 scripts/bootstrap.py --train  also PyTorch, for gondola train

Uses the standard library of any Python 3.9 or later and does nothing when everything is in place already.
"""

from __future__ import annotations  # the system's Python may be 3.9

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
EXTRAS = ("dev", "train")
WANTED = (3, 13)  # the one version that bpy 5.2 is built for
WANTED_TEXT = "3.13"

# Shared library -> Debian packages that have it, newest name first.
PACKAGES: dict[str, list[str]] = {
    "libEGL.so.1": ["libegl1"],
    "libGL.so.1": ["libgl1"],
    "libGLX.so.0": ["libglx0"],
    "libICE.so.6": ["libice6"],
    "libSM.so.6": ["libsm6"],
    "libX11.so.6": ["libx11-6"],
    "libX11-xcb.so.1": ["libx11-xcb1"],
    "libXext.so.6": ["libxext6"],
    "libXfixes.so.3": ["libxfixes3"],
    "libXi.so.6": ["libxi6"],
    "libXrender.so.1": ["libxrender1"],
    "libXxf86vm.so.1": ["libxxf86vm1"],
    "libdbus-1.so.3": ["libdbus-1-3"],
    "libgcc_s.so.1": ["libgcc-s1"],
    "libglib-2.0.so.0": ["libglib2.0-0t64", "libglib2.0-0"],
    "libgomp.so.1": ["libgomp1"],
    "libgthread-2.0.so.0": ["libglib2.0-0t64", "libglib2.0-0"],
    "libstdc++.so.6": ["libstdc++6"],
    "libxcb.so.1": ["libxcb1"],
    "libxkbcommon.so.0": ["libxkbcommon0"],
}


def say(text: str) -> None:
    print(f"[setup] {text}", flush=True)


def stop(text: str) -> NoReturn:
    sys.exit(f"[setup] {text}")


def run(command: list[str], quiet: bool = False) -> bool:
    """True when the command ran and succeeded."""
    sink = subprocess.DEVNULL if quiet else None
    try:
        return subprocess.run(command, cwd=ROOT, stdout=sink, stderr=sink, check=False).returncode == 0
    except OSError:
        return False


def version_of(python: str) -> tuple[int, ...] | None:
    """(major, minor) of this interpreter; None where it does not run, as an idle pyenv shim."""
    try:
        done = subprocess.run(
            [python, "-c", "import sys; print(*sys.version_info[:2])"],
            capture_output=True, text=True, timeout=30, check=False,
        )  # fmt: skip
        return tuple(int(x) for x in done.stdout.split()) if done.returncode == 0 else None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def find_python() -> str | None:
    """An interpreter of the wanted version that really runs."""
    name = f"python{WANTED_TEXT}"
    pyenv = Path(os.environ.get("PYENV_ROOT", str(Path.home() / ".pyenv")))
    found = [os.environ.get("GONDOLA_PYTHON", ""), sys.executable]
    found += [str(Path(folder) / name) for folder in os.get_exec_path()]
    found += [str(p) for p in sorted(pyenv.glob(f"versions/{WANTED_TEXT}*/bin/python"), reverse=True)]
    return next((p for p in found if p and Path(p).exists() and version_of(p) == WANTED), None)


def apt_install(packages: list[str], why: str) -> None:
    """Installs Debian packages as root; otherwise stops with the command to run."""
    command = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        stop(f"{why}. Please run\n    sudo {command}\nand then the same command again.")
    say(f"{why}: installing {' '.join(packages)}")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    if not run(["apt-get", "update", "-qq"], quiet=True):
        say("apt-get update failed; trying with the lists at hand")
    done = subprocess.run(command.split(), env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        stop(f"{done.stdout}{done.stderr}\n[setup] that failed. Please look at it and run\n    {command}")


def find_uv() -> str:
    """The uv installer: the one on PATH, or one in a small environment of our own."""
    own = TOOLS / "uv/bin/uv"
    for candidate in (shutil.which("uv"), str(own)):
        if candidate and run([candidate, "--version"], quiet=True):
            return candidate
    say("bringing the installer uv")
    home = str(own.parent.parent)
    if not run([sys.executable, "-m", "venv", "--clear", home], quiet=True):
        apt_install(["python3-venv"], "this Python cannot make virtual environments")
        if not run([sys.executable, "-m", "venv", "--clear", home]):
            stop(f"could not make a virtual environment in {home}")
    if not run([str(own.parent / "python"), "-m", "pip", "install", "-q", "uv"]):
        stop("could not install uv. Is the network there? Nothing else changed; run the same command again.")
    return str(own)


def make_venv(uv: str) -> None:
    python = VENV / "bin/python"
    if version_of(str(python)) == WANTED:
        return
    found = find_python()
    say("making .venv with " + (found or f"a Python {WANTED_TEXT} that uv brings"))
    if run([uv, "venv", "-q", "--clear", "--python", found or WANTED_TEXT, str(VENV)]):
        return
    stop(
        f"no Python {WANTED_TEXT} could be found or brought. Install one (for instance "
        f"`apt-get install python{WANTED_TEXT}` or `pyenv install {WANTED_TEXT}`), or name it: "
        f"GONDOLA_PYTHON=/path/to/python{WANTED_TEXT} make demo"
    )


def fingerprint() -> str:
    files = [ROOT / "pyproject.toml", ROOT / "constraints.txt", Path(__file__)]
    return hashlib.sha256(b"\0".join(f.read_bytes() for f in files)).hexdigest()


def install(uv: str, extras: list[str]) -> None:
    size = "5 GB, most of it PyTorch" if "train" in extras else "500 MB"
    say(f"installing Gondola and what it builds on (about {size} the first time)")
    target = f".[{','.join(extras)}]" if extras else "."
    command = [
        uv,
        "pip",
        "install",
        "-q",
        "--python",
        str(VENV / "bin/python"),
        "-c",
        "constraints.txt",
        "-e",
        target,
    ]
    if not run(command):
        stop("the installation failed (see above). Nothing is half-done: run the same command again.")


def missing_libraries() -> list[str]:
    """Names of shared libraries that bpy and OpenCV link to and this system lacks."""
    site = next(VENV.glob("lib/python3.*/site-packages"))
    names = ("bpy/*.so", "cv2/*.so", "skia*.so", "embreex/*.so")
    objects = [path for name in names for path in site.glob(name)]
    lines = subprocess.run(["ldd", *map(str, objects)], capture_output=True, text=True, check=False).stdout
    return sorted({line.split()[0] for line in lines.splitlines() if "not found" in line})


def available(packages: list[str]) -> str:
    """The first package of the list that apt knows, else the first."""
    known = (p for p in packages if run(["apt-cache", "show", "-q=2", p], quiet=True))
    return next(known, packages[0])


def check_libraries() -> None:
    missing = missing_libraries()
    if not missing:
        return
    unknown = [name for name in missing if name not in PACKAGES]
    if unknown:
        say("these libraries are missing and their package is not known here: " + ", ".join(unknown))
    if os.geteuid() == 0 and shutil.which("apt-get"):
        run(["apt-get", "update", "-qq"], quiet=True)
    wanted = sorted({available(PACKAGES[name]) for name in missing if name in PACKAGES})
    if wanted:
        apt_install(wanted, "bpy and OpenCV need shared libraries that this system lacks")
    left = missing_libraries()
    if left:
        stop(f"still missing: {', '.join(left)}. Install what holds them, then run the same command again.")


def check_imports() -> None:
    if not run([str(VENV / "bin/python"), "-c", "import bpy, cv2, skia, embreex"], quiet=True):
        run([str(VENV / "bin/python"), "-c", "import bpy, cv2, skia, embreex"])
        stop("bpy or OpenCV does not load (see above).")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dev", action="store_true", help="also install what the tests need")
    parser.add_argument("--train", action="store_true", help="also install PyTorch, for gondola train")
    args = parser.parse_args()
    wanted = [name for name in EXTRAS if getattr(args, name)]
    stamp = VENV / ".gondola-ready"
    state = fingerprint()
    done = stamp.read_text().split() if stamp.exists() else []
    if done[:1] == [state] and set(wanted) <= set(done) and version_of(str(VENV / "bin/python")) == WANTED:
        return
    uv = find_uv()
    make_venv(uv)
    stamp.unlink(missing_ok=True)
    extras = [name for name in EXTRAS if name in wanted or name in done[1:]]
    install(uv, extras)
    check_libraries()
    check_imports()
    stamp.write_text(" ".join([state, *extras]))
    say("ready")


if __name__ == "__main__":
    main()
