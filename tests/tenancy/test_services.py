"""Organizations, members and roles."""

import pytest

from belonging.tenancy.enums import MembershipState, Role
from belonging.tenancy.models import AuditEntry, Membership, Organization
from belonging.tenancy.selectors import audit_trail, members, open_invitations
from belonging.tenancy.services import (
    MembershipRefused,
    accept_invitation,
    add_member,
    change_role,
    create_organization,
    end_membership,
    hashed,
    invite_member,
)
from tests.cast import NOON, House, make_user


def test_new_organization_has_its_founder_as_admin(db: None) -> None:
    founder = make_user("Una", "northlight")

    admin = create_organization(name="Northlight", slug="northlight", founder=founder, founder_name="Una", now=NOON)

    assert (admin.role, admin.user, admin.organization.slug) == (Role.ADMIN, founder, "northlight")


def test_short_name_is_taken_once(northlight: House) -> None:
    with pytest.raises(MembershipRefused) as refusal:
        create_organization(name="N", slug="northlight", founder=northlight.ben.user, founder_name="Ben", now=NOON)

    assert refusal.value.field == "slug"
    assert Organization.objects.count() == 1


def test_address_and_reference_are_used_once_here_and_again_elsewhere(northlight: House, southgate: House) -> None:
    def add(email: str, reference: str) -> Membership:
        return add_member(actor=None, name="Noor", email=email, reference=reference, now=NOON)

    with northlight.open():
        add("Noor@People.example ", "r-1")
        for email, reference, field in [("noor@people.example", "", "email"), ("", "r-1", "reference")]:
            with pytest.raises(MembershipRefused) as refusal:
                add(email, reference)
            assert refusal.value.field == field
    with southgate.open():
        assert add("noor@people.example", "r-1").email == "noor@people.example"


# security A4
def test_last_admin_stays(inside: House) -> None:
    una = inside.una.membership

    with pytest.raises(MembershipRefused, match="at least one admin"):
        change_role(actor=una, member=una, role=Role.PARTICIPANT, now=NOON)
    with pytest.raises(MembershipRefused, match="at least one admin"):
        end_membership(actor=una, member=una, now=NOON)

    change_role(actor=una, member=inside.ada.membership, role=Role.ADMIN, now=NOON)
    assert change_role(actor=una, member=una, role=Role.PARTICIPANT, now=NOON).role == Role.PARTICIPANT


def test_ended_admin_does_not_count_as_one(inside: House) -> None:
    una, ada = inside.una.membership, inside.ada.membership
    change_role(actor=una, member=ada, role=Role.ADMIN, now=NOON)
    end_membership(actor=una, member=ada, now=NOON)

    with pytest.raises(MembershipRefused):
        end_membership(actor=una, member=una, now=NOON)


def test_invitation_takes_nothing_from_somebody_who_is_in(inside: House) -> None:
    """The address of the sign-in may have changed since; the last admin must not become a participant by mistake."""
    una = inside.una.user
    una.email = "una.new@people.example"
    una.save()
    made = invite_member(actor=inside.una.membership, email=una.email, name="Una", role=Role.PARTICIPANT, now=NOON)
    token = f"{made.organization_id.hex}.secret"
    made.token_hash = hashed(token)
    made.save(update_fields=["token_hash"])

    member = accept_invitation(token=token, user=una, now=NOON)

    assert (member.pk, member.role) == (inside.una.membership.pk, Role.ADMIN)


def test_invitation_is_refused_for_somebody_who_signs_in_here(inside: House) -> None:
    email = inside.ben.user.email

    with pytest.raises(MembershipRefused, match="already signs in"):
        invite_member(actor=inside.una.membership, email=email, name="Ben", role=Role.PARTICIPANT, now=NOON)

    assert not open_invitations(NOON).exists()


# security O3
def test_acts_are_written_down_without_names(inside: House) -> None:  # peers 7.12
    end_membership(actor=inside.una.membership, member=inside.ben.membership, now=NOON)

    entry = audit_trail().first()
    assert entry is not None
    assert (entry.verb, entry.actor, entry.target_id) == (
        "member.ended",
        inside.una.membership,
        inside.ben.membership.public_id,
    )
    text = " ".join(str(row) for row in AuditEntry.objects.values_list("verb", "detail", "target_kind"))
    assert not any(word in text for word in ("Ben", "Una", "@"))


def test_members_are_the_active_ones_by_name(inside: House) -> None:
    end_membership(actor=inside.una.membership, member=inside.ben.membership, now=NOON)

    assert [member.first_name for member in members()] == ["Ada", "Mira", "Sam", "Una"]
    assert Membership.objects.get(pk=inside.ben.membership.pk).state == MembershipState.ENDED
