"""Rectangles for layout, in millimetres, y downwards."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """An axis-aligned rectangle: left, top, width, height (millimetres)."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    @property
    def cx(self) -> float:
        return self.x + self.w / 2

    @property
    def cy(self) -> float:
        return self.y + self.h / 2

    @property
    def short(self) -> float:
        """The smaller side."""
        return min(self.w, self.h)

    def inset(self, dx: float, dy: float | None = None) -> "Box":
        """Smaller by ``dx`` on the left and right and ``dy`` (default ``dx``) on top and bottom."""
        dy = dx if dy is None else dy
        return Box(self.x + dx, self.y + dy, max(self.w - 2 * dx, 1e-3), max(self.h - 2 * dy, 1e-3))

    def part(self, x0: float, y0: float, x1: float, y1: float) -> "Box":
        """The part between fractions of width and height."""
        return Box(self.x + x0 * self.w, self.y + y0 * self.h, (x1 - x0) * self.w, (y1 - y0) * self.h)

    def moved(self, dx: float, dy: float) -> "Box":
        return Box(self.x + dx, self.y + dy, self.w, self.h)

    def contains(self, other: "Box", slack: float = 1e-6) -> bool:
        """True where ``other`` lies inside, up to ``slack`` millimetres."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def overlap(self, other: "Box") -> float:
        """Shared area in square millimetres."""
        w = min(self.right, other.right) - max(self.x, other.x)
        h = min(self.bottom, other.bottom) - max(self.y, other.y)
        return max(w, 0.0) * max(h, 0.0)
