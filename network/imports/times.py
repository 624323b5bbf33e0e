"""
Time together from a file: what each row would do, before anything is done.

Every column is worked on by its distinct values, of which there are few, and spread over the rows as arrays. A row
becomes one pair and day; rows of the same pair and day are one time together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from belonging.core.delimited import Column, Table
from belonging.core.file_faults import Fault, Faults, FileRefused
from network.enums import Channel
from programs.enums import IN_THE_NETWORK, LearningKind, ParticipantState
from programs.imports.layout import SKIP, Layout, check_fields
from programs.rules import first_and_last_day, is_open_for_logging
from programs.selectors.programs import Nameable, nameable_people

if TYPE_CHECKING:
    from programs.models import Program

PERSON, WITH, DATE, TIME, KIND, CHANNEL = "person", "with", "date", "time", "kind", "channel"
FIELDS = frozenset({PERSON, WITH, DATE, TIME, KIND, CHANNEL, SKIP})
SHORT = {"t": TIME, "i": PERSON, "j": WITH}  # how contact logs name their columns
WORDS = {
    PERSON: {"person", "from", "source", "author", "who", "a", "i", "person_a", "participant", "logged by"},
    WITH: {"with", "to", "target", "partner", "partners", "b", "j", "person_b", "met"},
    DATE: {"date", "day", "on", "happened_on", "happened on", "when"},
    TIME: {"t", "time", "timestamp", "unix", "seconds"},
    KIND: {"kind", "type", "learning", "mix"},
    CHANNEL: {"channel", "how"},
}
KNOWN_WORDS = frozenset().union(*WORDS.values()) | {"note", "notes", "comment"}
DAY_SECONDS = 86_400
FIRST_UNIX_TIME = 100_000_000  # larger is a moment since 1970, smaller seconds since the program's first midnight
FIRST_UNIX_MILLISECONDS = 100_000_000_000
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?", re.ASCII)
POINTED_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)  # always the day first
SLASHED_DAY = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})", re.ASCII)
SECONDS = re.compile(r"\d{1,15}(?:\.\d{1,9})?", re.ASCII)

Places = NDArray[np.int64]


@dataclass(frozen=True)
class InteractionPlan:
    """One entry for each pair and day, in the order of the file: who logged it, with whom, on which day."""

    row_count: int
    author: Places  # row ids of participants
    partner: Places
    day: Places  # days since the program's first
    kind: list[str]
    channel: list[str]
    starts_on: date

    def counts(self) -> dict[str, int]:
        """For the preview."""
        pairs = np.stack([np.minimum(self.author, self.partner), np.maximum(self.author, self.partner)])
        return {
            "rows": self.row_count,
            "times": len(self.author),
            "pairs": np.unique(pairs, axis=1).shape[1],
            "days": len(np.unique(self.day)),
            "people": len(np.unique(pairs)),
        }

    def import_keys(self) -> list[str]:
        """What makes each entry the same when the file comes twice: the pair, by row ids, and the day."""
        low, high = np.minimum(self.author, self.partner), np.maximum(self.author, self.partner)
        days = {day: (self.starts_on + timedelta(days=day)).isoformat() for day in np.unique(self.day).tolist()}
        entries = zip(low.tolist(), high.tolist(), self.day.tolist(), strict=True)
        return [f"{one}:{other}:{days[day]}" for one, other, day in entries]


def guess_layout(table: Table) -> Layout:
    """What each column most likely holds, by its name, or by its place and cells where the file has no names."""
    if table.header is None:
        return Layout(_guess_by_cells(table), has_header=False)
    fields: list[str] = []
    for label in (name.casefold().strip() for name in table.header):
        fields.append(next((key for key, words in WORDS.items() if label in words and key not in fields), SKIP))
    return Layout(tuple(fields), has_header=True)


def _guess_by_cells(table: Table) -> tuple[str, ...]:
    fields = [SKIP] * len(table.columns)
    first_is_time = len(fields) == 3 and all(SECONDS.fullmatch(value) for value in table.columns[0].values)
    if first_is_time and not any(_looks_like_day(column) for column in table.columns):
        return (TIME, PERSON, WITH)
    wanted = [PERSON, WITH]
    for place, column in enumerate(table.columns):
        if _looks_like_day(column) and DATE not in fields:
            fields[place] = DATE
        elif wanted:
            fields[place] = wanted.pop(0)
    return tuple(fields)


def _looks_like_day(column: Column) -> bool:
    some = column.values[:20]
    return bool(some) and all(
        ISO_DAY.fullmatch(value) or POINTED_DAY.fullmatch(value) or SLASHED_DAY.fullmatch(value) for value in some
    )


def check_program_takes_interactions(program: Program) -> None:
    """Raises FileRefused unless the program is running."""
    if not is_open_for_logging(program):
        text = _("This program is not running now, so no time together can be brought in. Start it first.")
        raise FileRefused([Fault(None, "", text)])


def plan_interactions(program: Program, table: Table, layout: Layout, today: date) -> InteractionPlan:
    """What bringing the file in would do; raises FileRefused, naming line and column, when it cannot be done."""
    check_program_takes_interactions(program)
    check_fields(table, layout, FIELDS)
    _check_needed(layout)
    faults = Faults(table)
    who = _Names(nameable_people(program))
    author = who.each(table, _needed(layout, PERSON), faults)
    rows, partner = who.several(table, _needed(layout, WITH), faults)
    day = _days(program, table, layout, today, faults)
    kind = _choices(table, layout, KIND, _kinds(), LearningKind.EXPERIENTIAL.value, faults)
    channel = _choices(table, layout, CHANNEL, _channels(), Channel.IN_PERSON.value, faults)
    meets_self = (author[rows] == partner) & (partner >= 0)
    is_wrong = np.zeros(table.row_count, dtype=bool)
    is_wrong[rows[meets_self]] = True
    faults.add(is_wrong, _needed(layout, WITH), _("“%(cell)s” is the same person twice. Name somebody else here."))
    faults.refuse()
    return _folded(program, table.row_count, author[rows], partner, day[rows], kind[rows], channel[rows])


def _folded(
    program: Program,
    row_count: int,
    author: Places,
    partner: Places,
    day: Places,
    kind: NDArray[np.object_],
    channel: NDArray[np.object_],
) -> InteractionPlan:
    """The first row of each pair and day; those after it are the same time together."""
    import pandas as pd  # noqa: PLC0415 -- a sixth of every process's start, and files alone need it

    _codes, people = pd.factorize(np.concatenate([author, partner]), sort=True)
    one, other = _codes[: len(author)], _codes[len(author) :]
    low, high = np.minimum(one, other), np.maximum(one, other)
    key = (low * len(people) + high) * (int(day.max()) + 1) + day
    first = np.flatnonzero(~pd.Series(key).duplicated().to_numpy())
    return InteractionPlan(
        row_count=row_count,
        author=people[one[first]],
        partner=people[other[first]],
        day=day[first],
        kind=kind[first].tolist(),
        channel=channel[first].tolist(),
        starts_on=program.starts_on,
    )


def _check_needed(layout: Layout) -> None:
    if layout.place(PERSON) is None or layout.place(WITH) is None:
        raise FileRefused([Fault(None, "", _("Choose the two columns that say who met whom."))])
    if (layout.place(DATE) is None) == (layout.place(TIME) is None):
        raise FileRefused([Fault(None, "", _("Choose one column that says when: a day, or seconds."))])


def _needed(layout: Layout, field: str) -> int:
    return layout.fields.index(field)


class _Names:
    """Finds participants by id, e-mail or name."""

    UNKNOWN, TWICE, LEFT, EARLY = -2, -3, -4, -5

    def __init__(self, people: list[Nameable]) -> None:
        self.ids: dict[str, int] = {}
        for row in people:
            if row.name:
                self.ids[row.name] = self.TWICE if row.name in self.ids else self._code(row)
        self.ids |= {row.email: self._code(row) for row in people if row.email}
        self.ids |= {row.reference: self._code(row) for row in people if row.reference}

    def _code(self, row: Nameable) -> int:
        if row.state in IN_THE_NETWORK:
            return row.participant_id
        return self.LEFT if row.state == ParticipantState.WITHDRAWN else self.EARLY

    def find(self, value: str) -> int:
        """The row id of a participant, or the code of what is wrong."""
        found = self.ids.get(value)
        return self.ids.get(value.lower(), self.UNKNOWN) if found is None else found

    def each(self, table: Table, place: int, faults: Faults) -> Places:
        """One participant for each row."""
        column = table.columns[place]
        codes = np.array([*map(self.find, column.values), -1], dtype=np.int64)[column.codes]
        self._note(codes, place, faults)
        return codes

    def several(self, table: Table, place: int, faults: Faults) -> tuple[NDArray[np.intp], Places]:
        """Participants of rows that may name several, with semicolons between them: which row, and who."""
        column = table.columns[place]
        if not any(";" in value for value in column.values):
            return np.arange(table.row_count), self.each(table, place, faults)
        found = [[self.find(name) for part in value.split(";") if (name := part.strip())] for value in column.values]
        self._note(
            np.array([*(min(codes, default=-1) for codes in found), -1], dtype=np.int64)[column.codes], place, faults
        )
        sizes = np.array([*map(len, found), 0])
        starts = np.cumsum(sizes) - sizes
        flat = np.array([code for codes in found for code in codes], dtype=np.int64)
        counts = sizes[column.codes]
        rows = np.repeat(np.arange(table.row_count), counts)
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return rows, flat[np.repeat(starts[column.codes], counts) + within]

    def _note(self, codes: Places, place: int, faults: Faults) -> None:
        texts = {
            -1: _("Nobody is named here. Add an id, an e-mail or a name."),
            self.UNKNOWN: _("“%(cell)s” is nobody in this program. Bring in people first, or correct the name."),
            self.TWICE: _("“%(cell)s” is the name of two people here. Use an id or an e-mail."),
            self.LEFT: _("“%(cell)s” has left this program. Take the line out."),
            self.EARLY: _("“%(cell)s” has not joined this program yet. Bring them in with the people first."),
        }
        for code, text in texts.items():
            faults.add(codes == code, place, text)


def _days(program: Program, table: Table, layout: Layout, today: date, faults: Faults) -> Places:
    """Days since the program's first, for each row."""
    place = layout.place(DATE)
    if place is not None:
        column = table.columns[place]
        values, codes = _written_days(column, layout.date_order, place, faults), column.codes
        base = program.starts_on.toordinal()
        days = np.array([*(value - base if value else _NO_DAY for value in values), _NO_DAY], dtype=np.int64)[codes]
        faults.add(codes < 0, place, _("The day is missing. Write days like 2026-04-03."))
    else:
        place = _needed(layout, TIME)
        days = _counted_days(program, table.columns[place], place, faults)
    _check_days(program, days, place, today, faults)
    return days


