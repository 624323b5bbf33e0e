"""A person's own map, with one of everything: somebody of the program and somebody outside on it, looked through."""

from dataclasses import dataclass

from network.enums import MapWord, Strength
from network.models import Map, MapEntry
from network.services.map_updates import update_map
from network.services.maps import add_to_map, freeze_map, say_who_knows_whom
from programs.models import Participant
from tests.cast import NOON, TODAY

OUTSIDER = "Olu Adeyemi"


@dataclass(frozen=True)
class PlantedMap:
    """What stands there."""

    own: Map
    entry: MapEntry  # names the other person, who has not answered
    outside: MapEntry


def plant_map(owner: Participant, named: Participant) -> PlantedMap:
    """Draws a person's map; needs an open scope."""
    entry, outside = add_to_map(
        participant=owner, people=[named], outside_name=OUTSIDER, strength=Strength.CLOSE, on=TODAY, now=NOON
    )
    own = freeze_map(participant=owner, on=TODAY, now=NOON, is_few_fine=True)
    say_who_knows_whom(own=own, said=[(entry, outside, True)])
    update_map(own=own, words={entry: MapWord.KEPT}, new={}, on=TODAY, now=NOON)
    return PlantedMap(own, entry, outside)
