"""Those who run a program, and its admins, never get two people who met in one record: by page, file or API."""

import json
import re
from collections.abc import Iterator

import pytest

from belonging.core.graph_files import WRITERS
from network.selectors.interactions import waiting_for
from network.services.interactions import confirm_interaction, log_interaction
from tests.cast import NOON, TODAY
from tests.guards.actors import fresh_caller, ten_actors
from tests.guards.conftest import Houses
from tests.guards.routes import ARGUMENTS, MORE_ARGUMENTS, Place, address
from tests.guards.tables import Planted

WALKED = re.compile(
    r"network(-api)?:|dashboards(-api)?:|programs-api:|tenancy:|surveys:wave-export|programs:template-export"
)
LEVELS = ("groups", "names")
# A round of introductions is made by those who run the program: there they see whom they introduced, not who met.
OWN_WORK = re.compile(r"network(-api)?:(round-|introduction-)")
RECORD = re.compile(r"</(?:li|tr|article|form|dd|label|option)>|\n")

pytestmark = pytest.mark.usefixtures("quiet")


def records(content: str) -> Iterator[str]:
    """What stands together: each innermost object of JSON, each line of a file, each row or entry of a page."""
    try:
        yield from objects(json.loads(content))
    except ValueError:
        yield from RECORD.split(content)


def objects(value: object) -> Iterator[str]:
    """The objects of an answer without those inside them."""
    if isinstance(value, dict):
        yield " ".join(str(one) for one in value.values() if not isinstance(one, dict | list))
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(one)


def targets(planted: Planted) -> Iterator[str]:
    """Every address of the walk, files of each kind and level among them."""
    house = planted.house
    place = Place("own", house.organization.slug, house.program.slug, planted, house.program)
    for route in sorted(one for one in ARGUMENTS if WALKED.match(one) and not OWN_WORK.match(one)):
        target = address(route, place)
        yield target
        usual = MORE_ARGUMENTS.get(route, {})
        if {"level", "file"} <= usual.keys():
            for level in LEVELS:
                for file in WRITERS:
                    yield target.replace(usual["file"], file).replace(f"/{usual['level']}/", f"/{level}/")


# security I6
def test_nobody_who_runs_it_sees_who_met_whom(houses: Houses) -> None:
    planted, everybody = houses[0], ten_actors(*houses)
    house = planted.house
    with house.open():
        log_interaction(
            program=house.program, author=house.ben.place, partners=[house.mira.place], happened_on=TODAY, today=TODAY,
            now=NOON,
        )  # fmt: skip
        for row in waiting_for(house.mira.place):
            confirm_interaction(partner_row=row, now=NOON)
    both = [house.ben.membership.name, house.mira.membership.name]
    opened, wrong = 0, []
    for name in ("facilitator", "admin"):
        for target in targets(planted):
            answer = fresh_caller(everybody[name].user).ask("GET", target, {}, form=True)
            opened += answer.status_code == 200
            together = [one for one in records(answer.content.decode()) if all(who in one for who in both)]
            wrong += [f"{name} at {target}: {one.strip()[:200]}" for one in together]
    print(f"I6: {opened} answers read, {len(wrong)} with two names in one record")

    assert wrong == []
    assert opened > 60


@pytest.mark.parametrize(
    "content",
    ['{"pages": [{"ties": [{"one": "Ben", "other": "Mira"}]}]}', "id,one,other\n1,Ben,Mira\n", "<li>Ben, Mira"],
)
def test_look_finds_two_names_in_one_record(content: str) -> None:
    assert any("Ben" in one and "Mira" in one for one in records(content))


def test_look_lets_two_records_be_two() -> None:
    assert not any("Ben" in one and "Mira" in one for one in records('[{"name": "Ben"}, {"name": "Mira"}]'))
