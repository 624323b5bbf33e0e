"""Worksheets as forms: filled in, kept, compared, erased; read by nobody but the person who wrote them."""

import re
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from programs.models import Answer, Worksheet
from programs.plan_files import read_plan
from programs.selectors import worksheets as reads
from programs.services.resources import WorksheetRefused, erase_answer, keep_answer
from tests.cast import NOON, House, Person, make_person
from tests.conftest import SignIn
from tests.programs.library import Shelves, answer, fill_shelves, later, shelves_of, worksheet

SEED = Path(__file__).parents[2] / "programs/plans/community-belonging-network.yaml"
CANARY = "a canary in the orchard"


@pytest.fixture
def shelves(northlight: House) -> Shelves:
    return shelves_of(northlight)


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


def at(house: House, one: Worksheet, rest: str = "") -> str:
    return house.address(f"worksheets/{one.public_id}/{rest}")


def page(client: Client, address: str, **query: object) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def send(client: Client, house: House, one: Worksheet, **values: Any) -> Any:
    """Fills a worksheet in, and goes where that leads."""
    fields = {f"q-{key.replace('__', '-')}": value for key, value in values.items()}
    return client.post(at(house, one, "fill/"), fields, follow=True)


def newest(house: House) -> dict[str, Any]:
    with house.open():
        row = Answer.objects.order_by("-id").first()
        return dict(row.values) if row else {}


def test_each_kind_of_question_is_a_field_and_is_kept(
    northlight: House, shelves: Shelves, ben: Client
) -> None:  # peers D34
    html = page(ben, at(northlight, shelves.canvas, "fill/"))
    assert [f'name="q-{key}"' in html for key in ("goal", "people", "until")] == [True] * 3
    assert '<option value="Ada Tester">' in html
    assert '<option value="Ben Tester">' not in html  # not oneself

    people = ["ada tester", "", "My aunt"]
    response = send(ben, northlight, shelves.canvas, goal=" Know my floor ", people=people, until="2026-09-01")

    assert response.redirect_chain == [(at(northlight, shelves.canvas), 302)]
    assert newest(northlight) == {
        "goal": "Know my floor",
        "people": [
            {"name": "Ada Tester", "person": str(northlight.ada.place.public_id)},
            {"name": "My aunt", "person": ""},
        ],
        "until": "2026-09-01",
    }
    shown = response.content.decode()
    assert [words in shown for words in ("Know my floor", "My aunt", "Tuesday 1 September")] == [True] * 3


def test_scale_is_five_choices_with_words_at_the_ends(
    northlight: House, shelves: Shelves, ben: Client
) -> None:  # peers D26
    html = page(ben, at(northlight, shelves.listening, "fill/"))

    assert re.findall(r'type="radio" name="q-silence" value="(\d)"', html) == ["1", "2", "3", "4", "5"]
    assert "1: never. 5: each time." in html


def test_page_says_that_leaving_loses_it(northlight: House, shelves: Shelves, ben: Client) -> None:
    html = page(ben, at(northlight, shelves.canvas, "fill/"))

    assert "Nothing is kept until you save" in html
    assert "data-leave" in html


@pytest.mark.parametrize(
    ("key", "values", "said"),
    [
        ("listening", {"silence": "9", "note": CANARY}, "9 is not one of the available choices"),
        ("listening", {"note": "x" * 4001}, "at most 4000 characters"),
        ("canvas", {"until": "soon", "goal": CANARY}, "Enter a valid date"),
        ("sure", {"safe": "A swim"}, "A swim is not one of the available choices"),
        ("canvas", {"people": ["Una", "una"], "goal": CANARY}, "“una” stands here twice"),
        ("canvas", {"people": ["Eve"] * 31, "goal": CANARY}, "At most 30 people"),
        ("canvas", {"people": ["E" * 121], "goal": CANARY}, "A name has at most 120 letters"),
        ("ritual", {"ties": [""], "ties__choice": ["Every week"]}, "Write a name beside “Every week”"),
        ("ritual", {"ties": ["Eve"], "ties__choice": ["Daily"]}, "Choose one of the offered words for “Eve”"),
        ("canvas", {"goal": "  "}, "Fill in at least one thing"),
    ],
)
def test_wrong_words_are_refused_beside_the_field_and_kept_on_the_page(
    northlight: House, shelves: Shelves, ben: Client, key: str, values: dict[str, Any], said: str
) -> None:
    response = send(ben, northlight, getattr(shelves, key), **values)

    html = response.content.decode()
    assert response.status_code == 422
    assert said in html.replace("&#x27;", "'")
    assert "thing to fix" in html or "things to fix" in html
    assert CANARY in html or CANARY not in values.values()
    assert newest(northlight) == {}


