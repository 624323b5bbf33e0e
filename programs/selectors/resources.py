"""Reads of the library: what there is, and how far a person has read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from re import findall
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, QuerySet
from django.utils.safestring import SafeString

from belonging.core.markup import to_html
from belonging.core.prepared import Slot
from belonging.tenancy.enums import Duty, Role
from belonging.tenancy.models import Membership
from belonging.tenancy.scope import PreparedHere
from belonging.tenancy.selectors import members, members_with
from programs.enums import ResourceForm
from programs.models import Participant, Program, Resource, ResourceVisit
from programs.worksheets import cards_of, shuffled

MOST_WORDS = 8  # of a search
LISTED = ("public_id", "title", "category", "form", "minutes", "id", "organization_id")


@dataclass(frozen=True)
class Listed:
    """A resource as a line of the library."""

    public_id: UUID
    title: str
    category: str
    form: str
    minutes: int
    is_read: bool
    is_begun: bool

    @property
    def form_words(self) -> str:
        """The form as people read it."""
        return str(dict(ResourceForm.choices).get(self.form, self.form))


@dataclass(frozen=True)
class Shelf:
    """Resources of one category; of all, best first, when somebody searches for words."""

    title: str
    items: tuple[Listed, ...]


@dataclass(frozen=True)
class Library:
    """The library, or what a search leaves of it."""

    shelves: tuple[Shelf, ...]
    found_count: int
    categories: tuple[tuple[str, str], ...]
    forms: tuple[tuple[str, str], ...]


def resources_of(program: Program) -> QuerySet[Resource]:
    """Everything in a program's library, by category and title."""
    return Resource.objects.filter(program=program).order_by("category", "title", "id")


_DECKS = PreparedHere(
    lambda: Resource.objects.filter(
        program_id=Slot("program"), category=Slot("category"), form=ResourceForm.CARDS
    ).order_by("category", "title", "id")
)


def first_deck(program: Program, category: str) -> Resource | None:
    """The first deck of cards on a shelf of a program's library, or nothing."""
    return _DECKS.first(program=program.pk, category=category)


def resource_by_public_id(program: Program, public_id: UUID) -> Resource | None:
    """One resource of a program, with its worksheet, or nothing."""
    return resources_of(program).filter(public_id=public_id).select_related("worksheet", "module").first()


def resources_by_key(program: Program, keys: Collection[str]) -> list[Resource]:
    """The resources that a worksheet's question points at, in the order it names them; unknown keys are passed over."""
    rows = {row.key: row for row in resources_of(program).filter(key__in=list(keys)).only("key", *LISTED)}
    return [rows[key] for key in keys if key in rows]


def library(
    program: Program, me: Participant | None, *, query: str = "", category: str = "", form: str = ""
) -> Library:
    """The library page: shelves by category, or what words, a category and a form leave of them."""
    rows = resources_of(program).only(*LISTED)
    kinds = list(resources_of(program).order_by("category", "form").values_list("category", "form").distinct())
    if words := search_words(query):
        rows = found_by(rows, words)
    if category:
        rows = rows.filter(category=category)
    if form:
        rows = rows.filter(form=form)
    found = _listed(rows, me)
    shelves = groupby(found, key=lambda one: "" if words else one.category)
    labels = dict(ResourceForm.choices)
    return Library(
        shelves=tuple(Shelf(category_words(name), tuple(items)) for name, items in shelves),
        found_count=len(found),
        categories=tuple((one, category_words(one)) for one in dict.fromkeys(category for category, _ in kinds)),
        forms=tuple((form, str(labels.get(form, form))) for form in sorted({form for _, form in kinds})),
    )


def category_words(category: str) -> str:
    """A category's key as people read it: "one-to-one" is "One to one"."""
    words = category.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def search_words(query: str) -> list[str]:
    """The words of a search, without anything the search language would take for an order."""
    words: list[str] = findall(r"\w+", query.casefold())
    return words[:MOST_WORDS]


def found_by(rows: QuerySet[Resource], words: list[str]) -> QuerySet[Resource]:
    """The rows that have all the words, or words that begin like them; best first."""
    asked = SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="simple")
    return rows.filter(words=asked).order_by(SearchRank(F("words"), asked).desc(), "title", "id")


