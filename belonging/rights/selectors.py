"""Reads of what is kept about a person: row by row, as they get it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from django.utils.translation import gettext as _

from belonging.accounts.models import User
from belonging.core import clock
from belonging.rights.models import PersonalCopy, RetentionRule
from belonging.rights.register import AGES, OF_ACCOUNTS, PERSONAL
from belonging.tenancy.enums import MembershipState
from belonging.tenancy.models import Membership, Organization, OrgModel
from belonging.tenancy.statements import run
from programs.models import Participant
from surveys.models import ProgramKey, Wave

if TYPE_CHECKING:
    from belonging.core.personal import About, Ages
    from programs.models import Program

FRAME = {"id", "organization"}  # of every table, and of nobody


@dataclass(frozen=True)
class Table:
    """Rows of one kind about a person, as they get them."""

    name: str
    title: str
    columns: list[str]
    rows: list[list[Any]]
    without: dict[str, str]
    withheld: str


@dataclass(frozen=True)
class Footprint:
    """How much there is of a kind, and what becomes of it when its person is erased."""

    title: str
    count: int
    becomes: str


@dataclass(frozen=True)
class Kept:
    """How long something is kept here."""

    ages: Ages
    days: int


def rows_about(about: About, member: Membership) -> models.QuerySet[Any]:
    """The rows of the open organization that are about a member by one way, each once, by number."""
    model = apps.get_model(about.model)
    end = _end_of(model, about.path)
    wanted: Any = member.pk if end is Membership else member.user_id if end is User else member.email
    key = about.path or "pk"
    rows: models.QuerySet[Any] = model.objects.order_by("pk")
    # Nobody's address is empty, and rows of nobody are not of everybody without an account.
    return rows.filter(**{key: wanted}).distinct() if wanted else rows.none()


def shown_rows(about: About, member: Membership) -> models.QuerySet[Any]:
    """Those of the rows that their person may see."""
    return rows_about(about, member).filter(**about.only)


def _end_of(model: type[models.Model], path: str) -> Any:
    """Where a path leads: to a table, or to nothing for a plain column."""
    for name in path.split("__") if path else []:
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]  # noqa: SLF001 -- public
    return model


def columns_of(about: About) -> list[models.Field[Any, Any]]:
    """The columns of a table that a person gets by one way."""
    fields = apps.get_model(about.model)._meta.concrete_fields  # noqa: SLF001 -- public
    left_out = FRAME | set(about.without)
    return [one for one in fields if one.name not in left_out and not isinstance(one, models.GeneratedField)]


def _kinds(*, has_account: bool) -> list[About]:
    """What may be told: of the account itself only to who signed in to it, not to who came by a provider."""
    return [about for about in PERSONAL if has_account or not about.model.startswith(OF_ACCOUNTS)]


def tables_about(member: Membership, *, has_account: bool = True) -> Iterator[Table]:
    """Everything kept about a member, kind by kind, in the order of the register; needs an open scope."""
    names = _names()
    for about in _kinds(has_account=has_account):
        columns = columns_of(about)
        rows: list[list[Any]] = []
        if not about.withheld:
            found = list(shown_rows(about, member).values_list(*(one.attname for one in columns)))
            told = [_told(one, [row[place] for row in found], names) for place, one in enumerate(columns)]
            rows = [list(row) for row in zip(*told, strict=True)]
        yield Table(
            about.model, str(about.title), [str(one.verbose_name) for one in columns], rows, dict(about.without),
            about.withheld,
        )  # fmt: skip


def _names() -> dict[type[models.Model], dict[int, str]]:
    """What people of the open organization are called, by what may point at them."""
    places = Participant.objects.order_by("pk").values_list("pk", "membership__name")
    return {
        Membership: dict(Membership.objects.order_by("pk").values_list("pk", "name")),
        Participant: dict(places),
    }


def _told(column: models.Field[Any, Any], values: list[Any], names: Any) -> list[Any]:
    """A column's values, as they can be read without this product."""
    other: Any = column.related_model
    if other is None:
        return [plain(value) for value in values]
    known = names.get(other)
    if known is None:
        rows = other.objects.in_bulk({one for one in values if one})
        known = {key: _called(row) for key, row in rows.items()}
    return [known.get(value) for value in values]