def test_rhythm_is_kept_per_tie_and_stays_after_an_error(
    northlight: House, shelves: Shelves, ben: Client
) -> None:  # peers D30
    ties = {"ties": ["Ada Tester", "Eve"], "ties__choice": ["Every week", "Every month"]}

    wrong = send(ben, northlight, shelves.ritual, ties=["Ada Tester", ""], ties__choice=["Every month", "Every week"])
    right = send(ben, northlight, shelves.ritual, **ties)

    assert re.search(r'value="Ada Tester".*?<option selected>Every month', wrong.content.decode(), re.DOTALL)
    assert [line["choice"] for line in newest(northlight)["ties"]] == ["Every week", "Every month"]
    assert "Every week" in right.content.decode()


def test_same_names_are_told_apart_by_segment(northlight: House, shelves: Shelves, ben: Client) -> None:
    with northlight.open():
        other = make_person("Mira", "elsewhere", northlight.program, department="Roads")

    refused = send(ben, northlight, shelves.ritual, ties=["Mira Tester"])
    send(ben, northlight, shelves.ritual, ties=["Mira Tester (Roads)"])

    assert "Several people are called “Mira Tester”" in refused.content.decode()
    assert newest(northlight)["ties"][0]["person"] == str(other.place.public_id)


def test_canvas_keeps_its_versions_and_starts_from_the_last(
    northlight: House, shelves: Shelves, ben: Client
) -> None:  # peers D34
    send(ben, northlight, shelves.canvas, goal="First version", people=["Eve"])

    again = page(ben, at(northlight, shelves.canvas, "fill/"))
    html = send(ben, northlight, shelves.canvas, goal="Second version").content.decode()

    assert "First version" in again
    assert 'value="Eve"' in again
    assert "First version" not in page(ben, at(northlight, shelves.canvas, "fill/"), empty="1")
    assert "First version" in html
    assert "Second version" in html
    with northlight.open():
        assert Answer.objects.count() == 2


def test_rating_starts_empty_and_stands_beside_the_last(
    northlight: House, shelves: Shelves, ben: Client
) -> None:  # peers D26, 1.20
    with northlight.open():
        answer(northlight.ben.place, shelves.listening, NOON, silence=2, asking=3, note="before")

    form = page(ben, at(northlight, shelves.listening, "fill/"))
    html = send(ben, northlight, shelves.listening, silence="4", asking="4", note="after").content.decode()

    assert not re.search(r'name="q-[^>]*checked', form)
    assert "before" in html
    assert "after" in html
    assert re.search(r"4\.0\s*·\s*up by 1\.5", html)
    assert "+2" in html
    assert "perhaps your practice" not in html  # both rated alike


def test_any_two_times_can_be_put_beside_each_other(
    northlight: House, shelves: Shelves, ben: Client
) -> None:  # peers 1.20
    with northlight.open():
        rows = [answer(northlight.ben.place, shelves.listening, later(day), silence=day) for day in (1, 3, 5)]
    address = at(northlight, shelves.listening)

    def change(**query: object) -> list[str]:
        return re.findall(r'<span class="pill pill-good">(\+\d)</span>', page(ben, address, **query))

    assert change() == ["+2"]
    assert change(at=rows[2].public_id, **{"with": rows[0].public_id}) == ["+4"]
    assert change(at=rows[0].public_id) == []
    assert ben.get(address, {"at": "nothing"}).status_code == 404


