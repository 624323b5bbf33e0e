"""The demo's community between its meetings, planned once its months are known and gone through in order of time."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from random import Random

from belonging.demo.growth import Act, Answered, Met
from belonging.demo.hub_days import Cast, Diary
from belonging.demo.hub_groups import Shelf, plan_groups
from belonging.demo.hub_told import CameOfIt, Cards, Meeting, Sharings, plan_help, plan_stories, plan_thanks, plan_wall
from belonging.demo.hub_words import CHOIR
from belonging.demo.pairs import STANDS_APART
from programs.models import Participant, Program
from programs.selectors.programs import people_in


def fill_hub(
    program: Program,
    places: Mapping[int, Participant],
    acts: Iterable[Act],
    *,
    main: int,
    leader: int,
    ends_at: datetime,
    seed: int,
) -> None:
    """This will have the people of a grown program write, thank, tell and ask. Needs the organization's open scope."""
    cast = _cast(program, places, main, leader, Random(seed + 2))  # noqa: S311 -- an invented community, not a secret
    diary = Diary(program, ends_at, cast.chance)
    meetings = _meetings(program, acts, places, {one.pk: one for one in [*cast.people, cast.main]})
    groups, cards = plan_groups(cast, diary), Cards(cast, diary)
    plan_thanks(cast, diary, meetings, groups[CHOIR])
    plan_stories(cast, diary)
    plan_wall(cast, diary)
    plan_help(cast, diary, cards)
    Sharings(cast, diary)
    CameOfIt(cast, diary, meetings, Shelf(cast, diary))
    diary.go_through()


def _cast(program: Program, places: Mapping[int, Participant], main: int, leader: int, chance: Random) -> Cast:
    """Who is still here; the department that stands apart keeps to itself in this as well."""
    fresh = {one.pk: one for one in people_in(program).select_related("membership__user", "program") if one.may_act}
    numbers = [number for number, place in sorted(places.items()) if place.pk in fresh and number not in {main, leader}]
    others = [one for one in (fresh[places[number].pk] for number in numbers) if one.segment != STANDS_APART]
    return Cast(
        program=program,
        main=fresh[places[main].pk],
        leader=fresh[places[leader].pk],
        people=[one for one in others if one.joined_on == program.starts_on],
        late=[one for one in others if one.joined_on != program.starts_on],
        chance=chance,
    )


def _meetings(
    program: Program, acts: Iterable[Act], places: Mapping[int, Participant], here: Mapping[int, Participant]
) -> list[Meeting]:
    """Which of those who are here met whom on which day, by the word of both, in order."""
    acts = list(acts)
    agreed = {(act.number, act.partner) for act in acts if isinstance(act, Answered) and act.agrees}
    met = [(act, partner) for act in acts if isinstance(act, Met) for partner in act.partners]
    return [
        Meeting(program.starts_on + timedelta(days=act.day), here[places[act.author].pk], here[places[partner].pk])
        for act, partner in met
        if (act.number, partner) in agreed and {places[act.author].pk, places[partner].pk} <= here.keys()
    ]
