"""How people annotate, by name: what a policy says where the recipe is silent, and what makes it itself.

Plain data. docs/policies.md tells what each mimics, and from what.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol

from recipes import wording
from recipes.errors import Finding

FIELDS = (
    "min_visible_px",
    "min_visible_fraction",
    "front_only",
    "max_depth_index",
    "max_truncation",
    "class_level",
    "occluders",
)
"""What a policy decides, by the names of the recipe's settings."""


@dataclass(frozen=True)
class NamedPolicy:
    """``values``: what the policy says of each of :data:`FIELDS`. ``fixed``: those that a recipe cannot
    change without making it another policy, each with what to take instead. ``one_class`` is the name of the
    class where all products are one.
    """

    values: Mapping[str, Any]
    fixed: Mapping[str, str] = field(default_factory=dict)
    one_class: str = "product"


_FRONTS = "take all-visible, which labels what stands behind as well"
_BACKS = "take front-facings, which labels fronts alone"
POLICIES: Mapping[str, NamedPolicy] = MappingProxyType(
    {
        "all-visible": NamedPolicy(
            {
                "min_visible_px": 24,
                "min_visible_fraction": 0.02,
                "front_only": False,
                "max_depth_index": None,
                "max_truncation": 1.0,
                "class_level": "product",
                "occluders": False,
            },
            {"front_only": _BACKS, "max_depth_index": _BACKS},
        ),
        "front-facings": NamedPolicy(
            {
                "min_visible_px": 64,
                "min_visible_fraction": 0.5,
                "front_only": True,
                "max_depth_index": None,
                "max_truncation": 0.5,
                "class_level": "product",
                "occluders": False,
            },
            {"front_only": _FRONTS},
        ),
        "sku110k": NamedPolicy(
            {
                "min_visible_px": 64,
                "min_visible_fraction": 0.4,
                "front_only": True,
                "max_depth_index": None,
                "max_truncation": 0.75,
                "class_level": "product",
                "occluders": False,
            },
            {
                "front_only": _FRONTS,
                "class_level": "take front-facings, which has classes; sku110k has the one class object",
                "occluders": "take front-facings, which may list occluders; sku110k has the one class object",
            },
            one_class="object",
        ),
        "checkout": NamedPolicy(
            {
                "min_visible_px": 64,
                "min_visible_fraction": 0.1,
                "front_only": False,
                "max_depth_index": None,
                "max_truncation": 0.75,
                "class_level": "sku",
                "occluders": False,
            },
            {
                "front_only": "take front-facings, which labels fronts alone",
                "max_depth_index": "take front-facings, for nothing on a belt stands in rows",
            },
        ),
    }
)


class LabelsSection(Protocol):
    """The recipe's section, or anything with its settings."""

    @property
    def policy(self) -> str: ...


def resolved(labels: LabelsSection) -> dict[str, Any]:
    """All of :data:`FIELDS` with the recipe's own values over its policy's, and ``name`` and ``one_class``.

    The name ends in "+" where something was changed, so that nobody takes it for the policy itself.
    """
    base = POLICIES[labels.policy]
    own = {name: value for name in FIELDS if (value := getattr(labels, name)) is not None}
    changed = any(base.values[name] != value for name, value in own.items())
    named = {"name": labels.policy + "+" * changed, "one_class": base.one_class}
    return {**base.values, **own, **named}


def policy_contradictions(labels: LabelsSection) -> list[Finding]:
    """Settings that turn a named policy into something else, with what to take instead."""
    base, wrong = POLICIES[labels.policy], []
    for name, remedy in base.fixed.items():
        own, is_fixed = getattr(labels, name), base.values[name]
        if own is not None and own != is_fixed:
            says = f"{name} {wording.flow(is_fixed)}" if is_fixed is not None else f"no {name}"
            message = f"the policy {labels.policy} means {says}, found {wording.flow(own)}; {remedy}"
            wrong.append(Finding((("labels", name), ("labels", "policy")), message))
    return wrong