_NO_DAY = -(10**9)


def _check_days(program: Program, days: Places, place: int, today: date, faults: Faults) -> None:
    first, last = first_and_last_day(program, today)
    began, latest = date_format(first, "DATE_FORMAT"), date_format(last, "DATE_FORMAT")
    early = _("“%(cell)s” is before the program began, on %(began)s. Take the line out.")
    late = _("“%(cell)s” is after %(latest)s, the last day that can be logged. Correct the day.")
    faults.add((days < 0) & (days != _NO_DAY), place, early % {"cell": "%(cell)s", "began": began})
    faults.add(days > (last - first).days, place, late % {"cell": "%(cell)s", "latest": latest})


def _written_days(column: Column, order: str, place: int, faults: Faults) -> list[int]:
    """The day number of each distinct value, 0 where it is none."""
    slashed = [found for value in column.values if (found := SLASHED_DAY.fullmatch(value))]
    readings = {
        "day": [_ordinal(f[4], f[3], f[1]) for f in slashed],
        "month": [_ordinal(f[4], f[1], f[3]) for f in slashed],
    }
    fitting = [reading for reading in readings.values() if all(reading)]
    is_unclear = not order and len(fitting) == 2 and fitting[0] != fitting[1]
    if order not in readings:
        order = "month" if not all(readings["day"]) and all(readings["month"]) else "day"
    by_text = {found[0]: number for found, number in zip(slashed, readings[order], strict=True)}
    numbers = [by_text[value] if value in by_text else _plain_day(value) for value in column.values]
    if is_unclear:
        text = _("“%(cell)s” could be day first or month first. Say which, or write days like 2026-04-03.")
        faults.add(_spread(column, [value in by_text for value in column.values]), place, text)
    text = _("“%(cell)s” is not a day. Write days like 2026-04-03.")
    faults.add(_spread(column, [not number for number in numbers]), place, text)
    return numbers


