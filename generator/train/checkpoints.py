"""What a training run leaves on the disk, whole or not at all, and how it goes on from there."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from generator.dataset.atomic import write_atomic

FORMAT = 1


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
        raise CheckpointError(f"There is no file {path}.") from None
    except Exception as error:
        raise CheckpointError(f"{path} is damaged or no checkpoint: {_short(error)}") from error
    if not isinstance(content, dict) or content.get("gondola") != FORMAT:
        raise CheckpointError(f"{path} is no checkpoint of this version of gondola.")
    return content


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
    return " ".join(str(error).split())[:200]
