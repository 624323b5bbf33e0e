"""The facilitator's pages: who may read them, and that every chart's table holds exactly what is drawn."""

import gzip
import re
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.enums import Occasion
from network.models import Snapshot, Tie
from network.services.snapshots import take_snapshot
from programs.enums import ConsentMode
from programs.models import Participant, Program
from tests.cast import NOON, STARTS_ON, TODAY, House, make_person
from tests.conftest import SignIn

PAGES = ("dashboard/", "dashboard/network/")
Attributes = list[tuple[str, str | None]]
pytestmark = pytest.mark.django_db


def grow(house: House, people: int = 40, mode: str = ConsentMode.SEGMENTS) -> list[Participant]:
    """Two departments of equal size, everybody tied to the next three of their own, and one tie between the two."""
    with house.open():
        Program.objects.filter(pk=house.program.pk).update(consent_mode=mode)
        house.program.refresh_from_db()
        half = people // 2
        rows = [
            make_person(
                f"Guest{n}", house.organization.slug, house.program, department="Care" if n < half else "Digital"
            )
            for n in range(people)
        ]
        places = [row.place for row in rows]
        near = [
            (n, n + step) for n in range(people) for step in (1, 2, 3) if n // half == min(n + step, people - 1) // half
        ]
        tie(house, [(places[a], places[b]) for a, b in near if b < people] + [(places[0], places[half])])
    return places


def tie(house: House, pairs: list[tuple[Participant, Participant]]) -> None:
    """Confirmed ties."""
    Tie.objects.bulk_create(
        Tie(
            program=house.program, low_id=min(a.pk, b.pk), high_id=max(a.pk, b.pk),
            mutual_count=1, first_on=STARTS_ON, last_on=TODAY,
        )
        for a, b in pairs
    )  # fmt: skip


def count(house: House) -> Snapshot:
    """The night's count."""
    with house.open():
        program = Program.objects.get(pk=house.program.pk)
        return take_snapshot(program=program, on=TODAY, now=NOON, occasion=Occasion.NIGHT)


@dataclass
class Figure:
    """A chart: the texts and titles drawn, the classes of its marks, its sentence, and the cells of its table."""

    drawn: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """The figures of a page."""

    EMPTY = frozenset({"input", "meta", "link", "br"})

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.figures: list[Figure] = []
        self.within: list[str] = []
        self.feed(response.content.decode())

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.note(tag, attrs)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.note(tag, attrs)
        if tag not in self.EMPTY:
            self.within.append(tag)

    def note(self, tag: str, attrs: Attributes) -> None:
        if tag == "figure":
            self.figures.append(Figure())
        elif "figure" in self.within and tag == "svg" and ("role", "img") in attrs:
            self.figures[-1].labels.append(dict(attrs)["aria-label"] or "")
        elif "figure" in self.within and "svg" in self.within:
            self.figures[-1].marks.append(dict(attrs).get("class") or "")

    def handle_endtag(self, tag: str) -> None:
        while self.within.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if not text or "figure" not in self.within:
            return
        if self.within[-1] in {"text", "title"}:
            self.figures[-1].drawn.append(text)
        elif self.within[-1] in {"td", "th"}:
            self.figures[-1].cells.append(text)


def numbers(texts: list[str]) -> list[str]:
    return [found for text in texts for found in re.findall(r"\d+(?:[.–]\d+)?", text)]


@pytest.mark.parametrize("page", PAGES)
def test_only_those_who_run_the_program_read_the_page(
    northlight: House, southgate: House, sign_in: SignIn, page: str
) -> None:
    address = northlight.address(page)

    answers = {
        name: sign_in(person).get(address).status_code
        for name, person in {
            "ada": northlight.ada, "una": northlight.una, "ben": northlight.ben, "zoe": southgate.ada,
        }.items()
    }  # fmt: skip

    assert answers == {"ada": 200, "una": 200, "ben": 403, "zoe": 404}
    assert Client().get(address).status_code == 302


def test_before_the_first_count_the_page_offers_to_count(northlight: House, sign_in: SignIn) -> None:
    response = sign_in(northlight.ada).get(northlight.address("dashboard/"))

    assert "The first count comes tonight at 02:00." in response.content.decode()
    assert f'action="{northlight.address("recompute/")}"' in response.content.decode()


