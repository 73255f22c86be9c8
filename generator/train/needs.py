"""What the extra ``train`` brings, asked for before it is used."""

from importlib.util import find_spec

from generator.cli.failures import UsageError

REMEDY = "pip install 'gondola[train]'"


def need(purpose: str, *modules: str) -> None:
    """Raises UsageError with what to install where one of the modules is missing."""
    missing = [name for name in modules if find_spec(name) is None]
    if missing:
        raise UsageError(f"{purpose} needs {' and '.join(missing)}, which are not installed: {REMEDY}")


def need_torch(purpose: str = "Training") -> None:
    """Raises UsageError as :func:`need` does."""
    need(purpose, "torch", "torchvision")


def torch_device(name: str) -> str:
    """ "cpu" or "cuda" for a ``--device``.

    Raises:
        UsageError: where there is no GPU, or no such word.
    """
    import torch

    from generator.cli.opening import one_of

    one_of("--device", name, ("auto", "cpu", "cuda"))
    if name == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    if name == "cuda" and not torch.cuda.is_available():
        raise UsageError("--device cuda: PyTorch finds no GPU here. Leave it out, or give cpu.")
    return name
