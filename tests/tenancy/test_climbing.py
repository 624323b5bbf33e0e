"""Nobody climbs: whatever is tried in whatever order, nobody gets above whoever gave it, and an admin stays."""

from collections import Counter

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from belonging.accounts.models import User
from belonging.tenancy.enums import MembershipState, Role
from belonging.tenancy.models import AuditEntry, Invitation, Membership
from belonging.tenancy.services import (
    InvitationRefused,
    MembershipRefused,
    accept_invitation,
    change_role,
    end_membership,
    hashed,
    invite_member,
)
from tests.cast import NOON, PASSWORD, House
from tests.conftest import SignIn
from tests.effort import effort

RANK = {Role.PARTICIPANT: 0, Role.FACILITATOR: 1, Role.ADMIN: 2}
KINDS = ["change", "invite", "end", "change", "invite", "end", "import"]  # a file is read slowly
ACTS = st.tuples(st.sampled_from(KINDS), st.integers(0, 7), st.integers(0, 7), st.sampled_from(Role))


class Trying:
    """A house in which things are tried, and what was refused."""

    def __init__(self, house: House) -> None:
        self.house, self.done = house, Counter[str]()

    def members(self) -> list[Membership]:
        """Whoever ever was one, in the order they came."""
        return list(Membership.objects.order_by("pk"))

    def attempt(self, act: str, who: int, whom: int, role: Role) -> None:
        """One act by somebody who is still in, taken or refused; what it gave is never above who gave it."""
        rows = self.members()
        actor, member = rows[who % len(rows)], rows[whom % len(rows)]
        if actor.state != MembershipState.ACTIVE:
            return
        before = {row.pk: row.role for row in rows}
        try:
            with transaction.atomic():
                self.do(act, actor, member, role)
            self.done[act] += 1
        except (MembershipRefused, InvitationRefused):
            self.done["refused"] += 1
        for row in self.members():
            had = before.get(row.pk, Role.PARTICIPANT)
            if RANK[Role(row.role)] > RANK[Role(had)]:
                assert actor.role == Role.ADMIN

    def do(self, act: str, actor: Membership, member: Membership, role: Role) -> None:
        """The act."""
        match act:
            case "change":
                change_role(actor=actor, member=member, role=role, now=NOON)
            case "end":
                end_membership(actor=actor, member=member, now=NOON)
            case "import":
                self.bring_in(actor, role)
            case _:
                self.invite(actor, role)

    def invite(self, actor: Membership, role: Role) -> None:
        """Somebody new is asked in, and comes."""
        if actor.role == Role.PARTICIPANT:
            raise MembershipRefused("Participants have no page to invite from.")
        email = f"new{Membership.objects.count()}@people.example"
        made = invite_member(actor=actor, email=email, name="New", role=role, now=NOON)
        secret = f"{made.organization_id.hex}.{made.public_id.hex}"
        Invitation.objects.filter(pk=made.pk).update(token_hash=hashed(secret))
        accept_invitation(token=secret, user=User.objects.create_user(email), now=NOON)

    def bring_in(self, actor: Membership, role: Role) -> None:
        """A file with a column of roles, sent by API as whoever it is."""
        from tests.guards.actors import Caller

        if actor.user is None:
            return
        email = f"file{Membership.objects.count()}@people.example"
        file = SimpleUploadedFile("people.csv", f"Name,E-mail,Role\nFile,{email},{role}\n".encode())
        answer = Caller(actor.user).ask("POST", self.house.api("imports/people/"), {"file": file}, form=True)
        if answer.status_code >= 400:
            raise MembershipRefused("The file was not taken.")


# security A4
def test_whatever_is_tried_nobody_climbs(inside: House) -> None:
    tried, done = Counter[str](), Counter[str]()

    @settings(max_examples=effort(1000), deadline=None, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(st.lists(ACTS, min_size=4, max_size=10))
    def sequence(acts: list[tuple[str, int, int, Role]]) -> None:
        with transaction.atomic():
            one = Trying(inside)
            for act in acts:
                one.attempt(*act)
                assert Membership.objects.filter(role=Role.ADMIN, state=MembershipState.ACTIVE).exists()
            done.update(one.done)
            tried["sequences"] += 1
            transaction.set_rollback(True)

    sequence()
    print(f"A4: {tried['sequences']} sequences, {dict(done)}, nobody above who gave it, never without an admin")
    assert {"change", "invite", "end", "import", "refused"} <= set(done)


def test_admin_makes_somebody_else_facilitator_on_a_page(northlight: House, sign_in: SignIn) -> None:
    # peers 7.13, security A11, A4
    una, page = sign_in(northlight.una), f"/o/northlight/settings/members/{northlight.ben.membership.public_id}/role/"
    assert page in una.get("/o/northlight/settings/members/").content.decode()
    asked = una.post(page, {"role": "facilitator"})
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    una.post("/accounts/reauthenticate/", {"password": PASSWORD})

    odd = una.post(page, {"role": "owner"})
    done = una.post(page, {"role": "facilitator"})
    own = f"/o/northlight/settings/members/{northlight.una.membership.public_id}/role/"
    last = una.post(own, {"role": "participant"})

    with northlight.open():
        assert Membership.objects.get(pk=northlight.ben.membership.pk).role == Role.FACILITATOR
        assert AuditEntry.objects.filter(verb="member.role_changed").count() == 1
    assert (odd.status_code, done.status_code, last.status_code) == (422, 302, 422)
    assert "at least one admin" in last.content.decode()
    assert sign_in(northlight.ada).post(own, {"role": "admin"}).status_code == 403
