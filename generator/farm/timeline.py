"""A picture of a run: which worker did what, when; idle time stands out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

WIDTH_PX, LANE_PX, LEFT_PX, TOP_PX = 1200, 16, 130, 64
LANES = 200  # at most; a taller picture helps nobody
COLORS = {"start": "#c9cdd3", "frame": "#3f7fbf", "double": "#b58bd6", "failed": "#d9534f", "lost": "#f0a35e"}
TOLD = {
    "start": "starting, or waiting for room",
    "frame": "frame stored",
    "double": "made twice, not stored",
    "failed": "failed",
    "lost": "lost with its worker",
}


@dataclass(frozen=True)
class Span:
    """What a worker did from ``begin_s`` to ``end_s`` (seconds of the run)."""

    kind: str
    begin_s: float
    end_s: float
    label: str


@dataclass
class Lane:
    """One worker's life; ``end`` says how it ended, "" while it is there."""

    worker: str
    host: str = ""
    spans: list[Span] = field(default_factory=list)
    given_s: dict[int, float] = field(default_factory=dict)  # frames in hand, since when
    arrived_s: float | None = None
    gone_s: float | None = None
    end: str = ""

    def busy_s(self) -> float:
        """Seconds spent on frames."""
        return sum(span.end_s - span.begin_s for span in self.spans if span.kind != "start")


@dataclass(frozen=True)
class Timeline:
    """The last run in a folder's journal."""

    lanes: tuple[Lane, ...]
    length_s: float

    @property
    def frames(self) -> int:
        """How many were stored."""
        return sum(span.kind == "frame" for lane in self.lanes for span in lane.spans)

    @property
    def idle_share(self) -> float:
        """Part of warm workers' time in which they made no frame."""
        warm = sum(
            (self.length_s if lane.gone_s is None else lane.gone_s) - lane.arrived_s
            for lane in self.lanes
            if lane.arrived_s is not None
        )
        busy = sum(lane.busy_s() for lane in self.lanes)
        return max(1 - busy / warm, 0.0) if warm > 0 else 0.0


def last_run(events: Iterable[Mapping[str, Any]]) -> Timeline:
    """Put the newest run's events in lanes. A frame ends when its result arrived, and began its own measured
    seconds before that, but never before the one before it ended."""
    lanes: dict[str, Lane] = {}
    begin_s = end_s = 0.0
    for event in events:
        if event["event"] == "started":
            lanes, begin_s = {}, float(event["at"])
        end_s = max(float(event["at"]) - begin_s, 0.0)
        worker = event.get("worker")
        if isinstance(worker, str):
            _note(lanes.setdefault(worker, Lane(worker)), event, end_s)
        end_s = max(end_s, 0.0)
    return Timeline(tuple(lanes.values()), end_s)


def _note(lane: Lane, event: Mapping[str, Any], at_s: float) -> None:
    last_s = lane.spans[-1].end_s if lane.spans else at_s
    match event["event"]:
        case "hired":
            lane.spans.append(Span("start", at_s, at_s, ""))
        case "arrived":
            lane.host, lane.arrived_s = str(event.get("host", "")), at_s
            lane.spans = [Span("start", span.begin_s, at_s, "") for span in lane.spans[:1]]
        case "given":
            lane.given_s[int(event["frame"])] = at_s
        case "made":
            lane.given_s.pop(int(event["frame"]), None)
            kind = "frame" if event.get("stored") else "double"
            begin_s = max(at_s - float(event.get("seconds", 0.0)), last_s)
            lane.spans.append(Span(kind, min(begin_s, at_s), at_s, f"frame {event.get('frame')}"))
        case "failed":
            lane.given_s.pop(int(event["frame"]), None)
            lane.spans.append(
                Span("failed", last_s, at_s, f"frame {event.get('frame')}: {event.get('reason')}")
            )
        case "gone":
            for frame, given_s in list(lane.given_s.items())[:1]:  # the one that it was at
                lane.spans.append(Span("lost", max(given_s, last_s), at_s, f"frame {frame}"))
            lane.gone_s, lane.end = at_s, str(event.get("reason", ""))