def test_barrier_is_named_with_what_may_help(northlight: House, shelves: Shelves, ben: Client) -> None:  # peers D29
    html = send(ben, northlight, shelves.habit, awareness="4", desire="2", knowledge="1").content.decode()

    assert "What stands in the way now" in html
    assert '<p class="lead">I want to change it</p>' in html
    links = re.findall(r'<a class="text-link" href="[^"]*/resources/[^"]+/">([^<]*?) <', html)
    assert links == ["Wanting it", "Why weak ties matter"]  # in the question's order; what is not there is passed over


def test_no_barrier_is_said_too(northlight: House, shelves: Shelves, ben: Client) -> None:  # peers D29
    html = send(ben, northlight, shelves.habit, awareness="4", desire="5", knowledge="4").content.decode()

    assert "Nothing stands in the way" in html


def test_feedback_hints_before_it_keeps(northlight: House, shelves: Shelves, ben: Client) -> None:  # peers D33
    judging = {"situation": "Tuesday at nine", "behaviour": "You were lazy", "impact": "We waited"}

    first = send(ben, northlight, shelves.feedback, **judging)

    html = first.content.decode()
    assert first.status_code == 422
    assert "“lazy” says what somebody is." in html
    assert "You were lazy" in html
    assert newest(northlight) == {}
    assert 'name="q-hints_read" value="on"' in html
    send(ben, northlight, shelves.feedback, hints_read="on", **judging)
    assert newest(northlight) == judging


def test_feedback_that_describes_is_kept_at_once_and_starts_empty(  # peers D33
    northlight: House, shelves: Shelves, ben: Client
) -> None:
    seen = {"situation": "Tuesday at nine", "behaviour": "You came at ten past", "impact": "We waited"}

    assert send(ben, northlight, shelves.feedback, **seen).status_code == 200

    assert newest(northlight) == seen
    assert "ten past" not in page(ben, at(northlight, shelves.feedback, "fill/"))


def test_a_second_press_of_save_keeps_one(northlight: House, shelves: Shelves, ben: Client) -> None:
    for _press in range(2):
        send(ben, northlight, shelves.canvas, goal="Once")

    with northlight.open():
        assert Answer.objects.count() == 1


def test_keeping_checks_what_it_is_given(inside: House) -> None:
    shelves = fill_shelves(inside.program)

    for values, said in (({}, "at least one thing"), ({"age": 4}, "has changed")):
        with pytest.raises(WorksheetRefused, match=said):
            keep_answer(participant=inside.ben.place, worksheet=shelves.canvas, values=values, now=NOON)
    with pytest.raises(WorksheetRefused, match="another program"):
        answer(inside.sam.place, shelves.canvas, goal="x")
    with pytest.raises(WorksheetRefused, match="not yours"):
        erase_answer(participant=inside.ada.place, answer=answer(inside.ben.place, shelves.canvas, goal="x"))


def test_papers_are_listed_with_the_day_of_the_last(northlight: House, shelves: Shelves, ben: Client) -> None:
    with northlight.open():
        answer(northlight.ben.place, shelves.canvas, goal="x")

    html = page(ben, northlight.address("worksheets/"))

    assert "Thursday 9 July" in html
    assert html.count("Not filled in yet") == 5


def test_empty_paper_has_every_question(northlight: House, shelves: Shelves, sign_in: SignIn) -> None:  # peers D4
    html = page(sign_in(northlight.una), at(northlight, shelves.canvas, "print/"))

    assert [one["text"] in html for one in shelves.canvas.questions] == [True] * 3


def test_my_own_words_can_be_erased(northlight: House, shelves: Shelves, ben: Client) -> None:
    with northlight.open():
        row = answer(northlight.ben.place, shelves.canvas, goal=CANARY)

    html = ben.post(northlight.address(f"answers/{row.public_id}/erase/"), follow=True).content.decode()

    assert CANARY not in html
    assert newest(northlight) == {}


def seed_worksheets() -> list[str]:
    return [one.key for one in read_plan(SEED.read_text()).worksheets]


