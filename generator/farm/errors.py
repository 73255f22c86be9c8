"""What can go wrong with a farm as a whole, each with what to do about it."""


class FarmError(Exception):
    """The run cannot go on; finished frames are safe."""


class ClusterError(FarmError):
    """The cluster cannot be reached, or has not what was asked for."""
