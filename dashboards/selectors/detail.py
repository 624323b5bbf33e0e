"""The network in detail, as far as the program's consent text and each person allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from dashboards.kpis.crowd import MOST_DOTS, MOST_LINES, SMALLEST_DOTS, SMALLEST_PROGRAM
from dashboards.kpis.dots import DotPicture, FacePicture, Pair, Person, dot_picture, face_picture
from dashboards.kpis.segments import Mixing
from dashboards.selectors.network import SegmentPicture, segment_picture, snapshot_mixing
from dashboards.selectors.words import attribute_word
from network.selectors.snapshots import Dot, dots_of, latest_snapshot, pairs_of
from programs.enums import ConsentMode

if TYPE_CHECKING:
    from network.models import Snapshot
    from programs.models import Program


@dataclass(frozen=True)
class DotRow:
    """One group of dots: how many, and the lines to each group, its own included."""

    name: str
    people: int
    ties: tuple[int, ...]


@dataclass(frozen=True)
class NetworkDetail:
    """The page. `dots` or `faces` only where they may be drawn; `why` says what keeps the dots away."""

    snapshot: Snapshot | None
    mode: str
    why: str
    attribute: str
    picture: SegmentPicture | None
    dots: DotPicture | None
    dot_rows: tuple[DotRow, ...]
    faces: FacePicture | None

    @property
    def promise(self) -> str:
        """What the page shows of people, and why."""
        return _promises()[self.why or self.mode]

    @property
    def label(self) -> str:
        """The drawing of dots in a sentence."""
        people, ties = (len(self.dots.nodes), len(self.dots.lines)) if self.dots else (0, 0)
        text = _("Network drawing of %(people)s people and %(ties)s ties, coloured by %(attribute)s.")
        return text % {"people": people, "ties": ties, "attribute": self.attribute}


def network_detail_view(program: Program) -> NetworkDetail:
    """The drawing of a program's last count by its consent mode; nothing under ten people."""
    snapshot = latest_snapshot(program)
    attribute, mode = attribute_word(program.segment_attribute), program.consent_mode
    if snapshot is None or snapshot.people < SMALLEST_PROGRAM:
        return NetworkDetail(snapshot, mode, "few" if snapshot else "none", attribute, None, None, (), None)
    mixing = snapshot_mixing(snapshot)
    picture = segment_picture(mixing, snapshot)
    if mode == ConsentMode.NAMED:
        faces = _faces(program, snapshot, mixing, picture)
        return NetworkDetail(snapshot, mode, "", attribute, picture, None, (), faces)
    why = _why_no_dots(snapshot) if mode == ConsentMode.DOTS else ""
    dots = _dots(program, snapshot, mixing) if mode == ConsentMode.DOTS and not why else None
    if mode == ConsentMode.DOTS and not why and dots is None:
        why = "unplaced"
    rows = _dot_rows(dots, picture) if dots else ()
    return NetworkDetail(snapshot, mode, why, attribute, picture, dots, rows, None)


def _promises() -> dict[str, str]:
    return {
        "segments": _("The people in this program agreed to be shown as groups. Nobody is drawn by themselves."),
        "dots": _("The people in this program agreed to be drawn as dots without names. They are never exported."),
        "named": _("Those who said yes are drawn by name. Everybody else stays in the shape of their group."),
        "small": _("Dots come with 30 people or more: in a smaller network a shape gives its person away."),
        "large": _("Too many people or ties to draw one by one, so they are shown as groups."),
        "unplaced": _("The next count gives everybody a place. Until then they are shown as groups."),
    }


def _why_no_dots(snapshot: Snapshot) -> str:
    if snapshot.people < SMALLEST_DOTS:
        return "small"
    return "large" if snapshot.people > MOST_DOTS or snapshot.ties > MOST_LINES else ""


def _places(mixing: Mixing) -> dict[str, int | None]:
    """The place of each shown segment; everybody else is one of the others."""
    return {group.name: group.place for group in mixing.groups if group.name}


def _dots(program: Program, snapshot: Snapshot, mixing: Mixing) -> DotPicture | None:
    """Unnamed dots, unless the night that counted them gave them no places."""
    places = _places(mixing)
    people = [
        Person(dot.participant_id, places.get(dot.segment), dot.degree, dot.x, dot.y)
        for dot in dots_of(snapshot)
        if dot.x is not None and dot.y is not None
    ]
    return dot_picture(people, pairs_of(program, snapshot)) if len(people) >= SMALLEST_DOTS else None


def _dot_rows(dots: DotPicture, picture: SegmentPicture) -> tuple[DotRow, ...]:
    """The table beside the dots, counted from what is drawn."""
    colour = {node.number: node.colour for node in dots.nodes}
    people = Counter(colour.values())
    ties = Counter(frozenset((colour[line.first], colour[line.second])) for line in dots.lines)
    columns = [column.colour for column in picture.columns]
    return tuple(
        DotRow(column.name, people[column.colour], tuple(ties[frozenset((column.colour, other))] for other in columns))
        for column in picture.columns
    )


def _faces(program: Program, snapshot: Snapshot, mixing: Mixing, picture: SegmentPicture) -> FacePicture:
    """Those who said yes to their name; everybody else stays in the shape of their segment."""
    home = {group.name: number for number, group in enumerate(mixing.groups)}
    others = len(mixing.groups) - 1
    named: Sequence[tuple[int, str, int]] = [
        (dot.participant_id, dot.name, home.get(dot.segment, others)) for dot in _named(dots_of(snapshot))
    ]
    pairs: list[Pair] = pairs_of(program, snapshot) if named else []
    return face_picture(named, picture.table.clusters, pairs)


def _named(dots: Sequence[Dot]) -> list[Dot]:
    return [dot for dot in dots if dot.name][:MOST_DOTS]
