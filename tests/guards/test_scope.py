"""No scope, no data: every kind of read and write raises, and nothing reaches another organization's row."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Count, F

from belonging.accounts.models import User
from belonging.tenancy.models import Membership, Organization, OrgModel
from belonging.tenancy.scope import (
    ForeignRow,
    ScopeMissing,
    current_organization_id,
    current_scope,
    open_own_memberships,
    open_scope,
    unscoped,
)
from network.models import Block
from programs.models import Participant, Program
from tests.guards.conftest import Houses
from tests.guards.tables import Planted, tenant_models

Act = Callable[[Planted], object]

READS: dict[str, Act] = {
    "all": lambda planted: list(Membership.objects.all()),
    "get": lambda planted: Membership.objects.get(pk=planted.house.ben.membership.pk),
    "first": lambda planted: Membership.objects.first(),
    "filter": lambda planted: list(Membership.objects.filter(name="Ben Tester")),
    "exclude": lambda planted: list(Membership.objects.exclude(name="Ben Tester")),
    "exists": lambda planted: Membership.objects.exists(),
    "count": lambda planted: Membership.objects.count(),
    "aggregate": lambda planted: Membership.objects.aggregate(Count("pk")),
    "aggregate of groups": lambda planted: (
        Membership.objects.values("role").annotate(n=Count("pk")).aggregate(Count("n"))
    ),
    "annotate": lambda planted: list(Membership.objects.annotate(n=Count("participants"))),
    "values": lambda planted: list(Membership.objects.values("name")),
    "values_list": lambda planted: list(Membership.objects.values_list("name", flat=True)),
    "distinct": lambda planted: list(Membership.objects.values("name").distinct()),
    "dates": lambda planted: list(Membership.objects.datetimes("created_at", "day")),
    "in_bulk": lambda planted: Membership.objects.in_bulk([planted.house.ben.membership.pk]),
    "iterator": lambda planted: list(Membership.objects.iterator()),
    "latest": lambda planted: Membership.objects.latest("pk"),
    "union": lambda planted: list(Membership.objects.all().union(Membership.objects.all())),
    "select_for_update": lambda planted: list(Membership.objects.select_for_update()),
    "select_related": lambda planted: list(Participant.objects.select_related("membership")),
    "prefetch": lambda planted: list(Program.objects.prefetch_related("participants")),
    "using": lambda planted: list(Membership.objects.using("default")),
    "db_manager": lambda planted: list(Membership.objects.db_manager("default").all()),
    "explain": lambda planted: Membership.objects.all().explain(),
    "contains": lambda planted: Membership.objects.all().contains(planted.house.ben.membership),
    "default manager": lambda planted: list(Membership._default_manager.all()),
    "base manager": lambda planted: list(Membership._base_manager.all()),
    "refresh_from_db": lambda planted: planted.house.ben.membership.refresh_from_db(),
    "forward key": lambda planted: Participant(membership_id=planted.house.ben.membership.pk).membership,
    "reverse key": lambda planted: list(planted.house.program.participants.all()),
    "reverse key of a user": lambda planted: list(planted.house.ben.user.memberships.all()),
    "subquery of a global table": lambda planted: list(
        Organization.objects.filter(pk__in=Membership.objects.values("organization"))
    ),
    "subquery of an open query": lambda planted: list(User.objects.exclude(pk__in=Membership.objects.values("user"))),
    "prefetch from a global table": lambda planted: list(User.objects.prefetch_related("memberships")),
}
WRITES: dict[str, Act] = {
    "create": lambda planted: Membership.objects.create(name="X"),
    "save new": lambda planted: Membership(name="X", organization=planted.house.organization).save(),
    "save": lambda planted: planted.house.ben.membership.save(),
    "save fields": lambda planted: planted.house.ben.membership.save(update_fields=["name"]),
    "bulk_create": lambda planted: Membership.objects.bulk_create([Membership(name="X")]),
    "bulk_update": lambda planted: Membership.objects.bulk_update([planted.house.ben.membership], ["name"]),
    "update": lambda planted: Membership.objects.update(name="X"),
    "filtered update": lambda planted: Membership.objects.filter(name="Ben Tester").update(name=F("email")),
    "update_or_create": lambda planted: Membership.objects.update_or_create(name="X"),
    "get_or_create": lambda planted: Membership.objects.get_or_create(name="X"),
    "delete": lambda planted: planted.house.ben.membership.delete(),
    "delete many": lambda planted: Membership.objects.all().delete(),
    "delete many of a leaf": lambda planted: Block.objects.all().delete(),
    "delete one of a leaf": lambda planted: Block(pk=1, organization=planted.house.organization).delete(),
    "reverse create": lambda planted: planted.house.program.participants.create(),
    "reverse set": lambda planted: planted.house.program.participants.set([]),
    "deleting a user": lambda planted: planted.house.ben.user.delete(),
}
ACTS = READS | WRITES


# security T4
@pytest.mark.parametrize("name", ACTS)
def test_nothing_works_without_a_scope(name: str, houses: Houses) -> None:
    assert current_scope() is None

    with pytest.raises(ScopeMissing), transaction.atomic():
        ACTS[name](houses[0])


def test_among_ones_own_only_memberships_can_be_read(houses: Houses) -> None:
    """The third way in shows one person their memberships everywhere, and lets them write nothing."""
    mine = houses[0].house.mira.user
    with open_own_memberships(mine.pk):
        seen = list(Membership.objects.order_by("pk"))
        with pytest.raises(ScopeMissing):
            list(Program.objects.all())
        with pytest.raises(ScopeMissing):
            Membership.objects.create(name="X")
        assert Membership.objects.update(role="admin") == 0

    assert [row.user_id for row in seen] == [mine.pk]


@pytest.mark.parametrize("model", tenant_models(), ids=lambda model: model._meta.label)
def test_every_model_is_shut_and_shows_its_own(model: type[OrgModel], houses: Houses) -> None:
    here, there = houses
    with pytest.raises(ScopeMissing):
        model.objects.first()

    with there.house.open():
        theirs = set(model.objects.values_list("pk", flat=True))
    with here.house.open():
        assert not model.objects.filter(pk__in=theirs).exists()
        assert set(model.objects.values_list("organization_id", flat=True)) == {here.house.organization.id}


FOREIGN: dict[str, Act] = {
    "save": lambda there: there.house.ben.membership.save(),
    "save fields": lambda there: there.house.ben.membership.save(update_fields=["name"]),
    "save new": lambda there: Membership(name="X", organization=there.house.organization).save(),
    "create": lambda there: Membership.objects.create(name="X", organization_id=there.house.organization.id),
    "bulk_create": lambda there: Membership.objects.bulk_create([Membership(organization=there.house.organization)]),
    "bulk_update": lambda there: Membership.objects.bulk_update([there.house.ben.membership], ["name"]),
    "delete": lambda there: there.house.ben.membership.delete(),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_foreign_row_is_refused(name: str, houses: Houses) -> None:
    here, there = houses

    with here.house.open(), pytest.raises(ForeignRow):
        FOREIGN[name](there)


def test_foreign_rows_are_not_there(houses: Houses) -> None:
    here, there = houses
    theirs = there.house.ben.membership

    with here.house.open():
        found = Membership.objects.filter(pk=theirs.pk)
        assert [found.count(), found.update(name="X"), found.delete()[0]] == [0, 0, 0]
        assert Membership.objects.in_bulk([theirs.pk]) == {}
        with pytest.raises(Membership.DoesNotExist):
            theirs.refresh_from_db()
        with pytest.raises(Membership.DoesNotExist):
            assert Participant(membership_id=theirs.pk).membership
        assert not there.house.program.participants.exists()
        assert not theirs.user.memberships.exists()


def test_rows_cannot_be_relabelled_in_bulk(houses: Houses) -> None:
    here, there = houses

    with here.house.open(), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Membership.objects.update(organization=there.house.organization)


def test_joins_from_global_tables_show_the_open_organization_only(houses: Houses) -> None:
    here = houses[0].house.organization.id
    seen = User.objects.filter(memberships__isnull=False).values_list("memberships__organization", flat=True)

    assert list(seen) == []
    with open_scope(here):
        assert set(seen.all()) == {here}


def test_query_made_inside_shows_nothing_afterwards(houses: Houses) -> None:
    here, there = houses
    with here.house.open():
        rows, raw = Membership.objects.all(), "SELECT * FROM tenancy_membership"

    assert list(rows) == []
    assert list(Membership.objects.raw(raw)) == []
    with there.house.open():
        assert list(rows.all()) == []
        assert {row.organization_id for row in Membership.objects.raw(raw)} == {there.house.organization.id}


def test_query_made_outside_never_runs(houses: Houses) -> None:
    rows = Membership.objects.all()

    with houses[0].house.open(), pytest.raises(ScopeMissing):
        list(rows)


def database_says() -> str:
    """The organization the database believes in, and as whom."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.organization_id', true), current_user")
        return " ".join(str(word) for word in cursor.fetchone())


