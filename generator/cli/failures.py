"""Errors as a person wants to read them: what is wrong, where, and what to do. Never a traceback."""

ROOMS = ("recipes", "assets", "scenes", "labelers", "generator")

WRONG_INPUT, FAILED_MACHINE, INTERRUPTED = 2, 1, 130

# By name, since importing the classes would load half the program before `gondola --help` has answered.
EXIT_CODES = {
    "RecipeError": WRONG_INPUT,
    "CatalogError": WRONG_INPUT,
    "ExtensionError": WRONG_INPUT,
    "ModelError": WRONG_INPUT,
    "SceneError": WRONG_INPUT,
    "FolderRefusedError": WRONG_INPUT,
    "UsageError": WRONG_INPUT,
    "ClusterError": WRONG_INPUT,
    "LedgerError": WRONG_INPUT,
    "PhotoError": WRONG_INPUT,
    "DetectorError": WRONG_INPUT,
    "CheckpointError": WRONG_INPUT,
    "PackError": WRONG_INPUT,
    "PlaceError": WRONG_INPUT,
    "DatasetError": FAILED_MACHINE,
    "FarmError": FAILED_MACHINE,
    "RenderError": FAILED_MACHINE,
    "RenderDeviceError": FAILED_MACHINE,
}
_WRONG_PATH = (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError, FileExistsError)


class UsageError(Exception):
    """The command line asks for something that cannot be."""


def exit_code(error: BaseException) -> int:
    """2 when the input is wrong, 1 when the machine failed or we did, 128 + n after signal n."""
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    if _name(error) == "Interrupted":
        return int(getattr(error, "exit_code", INTERRUPTED))
    if isinstance(error, _WRONG_PATH):
        return WRONG_INPUT
    return EXIT_CODES.get(_name(error), FAILED_MACHINE)


def message(error: BaseException) -> str:
    """Everything there is to say, one problem a line."""
    if isinstance(error, KeyboardInterrupt) or _name(error) == "Interrupted":
        return str(getattr(error, "what_now", "Stopped. The same command goes on where it stopped."))
    if _name(error):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    if isinstance(error, MemoryError):
        return "Out of memory. A smaller --size needs less."
    return (
        f"Something unexpected happened: {type(error).__name__}: {error}\n"
        "This is a bug in gondola; the same command with --debug shows where."
    )


def _name(error: BaseException) -> str:
    """The name of the first of the error's classes that is one of ours and known here, or nothing."""
    for kind in type(error).__mro__:
        ours = kind.__module__.split(".")[0] in ROOMS
        if ours and (kind.__name__ in EXIT_CODES or kind.__name__ == "Interrupted"):
            return kind.__name__
    return ""