def svg(timeline: Timeline) -> str:
    """The picture as a self-contained SVG; hovering over a bar names its frame."""
    lanes = timeline.lanes[:LANES]
    height = TOP_PX + LANE_PX * len(lanes) + 30
    scale = (WIDTH_PX - LEFT_PX - 20) / max(timeline.length_s, 1e-9)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH_PX}" height="{height}" '
        'font-family="sans-serif" font-size="11">',
        f'<rect width="{WIDTH_PX}" height="{height}" fill="#fff"/>',
        f'<text x="10" y="20" font-size="14">{timeline.frames} frames by {len(timeline.lanes)} workers in '
        f"{timeline.length_s:.1f} s; warm workers idle for {timeline.idle_share:.1%} of their time</text>",
        *_legend(),
        *_axis(timeline.length_s, scale, height),
    ]
    for row, lane in enumerate(lanes):
        parts += _lane(lane, TOP_PX + row * LANE_PX, scale, timeline.length_s)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _legend() -> list[str]:
    parts, x = [], 10
    for kind, color in COLORS.items():
        parts.append(f'<rect x="{x}" y="30" width="10" height="10" fill="{color}"/>')
        parts.append(f'<text x="{x + 14}" y="39">{TOLD[kind]}</text>')
        x += 40 + 6 * len(TOLD[kind])
    parts.append(
        f'<rect x="{x}" y="30" width="10" height="10" fill="#fbe9b7"/><text x="{x + 14}" y="39">idle</text>'
    )
    parts.append(_cross(x + 64, 30, ""))
    parts.append(f'<text x="{x + 76}" y="39">gone (hover: why)</text>')
    return parts


def _cross(x: float, y: float, why: str) -> str:
    return (
        f'<path d="M{x - 4:.1f} {y}l8 9m0 -9l-8 9" stroke="#b00" stroke-width="2">'
        f"<title>{escape(why[:300])}</title></path>"
    )


def _axis(length_s: float, scale: float, height: int) -> list[str]:
    step = next(
        s for s in (0.1, 0.5, 1, 5, 10, 30, 60, 300, 600, 1800, 3600, 21600, 1e12) if length_s / s <= 14
    )
    parts = []
    for k in range(int(length_s / step) + 1):
        x = LEFT_PX + k * step * scale
        parts.append(f'<path d="M{x:.1f} {TOP_PX - 6}V{height - 24}" stroke="#ddd"/>')
        parts.append(f'<text x="{x:.1f}" y="{height - 8}" text-anchor="middle">{k * step:g} s</text>')
    return parts


def _lane(lane: Lane, y: float, scale: float, length_s: float) -> list[str]:
    parts = [f'<text x="10" y="{y + 11}">{escape(lane.worker)} {escape(lane.host[:12])}</text>']
    until_s = length_s if lane.gone_s is None else lane.gone_s
    if lane.arrived_s is None and lane.spans:  # it still waits, or never came
        parts.append(_bar(COLORS["start"], lane.spans[0].begin_s, until_s, y, scale, TOLD["start"]))
    if lane.arrived_s is not None:
        parts.append(_bar("#fbe9b7", lane.arrived_s, until_s, y, scale, "idle"))
    parts += [_bar(COLORS[s.kind], s.begin_s, s.end_s, y, scale, s.label or TOLD[s.kind]) for s in lane.spans]
    if lane.gone_s is not None:
        parts.append(_cross(LEFT_PX + lane.gone_s * scale, y + 2, lane.end))
    return parts


def _bar(color: str, begin_s: float, end_s: float, y: float, scale: float, label: str) -> str:
    width = max((end_s - begin_s) * scale - 0.6, 0.5)
    return (
        f'<rect x="{LEFT_PX + begin_s * scale:.1f}" y="{y}" width="{width:.1f}" height="{LANE_PX - 4}" '
        f'fill="{color}"><title>{escape(label[:300])} ({end_s - begin_s:.2f} s)</title></rect>'
    )
