"""A person's own network as files: all of it as JSON, and the map in the formats that network tools read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from belonging.core.graph_files import Knot, Net, Strand
from belonging.core.names import initials
from network.enums import Strength
from network.models import Map, MapEntry
from network.selectors.interactions import own_times
from network.selectors.map_updates import own_changes
from network.selectors.maps import entries_on, gone_from, map_of, pairs_on
from network.selectors.mentions import mentions_of

if TYPE_CHECKING:
    from programs.models import Participant, Program


def own_data(program: Program, participant: Participant) -> dict[str, Any]:
    """Everything the network holds about a person: what they wrote, whom they named, and what others say of them."""
    own, said = map_of(participant), mentions_of(program, participant)
    return {
        "program": program.name,
        "name": participant.name,
        "segment": participant.segment,
        "joined_on": str(participant.joined_on or ""),
        "drawn_by_name_since": str(participant.named_on or ""),
        "map": _map(own) if own else None,
        "times_together": [
            {
                "on": str(row.happened_on), "kind": row.kind, "channel": row.channel, "logged_by": row.author.name,
                "note": row.note if row.author_id == participant.pk else "",
            }
            for row in own_times(participant)
        ],
        "said_about_me": {
            "maps": [{"by": one.who.name, "on": str(one.on), "state": one.state} for one in said.maps],
            "times_together": [{"by": one.who.name, "on": str(one.on), "state": one.state} for one in said.times],
        },
    }  # fmt: skip


def _map(own: Map) -> dict[str, Any]:
    pairs = [pair for pair in pairs_on(own) if pair.do_know]
    numbers = {row.pk: place for place, row in enumerate([*entries_on(own), *gone_from(own)], 1)}
    return {
        "began_on": str(own.began_on),
        "kept_as_starting_map": str(own.frozen_at or ""),
        "others_may_name_me": own.is_findable,
        "people": [_person(numbers[row.pk], row) for row in [*entries_on(own), *gone_from(own)]],
        "who_knows_whom": [[numbers[pair.low_id], numbers[pair.high_id]] for pair in pairs],
        "updates": [
            {
                "month": row.month, "on": str(row.done_on), "new": row.formed, "same": row.kept, "closer": row.stronger,
                "further": row.weaker, "gone": row.lost,
            }
            for row in own_changes(own)
        ],
    }  # fmt: skip


def _person(number: int, row: MapEntry) -> dict[str, Any]:
    return {
        "number": number,
        "name": row.person.name if row.person else row.outside_name,
        "is_in_the_program": row.person_id is not None,
        "how_close": str(Strength(row.strength).label),
        "how_we_met": row.how_met,
        "in_starting_map": row.is_baseline,
        "added_on": str(row.added_on),
        "taken_off_on": str(row.gone_on or ""),
        "rhythm": row.rhythm,
    }


def own_net(own: Map, me: Participant) -> Net:
    """A map as a network: its owner, everybody on it, how close each feels, and who of them knows whom."""
    rows = list(entries_on(own))
    ids = {row.pk: f"p{place}" for place, row in enumerate(rows, 1)}
    knots = [Knot("me", me.name, {"group": me.segment, "closeness": 0})]
    for row in rows:
        label = row.person.name if row.person else initials(row.outside_name)
        group = row.person.segment if row.person else row.segment
        knots.append(Knot(ids[row.pk], label, {"group": group, "closeness": row.strength}))
    strands = [Strand("me", ids[row.pk], row.strength) for row in rows]
    strands += [Strand(ids[pair.low_id], ids[pair.high_id]) for pair in pairs_on(own) if pair.do_know]
    return Net(knots, strands)
