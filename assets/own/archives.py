"""USDZ files are ZIP archives: looked into before anything unpacks them."""

import re
import zipfile
from pathlib import Path

from assets.own import limits
from assets.own.beside import Beside
from assets.own.errors import ModelError
from assets.own.pictures import checked_size

_ASSET = re.compile(rb"@@@([^@]+)@@@|(?<!@)@([^@\r\n]+)@(?!@)")
_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".bmp")
_ALLOWED = (*_PICTURES, ".usd", ".usda", ".usdc", ".exr", ".hdr", ".m4a", ".mp3", ".wav", ".txt")


def check_usdz(path: Path) -> None:
    """Raises ModelError for an archive that is broken, or holds what no USDZ may: compressed members (the
    format
    forbids them, and bombs need them), paths that lead out, too much of anything, or pictures over the
    bounds."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > 10 * limits.MAX_TEXTURES:
                raise ModelError(f"{path.name}: {len(members):,} files in it; a product has fewer")
            if sum(member.file_size for member in members) > limits.MAX_FILE_BYTES:
                raise ModelError(f"{path.name}: unpacks to more than {limits.MAX_FILE_BYTES:,} bytes")
            for member in members:
                _check_member(archive, member, path.name)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise ModelError(f"{path.name}: no USDZ file that can be opened ({type(error).__name__})") from None


def check_usda(path: Path) -> None:
    """Raises ModelError for a USD text that names files, layers too, which ``Beside`` would not read."""
    data = path.read_bytes()
    if not data.startswith(b"#usda"):
        return
    beside = Beside(path)
    names = {triple or single for triple, single in _ASSET.findall(data)}
    for name in sorted(names)[:1000]:
        beside.find(name.decode("utf-8", "replace"), "the file")


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    inner = member.filename
    if member.is_dir():
        return
    if inner.startswith(("/", "\\")) or ".." in inner.replace("\\", "/").split("/") or ":" in inner:
        raise ModelError(f"{name}: a file in it leads out of it, and is not read")
    if member.compress_type != zipfile.ZIP_STORED:
        raise ModelError(f"{name}: its files are compressed, which USDZ does not allow; pack it anew")
    if not inner.lower().endswith(_ALLOWED):
        raise ModelError(f"{name}: holds a file that belongs in no USDZ: {inner[-40:]!r}")
    if inner.lower().endswith(_PICTURES):
        with archive.open(member) as stream:
            checked_size(stream.read(limits.MAX_SIDECAR_BYTES), f"{name}: the texture {inner[-60:]!r}")