def test_every_chart_of_the_dashboard_has_a_table_with_the_drawn_numbers(
    northlight: House, sign_in: SignIn
) -> None:  # peers 3.22, 6.1
    grow(northlight)
    count(northlight)

    page = Page(sign_in(northlight.ada).get(northlight.address("dashboard/")))

    segments, waves, _activity, _new_ties, dropout, degree, clustering, path, degrees = page.figures
    assert all(figure.labels and figure.labels[0].endswith(".") for figure in page.figures)
    assert segments.cells == ["People", "Care", "Digital", "Care", "22", "–", "1", "Digital", "21", "1", "–"]
    assert sorted(numbers(segments.drawn)) == ["1", "21", "22"]
    for figure in (degree, clustering, path):
        titles = [text for text in figure.drawn if ":" in text]
        assert numbers(titles) == numbers(figure.cells)
        assert figure.marks.count("dot") + figure.marks.count("dot-open") == len(titles) == 1
    assert sorted(numbers(degrees.drawn)) == sorted(numbers(degrees.cells))
    assert waves.cells[-1] == "No survey has a result yet."
    assert [text for text in dropout.drawn if text.startswith("Month")] == [
        f"Month {month}: 0%" for month in range(1, 7)
    ]


def test_dots_and_their_table_hold_the_same_numbers(northlight: House, sign_in: SignIn) -> None:  # peers 3.22
    grow(northlight, mode=ConsentMode.DOTS)
    count(northlight)

    response = sign_in(northlight.ada).get(northlight.address("dashboard/network/"))

    (figure,) = Page(response).figures
    cells = [int(cell) for cell in figure.cells if cell.isdigit()]
    ties = [mark for mark in figure.marks if mark.startswith("tie")]
    assert len([mark for mark in figure.marks if mark.startswith("node")]) == cells[0] + cells[3] == 43
    assert len(ties) == cells[1] + cells[2] + cells[5]
    assert ties.count("tie tie-cross") == cells[2] == cells[4] == 1


def test_no_facilitator_page_names_a_pair_who_did_not_both_say_yes(northlight: House, sign_in: SignIn) -> None:
    places = grow(northlight, mode=ConsentMode.NAMED)
    with northlight.open():
        Participant.objects.filter(pk__in=[places[0].pk, places[1].pk]).update(named_on=TODAY)
    count(northlight)

    text = "".join(sign_in(northlight.una).get(northlight.address(page)).content.decode() for page in PAGES)

    assert set(re.findall(r"Guest\d+ Tester", text)) == {"Guest0 Tester", "Guest1 Tester"}


# peers 3.15, peers 3.17, security I7
@pytest.mark.parametrize("mode", list(ConsentMode))
def test_parts_and_few_are_figures_and_names_only_of_those_drawn_by_name(
    northlight: House, sign_in: SignIn, mode: str
) -> None:
    grow(northlight, mode=mode)
    with northlight.open():
        Participant.objects.update(named_on=TODAY)
    count(northlight)
    with northlight.open():
        newest = Snapshot.objects.latest("taken_at")
        newest.within_segments.append({**newest.within_segments[0], "segment": "Tiny", "people": 9})
        newest.save(update_fields=["within_segments"])

    page = sign_in(northlight.ada).get(northlight.address("dashboard/network/")).content.decode()
    parts = page.split('id="parts-title"')[1].split("</section>", maxsplit=1)[0]
    few = page.split('id="few-title"')[1].split("</section>", maxsplit=1)[0]

    assert re.findall(r'<th scope="row">(\w+)</th>', parts) == ["Care", "Digital"]
    assert "3 people reach" in few
    assert ("Guest" in few) == (mode == ConsentMode.NAMED)


@pytest.mark.parametrize("mode", list(ConsentMode))
def test_no_row_number_or_public_id_of_a_person_is_in_the_drawing(
    northlight: House, sign_in: SignIn, mode: str
) -> None:
    places = grow(northlight, mode=mode)
    count(northlight)

    text = sign_in(northlight.una).get(northlight.address("dashboard/network/")).content.decode()

    assert not [place for place in places if str(place.public_id) in text]
    assert "Guest" not in text


def test_every_tile_says_now_or_ever_and_when_it_was_counted(
    northlight: House, sign_in: SignIn
) -> None:  # peers 6.1, 6.2
    places = grow(northlight)
    count(northlight)
    with northlight.open():
        Participant.objects.filter(pk=places[0].pk).update(state="withdrawn", withdrawn_on=TODAY)

    text = sign_in(northlight.ada).get(northlight.address("dashboard/")).content.decode()

    tenses = re.findall(r'data-measure="(\w+)">\s*<h3>[^<]+<small><span class="kpi-tense">(\w+)</span>', text)
    ever = [(key, "Ever") for key in ("degree", "clustering", "path_length", "new_ties", "dropout")]
    assert tenses == [*ever[:3], ("activity", "Now"), *ever[3:]]
    assert text.count("Counted on 9 July 2026.") == 5
    assert "Counted on 11 June 2026." in text  # of the last month that is over
    assert "Ever: 0 of 43 people" in text
    assert "1 of 43 people who ever had a place have left." in text
    assert "This month: 1 person" in text


