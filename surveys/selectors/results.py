"""Published results, with the words around the figures. The figures went through disclosure when the wave closed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from surveys.disclosure import LEAST, LEAST_WORDS
from surveys.enums import Dimension, ItemKind
from surveys.models import Item, Result
from surveys.publishing import BAND
from surveys.selectors.ballots import remarks_of, words_about
from surveys.selectors.waves import items_of

if TYPE_CHECKING:
    from programs.selectors.programs import Segments
    from surveys.models import Wave

WEAK = 3.0  # an item below it shows what may help


@dataclass(frozen=True)
class Figure:
    """A mean as it may be shown; nothing when too few answered."""

    label: str
    value: float | None
    bound: str = ""
    count: int | None = None
    fix: str = ""
    before: float | None = None  # what the survey of the same kind before it published

    @property
    def share(self) -> int:
        """How much of the scale it fills, in percent, for a bar."""
        return round(25 * (self.value - 1)) if self.value is not None else 0


@dataclass(frozen=True)
class Grouping:
    """One slice: its shown groups, and whether some are hidden."""

    name: str
    groups: Sequence[Figure]
    has_hidden: bool


@dataclass(frozen=True)
class Shown:
    """A remark, how much was said to and fro about it, and whether its writer can read an answer."""

    id: UUID
    text: str
    line_count: int
    can_be_answered: bool


@dataclass(frozen=True)
class Words:
    """What people wrote to one question."""

    question: str
    remarks: Sequence[Shown]


@dataclass(frozen=True)
class Choice:
    """How many chose what."""

    question: str
    options: Sequence[Figure]


@dataclass(frozen=True)
class WaveResult:
    """Everything a results page shows. Parts that only those who run the program see are empty for others."""

    headline: dict[str, Any] | None
    answered: int
    asked: int
    best: Sequence[Figure]
    focus: Sequence[Figure]
    scales: Sequence[Figure]
    changes: Sequence[dict[str, Any]]
    items: Sequence[Figure] = ()
    groupings: Sequence[Grouping] = ()
    choices: Sequence[Choice] = ()
    words: Sequence[Words] = ()

    @property
    def rate(self) -> int:
        """Who answered among those asked, in percent."""
        return round(100 * self.answered / self.asked) if self.asked else 0


def fewest_answers() -> tuple[int, int]:
    """Of how many answers figures are shown at the least, and of how many what people wrote."""
    return LEAST, LEAST_WORDS


def result_of(wave: Wave, *, for_staff: bool, segments: Segments) -> WaveResult | None:
    """
    What a closed wave came to, or nothing.

    Everybody sees the score, the best and the ones to work on, and what changed. Groups, single items and words are for
    those who run the program; of the groups that the program compares only these segments. With no more answers than
    the threshold, those who answered would see too much.
    """
    row = Result.objects.filter(wave=wave).first()
    if row is None:
        return None
    figures: dict[str, Any] = row.figures
    items = {item.key: item for item in items_of(wave.instrument)}
    if not for_staff and not figures["is_for_everybody"]:
        return WaveResult(None, figures["answered"], figures["asked"], (), (), (), ())
    before = _published_before(wave, for_staff=for_staff)
    found = {one["key"]: _figure(items[one["key"]], one, before.get(one["key"])) for one in figures["items"]}
    shared: dict[str, Any] = {
        "headline": figures["headline"],
        "answered": figures["answered"],
        "asked": figures["asked"],
        "best": [found[key] for key in figures["best"]],
        "focus": [found[key] for key in figures["focus"]],
        "scales": [Figure(str(Dimension(one["key"]).label), one["value"], one["bound"]) for one in figures["scales"]],
        "changes": figures["changes"],
    }
    if not for_staff:
        return WaveResult(**shared)
    return WaveResult(
        **shared,
        items=list(found.values()),
        groupings=[_narrowed(_grouping(one, items), wave, segments) for one in figures["slices"]],
        choices=[_choice(one, items) for one in figures["choices"] if one["shares"]],
        words=_words(wave, items),
    )


def _figure(item: Item, one: dict[str, Any], before: float | None) -> Figure:
    is_weak = one["value"] is not None and one["value"] < WEAK
    return Figure(item.text, one["value"], one["bound"], fix=item.fix if is_weak else "", before=before)


def _published_before(wave: Wave, *, for_staff: bool) -> dict[str, float]:
    """Each question's mean in the last survey of the same kind with the same questions, where it was published."""
    rows = Result.objects.filter(
        wave__program=wave.program_id, wave__kind=wave.kind, wave__instrument__key=wave.instrument.key
    )
    row = rows.filter(wave__opens_on__lt=wave.opens_on).order_by("-wave__opens_on", "-id").first()
    if row is None or not (for_staff or row.figures["is_for_everybody"]):
        return {}
    return {one["key"]: one["value"] for one in row.figures["items"] if one["value"] is not None and not one["bound"]}


def _grouping(one: dict[str, Any], items: dict[str, Item]) -> Grouping:
    name, labels = one["name"], items[BAND].labels if one["name"] == BAND and BAND in items else []
    groups = [
        Figure(
            labels[int(group["label"]) - 1] if labels else group["label"],
            group["value"],
            group["bound"],
            group["count"],
        )
        for group in one["groups"]
    ]
    return Grouping(_("By how many people one knows") if name == BAND else name, groups, one["has_hidden"])


def _narrowed(grouping: Grouping, wave: Wave, segments: Segments) -> Grouping:
    """Of the groups that facilitators are given to look after only these."""
    if segments is None or grouping.name != wave.program.segment_attribute:
        return grouping
    return replace(grouping, groups=[one for one in grouping.groups if one.label in segments])


def _choice(one: dict[str, Any], items: dict[str, Item]) -> Choice:
    item = items[one["key"]]
    shares = zip(item.labels, one["shares"], strict=False)
    return Choice(item.text, [Figure(label, share["value"], share["bound"]) for label, share in shares])


def _words(wave: Wave, items: dict[str, Item]) -> list[Words]:
    remarks = remarks_of(wave)
    counts = Counter(word.remark_id for word in words_about([one.pk for one in remarks]))
    shown: dict[str, list[Shown]] = defaultdict(list)
    for one in remarks:
        shown[one.item].append(Shown(one.pk, one.text, counts[one.pk], one.mark is not None))
    return [Words(item.text, shown[key]) for key, item in items.items() if item.kind == ItemKind.WORDS and key in shown]
