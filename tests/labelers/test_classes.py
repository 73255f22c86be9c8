"""Class names, and that every frame's classes are among the dataset's."""

from dataclasses import replace
from typing import get_args, get_type_hints

from label_scenes import box, camera, pose, product, scene

from labelers.classes import class_name, class_names
from scenes.scene import LabelSettings

LEVELS = get_args(get_type_hints(LabelSettings)["class_level"])


def test_every_label_of_a_frame_is_among_the_classes_of_its_catalogue() -> None:
    things = [product(i, "box", pose((0, 0, i))) for i in range(1, 10)]
    one = scene(camera(), things, {"box": box()})
    for level in LEVELS:
        settings = replace(one.labels, class_level=level)
        names = class_names(one.skus.values(), settings)
        used = {class_name(replace(one, labels=settings), thing) for thing in things}
        assert used == set(names)
        assert list(names) == sorted(names)


def test_price_tags_are_a_class_of_their_own_at_every_level() -> None:
    tag = replace(product(1, "box", pose((0, 0, 0))), kind="price_tag")
    one = scene(camera(), [tag], {"box": box()})
    for level in LEVELS:
        settings = replace(one.labels, class_level=level)
        assert class_name(replace(one, labels=settings), tag) == "price_tag"
        assert class_names(one.skus.values(), settings, price_tags=True)[-1] == "price_tag"