def _called(row: Any) -> str:
    """What another row is called, or its id; how it stands is told by its own rows, where they are the person’s."""
    return str(getattr(row, "name", "") or getattr(row, "title", "") or getattr(row, "public_id", ""))


def plain(value: Any) -> Any:
    """A value as JSON knows it."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value


def footprint_of(member: Membership, *, has_account: bool = True) -> list[Footprint]:
    """How much is kept about a member and what an erasure does with it, for the page that explains it."""
    becomes = {
        "goes": _("goes for good"),
        "blanked": _("stays without your name and your words"),
        "stays": _("stays, and points at somebody without a name"),
    }
    found: dict[tuple[str, str], int] = {}
    for about in _kinds(has_account=has_account):
        if not about.withheld and (count := shown_rows(about, member).count()):
            key = str(about.title), becomes[about.on_erasure.value]
            found[key] = found.get(key, 0) + count
    return [Footprint(title, count, what) for (title, what), count in found.items()]


def copy_of(member: Membership, *, has_account: bool = True) -> PersonalCopy | None:
    """The file that was made for a member, or nothing; one that tells of the account only where that may be told."""
    copies = PersonalCopy.objects.filter(membership=member)
    return (copies if has_account else copies.filter(has_account=False)).first()


def places_of(member: Membership) -> list[Participant]:
    """A member's places in programs, with the program, by number."""
    return list(Participant.objects.filter(membership=member).select_related("program").order_by("pk"))


def member_by_public_id(public_id: UUID) -> Membership | None:
    """A member of the open organization who was not erased, or nothing."""
    return Membership.objects.filter(public_id=public_id).exclude(state=MembershipState.ERASED).first()


def retention() -> list[Kept]:
    """How long the open organization keeps what, in the order of the register."""
    chosen = dict(RetentionRule.objects.order_by("pk").values_list("kind", "days"))
    return [Kept(one, chosen.get(one.key, one.days)) for one in AGES]


def rows_past(kept: Kept, now: datetime) -> models.QuerySet[Any]:
    """The rows of the open organization that are older than it keeps them."""
    old = {f"{kept.ages.column}__lt": now - timedelta(days=kept.days)}
    rows: models.QuerySet[Any] = apps.get_model(kept.ages.model).objects.filter(**old, **kept.ages.where)
    return rows.order_by("pk")


def survey_key_names(program: Program | None = None) -> list[str]:
    """The files that hold the secrets of all surveys here, or of one program's, whether they are still there or not."""
    of = {} if program is None else {"program": program}
    keys, waves = ProgramKey.objects.filter(**of).order_by("pk"), Wave.objects.filter(**of).order_by("pk")
    return [one.name for one in keys] + [one.key_name for one in waves]


def kept_until(program: Program) -> date | None:
    """The day on which an archived program goes with everything in it, or nothing while it is not archived."""
    kept = next(one for one in retention() if one.ages.holds)
    at: datetime | None = program.archived_at
    return clock.today(program.time_zone, at + timedelta(days=kept.days)) if at else None


def clear_organization(organization_id: UUID) -> None:
    """This will delete every row of the open organization, what was kept of it in the cache, and itself."""
    values = {"organization": str(organization_id)}
    for model in apps.get_models():
        if issubclass(model, OrgModel):
            # Keys between tenant tables are checked when the transaction ends, so the order does not matter.
            table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001
            run(f"DELETE FROM {table} WHERE organization_id = %(organization)s", values)  # noqa: S608 -- our own tables' names
    run("DELETE FROM tenancy_cache WHERE strpos(cache_key, %(mark)s) > 0", values | {"mark": f":o:{organization_id}:"})
    run("DELETE FROM tenancy_organization WHERE id = %(organization)s", values)


def organization_ids() -> list[UUID]:
    """The organizations there are, oldest first."""
    return list(Organization.objects.order_by("created_at", "pk").values_list("pk", flat=True))
