"""Questions that are put into SQL once: they find what their querysets find, in the organization that is open."""

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import timedelta
from types import ModuleType

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.test.utils import CaptureQueriesContext

from belonging.accounts.sessions import SessionStore
from belonging.core import clock
from belonging.core.prepared import Prepared, Several, Slot
from belonging.tenancy.models import Membership, OrgModel
from belonging.tenancy.scope import PreparedHere, ScopeMissing, open_own_memberships, unscoped
from belonging.tenancy.selectors import active_membership_of
from programs.models import Participant
from programs.selectors.programs import locked_participant, participant_of, program_by_slug
from tests.cast import House
from tests.guards.tables import APPS


def test_finds_what_its_queryset_finds(northlight: House) -> None:
    with northlight.open():
        for user in (northlight.ben.user, northlight.una.user):
            asked = Membership.objects.filter(user=user).first()
            found = active_membership_of(user.pk)
            assert found is not None
            assert vars(found) | {"_state": None} == vars(asked) | {"_state": None}
            assert (found._state.db, found._state.adding) == ("default", False)
        assert active_membership_of(0) is None
        with pytest.raises(Participant.DoesNotExist):
            locked_participant(0)
        assert participant_of(northlight.program, northlight.ben.membership) == northlight.ben.participant


# security T4, T5
def test_is_about_the_organization_that_is_open(northlight: House, southgate: House) -> None:
    assert northlight.program.slug == southgate.program.slug

    for house in (northlight, southgate, northlight):
        with house.open():
            assert program_by_slug(house.program.slug) == house.program
            stranger = southgate if house is northlight else northlight
            assert active_membership_of(stranger.ben.user.pk) is None


# security T4
def test_raises_while_no_single_organization_is_open(northlight: House) -> None:
    with pytest.raises(ScopeMissing):
        program_by_slug(northlight.program.slug)
    with open_own_memberships(northlight.ben.user.pk), pytest.raises(ScopeMissing):
        active_membership_of(northlight.ben.user.pk)
    with unscoped("a test looks at all of them"), pytest.raises(ScopeMissing):
        program_by_slug(northlight.program.slug)


def test_is_put_into_sql_once(northlight: House) -> None:
    times: list[int] = []
    question = PreparedHere(lambda: times.append(1) or Membership.objects.filter(name=Slot("name")))  # type: ignore[func-returns-value]

    with northlight.open(), CaptureQueriesContext(connection) as asked:
        found = [question.first(name=person.membership.name) for person in (northlight.ben, northlight.mira)]

    assert found == [northlight.ben.membership, northlight.mira.membership]
    assert times == [1]
    assert len(asked) == 2


def test_a_value_that_is_missing_is_named(northlight: House) -> None:
    with northlight.open(), pytest.raises(KeyError, match="name"):
        PreparedHere(lambda: Membership.objects.filter(name=Slot("name"))).first()


# security T4
def test_finds_all_rows_with_what_is_related(northlight: House, southgate: House) -> None:
    def people() -> QuerySet[Participant]:
        rows = Participant.objects.filter(program_id=Slot("program")).select_related("membership__user")
        return rows.annotate(letters=Length("membership__name")).order_by("-id")

    question = PreparedHere(people)

    for house in (northlight, southgate, northlight):
        with house.open():
            asked = Participant.objects.filter(program=house.program).select_related("membership__user").order_by("-id")
            with CaptureQueriesContext(connection) as statements:
                found = question.rows(program=house.program.pk)
                names = [(one, one.membership, one.membership.name, one.membership.user) for one in found]
            assert len(statements) == 1
            assert names == [(one, one.membership, one.membership.name, one.membership.user) for one in asked]
            assert [one.letters for one in found] == [len(one.membership.name) for one in asked]  # type: ignore[attr-defined]
            assert question.first(program=house.program.pk) == asked[0]
            assert question.rows(program=0) == []
            stranger = southgate if house is northlight else northlight
            assert question.rows(program=stranger.program.pk) == []


def test_finds_values_and_takes_several_ids(northlight: House) -> None:
    question = PreparedHere(
        lambda: (
            Participant.objects.filter(program_id=Slot("program"), pk__in=Several("people"))
            .exclude(membership__name=Slot("name"))
            .order_by("id")
            .values_list("public_id", "state")
        )
    )
    both = [northlight.ben.place, northlight.mira.place]

    shown = [(one.public_id, one.state) for one in both]

    with northlight.open():
        for people, name, found in (
            (both, "", shown),
            (both[1:], "", shown[1:]),
            (both, both[0].membership.name, shown[1:]),
            ([], "", []),
        ):
            here = {"program": northlight.program.pk, "name": name}
            assert question.tuples(people=[one.pk for one in people], **here) == found


# security T4
def test_a_filter_inside_a_filter_is_of_the_open_organization_too(northlight: House, southgate: House) -> None:
    def rows() -> QuerySet[Membership]:
        places = Participant.objects.filter(program_id=Slot("program"))
        return Membership.objects.filter(pk__in=places.values("membership")).order_by("id")

    question = PreparedHere(rows)

    with southgate.open():
        assert question.rows(program=northlight.program.pk) == []
        there = question.rows(program=southgate.program.pk)
        assert southgate.ben.membership in there
        assert question._all is not None
        assert [one.value for one in question._all.parameters if isinstance(one, Slot)].count("organization") == 2


def test_session_that_is_over_is_not_found(db: None) -> None:
    session = SessionStore()
    session["seen"] = 1
    session.save()
    key = session.session_key
    assert SessionStore(key)["seen"] == 1

    SessionStore.get_model_class().objects.update(expire_date=clock.now() - timedelta(seconds=1))

    over = SessionStore(key)
    assert "seen" not in over
    assert over.session_key is None


def modules() -> Iterator[ModuleType]:
    """Every module of the product that is no entry to it."""
    for app in APPS:
        package = importlib.import_module(app)
        for found in pkgutil.walk_packages(package.__path__, f"{app}."):
            if not found.name.endswith("__main__") and ".runtime" not in found.name:
                yield importlib.import_module(found.name)


# security T4
def test_none_is_bound_to_the_organization_it_was_first_asked_in(northlight: House) -> None:
    kept = {id(value): value for module in modules() for value in vars(module).values() if isinstance(value, Prepared)}

    assert len(kept) >= 6
    for question in kept.values():
        with northlight.open():
            rows = question.drafted()
        _, parameters = rows.query.sql_with_params()
        slots = {one.value for one in parameters if isinstance(one, Slot)}
        assert isinstance(question, PreparedHere) == issubclass(rows.model, OrgModel)
        assert ("organization" in slots) == issubclass(rows.model, OrgModel)
        assert northlight.organization.id not in parameters