def test_scopes_nest_and_come_back(houses: Houses) -> None:
    north, south = (planted.house.organization.id for planted in houses)
    with open_scope(north):
        with open_scope(south):
            assert (current_organization_id(), database_says()) == (south, f"{south} belonging_app")
        assert (current_organization_id(), database_says()) == (north, f"{north} belonging_app")
        with unscoped("a test looks round"):
            assert database_says() == " belonging_maint"
            assert {row.organization_id for row in Program.objects.all()} == {north, south}
        assert (current_organization_id(), database_says()) == (north, f"{north} belonging_app")

    assert (current_scope(), database_says()) == (None, " belonging_app")


def fail_in_python() -> None:
    """An error of our own."""
    raise LookupError


def fail_in_database() -> None:
    """An error of PostgreSQL."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")


def fail_quietly() -> None:
    """A transaction that will be rolled back without an exception leaving it, then an exception."""
    transaction.set_rollback(True)
    raise LookupError


@pytest.mark.parametrize("fail", [fail_in_python, fail_in_database, fail_quietly])
@pytest.mark.parametrize("way_in", ["scope", "unscoped"])
def test_outer_scope_comes_back_after_an_error(fail: Callable[[], None], way_in: str, houses: Houses) -> None:
    north, south = (planted.house.organization.id for planted in houses)
    with open_scope(north):
        with (
            pytest.raises((LookupError, DatabaseError)),
            open_scope(south) if way_in == "scope" else unscoped("a test"),
        ):
            fail()

        assert (current_organization_id(), database_says()) == (north, f"{north} belonging_app")
        assert {row.organization_id for row in Program.objects.all()} == {north}


def test_outer_scope_comes_back_after_a_quiet_rollback(houses: Houses) -> None:
    north, south = (planted.house.organization.id for planted in houses)
    with open_scope(north):
        with open_scope(south):
            transaction.set_rollback(True)

        assert database_says() == f"{north} belonging_app"


def test_scope_does_not_reach_other_threads(houses: Houses) -> None:
    seen: list[Any] = []
    with houses[0].house.open():
        thread = threading.Thread(target=lambda: seen.append(current_scope()))
        thread.start()
        thread.join()

    assert seen == [None]


def test_scope_of_nobody_is_empty(houses: Houses) -> None:
    with open_scope(uuid4()):
        assert [model.objects.count() for model in tenant_models()] == [0] * len(tenant_models())


def test_unscoped_wants_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"), unscoped(""):
        pass
