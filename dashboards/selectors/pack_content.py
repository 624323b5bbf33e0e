"""What an evidence pack holds: words and figures as they stood, with ranges where part of the network is not known."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from belonging.core.clock import today
from community.selectors.stories import public_stories
from dashboards.selectors.dashboard import Reading, beside_of, reading_of
from dashboards.selectors.moves import moves_of, tried, what_works
from network.selectors.snapshots import latest_snapshot
from programs.rules import FEWEST_IN_A_GROUP, FEWEST_PEOPLE
from surveys.selectors.results import fewest_answers

if TYPE_CHECKING:
    from datetime import datetime

    from dashboards.selectors.companions import Companion
    from dashboards.selectors.tiles import Tile
    from network.models import Snapshot
    from programs.models import Program

STRETCHES = 3
Tell = Callable[[int, int, str], None]  # done, of how many, in words
Table = dict[str, Any]  # {"title": …, "text": …, "head": […], "rows": [[…], …], "empty": …}: JSON, kept as it was made


def packable_snapshot(program: Program) -> Snapshot | None:
    """The count a pack would stand on: the newest of ten people or more, or nothing."""
    snapshot = latest_snapshot(program)
    return snapshot if snapshot and snapshot.people >= FEWEST_PEOPLE else None


def pack_content(
    program: Program, snapshot: Snapshot, now: datetime, tell: Tell = lambda done, total, message: None
) -> dict[str, Any]:
    """Everything of a pack, as plain values: what is drawn of it later needs no other row. Tells how far it is."""
    tell(0, STRETCHES, _("Reading the figures"))
    shown = reading_of(program, snapshot, beside_of(program, now), now, segments=None)
    tables = [_measures(shown), _definitions(shown), _surveys(shown), _network(shown), _findings(shown)]
    tell(1, STRETCHES, _("Reading what was tried"))
    tables += _moves(program)
    tell(2, STRETCHES, _("Reading stories"))
    tables += [_stories(program), _thresholds()]
    tell(STRETCHES, STRETCHES, _("Writing it down"))
    return {
        "program": program.name,
        "headline": shown.headline,
        "lead": shown.lead,
        "made_on": date_format(today(program.time_zone, now), "DATE_FORMAT"),
        "counted_on": date_format(snapshot.local_date, "DATE_FORMAT"),
        "tables": tables,
    }


def _table(title: str, text: str, head: list[str], rows: list[list[str]]) -> Table:
    return {"title": title, "text": text, "head": head, "rows": rows, "empty": _("Nothing yet.")}


def _all_tiles(shown: Reading) -> list[Tile]:
    return [*shown.tiles, *shown.people_tiles]


def _measures(shown: Reading) -> Table:
    belonging = shown.belonging
    first = [
        _("Belonging"), belonging.value, _("above %(target)s") % {"target": belonging.target}, _("Now"),
        belonging.state_words or belonging.strong, belonging.text,
    ]  # fmt: skip
    rows = [
        [tile.name, tile.value, tile.target, tile.tense, tile.state_words, tile.movement] for tile in _all_tiles(shown)
    ]
    head = [_("Measure"), _("Value"), _("Target"), _("Now or ever"), _("State"), _("Movement")]
    return _table(_("Measures against targets"), "", head, [first, *rows])


def _definitions(shown: Reading) -> Table:
    rows = [[_("Belonging"), shown.belonging.how]]
    rows += [[tile.name, f"{tile.how} {tile.size_note}".strip()] for tile in _all_tiles(shown)]
    return _table(_("How it is counted"), shown.counted.rule, [_("Measure"), _("Definition")], rows)


def _surveys(shown: Reading) -> Table:
    rows = [
        [
            row.kind, date_format(row.closed_on, "DATE_FORMAT"), row.value, row.between,
            _("%(answered)s of %(asked)s") % {"answered": row.answered, "asked": row.asked},
        ]
        for row in shown.belonging.rows
    ]  # fmt: skip
    head = [_("Survey"), _("Closed on"), _("Score"), _("95% range"), _("Answers")]
    return _table(_("Surveys and who answered"), _("Those who did not answer may feel differently."), head, rows)


def _network(shown: Reading) -> Table:
    title, head = _("The network, with and without those nobody has heard from"), [_("Figure"), _("Everybody")]
    if not shown.is_bounded:
        text = _("Too few people are silent to show the figures without them, or everybody was heard from.")
        return _table(title, text, head, [[row.name, row.value] for row in shown.companions])
    text = _("The truth lies in the range: everybody, and among those we heard from.")
    rows = [[row.name, row.value, row.without_silent, _range(row)] for row in shown.companions]
    return _table(title, text, [*head, _("Among those we heard from"), _("Range")], rows)


def _range(row: Companion) -> str:
    one, other = row.value, row.without_silent
    if other in {"", "–", one} or one == "–":
        return one
    try:
        low, high = sorted([one, other], key=lambda text: float(text.split(" ")[0].replace("−", "-")))
    except ValueError:
        return f"{one} / {other}"
    return f"{low} – {high}"


def _findings(shown: Reading) -> Table:
    rows = [[one.title, one.text] for one in shown.sayings]
    return _table(_("What the numbers hide"), "", [_("Finding"), _("What stands behind it")], rows)


def _moves(program: Program) -> list[Table]:
    moves = moves_of(program)
    rows = [
        [
            str(one.move.get_act_display()), one.words.title,
            date_format(one.move.done_on, "DATE_FORMAT") if one.move.done_on else _("not done yet"), one.before,
            *(figure if outcome else "–" for figure, outcome, _due in one.after),
        ]
        for one in tried(moves, segments=None)
    ]  # fmt: skip
    head = [_("Move"), _("What it answered"), _("When"), _("Before"), _("After 30 days"), _("After 60 days")]
    works = [
        [row.act, f"{row.better_30} / {row.measured_30}", f"{row.better_60} / {row.measured_60}"]
        for row in what_works(moves)
    ]
    kinds = [_("Kind of move"), _("Better after 30 days"), _("Better after 60 days")]
    text = _("What followed, not what caused it.")
    return [_table(_("What was tried"), text, head, rows), _table(_("What tends to work here"), text, kinds, works)]


def _stories(program: Program) -> Table:
    rows = [
        [story.title, story.text, story.teller.name if story.is_named and story.teller else _("without a name")]
        for story in public_stories(program)
    ]
    text = _("Only stories whose tellers gave them to everybody, also outside.")
    return _table(_("In their words"), text, [_("Story"), _("Words"), _("Told by")], rows)


def _thresholds() -> Table:
    figures, words = fewest_answers()
    rows = [
        [_("Figures of the network"), _("at least %(count)s people") % {"count": FEWEST_PEOPLE}],
        [_("Groups"), _("at least %(count)s people") % {"count": FEWEST_IN_A_GROUP}],
        [_("Results of a survey"), _("at least %(count)s answers") % {"count": figures}],
        [_("What people wrote in a survey"), _("at least %(count)s answers") % {"count": words}],
    ]
    return _table(_("What is never shown"), _("Below these nothing is said."), [_("What"), _("Shown from")], rows)
