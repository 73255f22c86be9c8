"""Artwork that outlives the process: the same pictures, whatever happens to the files."""

from pathlib import Path

import dataset_kit as kit
import numpy as np
import pytest

from assets.art import paint
from assets.builtin import BuiltinCatalog
from generator.artwork_store import ArtworkStore, store_of_user


def picture(seed: int, side_px: int = 40) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (side_px, side_px + 3, 3)).astype(np.uint8)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_was_written_is_read_by_another_process(tmp_path: Path) -> None:
    ArtworkStore(tmp_path).write("one", picture(1))
    found = ArtworkStore(tmp_path).read("one")
    assert found is not None
    assert found.tolist() == picture(1).tolist()
    assert ArtworkStore(tmp_path).read("other") is None


@pytest.mark.parametrize("damage", [b"", b"torn", None])
def test_a_damaged_file_is_not_there(tmp_path: Path, damage: bytes | None) -> None:
    store = ArtworkStore(tmp_path)
    store.write("one", picture(1))
    (path,) = files(tmp_path)
    raw = path.read_bytes()
    path.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]) if damage is None else damage)
    assert store.read("one") is None


def test_the_store_stays_within_its_bounds_and_keeps_the_newest(tmp_path: Path) -> None:
    for k in range(40):  # a store each, as processes have
        ArtworkStore(tmp_path, most_bytes=60_000).write(f"{k}", picture(k))
    assert sum(path.stat().st_size for path in files(tmp_path)) < 60_000 + 6_000
    assert ArtworkStore(tmp_path).read("39") is not None
    assert ArtworkStore(tmp_path).read("0") is None


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    store = ArtworkStore(tmp_path / "file")
    store.write("one", picture(1))
    assert store.read("one") is None


def test_the_user_says_where_it_is() -> None:
    assert store_of_user({"HOME": "/home/a", "GONDOLA_CACHE": "off"}) is None
    assert store_of_user({}) is None
    assert store_of_user({"HOME": "/home/a"}) is not None


def test_artwork_from_the_store_is_that_which_would_be_painted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    product = BuiltinCatalog(3, 8)
    textures = [
        m.texture for s in product.skus[:4] for m in product.product(s.sku, 64).materials if m.texture
    ]
    arts = [texture for texture in textures if isinstance(texture, paint.ArtTexture)]
    painted = [art._paint() for art in arts]
    monkeypatch.setattr(paint, "_stores", [ArtworkStore(tmp_path)])
    stored = [art._paint() for art in arts]
    monkeypatch.setattr("assets.art.atlas.paint_atlas", lambda *_: pytest.fail("painted again"))
    again = [art._paint() for art in arts]
    assert len(files(tmp_path)) == len({art.key for art in arts}) > 1
    for a, b, c in zip(painted, stored, again, strict=True):
        assert a.tolist() == b.tolist() == c.tolist()


def test_a_dataset_is_the_same_without_a_store_with_a_new_one_and_with_a_damaged_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "cache"

    def rendered(name: str, store: str) -> dict[str, bytes]:
        monkeypatch.setenv("GONDOLA_CACHE", store)
        done = kit.gondola(*kit.render_arguments(tmp_path / name, 2, engine="draft"))
        assert not done.returncode, done.stderr
        return kit.tree(tmp_path / name)

    plain = rendered("plain", "off")
    assert rendered("new", str(kept)) == plain
    pictures = files(kept)
    assert pictures, "nothing was kept"
    for path in pictures[::2]:
        raw = bytearray(path.read_bytes())
        raw[-1] ^= 1
        path.write_bytes(raw)
    before = {path: path.stat().st_mtime_ns for path in pictures}
    assert rendered("again", str(kept)) == plain
    mended = {path for path in pictures if path.stat().st_mtime_ns != before[path]}
    assert mended == set(pictures[::2]), "the damaged are painted anew, the others read"
