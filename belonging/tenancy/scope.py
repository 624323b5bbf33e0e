"""
The fence in Python, and the only file that knows how it works.

A scope is a transaction, a transaction-local database setting that row-level security reads, and a context
variable that the manager reads. All three open and close together. No scope, no data: the manager raises, and the
database shows nothing by itself.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any, NoReturn, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql import Query

from belonging.core import clock
from belonging.core.prepared import Prepared, Row, Slot

ORGANIZATION_SETTING = "app.organization_id"
USER_SETTING = "app.user_id"
MAINTENANCE_ROLE = "belonging_maint"
BESIDE = "beside"  # a second connection to the same database, for progress that must be seen before the work commits


class ScopeMissing(RuntimeError):
    """A tenant table was touched outside an organization's scope."""


class ForeignRow(RuntimeError):
    """A row of another organization was about to be written."""


@dataclass(frozen=True)
class Scope:
    """What is open: one organization, or everything for a stated reason."""

    organization_id: UUID | None
    user_id: int | None = None
    reason: str = ""
    words: str = ""  # what the organization calls things, as its row says; blank: as the product does


_open: ContextVar[Scope | None] = ContextVar("scope", default=None)


def current_scope() -> Scope | None:
    """The scope that is open here, if any."""
    return _open.get()


def current_organization_id() -> UUID:
    """The organization that is open here; raises ScopeMissing when none is."""
    scope = _open.get()
    if scope is None or scope.organization_id is None:
        raise ScopeMissing("No organization is open. Open one with open_scope(organization_id).")
    return scope.organization_id


def _tell_database(connection: BaseDatabaseWrapper, scope: Scope | None) -> str:
    """Sets what row-level security reads, and answers the organization's own words: one question for both."""
    organization = "" if scope is None or scope.organization_id is None else str(scope.organization_id)
    user = "" if scope is None or scope.user_id is None else str(scope.user_id)
    role = MAINTENANCE_ROLE if scope is not None and scope.reason else "none"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config(%s, %s, true), set_config(%s, %s, true), set_config('role', %s, true), "
            "(SELECT words::text FROM tenancy_organization WHERE id = nullif(%s, '')::uuid)",
            [ORGANIZATION_SETTING, organization, USER_SETTING, user, role, organization],
        )
        return cursor.fetchone()[-1] or ""


@contextmanager
def _opened(scope: Scope, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    before = _open.get()
    connection = connections[using]
    with transaction.atomic(using=using):
        token = _open.set(replace(scope, words=_tell_database(connection, scope)))
        try:
            yield
        finally:
            _open.reset(token)
        # A local setting outlives the release of a savepoint, so an inner scope puts the outer one back by hand.
        if connection.savepoint_ids and not connection.needs_rollback:
            _tell_database(connection, before)


@contextmanager
def open_scope(organization_id: UUID, *, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Opens one organization for the block, in a transaction of its own (a savepoint inside another)."""
    with _opened(Scope(UUID(str(organization_id))), using):
        yield


@contextmanager
def open_own_memberships(user_id: int) -> Iterator[None]:
    """Opens only what row-level security lets a person see across organizations: their own memberships, for reading."""
    with _opened(Scope(None, user_id)):
        yield


@contextmanager
def unscoped(reason: str) -> Iterator[None]:
    """Opens every organization for maintenance; the reason is written down, and a test lists all uses."""
    from belonging.tenancy.models import MaintenanceEntry  # noqa: PLC0415 -- models are built on this file

    if not reason:
        raise ValueError("unscoped() needs a reason")
    with _opened(Scope(None, None, reason)):
        # One row an hour: the sweepers alone would write six thousand a day.
        hour = clock.now().replace(minute=0, second=0, microsecond=0)
        MaintenanceEntry.objects.bulk_create([MaintenanceEntry(reason=reason, hour=hour)], ignore_conflicts=True)
        yield


Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class _ClosedQuery(Query):
    """A query that refuses to run: what managers give out while nothing is open."""

    def refuse(self) -> NoReturn:
        """Raises ScopeMissing, naming the table."""
        name = self.model.__name__ if self.model else "A table"
        raise ScopeMissing(f"{name} was read or written with no organization open.")

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        self.refuse()

    def chain(self, klass: Any = None) -> Any:
        """UPDATE would turn the query into another class, which no longer refuses."""
        return super().chain() if klass is None else self.refuse()


class OrgQuerySet(models.QuerySet[Row_co]):
    """Bulk writes are checked like single ones."""

    def delete(self) -> tuple[int, dict[str, int]]:
        if isinstance(self.query, _ClosedQuery):  # Django would turn the query into one that no longer refuses
            self.query.refuse()
        return super().delete()

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        rows = list(objs)
        for row in rows:
            check_row(row)
        return super().bulk_create(rows, *args, **kwargs)

    def bulk_update(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> int:
        rows = list(objs)
        for row in rows:
            check_row(row)
        return super().bulk_update(rows, *args, **kwargs)


class OrgManager(models.Manager[Row_co]):
    """Shows the open organization's rows only, and nothing at all while none is open."""

    use_in_migrations = False

    def get_queryset(self) -> OrgQuerySet[Row_co]:
        scope = _open.get()
        if scope is None:
            return OrgQuerySet(self.model, query=_ClosedQuery(self.model), using=self._db)
        rows: OrgQuerySet[Row_co] = OrgQuerySet(self.model, using=self._db)
        if scope.reason:
            return rows
        if scope.organization_id is not None:
            return rows.filter(organization_id=scope.organization_id)
        if scope.user_id is not None and hasattr(self.model, "user_id"):
            return rows.filter(user_id=scope.user_id)
        return OrgQuerySet(self.model, query=_ClosedQuery(self.model), using=self._db)


class PreparedHere(Prepared[Row]):
    """A prepared question about rows of the organization that is open, whichever it is by then; none: ScopeMissing."""

    def drafted(self) -> models.QuerySet[Row, Any]:
        """With a slot where the manager would name the organization that is open."""
        token = _open.set(Scope(Slot("organization")))  # type: ignore[arg-type]  # for as long as nothing is read
        try:
            return super().drafted()
        finally:
            _open.reset(token)

    def first(self, **values: Any) -> Row | None:
        """The first row, or nothing; `values` by the names of their slots."""
        return super().first(organization=current_organization_id(), **values)

    def rows(self, **values: Any) -> list[Row]:
        """All the rows, in their order."""
        return super().rows(organization=current_organization_id(), **values)

    def tuples(self, **values: Any) -> list[tuple[Any, ...]]:
        """The same of a queryset with `values_list`."""
        return super().tuples(organization=current_organization_id(), **values)


def check_row(row: Any) -> None:
    """Fills a new row's organization from the open scope; raises ForeignRow when it names another one."""
    scope = _open.get()
    if scope is None:
        raise ScopeMissing(f"{type(row).__name__} was written with no organization open.")
    if scope.reason:
        return
    here = current_organization_id()
    if row.organization_id is None:
        row.organization_id = here
    elif UUID(str(row.organization_id)) != here:
        raise ForeignRow(f"{type(row).__name__} belongs to another organization.")