def _listed(rows: QuerySet[Resource], me: Participant | None) -> tuple[Listed, ...]:
    visits = {}
    if me is not None:
        mine = ResourceVisit.objects.filter(participant=me).order_by("id")
        visits = dict(mine.values_list("resource_id", "finished_on"))
    return tuple(
        Listed(
            public_id=row.public_id,
            title=row.title,
            category=row.category,
            form=row.form,
            minutes=row.minutes,
            is_read=visits.get(row.pk) is not None,
            is_begun=row.pk in visits and visits[row.pk] is None,
        )
        for row in rows
    )


@dataclass(frozen=True)
class Chapter:
    """One chapter in the list of them."""

    number: int
    title: str
    is_read: bool
    is_open: bool  # may be opened now


@dataclass(frozen=True)
class Reading:
    """A resource as one person reads it now."""

    resource: Resource
    text: SafeString
    chapters: tuple[Chapter, ...]
    here: Chapter | None
    here_text: SafeString
    finished_on: date | None

    @property
    def next_number(self) -> int | None:
        """The number of the chapter after this one, if there is one."""
        return self.here.number + 1 if self.here and self.here.number < len(self.chapters) else None

    @property
    def read_count(self) -> int:
        """How many chapters have been read."""
        return sum(chapter.is_read for chapter in self.chapters)

    @property
    def is_last(self) -> bool:
        """True when reading this chapter finishes the resource."""
        return self.here is not None and self.read_count + (not self.here.is_read) == len(self.chapters)


def visit_of(resource: Resource, me: Participant | None) -> ResourceVisit | None:
    """How far a person has read a resource, or nothing."""
    return ResourceVisit.objects.filter(resource=resource, participant=me).first() if me else None


def reading(resource: Resource, me: Participant | None, wanted: int | None = None) -> Reading:
    """
    A resource at a chapter. Chapters come one after another until the last is read; from then on in any order.

    Whoever only runs the program reads in any order.
    """
    visit = visit_of(resource, me)
    read = set(visit.chapters_read) if visit else set()
    is_free = me is None or (visit is not None and visit.finished_on is not None)
    current = next((number for number in range(1, len(resource.chapters) + 1) if number not in read), 1)
    chapters = tuple(
        Chapter(number, chapter["title"], number in read, is_free or number in read or number == current)
        for number, chapter in enumerate(resource.chapters, 1)
    )
    open_ones = {chapter.number: chapter for chapter in chapters if chapter.is_open}
    here = open_ones.get(wanted or current) or open_ones.get(current)
    return Reading(
        resource=resource,
        text=to_html(resource.text),
        chapters=chapters,
        here=here,
        here_text=to_html(resource.chapters[here.number - 1]["text"] if here else ""),
        finished_on=visit.finished_on if visit else None,
    )


def whole_text(resource: Resource) -> list[tuple[str, SafeString]]:
    """All of a resource on one page, for paper: titles of chapters (blank for the beginning) and their text."""
    parts = [("", resource.text), *((chapter["title"], chapter["text"]) for chapter in resource.chapters)]
    return [(title, to_html(text)) for title, text in parts if text]


@dataclass(frozen=True)
class Draw:
    """A card drawn from a deck."""

    depths: tuple[str, ...]
    depth: int  # from 1
    seed: int
    place: int  # from 1
    count: int
    card: str  # blank once all have been seen


def draw(resource: Resource, *, depth: int, seed: int, place: int) -> Draw:
    """The card at a place of a deck's depth, in the order the seed decides. A depth is a chapter of the deck."""
    chapters = resource.chapters or [{"title": resource.title, "text": resource.text}]
    depth = min(max(depth, 1), len(chapters))
    cards = shuffled(cards_of(chapters[depth - 1]["text"]), seed)
    card = cards[place - 1] if 1 <= place <= len(cards) else ""
    return Draw(tuple(chapter["title"] for chapter in chapters), depth, seed, place, len(cards), card)


def humans_of(program: Program) -> list[Membership]:
    """Whom a person may turn to: the facilitators, or where there are none the admins, by name."""
    helping = list(members_with(Duty.PEOPLE).filter(role=Role.FACILITATOR))
    return helping or list(members().filter(role=Role.ADMIN))
