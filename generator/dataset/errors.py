"""What can go wrong with a dataset folder, each with what to do about it."""


class DatasetError(Exception):
    """The machine failed us: a full disk, a folder that cannot be written. Finished frames are safe."""

    exit_code = 1


class FolderRefusedError(DatasetError):
    """The folder is not for this run: another dataset, foreign files, or another process at work in it."""

    exit_code = 2
