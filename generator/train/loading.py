"""A trained detector from its file."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import nn

from generator.train.checkpoints import CheckpointError, ModelFile, load_model, load_plain
from generator.train.models import Detector, build


@dataclass(frozen=True)
class Trained:
    """A detector ready to detect."""

    detector: Detector
    class_names: tuple[str, ...]


def open_model(path: Path, device: str = "cpu") -> Trained:
    """Load a model file or a checkpoint.

    Raises:
        CheckpointError: when it cannot be read, or its weights are not its model's.
        DetectorError: when it is a model that there is not.
    """
    file = load_model(path)
    detector = build(file.model, len(file.class_names))
    try:
        detector.module.load_state_dict(_whole(file.weights))
    except (RuntimeError, AttributeError) as error:
        raise CheckpointError(
            f"{path}: its weights are not those of {file.model} with {len(file.class_names)} classes, as it "
            "says it is. It was changed, or written by another version: take another model.pt."
        ) from error
    detector.module.eval().to(device)
    return Trained(detector, file.class_names)


def weights_for(module: nn.Module, model: str, classes: int, path: Path) -> dict[str, Any]:
    """The weights of a model file for this network. Of a file that others wrote, such as torchvision's, those
    that fit: heads for other classes begin anew.

    Raises:
        CheckpointError: when they are another network's.
    """
    own, plain = module.state_dict(), load_plain(path)
    file = ModelFile("", (), plain, {}) if plain is not None else load_model(path)
    weights = {
        name: value.float() if value.is_floating_point() else value for name, value in file.weights.items()
    }
    fit = {name: weights[name] for name in own if name in weights and weights[name].shape == own[name].shape}
    if plain is not None and len(fit) > len(own) / 2:
        print(f"{path}: {len(fit)} of {len(own)} weights are taken, the others are new", file=sys.stderr)
        return {name: fit.get(name, value) for name, value in own.items()}
    if plain is not None:
        raise CheckpointError(
            f"{path}: {len(fit)} of the {len(own)} weights of --model {model} are in it: it is another "
            "model's. Give that model's name, or other --weights."
        )
    if len(fit) < len(own) or len(weights) != len(own):
        raise CheckpointError(
            f"{path} holds weights of another model: {file.model} with {len(file.class_names)} classes; "
            f"this run is {model} with {classes}. Give --model {file.model} and a recipe or "
            "--policy with those classes, or other --weights."
        )
    return {name: value.to(own[name].dtype) for name, value in fit.items()}


def _whole(weights: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers of half the length as whole ones."""
    return {name: value.float() if value.is_floating_point() else value for name, value in weights.items()}