def _spread(column: Column, is_wrong: list[bool]) -> NDArray[np.bool_]:
    wrong: NDArray[np.bool_] = np.array([*is_wrong, False], dtype=bool)[column.codes]
    return wrong


def _plain_day(value: str) -> int:
    if found := ISO_DAY.fullmatch(value):
        return _ordinal(found[1], found[2], found[3])
    if found := POINTED_DAY.fullmatch(value):
        return _ordinal(found[3], found[2], found[1])
    return 0


def _ordinal(year: str, month: str, day: str) -> int:
    try:
        return date(int(year), int(month), int(day)).toordinal()
    except ValueError:
        return 0


def _counted_days(program: Program, column: Column, place: int, faults: Faults) -> Places:
    """From seconds since the program's first midnight, or since 1970, by how large they are."""
    import pandas as pd  # noqa: PLC0415 -- a sixth of every process's start, and files alone need it

    is_number = [SECONDS.fullmatch(value) is not None for value in column.values]
    seconds = np.array([float(value) if good else 0.0 for value, good in zip(column.values, is_number, strict=True)])
    faults.add(_spread(column, [not good for good in is_number]), place, _("“%(cell)s” is not a number of seconds."))
    faults.add(column.codes < 0, place, _("The time is missing."))
    if len(seconds) and seconds.max() >= FIRST_UNIX_TIME:
        seconds = np.where(seconds >= FIRST_UNIX_MILLISECONDS, seconds / 1000, seconds)
        moments = pd.to_datetime(pd.Series(seconds), unit="s", utc=True, errors="coerce").dt.tz_convert(
            program.time_zone
        )
        midnights = moments.dt.tz_localize(None).dt.normalize()
        days = (midnights - pd.Timestamp(program.starts_on)).dt.days.fillna(10**6).to_numpy(dtype=np.int64)
    else:
        days = (seconds // DAY_SECONDS).astype(np.int64)
    each: Places = np.append(np.where(is_number, days, _NO_DAY), _NO_DAY)
    return each[column.codes]


def _kinds() -> dict[str, str]:
    return {word.casefold(): value for value, label in LearningKind.choices for word in (value, str(label))}


def _channels() -> dict[str, str]:
    return {word.casefold(): value for value, label in Channel.choices for word in (value, str(label))}


def _choices(
    table: Table, layout: Layout, field: str, known: dict[str, str], usual: str, faults: Faults
) -> NDArray[np.object_]:
    """A column of words we know; blank cells and a missing column mean the usual one."""
    place = layout.place(field)
    if place is None:
        return np.full(table.row_count, usual, dtype=object)
    column = table.columns[place]
    text = _("“%(cell)s” is not known here. Use one of: %(words)s.")
    words = ", ".join(sorted(known))
    wrong = [value.casefold() not in known for value in column.values]
    faults.add(_spread(column, wrong), place, text % {"cell": "%(cell)s", "words": words})
    values = [known.get(value.casefold(), usual) for value in column.values]
    return np.array([*values, usual], dtype=object)[column.codes]
