"""What goes wrong while a recipe turns into a scene, told in the recipe's own terms."""


class SceneError(ValueError):
    """A frame that cannot be, although every value of the recipe is legal by itself.

    Attributes:
        path: the recipe's field to change, e.g. "merchandise.assortment.categories[0]".
        message: what is wrong, with the numbers drawn for this frame.
        remedy: what to change.
    """

    def __init__(self, path: str, message: str, remedy: str) -> None:
        super().__init__(f"{path}: {message}; {remedy}")
        self.path, self.message, self.remedy = path, message, remedy

    def __reduce__(self) -> tuple[type["SceneError"], tuple[str, str, str]]:
        return type(self), (self.path, self.message, self.remedy)
