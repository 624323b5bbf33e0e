"""Presentation helpers."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from belonging.core.icons import ICONS
from belonging.core.templatetags import ui


@dataclass
class Person:
    initials: str = "AO"
    segment_index: int | None = 0


class Order(forms.Form):
    title = forms.CharField(help_text="People see this.")
    is_open = forms.BooleanField(required=False)


def shown(source: str, **context: object) -> str:
    return Template(source).render(Context(context)).strip()


def test_icon_without_a_label_is_hidden_from_screen_readers() -> None:
    assert 'aria-hidden="true"' in ui.draw_icon("home")
    assert 'role="img" aria-label="Home"' in ui.draw_icon("home", label="Home")


def test_icon_whose_words_stand_in_the_template_is_drawn_when_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    said = Template('{% icon "right" 18 %}{% icon "home" label="At home" %}')
    drawn = ui.draw_icon("right", 18) + ui.draw_icon("home", label="At home")
    monkeypatch.setattr(ui, "ICONS", {})

    assert said.render(Context()) == drawn


def test_icon_is_drawn_anew_where_it_is_told_something_else_each_time() -> None:
    source = (
        '{% icon name size label=words|upper %}{% icon "home" as kept %}{{ kept }}{% icon "home" label=_("Home") %}'
    )
    template = Template(source)

    for name, words in (("home", "a"), ("right", "<b>")):
        shown = template.render(Context({"name": name, "size": 18, "words": words}))
        assert shown.startswith(ui.draw_icon(name, 18, words.upper()))
        assert shown.endswith(ui.draw_icon("home") + ui.draw_icon("home", label="Home"))
    with translation.override("de"):
        assert 'aria-label="Start"' in template.render(Context({"name": "home", "size": 18, "words": ""}))


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_one_well_formed_drawing(name: str) -> None:
    tags: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: tags.append(tag)  # type: ignore[assignment]
    parser.handle_startendtag = lambda tag, attrs: tags.append(tag)  # type: ignore[assignment]
    parser.feed(ui.draw_icon(name))

    assert tags == ["svg", "path"]
    assert ICONS[name][0] in "Mm"


@pytest.mark.parametrize(("place", "colour"), [(0, "g1"), (5, "g6"), (6, "g0"), (None, "g0")])
def test_avatar_takes_the_tint_of_the_segment(place: int | None, colour: str) -> None:
    expected = f'<span class="avatar avatar-md {colour}" aria-hidden="true">AO</span>'

    assert ui.avatar(Person(segment_index=place)) == expected


def test_avatar_escapes_initials() -> None:
    assert "&lt;&gt;" in ui.avatar(Person(initials="<>"))


def test_mark_draws_shape_and_colour() -> None:
    assert 'class="fill-g3"' in ui.mark("triangle", 3)


@pytest.mark.parametrize(
    ("value", "digits", "words"),
    [(None, 1, "–"), (0, 0, "0"), (4.16, 1, "4.2"), (0.456, 2, "0.46"), (1234, 0, "1234"), (12345, 0, "12,345")],
)
def test_number(value: float | None, digits: int, words: str) -> None:
    assert ui.number(value, digits) == words


@pytest.mark.parametrize(("part", "whole", "words"), [(3, 7, "3 of 7"), (19, 19, "19 of 19"), (70, 77, "91%")])
def test_percent_below_twenty_people_is_a_count(part: int, whole: int, words: str) -> None:
    assert ui.percent(part, whole) == words


def test_day_is_said_in_full() -> None:
    assert ui.day(date(2026, 7, 16)) == "Thursday 16 July"


def test_moment_moves_into_the_time_zone_of_the_program() -> None:
    late = datetime(2026, 7, 15, 23, 30, tzinfo=UTC)

    assert ui.moment(late, "Asia/Tokyo") == "Thursday 16 July, 08:30"
    assert ui.day(late, "Asia/Tokyo") == "Thursday 16 July"
    assert ui.day(late, "America/Lima") == "Wednesday 15 July"


def test_field_names_its_hint_and_its_error() -> None:
    page = shown('{% include "components/field.html" with field=form.title only %}', form=Order({}))

    assert 'aria-describedby="id_title_helptext id_title_error"' in page or (
        'id="id_title_helptext"' in page and 'id="id_title_error"' in page
    )
    assert 'aria-invalid="true"' in page
    assert '<label for="id_title">' in page


def test_form_errors_link_to_their_fields() -> None:
    page = shown('{% include "components/form_errors.html" with form=form only %}', form=Order({}))

    assert "One thing to fix" in page
    assert '<a href="#id_title">' in page


def test_progress_while_running_is_polled_and_has_a_plain_link() -> None:
    page = shown(
        '{% include "components/progress.html" with title="Import" url="/j/" is_running=running done=3 total=9 only %}',
        running=True,
    )

    assert 'hx-get="/j/" hx-trigger="every 1s"' in page
    assert '<a class="text-link" id="progress-link" href="/j/">' in page
    assert "3 of 9 so far." in page
    assert 'value="3" max="9"' in page


def test_progress_when_done_asks_no_more() -> None:
    source = '{% include "components/progress.html" with title="Brought in" url="/j/" message="All there." only %}'
    page = shown(source)

    assert "hx-" not in page
    assert "All there." in page


@pytest.mark.parametrize(
    ("begins_on", "name"),
    [(date(2026, 1, 1), "January"), (date(2026, 10, 26), "November"), (date(2026, 2, 28), "March")],
)
def test_a_program_month_is_named_by_its_middle(begins_on: date, name: str) -> None:
    assert ui.month_name(begins_on) == name
