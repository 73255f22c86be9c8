"""What can be wrong with merchandise of one's own."""


class ModelError(Exception):
    """A model, picture or option cannot be used: what, where, and what to do about it."""
