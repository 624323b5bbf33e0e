"""The instruments that come with the product, as rows of an organization; and new versions of one's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.statements import hold
from surveys.enums import AGREEMENT, Dimension, ItemKind
from surveys.models import Instrument, Item
from surveys.models.instruments import FIRST_LANGUAGE
from surveys.rules import MOST_ITEMS
from surveys.selectors.waves import (
    is_frozen,
    items_of,
    locked_instrument,
    locked_wave,
    newest_instrument,
    waves_to_come,
)
from surveys.services.promises import agreement_words

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership

FILE = Path(__file__).resolve().parent.parent / "instruments.yaml"


class InstrumentRefused(BelongingError):
    """A list of questions that cannot be kept like that."""

    code = "instrument_refused"


@dataclass(frozen=True)
class ItemWords:
    """One question of a new version."""

    key: str
    kind: str = ItemKind.SCALE
    dimension: str = ""
    is_reverse: bool = False
    is_core: bool = False
    texts: dict[str, str] = field(default_factory=dict)
    options: dict[str, list[str]] = field(default_factory=dict)
    fixes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Head:
    """What stands above and beside the questions of a new version; the words by language."""

    titles: dict[str, str]
    intros: dict[str, str]
    anchors: dict[str, list[str]] = field(default_factory=dict)  # the five answers to a statement; blank: the product's
    language: str = FIRST_LANGUAGE  # of the original


@cache
def _file() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["instruments"]
    return loaded


@cache
def words_of_the_product() -> dict[tuple[str, str], dict[str, str]]:
    """This will find what the product itself says for a text in the other languages: (language, text) to language."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for one in _file():
        texts = [one["titles"], one["intros"]]
        for item in one["items"]:
            texts += [item["texts"], item.get("fixes", {})]
            options = item.get("options", {})
            texts += [dict(zip(options, row, strict=True)) for row in zip(*options.values(), strict=True)]
        found |= {spoken: words for words in texts for spoken in words.items()}
    anchors = agreement_words()
    for row in zip(*anchors.values(), strict=True):
        words = dict(zip(anchors, row, strict=True))
        found |= dict.fromkeys(words.items(), words)
    return found


@transaction.atomic
def keep_built_in(*, now: datetime) -> dict[str, Instrument]:
    """
    This will take the built-in instruments over into the open organization, or give back the newest it has.

    Languages that came with the product since are added to what the organization left as it was: in its place, or as
    the next version where a wave froze the words.
    """
    found = {}
    for one in _file():
        known, items = newest_instrument(one["key"]), [ItemWords(**item) for item in one["items"]]
        if known is None:
            known = _kept(one["key"], 1, Head(one["titles"], one["intros"]), items, is_built_in=True)
        elif known.is_built_in and set(one["titles"]) - set(known.titles):
            known = _in_all_languages(known, Head(one["titles"], one["intros"]), items)
        found[one["key"]] = known
    return found


def _in_all_languages(known: Instrument, head: Head, items: Sequence[ItemWords]) -> Instrument:
    known = locked_instrument(known)  # a worker and a page at once: the second finds what the first added
    if set(head.titles) <= set(known.titles):
        return known
    said = {item.key: (item.texts[FIRST_LANGUAGE], item.options.get(FIRST_LANGUAGE, [])) for item in items_of(known)}
    if said != {one.key: (one.texts[FIRST_LANGUAGE], one.options.get(FIRST_LANGUAGE, [])) for one in items}:
        return known  # an earlier version of the product asked something else
    return _replaced(known, head, items, is_built_in=True, as_next=is_frozen(known))


def built_in_questions(key: str) -> tuple[Instrument, list[Item]]:
    """This will find a built-in list as the open organization keeps it, or as it would be kept; nothing is stored."""
    known = newest_instrument(key)
    if known is not None:
        return known, items_of(known)
    one = next(found for found in _file() if found["key"] == key)
    instrument = Instrument(key=key, titles=one["titles"], intros=one["intros"], is_built_in=True)
    return instrument, list(_items(instrument, [ItemWords(**item) for item in one["items"]]))


def _kept(
    key: str, version: int, head: Head, items: Sequence[ItemWords], *, is_built_in: bool = False
) -> Instrument:  # fmt: skip
    instrument = Instrument.objects.create(
        key=key, version=version, language=head.language, titles=head.titles, intros=head.intros,
        anchors=head.anchors or agreement_words(), is_built_in=is_built_in,
    )  # fmt: skip
    # One statement for all questions; Item has no save hooks beyond the check that bulk_create repeats.
    Item.objects.bulk_create(_items(instrument, items))
    return instrument


