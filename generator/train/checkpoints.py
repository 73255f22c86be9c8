"""What a training run leaves on the disk, whole or not at all, and how it goes on from there."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from generator.dataset.atomic import write_atomic

FORMAT = 1
REMEDY = "Give model.pt or checkpoint.pt of a folder that gondola train wrote."
ZIP = b"PK\x03\x04"


class CheckpointError(Exception):
    """A checkpoint cannot be read, or belongs to another run."""


@dataclass(frozen=True)
class ModelFile:
    """A trained detector: its name, its classes, and its weights."""

    model: str
    class_names: tuple[str, ...]
    weights: dict[str, Any]
    about: dict[str, Any]


def save(path: Path, content: dict[str, Any]) -> None:
    """Write a checkpoint atomically."""
    buffer = io.BytesIO()
    torch.save({"gondola": FORMAT, **content}, buffer)
    write_atomic(path, buffer.getvalue())


def load(path: Path) -> dict[str, Any]:
    """Read a checkpoint: tensors and plain values alone, nothing that could run.

    Raises:
        CheckpointError: when it is missing, damaged, or no checkpoint of ours.
    """
    try:
        content = torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError:
        raise CheckpointError(f"There is no file {path}. {REMEDY}") from None
    except IsADirectoryError:
        raise CheckpointError(f"{path} is a folder. {REMEDY}") from None
    except Exception as error:
        raise CheckpointError(_damaged(path, error)) from error
    if not isinstance(content, dict) or content.get("gondola") != FORMAT:
        raise CheckpointError(f"{path} is no checkpoint of this version of gondola train. {REMEDY}")
    return content


def _damaged(path: Path, error: Exception) -> str:
    size = path.stat().st_size
    if not size:
        return f"{path} is empty. {REMEDY}"
    with path.open("rb") as file:
        torn = file.read(4) == ZIP
    if torn:  # as all that PyTorch writes begins
        return (
            f"{path} is damaged ({size} bytes are left of it). In a run's folder: delete it, or give another "
            "--out, and the run begins anew; a model.pt beside it is a file of its own and still good."
        )
    return f"{path} is damaged or no checkpoint: {_short(error)}. {REMEDY}"


def load_plain(path: Path) -> dict[str, torch.Tensor] | None:
    """A file of weights by name that others wrote, such as torchvision's; None when it is something else."""
    try:
        content = torch.load(path, map_location="cpu", weights_only=True)
    except Exception:
        return None
    for inner in ("model", "state_dict"):
        if isinstance(content, dict) and isinstance(content.get(inner), dict):
            content = content[inner]
    if not isinstance(content, dict) or not content:
        return None
    return dict(content) if all(isinstance(value, torch.Tensor) for value in content.values()) else None


def load_model(path: Path) -> ModelFile:
    """The detector in a checkpoint or a model file; of a checkpoint, its average.

    Raises:
        CheckpointError: as of :func:`load`.
    """
    content = load(path)
    try:
        weights = content.get("average") or content["weights"]
        return ModelFile(content["model"], tuple(content["class_names"]), weights, dict(content["about"]))
    except (KeyError, TypeError) as error:
        raise CheckpointError(f"{path} holds no detector: {error} is missing.") from error


def _short(error: Exception) -> str:
    """One line of it, without its last full stop."""
    return " ".join(f"{type(error).__name__} {error}".split())[:120].rstrip(". ")
