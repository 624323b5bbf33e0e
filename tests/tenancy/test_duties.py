"""A facilitator does what an admin leaves to them: on the page of roles, in menus, in mails and behind closed doors."""

from belonging.tenancy.enums import Duty, Role
from belonging.tenancy.models import AuditEntry
from belonging.tenancy.services import change_role
from community.enums import Entry
from community.services.groups import found_group
from programs.selectors.threads import facilitators_of
from tests.cast import NOON, House
from tests.conftest import SignIn
from tests.guards.actors import fresh_caller

KEPT = [Duty.COMMUNITY, Duty.FIGURES]


def keep_back(house: House) -> None:
    with house.open():
        duties = [duty for duty in Duty if duty not in KEPT]
        member = house.ada.membership
        change_role(actor=house.una.membership, member=member, role=Role.FACILITATOR, duties=duties, now=NOON)


# peers 7.13
def test_admin_unticks_a_duty_and_the_page_says_who_may_do_what(northlight: House) -> None:
    una = fresh_caller(northlight.una.user)
    page = f"/o/northlight/settings/members/{northlight.ada.membership.public_id}/role/"
    shown = una.ask("GET", page, {}, form=True).content.decode()

    ticked = [duty.value for duty in Duty if duty not in KEPT]
    answer = una.ask("POST", page, {"role": "facilitator", "duties": ticked}, form=True)

    assert "Who may do what" in shown
    assert shown.count("checked") == len(Duty)
    assert answer.status_code == 302
    with northlight.open():
        northlight.ada.membership.refresh_from_db()
        assert northlight.ada.membership.withheld == ["community", "figures"]
        assert AuditEntry.objects.latest("pk").detail["withheld"] == ["community", "figures"]


# peers 7.13
def test_menu_offers_what_somebody_does_and_a_closed_page_says_why(northlight: House, sign_in: SignIn) -> None:
    keep_back(northlight)
    ada = sign_in(northlight.ada)

    home = ada.get(northlight.address("")).content.decode()
    closed = ada.get(northlight.address("dashboard/"))

    assert northlight.address("dashboard/") not in home
    assert northlight.address("tasks/") in home
    assert closed.status_code == 403
    assert "An admin has not given you this part" in closed.content.decode()


# peers 7.13
def test_closed_groups_stay_closed_without_the_community(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        founder = northlight.ben.place
        group = found_group(founder=founder, name="Quiet", about="", entry=Entry.INVITATION, now=NOON)
    ada, page = sign_in(northlight.ada), northlight.address(f"community/groups/{group.public_id}/")
    before = ada.get(page).status_code

    keep_back(northlight)

    assert (before, ada.get(page).status_code) == (200, 404)


# peers 7.13
def test_somebody_else_gets_the_mail_and_an_admin_has_every_duty(inside: House) -> None:
    before = facilitators_of(inside.program, Duty.FIGURES)

    keep_back(inside)
    after = facilitators_of(inside.program, Duty.FIGURES)
    change_role(actor=inside.una.membership, member=inside.ada.membership, role=Role.ADMIN, duties=[], now=NOON)
    inside.ada.membership.refresh_from_db()

    assert [one.name for one in before] == [inside.ada.membership.name]
    assert [one.name for one in after] == [inside.una.membership.name]
    assert inside.ada.membership.withheld == []