@pytest.mark.parametrize("key", seed_worksheets())
def test_worksheet_of_the_shipped_plan_is_a_form(northlight: House, ben: Client, key: str) -> None:
    one = next(one for one in read_plan(SEED.read_text()).worksheets if one.key == key)
    with northlight.open():
        questions = [asdict(question) for question in one.questions]
        sheet = worksheet(northlight.program, key, questions, outcome=one.outcome)
    typical = {"scale": "2", "text": "At ten past nine", "people": "Ada Tester", "date": "2026-09-01"}
    values = {
        question.key: question.options[0] if question.kind == "choice" else typical[question.kind]
        for question in one.questions
    }

    html = page(ben, at(northlight, sheet, "fill/"))
    done = send(ben, northlight, sheet, **values)

    assert [f'name="q-{question.key}"' in html for question in one.questions] == [True] * len(one.questions)
    assert done.redirect_chain == [(at(northlight, sheet), 302)]
    assert set(newest(northlight)) == {question.key for question in one.questions}


def everybody_else(house: House, other: House) -> list[Person]:
    return [house.ada, house.una, house.mira, house.sam, other.ada, other.una, other.ben]


def test_nobody_else_reads_what_was_written(  # peers D3, D26, D29, D34: private to the person
    northlight: House, southgate: House, shelves: Shelves, ben: Client, sign_in: SignIn
) -> None:
    with northlight.open():
        row = answer(northlight.ben.place, shelves.canvas, goal=CANARY, people=[{"name": CANARY, "person": ""}])
        rated = answer(northlight.ben.place, shelves.listening, silence=2, note=CANARY)
    rests = [
        *(f"worksheets/{one.public_id}/{rest}" for one in (shelves.canvas, shelves.listening)
          for rest in ("", "fill/", "print/", "group/", f"?at={row.public_id}", f"?at={rated.public_id}")),
        *("worksheets/", "resources/", "", "people/", f"people/{northlight.ben.place.public_id}/", "dashboard/"),
    ]  # fmt: skip

    assert CANARY in page(ben, at(northlight, shelves.canvas))
    for person in everybody_else(northlight, southgate):
        client = sign_in(person)
        for rest in rests:
            for house in (northlight, southgate):
                assert CANARY not in client.get(house.address(rest), follow=True).content.decode(), (person, rest)
        erased = client.post(northlight.address(f"answers/{row.public_id}/erase/"))
        assert erased.status_code == 404
    assert newest(northlight)["note"] == CANARY


def test_the_trail_does_not_say_who_filled_in_or_read(inside: House) -> None:
    from belonging.tenancy.models import AuditEntry

    shelves = fill_shelves(inside.program)
    before = AuditEntry.objects.count()

    answer(inside.ben.place, shelves.canvas, goal="x")

    assert AuditEntry.objects.count() == before


def rate(house: House, sheet: Worksheet, count: int) -> None:
    """So many people rate twice: 2 and then 4."""
    with house.open():
        people = [make_person(f"P{number}", f"crowd{count}", house.program) for number in range(count)]
        for silence, day in ((2, 1), (4, 2)):
            for person in people:
                answer(person.place, sheet, later(day), silence=silence)


def test_group_page_shows_means_from_five_people_up(
    northlight: House, shelves: Shelves, sign_in: SignIn
) -> None:  # peers 1.20
    ada = sign_in(northlight.ada)

    rate(northlight, shelves.listening, 4)
    few = page(ada, at(northlight, shelves.listening, "group/"))
    rate(northlight, shelves.listening, 1)
    five = page(ada, at(northlight, shelves.listening, "group/"))

    assert "Too few yet" in few
    assert "<table" not in few
    assert re.findall(r'<td class="num">\s*([^<]+?)\s*</td>', five) == ["5", "2.0", "4.0", "+2.0"]


def test_group_page_is_for_those_who_facilitate(northlight: House, shelves: Shelves, ben: Client) -> None:
    assert ben.get(at(northlight, shelves.listening, "group/")).status_code == 403


def test_worksheets_without_an_outcome_have_no_group(inside: House) -> None:  # peers D3
    shelves = fill_shelves(inside.program)

    assert reads.group_change(shelves.canvas) == ()


def test_days_are_shown_as_days(inside: House) -> None:
    shelves = fill_shelves(inside.program)
    row = answer(inside.ben.place, shelves.canvas, until="2026-09-01")

    line = next(line for line in reads.outcome_of(shelves.canvas, row, None).lines if line.question.key == "until")

    assert line.later == date(2026, 9, 1)
