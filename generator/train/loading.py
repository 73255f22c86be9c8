"""A trained detector from its file."""

from dataclasses import dataclass
from pathlib import Path

from generator.train.checkpoints import CheckpointError, load_model
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
        weights = {
            name: value.float() if value.is_floating_point() else value
            for name, value in file.weights.items()
        }
        detector.module.load_state_dict(weights)
    except (RuntimeError, AttributeError) as error:
        raise CheckpointError(f"{path}: its weights are not those of {file.model}.") from error
    detector.module.eval().to(device)
    return Trained(detector, file.class_names)