def _items(instrument: Instrument, items: Sequence[ItemWords]) -> Iterator[Item]:
    for place, one in enumerate(items, start=1):
        yield Item(
            instrument=instrument, place=place, key=one.key, kind=one.kind, dimension=one.dimension,
            is_reverse=one.is_reverse, is_core=one.is_core, texts=one.texts, options=one.options, fixes=one.fixes,
        )  # fmt: skip


def _replaced(
    known: Instrument, head: Head, items: Sequence[ItemWords], *, is_built_in: bool, as_next: bool
) -> Instrument:  # fmt: skip
    """A changed list: in the place of what nobody was asked, else the next version, which waves to come then ask."""
    if as_next:
        # Held before they are handed on, each as opening holds it: a wave opens with the words of before or of after.
        waves = [locked_wave(wave).pk for wave in waves_to_come(known.key)]
        newest = newest_instrument(known.key) or known
        kept = _kept(known.key, newest.version + 1, head, items, is_built_in=is_built_in)
        waves_to_come(known.key).filter(pk__in=waves).update(instrument=kept)
        return kept
    known.titles, known.intros, known.anchors = head.titles, head.intros, head.anchors or agreement_words()
    known.save(update_fields=["titles", "intros", "anchors"])
    Item.objects.filter(instrument=known).delete()
    Item.objects.bulk_create(_items(known, items))  # as in _kept
    return known


@transaction.atomic
def change_instrument(
    *, actor: Membership, instrument: Instrument, head: Head, items: Sequence[ItemWords], now: datetime
) -> Instrument:
    """
    This will keep a changed list of questions: as the next version once this one was asked, else in its place.

    Waves that have not opened ask the new words. The core stays as it is, word for word, since it is what waves are
    compared by; only languages it lacks may be added. Raises InstrumentRefused, also for a version that has a newer
    one.
    """
    _check(instrument, head, items)
    hold(f"instrument {instrument.organization_id} {instrument.key}")  # the next version is made once
    newest = newest_instrument(instrument.key)
    if newest is not None and newest.version > instrument.version:
        raise InstrumentRefused(_("There is a newer version by now. Open that one, and change it there."))
    instrument = locked_instrument(instrument)
    as_next = instrument.is_locked or instrument.is_built_in
    kept = _replaced(instrument, head, items, is_built_in=False, as_next=as_next)
    record(actor=actor, verb="instrument.changed", target=kept, now=now, version=kept.version, items=len(items))
    return kept


@transaction.atomic
def create_instrument(*, actor: Membership, head: Head, items: Sequence[ItemWords], now: datetime) -> Instrument:
    """This will keep a new list of questions of an organization's own; raises InstrumentRefused."""
    _check_items(head, items)
    stem = slugify(next((title for title in head.titles.values() if title), ""))[:40] or "questions"
    key = next(
        one for number in count(1) if newest_instrument(one := f"{stem}-{number}" if number > 1 else stem) is None
    )
    kept = _kept(key, 1, head, items)
    record(actor=actor, verb="instrument.created", target=kept, now=now, items=len(items))
    return kept


def _check(instrument: Instrument, head: Head, items: Sequence[ItemWords]) -> None:
    _check_items(head, items)
    core = {item.key: item.texts for item in items_of(instrument) if item.is_core}
    given = {one.key: one.texts for one in items if one.is_core}
    if set(core) != set(given) or any(texts.items() - given[key].items() for key, texts in core.items()):
        raise InstrumentRefused(_("The core questions stay as they are: the score is compared by them."))


def _check_items(head: Head, items: Sequence[ItemWords]) -> None:
    if not 1 <= len(items) <= MOST_ITEMS:
        raise InstrumentRefused(_("A survey has one question at least and %(most)s at most.") % {"most": MOST_ITEMS})
    if len({one.key for one in items}) < len(items):
        raise InstrumentRefused(_("Two questions have the same short name."))
    own = head.anchors.get(head.language, [])
    if any(len(one) != len(AGREEMENT) for one in head.anchors.values()) or (head.anchors and not all(own or [""])):
        raise InstrumentRefused(_("A statement has five answers. Give all of them or none."))
    for one in items:
        if not one.texts.get(head.language):
            raise InstrumentRefused(_("A question has no words."))
        if one.kind not in ItemKind.values or (one.dimension and one.dimension not in Dimension.values):
            raise InstrumentRefused(_("Choose one of the kinds shown."))
        options = one.options.get(head.language, [])
        if one.kind == ItemKind.CHOICE and len(options) < 2:
            raise InstrumentRefused(_("A choice needs two options at least."))
        if any(len(given) != len(options) for given in one.options.values()):
            # An answer is the number of its option: one more or less in a language would change what it means.
            raise InstrumentRefused(_("A choice has the same options in every language."))
