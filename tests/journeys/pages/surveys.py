"""Surveys beside the answering itself (tests/journeys/test_surveys.py): what is made of them, and one's own answers."""

import tempfile
from datetime import timedelta
from uuid import UUID

from django.test import override_settings

from belonging.core import clock
from belonging.tenancy.enums import Role
from community.models import Theme
from community.services.themes import keep_first_themes
from programs.models import Event
from programs.selectors.programs import people_in
from surveys.enums import WaveKind
from surveys.models import Instrument, Wave
from surveys.selectors.waves import items_of
from surveys.services.answering import send_ballot
from surveys.services.built_in import keep_built_in
from surveys.services.closing import close_wave
from surveys.services.opening import open_wave
from tests.journeys.pages.states import Grown, State, Visit, open_everything, press, see, write

WORDS = ("Everybody welcomed me warmly.", "More tables, smaller ones.", "Somebody threatened me in the kitchen.")


def visits(grown: Grown) -> list[Visit]:
    wave, questions, theme = plant(grown)
    surveys, themes = f"{grown.at}surveys/", f"{grown.at}community/themes/"
    return [
        Visit(
            Role.PARTICIPANT,
            [
                State("surveys", surveys),
                State("results given back", f"{surveys}{wave.public_id}/"),
                State("my answers", f"{surveys}mine/"),
                State("my answers, wish sent", f"{surveys}mine/", (press("Take my answers out"), see("h1"))),
            ],
        ),
        Visit(
            Role.FACILITATOR,
            [
                State("results for those who run it", f"{surveys}{wave.public_id}/", (open_everything,)),
                State("questions, changed", f"{surveys}questions/{questions.public_id}/edit/"),
                State("questions in one more language", f"{surveys}questions/{questions.public_id}/words/ar/"),
                State(
                    "questions looked at from right to left", f"{surveys}questions/{questions.public_id}/?language=ar"
                ),
                State("themes", themes, (open_everything,)),
                State("text read for themes", f"{themes}read/"),
                State("text read, the next", f"{themes}read/", (press("Keep, and the next"), see("article"))),
                State("theme", f"{themes}{theme.public_id}/"),
                State("asking those who were there", f"{surveys}events/{supper(grown)}/"),
                State("theme, nameless", f"{themes}new/", (write("Terms", "hello"), press("Keep"))),
            ],
        ),
        Visit(Role.ADMIN, [State("restricted folder", f"{surveys}restricted/")]),
    ]


def supper(grown: Grown) -> UUID:
    """An event that is over."""
    begins = clock.now() - timedelta(hours=8)
    with grown.open():
        return Event.objects.create(
            program=grown.program, title="Soup", place="Kitchen", kind="experiential", form="roundtable",
            starts_at=begins, ends_at=begins + timedelta(hours=2),
        ).public_id  # fmt: skip


def plant(grown: Grown) -> tuple[Wave, Instrument, Theme]:
    """A pulse that thirty people answered ten days ago, and a code book that has just begun."""
    now = clock.now()
    sent_at = now - timedelta(days=10)
    with grown.open(), override_settings(SURVEY_KEY_DIRS=[tempfile.mkdtemp(prefix="belonging-keys-")]):
        questions = keep_built_in(now=now)["belonging-pulse"]
        wave = Wave.objects.create(
            program=grown.program, instrument=questions, kind=WaveKind.PULSE, opens_on=sent_at.date(),
            closes_on=sent_at.date() + timedelta(days=8), slices=[grown.program.segment_attribute],
        )  # fmt: skip
        wave = open_wave(wave=wave, now=sent_at)
        for number, person in enumerate(people_in(grown.program).filter(state="active")[:30]):
            answers = {
                item.key: 1 + (number + item.place) % item.highest for item in items_of(questions) if item.highest
            }
            words = {"anything-else": WORDS[number % 3]}
            send_ballot(wave=wave, membership=person.membership, answers=answers, words=words, now=sent_at)
        closed = close_wave(wave=wave, now=now)
        keep_first_themes(actor=grown.admin(), program=grown.program, now=now)
        return closed, questions, Theme.objects.get(program=grown.program, name="Trust")
