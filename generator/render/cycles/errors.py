"""What can go wrong between a scene and its light."""


class RenderError(RuntimeError):
    """The scene could not be rendered; the message says why."""


class RenderDeviceError(RenderError):
    """The device that was asked for is not there; the message says what was found and what to do."""
