"""The network in detail, as far as the program's consent text and each person allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from belonging.core.charts import SMALLEST_SEGMENT
from belonging.core.graph_files import WRITERS
from dashboards.kpis.crowd import MOST_DOTS, MOST_LINES, SMALLEST_DOTS
from dashboards.kpis.dots import DotPicture, FacePicture, Person, dot_picture, face_picture
from dashboards.kpis.segments import Mixing
from dashboards.selectors.found import Found, found_in
from dashboards.selectors.network import SegmentPicture, segment_picture, snapshot_mixing
from dashboards.selectors.sub_networks import SubNetworks, sub_networks
from dashboards.selectors.words import attribute_word
from network.selectors.snapshots import Dot, dots_of, latest_drawing, latest_snapshot, pairs_of
from programs.enums import ConsentMode
from programs.rules import FEWEST_PEOPLE

if TYPE_CHECKING:
    from network.models import Snapshot
    from programs.models import Program
    from programs.selectors.programs import Segments


@dataclass(frozen=True)
class DotRow:
    """One group of dots: how many, and the lines to each group, its own included."""

    name: str
    people: int
    ties: tuple[int, ...]


@dataclass(frozen=True)
class NetworkDetail:
    """The page. `dots` or `faces` only where they may be drawn; `why` says what keeps them away."""

    snapshot: Snapshot | None
    mode: str
    why: str
    attribute: str
    picture: SegmentPicture | None
    dots: DotPicture | None
    dot_rows: tuple[DotRow, ...]
    faces: FacePicture | None
    networks: SubNetworks | None = None
    found: Found | None = None

    @property
    def promise(self) -> str:
        """What the page shows of people, and why."""
        return _promises()[self.why or self.mode]

    @property
    def files(self) -> tuple[tuple[str, str, str], ...]:
        """Level, its word and name of each file that may be taken along."""
        levels = [("groups", _("Groups"))] + ([("names", _("Names"))] if self.faces and self.faces.faces else [])
        return tuple((level, word, file) for level, word in levels for file in WRITERS)

    @property
    def label(self) -> str:
        """The drawing of dots in a sentence."""
        people, ties = (len(self.dots.nodes), len(self.dots.lines)) if self.dots else (0, 0)
        text = _("Network drawing of %(people)s people and %(ties)s ties, coloured by %(attribute)s.")
        return text % {"people": people, "ties": ties, "attribute": self.attribute}


def network_detail_view(program: Program, segments: Segments) -> NetworkDetail:
    """
    The drawing of a program's last count by its consent mode; nothing under ten people.

    Names and figures by group only of these segments; the others are drawn as one.
    """
    snapshot = latest_snapshot(program)
    attribute, mode = attribute_word(program.segment_attribute), program.consent_mode
    if snapshot is None or snapshot.people < FEWEST_PEOPLE:
        return NetworkDetail(snapshot, mode, "few" if snapshot else "none", attribute, None, None, (), None)
    mixing = snapshot_mixing(snapshot, segments)
    picture = segment_picture(mixing, snapshot)
    dots, faces, why = None, None, ""
    rows: tuple[DotRow, ...] = ()
    if mode == ConsentMode.DOTS:
        dots, rows, why = _dots(latest_drawing(program), segments)
    elif mode == ConsentMode.NAMED:
        faces, why = _faces(snapshot, mixing, picture, segments)
    networks = sub_networks(snapshot, faces, segments)
    return NetworkDetail(
        snapshot, mode, why, attribute, picture, dots, rows, faces, networks, found_in(snapshot, segments)
    )


def _promises() -> dict[str, str]:
    return {
        "segments": _("The people in this program agreed to be shown as groups. Nobody is drawn by themselves."),
        "dots": _(
            "The people in this program agreed to be drawn as dots without names. They are drawn anew once a night, so "
            "that no single tie can be watched, and never exported."
        ),
        "named": _(
            "Those who said yes are drawn by name, unless that would single out a few of their group who did not. "
            "Everybody else stays in the shape of their group."
        ),
        "small": _("Dots come with 30 people or more: in a smaller network a shape gives its person away."),
        "large": _("Too many people or ties to draw one by one, so they are shown as groups."),
        "unplaced": _("The next night gives everybody a place. Until then they are shown as groups."),
    }


def _homes(snapshot: Snapshot, mixing: Mixing) -> dict[str, int]:
    """The number of the group each segment is drawn in; those without a segment are among the others."""
    shown = {group.name: number for number, group in enumerate(mixing.groups) if group.name}
    others = len(mixing.groups) - 1
    return {name: shown.get(name, others) for name in snapshot.mixing.get("segments", [])} or {"": others}


def _dots(drawn: Snapshot | None, segments: Segments) -> tuple[DotPicture | None, tuple[DotRow, ...], str]:
    """Unnamed dots with the table beside them, or why there are none; of the last night, whatever was counted since."""
    if drawn is None:
        return None, (), "unplaced"
    mixing = snapshot_mixing(drawn, segments)
    picture, why = _dot_picture(drawn, mixing)
    return picture, _dot_rows(picture, segment_picture(mixing, drawn)) if picture else (), why


def _dot_picture(snapshot: Snapshot, mixing: Mixing) -> tuple[DotPicture | None, str]:
    if snapshot.people < SMALLEST_DOTS:
        return None, "small"
    if snapshot.people > MOST_DOTS or snapshot.ties > MOST_LINES:
        return None, "large"
    homes = _homes(snapshot, mixing)
    dots = [dot for dot in dots_of(snapshot) if dot.segment in homes]
    if len(dots) < SMALLEST_DOTS:
        return None, "small"
    people = [
        Person(dot.participant_id, mixing.groups[homes[dot.segment]].place, dot.degree, dot.x, dot.y)
        for dot in dots
        if dot.x is not None and dot.y is not None
    ]
    pairs = pairs_of(snapshot)
    if pairs is None or len(people) < len(dots):
        return None, "unplaced"
    return dot_picture(people, pairs), ""


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


def _faces(
    snapshot: Snapshot, mixing: Mixing, picture: SegmentPicture, segments: Segments
) -> tuple[FacePicture | None, str]:
    """
    Those who said yes to their name, or why there are none; everybody else stays in the shape of their group.

    The ribbons count everybody's ties. Less the ties that are drawn, what is left belongs to those who did not say
    yes, so a group with a few of them shows no faces at all.
    """
    homes = _homes(snapshot, mixing)
    agreed = [dot for dot in dots_of(snapshot) if _is_named(dot, homes)]
    yes = Counter(homes[dot.segment] for dot in agreed)
    hidden = {home for home in yes if _is_hidden_enough(mixing.groups[home].people - yes[home])}
    theirs = [dot for dot in agreed if segments is None or dot.segment in segments]
    drawn = [(dot.participant_id, dot.name, homes[dot.segment]) for dot in theirs if homes[dot.segment] in hidden]
    drawn = drawn[:MOST_DOTS]
    pairs = pairs_of(snapshot) if drawn else []
    if pairs is None:
        return None, "unplaced"
    return face_picture(drawn, picture.table.clusters, pairs), ""


def _is_named(dot: Dot, homes: Mapping[str, int]) -> bool:
    return bool(dot.name) and dot.segment in homes


def _is_hidden_enough(unnamed: int) -> bool:
    return unnamed == 0 or unnamed >= SMALLEST_SEGMENT
