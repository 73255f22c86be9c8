"""The files beside a model that it may name: textures, buffers, material libraries. Nothing else is read.

A model may read what lies in its own folder and below, and in the folders that stand beside that one, since
simulators keep ``meshes/`` and ``materials/`` side by side. Links are followed before the check.
"""

import os
import stat
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath

from assets.own.errors import ModelError
from assets.own.limits import MAX_SIDECAR_BYTES

USUAL = (
    "textures",
    "texture",
    "images",
    "materials/textures",
    "../textures",
    "../materials/textures",
    "../images",
)
"""Where a texture is looked for that is not where the file says."""


@dataclass
class Beside:
    """Reads files that ``model`` names. ``textures``, where given, is searched by file name first."""

    model: Path
    textures: Path | None = None
    notes: list[str] = field(default_factory=list)

    def read(self, name: str, what: str) -> bytes:
        """The bytes of a file named in the model. Raises ModelError when it may not or cannot be read."""
        path = self.find(name, what)
        try:
            with path.open("rb") as stream:
                if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                    raise ModelError(f"{self.model.name}: {what} {shown(name)} is no regular file")
                data = stream.read(MAX_SIDECAR_BYTES + 1)
        except OSError as error:
            raise ModelError(f"{self.model.name}: {what} {shown(name)}: {error.strerror}") from None
        if len(data) > MAX_SIDECAR_BYTES:
            raise ModelError(
                f"{self.model.name}: {what} {shown(name)} has more than {MAX_SIDECAR_BYTES:,} bytes"
            )
        return data

    def find(self, name: str, what: str) -> Path:
        """The real path of a file named in the model. Raises ModelError when it may not be read."""
        refused = f"{self.model.name}: {what} {shown(name)}"
        if "\0" in name or not name.strip() or len(name) > 1000:
            raise ModelError(f"{refused}: no name that a file can have")
        scheme = name.split(":", 1)[0].lower() if ":" in name else ""
        if ("://" in name and scheme != "file") or scheme in ("http", "https", "ftp", "data"):
            raise ModelError(f"{refused}: only files beside the model are read; put it there and name it so")
        plain = name.removeprefix("file://").replace("\\", "/")
        base = plain.rsplit("/", 1)[-1]
        if self.textures is not None:
            found = _child(self.textures, base)
            if found and found.is_relative_to(self.textures.resolve()):
                return found
        absolute = plain.startswith("/") or bool(PureWindowsPath(plain).drive)
        if absolute:
            return self._by_name(base, refused)
        return self._relative(plain, refused)

    def _by_name(self, base: str, refused: str) -> Path:
        """An absolute path means another machine's folder; only its last part can be meant here."""
        folder = self.model.resolve().parent
        found = _child(folder, base) or _usual(folder, base)
        if not found or not allowed(found, folder):
            raise ModelError(
                f"{refused}: a path of another machine, and there is no {shown(base)} beside the model; "
                "put it there, or name its folder with --textures"
            )
        self.notes.append(
            f"{shown(base)}: taken from beside the model; the file names another machine's path"
        )
        return found

    def _relative(self, plain: str, refused: str) -> Path:
        folder = self.model.resolve().parent
        for start in (plain, urllib.parse.unquote(plain)):
            try:
                real = (folder / start).resolve()
            except (OSError, RuntimeError, ValueError):
                continue
            if not allowed(real, folder):
                raise ModelError(f"{refused}: leads out of the model's folder, and is not read")
            if real.is_file():
                return real
            same = _child(real.parent, real.name)
            if same and allowed(same, folder):
                return same
        elsewhere = _usual(folder, plain.rsplit("/", 1)[-1])
        if elsewhere:
            self.notes.append(f"{shown(elsewhere.name)}: taken from {elsewhere.parent.name}/")
            return elsewhere
        raise ModelError(
            f"{refused}: there is no such file beside the model; put it there, or name its folder "
            f"with --textures"
        )


def allowed(real: Path, folder: Path) -> bool:
    """Whether a real path lies in ``folder`` or in a folder beside it."""
    if real.is_relative_to(folder):
        return True
    above = folder.parent
    return above != above.parent and real.is_relative_to(above) and real.parent != above


def _usual(folder: Path, name: str) -> Path | None:
    """The file in one of the folders that exporters and data sets keep textures in."""
    for place in USUAL:
        found = _child(folder / place, name)
        if found and allowed(found, folder):
            return found
    return None


def _child(folder: Path, name: str) -> Path | None:
    """The file of that name in a folder, capitals or not, with links followed."""
    try:
        direct = folder / name
        if direct.is_file():
            return direct.resolve()
        lowered = name.lower()
        with os.scandir(folder) as entries:
            for count, entry in enumerate(entries):
                if count > 10_000:
                    return None
                if entry.name.lower() == lowered and entry.is_file():
                    return Path(entry.path).resolve()
    except (OSError, ValueError):
        return None
    return None


def shown(name: str) -> str:
    """A name from a file as messages may print it."""
    safe = "".join(c if c.isprintable() else "?" for c in name[:120])
    return f'"{safe}"' if len(name) <= 120 else f'"{safe}..."'
