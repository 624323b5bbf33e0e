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
from surveys.enums import Dimension, ItemKind
from surveys.models import Instrument, Item
from surveys.rules import MOST_ITEMS
from surveys.selectors.waves import items_of, newest_instrument

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


@cache
def _file() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["instruments"]
    return loaded


@transaction.atomic
def keep_built_in(*, now: datetime) -> dict[str, Instrument]:
    """This will take the built-in instruments over into the open organization, or give back the newest it has."""
    found = {}
    for one in _file():
        known = newest_instrument(one["key"])
        found[one["key"]] = known or _kept(
            one["key"], 1, one["titles"], one["intros"], [ItemWords(**item) for item in one["items"]], is_built_in=True
        )
    return found


def built_in_questions(key: str) -> tuple[Instrument, list[Item]]:
    """This will find a built-in list as the open organization keeps it, or as it would be kept; nothing is stored."""
    known = newest_instrument(key)
    if known is not None:
        return known, items_of(known)
    one = next(found for found in _file() if found["key"] == key)
    instrument = Instrument(key=key, titles=one["titles"], intros=one["intros"], is_built_in=True)
    return instrument, list(_items(instrument, [ItemWords(**item) for item in one["items"]]))


def _kept(
    key: str, version: int, titles: dict[str, str], intros: dict[str, str], items: Sequence[ItemWords],
    **more: Any,
) -> Instrument:  # fmt: skip
    instrument = Instrument.objects.create(key=key, version=version, titles=titles, intros=intros, **more)
    # One statement for all questions; Item has no save hooks beyond the check that bulk_create repeats.
    Item.objects.bulk_create(_items(instrument, items))
    return instrument


def _items(instrument: Instrument, items: Sequence[ItemWords]) -> Iterator[Item]:
    for place, one in enumerate(items, start=1):
        yield Item(
            instrument=instrument, place=place, key=one.key, kind=one.kind, dimension=one.dimension,
            is_reverse=one.is_reverse, is_core=one.is_core, texts=one.texts, options=one.options, fixes=one.fixes,
        )  # fmt: skip


@transaction.atomic
def change_instrument(
    *, actor: Membership, instrument: Instrument, titles: dict[str, str], intros: dict[str, str],
    items: Sequence[ItemWords], now: datetime,
) -> Instrument:  # fmt: skip
    """
    This will keep a changed list of questions: as the next version once this one was asked, else in its place.

    The core stays as it is, word for word, since it is what waves are compared by. Raises InstrumentRefused, also for a
    version that has a newer one.
    """
    _check(instrument, items)
    hold(f"instrument {instrument.organization_id} {instrument.key}")  # the next version is made once
    newest = newest_instrument(instrument.key)
    if newest is not None and newest.version > instrument.version:
        raise InstrumentRefused(_("There is a newer version by now. Open that one, and change it there."))
    if instrument.is_locked or instrument.is_built_in:
        kept = _kept(instrument.key, instrument.version + 1, titles, intros, items)
    else:
        Item.objects.filter(instrument=instrument).delete()
        instrument.delete()
        stays = {"public_id": instrument.public_id}  # its address, for whoever has it open
        kept = _kept(instrument.key, instrument.version, titles, intros, items, **stays)
    record(actor=actor, verb="instrument.changed", target=kept, now=now, version=kept.version, items=len(items))
    return kept


@transaction.atomic
def create_instrument(
    *, actor: Membership, titles: dict[str, str], intros: dict[str, str], items: Sequence[ItemWords], now: datetime
) -> Instrument:
    """This will keep a new list of questions of an organization's own; raises InstrumentRefused."""
    _check_items(items)
    stem = slugify(next((title for title in titles.values() if title), ""))[:40] or "questions"
    key = next(
        one for number in count(1) if newest_instrument(one := f"{stem}-{number}" if number > 1 else stem) is None
    )
    kept = _kept(key, 1, titles, intros, items)
    record(actor=actor, verb="instrument.created", target=kept, now=now, items=len(items))
    return kept


def _check(instrument: Instrument, items: Sequence[ItemWords]) -> None:
    _check_items(items)
    core = {item.key: item.texts for item in items_of(instrument) if item.is_core}
    if core != {one.key: one.texts for one in items if one.is_core}:
        raise InstrumentRefused(_("The core questions stay as they are: the score is compared by them."))


def _check_items(items: Sequence[ItemWords]) -> None:
    if not 1 <= len(items) <= MOST_ITEMS:
        raise InstrumentRefused(_("A survey has one question at least and %(most)s at most.") % {"most": MOST_ITEMS})
    if len({one.key for one in items}) < len(items):
        raise InstrumentRefused(_("Two questions have the same short name."))
    for one in items:
        if not any(one.texts.values()):
            raise InstrumentRefused(_("A question has no words."))
        if one.kind not in ItemKind.values or (one.dimension and one.dimension not in Dimension.values):
            raise InstrumentRefused(_("Choose one of the kinds shown."))
        if one.kind == ItemKind.CHOICE and len(one.options.get("en", [])) < 2:
            raise InstrumentRefused(_("A choice needs two options at least."))