def test_the_figures_speak_the_page_words_and_keep_the_one_facilitator_hidden(
    northlight: House, sign_in: SignIn
) -> None:
    grow(northlight)
    count(northlight)

    text = sign_in(northlight.ada).get(northlight.address("dashboard/")).content.decode()

    assert "Without those who help to run the program" in text
    assert "With so few of them it shows only what does not tell" in text
    assert "all ties inside one department" in text
    assert not re.findall(r"(?i)\bstaff\b|segments", re.sub(r"<[^>]+>", " ", text))


def main_of(response: HttpResponse) -> str:
    """The page without its frame and without the form's secret."""
    return re.sub(r'value="[^"]{64}"', "", response.content.decode().split("<main", 1)[1].split("</main>", 1)[0])


def test_a_snapshot_is_drawn_once_for_each_role(northlight: House, southgate: House, sign_in: SignIn) -> None:
    for house, people in ((northlight, 40), (southgate, 20)):
        grow(house, people)
        count(house)
    ada, theirs = sign_in(northlight.ada), sign_in(southgate.ada)
    drawn = main_of(ada.get(northlight.address("dashboard/")))

    with CaptureQueriesContext(connection) as asked:
        again = main_of(sign_in(northlight.ada).get(northlight.address("dashboard/")))

    assert again == drawn
    assert [one["sql"] for one in asked if "DISTINCT ON" in one["sql"]] == []  # the months were not read again
    other = main_of(theirs.get(southgate.address("dashboard/")))
    assert "northlight" not in other
    assert len(other) > 1000
    of_admin = main_of(sign_in(northlight.una).get(northlight.address("dashboard/")))
    assert ["Change how we count" in one for one in (drawn, of_admin)] == [False, True]


def test_what_was_drawn_is_drawn_anew_when_something_changed(northlight: House, sign_in: SignIn) -> None:
    grow(northlight)
    count(northlight)
    ada = sign_in(northlight.ada)
    seen = [main_of(ada.get(northlight.address("dashboard/")))]

    with northlight.open():
        Program.objects.update(targets=northlight.program.targets | {"degree": 12.5})
        seen.append(main_of(ada.get(northlight.address("dashboard/"))))
        Tie.objects.order_by("pk")[0].delete()
        later = {"now": NOON + timedelta(hours=1), "occasion": Occasion.ASKED}
        take_snapshot(program=Program.objects.get(pk=northlight.program.pk), on=TODAY, **later)
    seen.append(main_of(ada.get(northlight.address("dashboard/"))))

    assert len(set(seen)) == 3
    assert "12.5" in seen[1]


def test_facilitators_ask_for_a_count_with_one_form(northlight: House, sign_in: SignIn) -> None:
    grow(northlight)
    count(northlight)
    client = sign_in(northlight.ada, enforce_csrf_checks=True)
    text = client.get(northlight.address("dashboard/")).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
    assert token is not None

    answer = client.post(northlight.address("recompute/"), {"csrfmiddlewaretoken": token[1]})

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(northlight.address("jobs/"))


def test_the_dashboard_is_small(northlight: House, sign_in: SignIn) -> None:
    grow(northlight)
    count(northlight)

    response = sign_in(northlight.ada).get(northlight.address("dashboard/"))

    assert len(response.content) < 90_000
    assert " style=" not in response.content.decode()


def test_dashboard_and_all_it_loads_weigh_at_most_300_kb(northlight: House, sign_in: SignIn) -> None:
    grow(northlight)
    count(northlight)
    page = sign_in(northlight.ada).get(northlight.address("dashboard/")).content

    names = set(re.findall(r"/static/([^\"'?]+)", page.decode()))
    files = [found for found in map(finders.find, names) if isinstance(found, str)]
    fonts = list((settings.BASE_DIR / "static/fonts").glob("*.woff2"))  # whatever a style may ask for
    loaded = [page, *(Path(file).read_bytes() for file in files), *(file.read_bytes() for file in fonts)]

    assert len(files) >= 2
    assert sum(len(gzip.compress(data, 9)) for data in loaded) <= 300 * 1024
