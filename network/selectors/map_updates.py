"""What a monthly update asks, and what a program's updates add up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.enums import MapWord
from network.models import Map, MapAnswer, MapEntry, MapUpdate
from network.rules import LOOK_AGAIN_AFTER, MOST_NEW, MOST_UPDATED
from network.selectors.maps import Together, asking_me, last_times, nameable_for_maps
from network.selectors.people import Person, faces
from programs.rules import shown_month

if TYPE_CHECKING:
    from programs.models import Participant, Program


@dataclass(frozen=True)
class Asked:
    """Somebody on the map whom an update asks about; `word` is what it said before, blank until then."""

    entry: MapEntry
    face: Person | None
    since: str
    word: str

    @property
    def name(self) -> str:
        """Who it is, as the map's owner knows them."""
        return self.face.name if self.face else self.entry.outside_name


@dataclass(frozen=True)
class Offered:
    """Somebody new: met since the last update, or somebody whose map holds this person."""

    face: Person
    since: str


@dataclass(frozen=True)
class UpdateSheet:
    """One update: whom it asks about, who is new, and what it has said already."""

    own: Map
    month: int
    asked: list[Asked]
    offered: list[Offered]
    done: MapUpdate | None

    @property
    def tap_count(self) -> int:
        """How many questions there are."""
        return len(self.asked) + len(self.offered)


def last_looked_on(own: Map, month: int) -> date:
    """The day of the update before this month's, else the day the map was begun."""
    before = MapUpdate.objects.filter(map=own, month__lt=month).order_by("-month").first()
    return before.done_on if before else own.began_on


def update_sheet(program: Program, participant: Participant, own: Map, today: date) -> UpdateSheet:
    """Only people met or newly visible since the last update, and those not looked at for a season."""
    month = shown_month(program, today)
    since, times = last_looked_on(own, month), last_times(participant)
    done = MapUpdate.objects.filter(map=own, month=month).first()
    said = dict(MapAnswer.objects.filter(update=done).order_by("pk").values_list("entry_id", "word")) if done else {}
    rows = [row for row in _everybody(own, said) if row.pk in said or _is_due(row, times, since, today)]
    rows = sorted(rows, key=lambda row: (row.pk not in said, -_last(row, times).toordinal(), row.looked_at_on, row.pk))
    rows = rows[: max(MOST_UPDATED, len(said))]
    shown = iter(faces(program, [row.person for row in rows if row.person]))
    asked = [
        Asked(row, next(shown) if row.person else None, _met_words(times.get(row.person_id or 0)), said.get(row.pk, ""))
        for row in rows
    ]
    return UpdateSheet(own, month, asked, _offered(program, participant, own, since, times), done)


def _everybody(own: Map, said: dict[int, str]) -> list[MapEntry]:
    lost = [pk for pk, word in said.items() if word == MapWord.LOST]
    rows = MapEntry.objects.filter(map=own).filter(Q(gone_on=None) | Q(pk__in=lost))
    return list(rows.select_related("person__membership").order_by("pk"))


def _is_due(row: MapEntry, times: dict[int, Together], since: date, today: date) -> bool:
    """Met since somebody last looked, or not looked at for long. Nobody is asked about twice in one sitting."""
    is_met = _last(row, times) >= since and _last(row, times) >= row.looked_at_on and row.added_on < today
    return is_met or today - row.looked_at_on >= LOOK_AGAIN_AFTER


def _last(row: MapEntry, times: dict[int, Together]) -> date:
    together = times.get(row.person_id or 0)
    return together.last_on if together else date.min


def _met_words(together: Together | None) -> str:
    if together is None:
        return ""
    return _("Last time together: %(day)s") % {"day": date_format(together.last_on, "MONTH_DAY_FORMAT")}


def _offered(
    program: Program, participant: Participant, own: Map, since: date, times: dict[int, Together]
) -> list[Offered]:
    known = set(MapEntry.objects.filter(map=own, person__isnull=False).values_list("person_id", flat=True))
    met = [person for person, together in times.items() if person not in known and together.last_on >= since]
    met.sort(key=lambda person: (-times[person].last_on.toordinal(), person))
    naming = [row.map.participant_id for row in asking_me(participant) if row.map.participant_id not in known]
    order = list(dict.fromkeys([*met, *naming]))[: MOST_NEW * 2]
    rows = {row.pk: row for row in nameable_for_maps(program, participant).filter(pk__in=order)}
    people = [rows[person] for person in order if person in rows][:MOST_NEW]
    words = [_met_words(times.get(one.pk)) or _("Has you on their map") for one in people]
    return [Offered(face, text) for face, text in zip(faces(program, people), words, strict=True)]


def own_changes(own: Map) -> list[MapUpdate]:
    """A person's own updates, the newest first."""
    return list(MapUpdate.objects.filter(map=own).order_by("-month"))


def month_changes(program: Program, on: date) -> dict[str, Any]:
    """What a program's updates of one month add up to: how many maps there are, were looked at, and what changed."""
    month = shown_month(program, on)
    words = ("formed", "kept", "stronger", "weaker", "lost")
    maps = Map.objects.filter(program=program, frozen_at__isnull=False).count()
    if not maps:  # every night asks, and many programs have none
        return {"month": month, "maps": 0, "named": 0, "updated": 0} | dict.fromkeys(words, 0)
    rows = MapUpdate.objects.filter(map__program=program, month=month)
    sums = rows.aggregate(updated=Count("pk"), **{word: Sum(word) for word in words})
    counted = {name: value or 0 for name, value in sums.items()}
    return {"month": month, "maps": maps, "named": on_maps(program)} | counted


def on_maps(program: Program) -> int:
    """How many people the frozen maps of a program hold in all."""
    return MapEntry.objects.filter(map__program=program, map__frozen_at__isnull=False, gone_on=None).count()
