"""The network as it may leave the house: groups always, names only of those who said yes, dots never."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from belonging.core.graph_files import Knot, Net, Strand
from dashboards.selectors.detail import network_detail_view
from dashboards.selectors.network import snapshot_mixing
from network.selectors.snapshots import latest_snapshot
from programs.rules import FEWEST_PEOPLE

if TYPE_CHECKING:
    from programs.models import Program
    from programs.selectors.programs import Segments

SEGMENTS, NAMED = "groups", "names"
LEVELS = (SEGMENTS, NAMED)


def network_of(program: Program, level: str, segments: Segments) -> Net | None:
    """What a file of this level holds, or nothing where nothing may be shown; of these segments only."""
    return _segments(program, segments) if level == SEGMENTS else _named(program, segments)


def _segments(program: Program, segments: Segments) -> Net | None:
    """Segments of five people or more, with the ties inside them and between them."""
    snapshot = latest_snapshot(program)
    if snapshot is None or snapshot.people < FEWEST_PEOPLE:
        return None
    mixing = snapshot_mixing(snapshot, segments)
    names = [group.name or _("Others") for group in mixing.groups]
    knots = [Knot(name, name, {"people": group.people}) for name, group in zip(names, mixing.groups, strict=True)]
    strands = [
        Strand(one, other, mixing.ties[i][j])
        for i, one in enumerate(names)
        for j, other in enumerate(names)
        if i <= j and mixing.ties[i][j]
    ]
    return Net(knots, strands)


def _named(program: Program, segments: Segments) -> Net | None:
    """Exactly whom the drawing shows by name, and the ties between two of them."""
    faces = network_detail_view(program, segments).faces
    if faces is None or not faces.faces:
        return None
    ids = {face.key: f"p{place}" for place, face in enumerate(faces.faces, 1)}
    knots = [Knot(ids[face.key], face.name, {"group": face.group}) for face in faces.faces]
    strands = [Strand(ids[one], ids[other]) for one, other in faces.pairs]
    return Net(knots, strands)
