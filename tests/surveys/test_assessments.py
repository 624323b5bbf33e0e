"""Where those who lead say that the network stands: at the start and again, for themselves and for sponsors."""

from datetime import timedelta

import pytest

from programs.enums import LearningKind
from programs.models import PlanDraft
from programs.services.plans import read
from surveys.enums import AssessmentTurn
from surveys.models import Assessment, Instrument
from surveys.selectors.assessments import standing_of, turn_on
from surveys.services.assessments import AssessmentRefused, keep_assessment, remove_assessment
from tests.cast import NOON, STARTS_ON, TODAY, House
from tests.conftest import SignIn
from tests.guards.plan_rows import plant_template

pytestmark = pytest.mark.django_db
LOW, HIGH = {"hours-for-it": 1, "one-hub": 2, "goes-on": 4}, {"hours-for-it": 4, "one-hub": 2, "goes-on": 4}


def say(house: House, answers: dict[str, int], *, sponsor: str = "", months: int = 0, who: str = "ada") -> Assessment:
    return keep_assessment(
        actor=getattr(house, who).membership, program=house.program, answers=answers, words="", sponsor=sponsor,
        on=TODAY + timedelta(days=31 * months), now=NOON,
    )  # fmt: skip


# peers D43
def test_what_leaders_say_is_where_to_start_and_is_compared_at_the_end(inside: House) -> None:
    last = inside.program.month_count
    assert [turn_on(inside.program, STARTS_ON + timedelta(days=31 * month)) for month in (0, last - 3, last - 1)] == [
        AssessmentTurn.FIRST, AssessmentTurn.FIRST, AssessmentTurn.AGAIN,
    ]  # fmt: skip
    say(inside, {"hours-for-it": 5})
    say(inside, LOW)  # takes the place of the other
    say(inside, LOW | {"hours-for-it": 2}, who="una")
    say(inside, {"hours-for-it": 1}, sponsor="Grace Hopper, head of care")
    say(inside, HIGH, months=11)

    start, end = (standing_of(inside.program, turn) for turn in AssessmentTurn)

    assert [(one.key, one.is_sponsors, one.figure.value) for one in start.to_start_with] == [
        ("hours-for-it", True, 1.0), ("hours-for-it", False, 1.5),
    ]  # fmt: skip
    assert start.to_invest_in == []  # 2, turned round, is 4
    hours = next(one for one in start.statements if one.key == "hours-for-it" and not one.is_sponsors)
    assert (hours.lowest, hours.highest, hours.figure.count) == (1, 2, 2)
    assert [(one.key, one.figure.value, one.figure.before) for one in end.statements] == [
        ("hours-for-it", 4.0, 1.5), ("one-hub", 4.0, 4.0), ("goes-on", 4.0, 4.0),
    ]  # fmt: skip
    assert {row.who for row in start.rows} == {"Ada Tester", "Una Tester", "Grace Hopper, head of care"}


def test_odd_answers_are_refused_and_only_ones_own_are_taken_out(inside: House) -> None:
    for answers in ({}, {"hours-for-it": 6}, {"elsewhere": 3}):
        with pytest.raises(AssessmentRefused):
            say(inside, answers)
    with pytest.raises(AssessmentRefused):
        say(inside, {"one-hub": 3}, sponsor="Grace Hopper")  # sponsors are asked less
    kept = say(inside, LOW)
    with pytest.raises(AssessmentRefused, match="Only whoever"):
        remove_assessment(actor=inside.una.membership, assessment=kept, now=NOON)
    remove_assessment(actor=inside.ada.membership, assessment=kept, now=NOON)
    assert not Assessment.objects.exists()


# peers D43
def test_weak_answers_go_into_the_plan_by_one_press(northlight: House, sign_in: SignIn) -> None:
    ada, una, at = sign_in(northlight.ada), sign_in(northlight.una), northlight.address("surveys/standing/")
    assert at in ada.get(northlight.address("surveys/")).content.decode()
    assert "Nobody has said anything yet" in ada.get(at).content.decode()
    assert "goes-on" in ada.get(f"{at}fill/").content.decode()
    with northlight.open():
        northlight.program.template = plant_template("northlight")
        northlight.program.save(update_fields=["template"])
        assert not Instrument.objects.filter(key="network-assessment").exists()  # looking stores nothing
    assert ada.post(f"{at}fill/", {}).status_code == 422
    assert ada.post(f"{at}fill/", {"q-hours-for-it": "1", "q-first-step": "More hours"}).status_code == 302
    assert ada.post(f"{at}sponsor/", {"q-goes-on": "4"}).status_code == 422  # whose view is it?
    assert ada.post(f"{at}sponsor/", {"q-goes-on": "1", "sponsor": "Grace Hopper"}).status_code == 302

    shown = ada.get(at).content.decode()
    assert shown.index("Where to start") < shown.index("Invest in time first") < shown.index("What to put more in")
    assert "filled in by Ada Tester" in shown
    assert "Into the plan" not in shown  # plans are changed by admins
    assert ada.post(f"{at}plan/", {"key": "hours-for-it"}).status_code == 403
    assert "Into the plan" in una.get(at).content.decode()
    said = una.post(f"{at}plan/", {"key": "hours-for-it"}, follow=True).content.decode()
    again = una.post(f"{at}plan/", {"key": "hours-for-it"}, follow=True).content.decode()

    assert "in the draft of the plan" in said
    assert "in the plan already" in again
    with northlight.open():
        [step] = [one for one in read(PlanDraft.objects.get().content).steps if "Invest in time" in one.title]
        assert (step.audience, step.kind) == ("facilitator", LearningKind.EXPERIENTIAL)
    assert sign_in(northlight.ben).get(at).status_code == 403
