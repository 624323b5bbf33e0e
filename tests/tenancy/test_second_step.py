"""Those who run programs come in with a second step, where their organization asks for one."""

from datetime import datetime, timedelta
from http import HTTPStatus

import pytest
from django.test import Client

from belonging.core import clock
from belonging.tenancy.enums import SecondStep
from belonging.tenancy.models import AuditEntry, Organization
from belonging.tenancy.selectors import people_who_run
from belonging.tenancy.services import (
    SECOND_STEP_GRACE,
    SecondStepMissing,
    create_organization,
    create_organization_by_link,
    set_second_step,
)
from tests.accounts.second_steps import set_up_app
from tests.cast import NOON, PASSWORD, House, make_user
from tests.conftest import SignIn

PAGE = "/o/northlight/settings/sign-in/"


def asks_from(house: House, moment: datetime | None) -> None:
    """From this moment on the house asks for a second step."""
    Organization.objects.filter(pk=house.organization.pk).update(second_step_from=moment)


def test_participants_and_those_with_a_second_step_come_in(northlight: House, sign_in: SignIn) -> None:
    # peers 7.7
    asks_from(northlight, clock.now())
    set_up_app(northlight.ada.user)

    for person in (northlight.ben, northlight.ada):
        assert sign_in(person).get(northlight.address("people/")).status_code == HTTPStatus.OK


def test_until_the_day_comes_there_is_a_word_and_everything_opens(northlight: House, sign_in: SignIn) -> None:
    asks_from(northlight, clock.now() + timedelta(days=3))

    told = [
        "come in with a second step" in sign_in(person).get(northlight.address("people/")).content.decode()
        for person in (northlight.ada, northlight.ben)
    ]

    assert told == [True, False]


def test_new_organizations_ask_after_two_weeks(db: None) -> None:
    # security A9
    founder = make_user("Una", "northlight")

    create_organization(name="Northlight", slug="northlight", founder=founder, founder_name="Una", now=NOON)
    create_organization_by_link(name="Southgate", slug="southgate", email="a@southgate.example", now=NOON)

    assert set(Organization.objects.values_list("second_step_from", flat=True)) == {NOON + SECOND_STEP_GRACE}


def test_admin_says_when_and_nobody_shuts_themselves_out(northlight: House) -> None:
    with northlight.open():
        una = people_who_run().get(pk=northlight.una.membership.pk)
        with pytest.raises(SecondStepMissing):
            set_second_step(actor=una, rule=SecondStep.AT_ONCE, now=NOON)

        set_second_step(actor=una, rule=SecondStep.SOON, now=NOON)

        assert AuditEntry.objects.filter(verb="organization.second_step_set", at=NOON).count() == 1
    assert Organization.objects.get(pk=northlight.organization.pk).second_step_from == NOON + SECOND_STEP_GRACE


def test_admin_is_asked_once_more_before_the_rule_changes(northlight: House, sign_in: SignIn) -> None:
    # security A11
    client: Client = sign_in(northlight.una)
    asked = client.post(PAGE, {"rule": "soon"})
    assert asked["Location"] == "/accounts/reauthenticate/?next=%2Fo%2Fnorthlight%2Fsettings%2Fsign-in%2F"
    assert Organization.objects.get(pk=northlight.organization.pk).second_step_from is None
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": PAGE})

    answers = [client.post(PAGE, {"rule": rule}) for rule in ("at_once", "", "soon")]

    assert [answer.status_code for answer in answers] == [422, 422, 302]
    page = client.get(PAGE).content.decode()
    assert page.count("no second step yet") == 2  # Una and Ada
