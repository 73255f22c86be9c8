"""What a variant is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Flavor:
    """A variant: its name in English, its colour (0xRRGGBB) and the motifs that illustrate it."""

    name: str
    color: int
    motifs: tuple[str, ...]


def flavors(*rows: tuple[str, int, str]) -> tuple[Flavor, ...]:
    """A list of variants, the usual ones first: name, colour, motifs between spaces."""
    return tuple(Flavor(name, color, tuple(motifs.split())) for name, color, motifs in rows)
