"""Reads of the code book: texts that wait to be read, what was found in them by month, and how far readers agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from belonging.core.clock import program_month
from community.agreement import mean_kappa
from community.enums import Feeling, TextKind
from community.models import Coding, Story, Theme
from community.rules import FEWEST_COMMON_TEXTS
from surveys.selectors.matching import terms_in
from surveys.selectors.words import shown_remarks

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Program


@dataclass(frozen=True)
class Text:
    """Something somebody wrote, as it is read for themes."""

    kind: TextKind
    id: UUID
    asked: str
    month: int
    text: str

    @property
    def name(self) -> str:
        """What it is called in forms and codings."""
        return f"{self.kind}-{self.id}"


@dataclass(frozen=True)
class ThemeLine:
    """One theme with what was found of it."""

    theme: Theme
    count: int
    by_month: Sequence[int]
    kappa: float | None
    common: int  # texts that two or more have read
    merged: Sequence[Theme] = ()
    feelings_by_month: Sequence[Counter[str]] = ()  # how the texts of each month sound

    @property
    def feelings(self) -> list[tuple[str, int]]:
        """How many of its texts sound like what, in words; what nobody heard is left out."""
        whole = sum(self.feelings_by_month, Counter[str]())
        return [(str(one.label), whole[one]) for one in Feeling if whole[one]]


@dataclass(frozen=True)
class CodeBook:
    """Everything the page of themes shows."""

    months: Sequence[int]
    lines: Sequence[ThemeLine]
    text_count: int
    read_count: int  # by anybody
    waiting_count: int  # for this person
    questions: Sequence[str]  # what was asked, to choose from
    asked: str  # the one that was chosen; blank for all


@dataclass(frozen=True)
class Suggestion:
    """A theme of the code book beside one text, and whether its terms stand there."""

    theme: Theme
    is_suggested: bool


@dataclass
class _Found:
    """Codings sorted out: by theme, each coder's yes or no by text."""

    readers: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    says: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))  # theme and text → coders
    sounds: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))  # text → feelings

    def holds(self, theme: str, text: str) -> bool:
        """True when at least half of those who read the text found the theme."""
        return 2 * len(self.says[theme, text]) >= max(1, len(self.readers[text]))

    def feeling(self, text: str) -> str:
        """How a text sounds to most who heard something in it; where they differ evenly, like some of both."""
        heard = self.sounds[text].most_common(2)
        is_even = len(heard) == 2 and heard[0][1] == heard[1][1]
        return Feeling.MIXED if is_even else heard[0][0] if heard else ""

    def coders(self, theme: str) -> list[dict[str, bool]]:
        """For each coder what they said of each text they read."""
        found: dict[int, dict[str, bool]] = defaultdict(dict)
        for text, coders in self.readers.items():
            for coder in coders:
                found[coder][text] = coder in self.says[theme, text]
        return list(found.values())


def texts_of(program: Program) -> list[Text]:
    """Remarks that may be shown, and stories, the newest first. Those who run the program may read all of them."""
    remarks = [
        Text(TextKind.REMARK, one.id, one.question, program_month(program.starts_on, one.asked_on), one.text)
        for one in shown_remarks(program)
    ]
    stories = [
        Text(TextKind.STORY, one.public_id, one.title, program_month(program.starts_on, one.told_at.date()), one.text)
        for one in Story.objects.filter(program=program).order_by("-told_at", "-id")
    ]
    return sorted([*remarks, *stories], key=lambda one: -one.month)


def themes_of(program: Program) -> list[Theme]:
    """The themes of a program's code book that are not merged into others, by name."""
    return list(Theme.objects.filter(program=program, merged_into=None).order_by("name", "id"))


def theme_by_public_id(program: Program, public_id: UUID) -> Theme | None:
    """One theme of a program, or nothing."""
    return Theme.objects.filter(program=program, public_id=public_id).select_related("merged_into").first()


def next_text(program: Program, reader: Membership) -> Text | None:
    """The newest text this person has not read for themes, or nothing."""
    read = {f"{kind}-{source}" for kind, source in _read_by(program, reader)}
    return next((one for one in texts_of(program) if one.name not in read), None)


def _read_by(program: Program, reader: Membership) -> Iterable[tuple[str, UUID]]:
    return Coding.objects.filter(program=program, coder=reader).values_list("kind", "source")


def suggestions_for(text: Text, themes: Sequence[Theme]) -> list[Suggestion]:
    """Every theme, and which of them the words of a text suggest. A machine's guess, until somebody confirms it."""
    terms = [(theme.pk, term) for theme in themes for term in theme.terms]
    hit = {terms[place][0] for place in terms_in([text.text], [term for _pk, term in terms])[0]}
    return [Suggestion(theme, theme.pk in hit) for theme in themes]


def code_book(program: Program, reader: Membership, *, asked: str = "") -> CodeBook:
    """The themes by month and how far their readers agree, in the texts about one question or in all."""
    every = texts_of(program)
    questions = sorted({one.asked for one in every})
    asked = asked if asked in questions else ""
    texts = [one for one in every if asked in {"", one.asked}]
    themes = list(Theme.objects.filter(program=program).order_by("name", "id"))
    found = _found(program, themes, {one.name for one in texts})
    months = sorted({one.month for one in texts})
    mine = {f"{kind}-{source}" for kind, source in _read_by(program, reader)}
    return CodeBook(
        months=months,
        lines=[_line(theme, themes, texts, months, found) for theme in themes if theme.merged_into_id is None],
        text_count=len(texts),
        read_count=sum(bool(found.readers[one.name]) for one in texts),
        waiting_count=sum(one.name not in mine for one in every),
        questions=questions,
        asked=asked,
    )


def _line(
    theme: Theme, themes: Sequence[Theme], texts: Sequence[Text], months: Sequence[int], found: _Found
) -> ThemeLine:
    key = str(theme.public_id)
    held = [one for one in texts if found.holds(key, one.name)]
    counts, sounds = Counter(one.month for one in held), dict[int, Counter[str]]()
    for one in held:
        sounds.setdefault(one.month, Counter())[found.feeling(one.name)] += 1
    kappa, common = mean_kappa(found.coders(key), FEWEST_COMMON_TEXTS)
    merged = [one for one in themes if one.merged_into_id == theme.pk]
    heard = [sounds.get(month, Counter()) for month in months]
    return ThemeLine(theme, len(held), [counts[month] for month in months], kappa, common, merged, heard)


def examples_of(program: Program, theme: Theme) -> list[Text]:
    """The texts in which people found a theme."""
    texts = texts_of(program)
    themes = list(Theme.objects.filter(program=program).order_by("id"))
    found = _found(program, themes, {one.name for one in texts})
    return [one for one in texts if found.holds(str(theme.public_id), one.name)]


def _found(program: Program, themes: Sequence[Theme], texts: set[str]) -> _Found:
    """What was found in texts that are still there; a merged theme counts as the one it was merged into."""
    keys = {theme.pk: str(theme.public_id) for theme in themes}
    final = {keys[theme.pk]: keys.get(theme.merged_into_id or theme.pk, "") for theme in themes}
    found = _Found()
    for row in Coding.objects.filter(program=program).order_by("id"):
        name = f"{row.kind}-{row.source}"
        if name in texts:
            found.readers[name].add(row.coder_id)
            if row.feeling:
                found.sounds[name][row.feeling] += 1
            for key in row.themes:
                found.says[final.get(key, key), name].add(row.coder_id)
    return found
