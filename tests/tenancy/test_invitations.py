"""An invitation works once, for one person, one organization, one role; ex-members are out."""

import threading
from datetime import datetime, timedelta
from random import Random

import pytest
from django.core import mail
from django.db import connection, connections
from django.test import Client
from pytest_django import Settings

from belonging.accounts.adapters import INVITED_EMAIL
from belonging.accounts.models import User
from belonging.celery import app
from belonging.tenancy.enums import JobState, MembershipState, Role
from belonging.tenancy.jobs import perform
from belonging.tenancy.models import AuditEntry, Invitation, Job, Membership
from belonging.tenancy.post import send_post
from belonging.tenancy.services import (
    INVITATION_LASTS,
    InvitationRefused,
    MembershipRefused,
    accept_invitation,
    add_member,
    end_membership,
    invitation_for,
    invite_member,
    revoke_invitation,
)
from tests.cast import NOON, House, make_house, make_user
from tests.effort import effort

ALTERED = effort(10_000)
AT_ONCE = 50
EMAIL = "noor@people.example"
MEMBERS = "/o/northlight/settings/members/"


def invited(
    house: House, role: Role = Role.PARTICIPANT, email: str = EMAIL, now: datetime = NOON
) -> tuple[Invitation, str]:
    """An invitation, and the secret that only its mail holds."""
    before = len(mail.outbox)
    with house.open():
        made = invite_member(actor=house.una.membership, email=email, name="Noor", role=role, now=now)
    send(house, made)
    return made, str(mail.outbox[before].body).split("/invitations/")[1].split("/")[0]


def send(house: House, made: Invitation) -> Job:
    """A worker sends the mail; the job as it stands afterwards, and the invitation with it."""
    app.loader.import_default_modules()
    with house.open():
        job = Job.objects.get(arguments={"invitation": str(made.public_id)})
    perform(organization_id=job.organization_id, job_id=job.public_id, now=NOON)
    send_post(organization_id=job.organization_id, now=NOON)
    with house.open():
        made.refresh_from_db()
        return Job.objects.get(pk=job.pk)


def altered(token: str, seed: int) -> str:
    """The token with one to three places changed, one cut off or one put in."""
    chance = Random(seed)
    signs = list(token)
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(signs))
        match chance.randrange(3):
            case 0:
                signs[place] = chance.choice(letters)
            case 1:
                del signs[place]
            case _:
                signs.insert(place, chance.choice(letters))
    return "".join(signs)


# security A8
def test_altered_tokens_open_nothing(northlight: House) -> None:
    _, token = invited(northlight)
    tries = {altered(token, seed) for seed in range(ALTERED * 2)} - {token}

    for one in list(tries)[:ALTERED]:
        with pytest.raises(InvitationRefused):
            invitation_for(token=one, now=NOON)

    print(f"A8: {ALTERED} altered tokens, 0 accepted")
    assert len(tries) >= ALTERED
    assert invitation_for(token=token, now=NOON).email == EMAIL


def test_token_of_another_organization_opens_nothing(northlight: House, southgate: House) -> None:
    _, token = invited(northlight)
    moved = f"{southgate.organization.id.hex}.{token.partition('.')[2]}"

    with pytest.raises(InvitationRefused):
        invitation_for(token=moved, now=NOON)


# security A8
def test_only_a_hash_is_kept(northlight: House) -> None:
    made, token = invited(northlight)

    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', 'belonging_maint', true)")
        tables = ("invitation", "auditentry", "job")
        cursor.execute(" UNION ALL ".join(f"SELECT row::text FROM tenancy_{name} row" for name in tables))
        rows = " ".join(row for (row,) in cursor.fetchall())
        cursor.execute("SELECT set_config('role', 'none', true)")

    assert token not in rows
    assert token.partition(".")[2] not in rows
    assert len(made.token_hash) == 64


def test_mail_server_that_is_away_is_asked_again(northlight: House, settings: Settings) -> None:
    with northlight.open():
        made = invite_member(actor=northlight.una.membership, email=EMAIL, name="", role=Role.PARTICIPANT, now=NOON)
        before = made.token_hash
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1

    assert send(northlight, made).state == JobState.DONE
    assert (len(mail.outbox), made.token_hash != before) == (0, True)

    settings.EMAIL_BACKEND = working
    assert send_post(organization_id=northlight.organization.id, now=NOON) == 1
    assert len(mail.outbox) == 1


def test_revoked_invitation_is_not_sent(northlight: House) -> None:
    with northlight.open():
        made = invite_member(actor=northlight.una.membership, email=EMAIL, name="", role=Role.PARTICIPANT, now=NOON)
        revoke_invitation(actor=northlight.una.membership, invitation=made, now=NOON)

    assert send(northlight, made).state == JobState.FAILED
    assert mail.outbox == []


def test_admin_sees_what_is_not_sent_yet(northlight: House, client: Client) -> None:
    client.force_login(northlight.una.user)
    with northlight.open():
        made = invite_member(actor=northlight.una.membership, email=EMAIL, name="", role=Role.PARTICIPANT, now=NOON)

    assert "· not sent yet" in client.get(MEMBERS).content.decode()
    send(northlight, made)
    assert "· not sent yet" not in client.get(MEMBERS).content.decode()


@pytest.mark.parametrize("has_ended", [True, False])
def test_address_that_is_somebody_elses_here_is_refused(has_ended: bool, northlight: House) -> None:
    """Their membership, even one that ended, is never handed to whoever has the address now."""
    _, token = invited(northlight, email="ben@old.example")
    ben = northlight.ben.membership
    with northlight.open():
        ben.email = "ben@old.example"
        ben.state = MembershipState.ENDED if has_ended else MembershipState.ACTIVE
        ben.save()

    with pytest.raises(InvitationRefused, match="Somebody here has that address already"):
        accept_invitation(token=token, user=User.objects.create_user("ben@old.example"), now=NOON)

    with northlight.open():
        assert Membership.objects.get(pk=ben.pk).user == northlight.ben.user


def test_two_rows_do_not_become_one(northlight: House) -> None:
    """Somebody brought in by a file under the address that Ben has taken since."""
    _, token = invited(northlight, email="ben@new.example")
    with northlight.open():
        add_member(actor=None, name="Ben", email="ben@new.example", now=NOON)
    northlight.ben.user.email = "ben@new.example"
    northlight.ben.user.save()

    with pytest.raises(InvitationRefused, match="Ask the admin"):
        accept_invitation(token=token, user=northlight.ben.user, now=NOON)

    assert invitation_for(token=token, now=NOON).accepted_at is None


@pytest.mark.parametrize("is_open", [True, False])
def test_sign_up_closes_when_the_invitation_is_used_or_spent(is_open: bool, northlight: House, client: Client) -> None:
    made, token = invited(northlight)
    assert client.get(f"/invitations/{token}/").status_code == 200
    assert client.session[INVITED_EMAIL] == EMAIL
    if is_open:
        client.force_login(User.objects.create_user(EMAIL))
        assert client.post(f"/invitations/{token}/").status_code == 302
    else:
        with northlight.open():
            revoke_invitation(actor=northlight.una.membership, invitation=made, now=NOON)
        assert client.get(f"/invitations/{token}/").status_code == 410

    assert INVITED_EMAIL not in client.session


def test_acceptance_makes_a_member_of_that_role_once(northlight: House) -> None:
    made, token = invited(northlight, Role.FACILITATOR)
    noor = User.objects.create_user(EMAIL, name="Noor")

    member = accept_invitation(token=token, user=noor, now=NOON)

    assert (member.user, member.role, member.organization_id) == (noor, "facilitator", northlight.organization.id)
    with pytest.raises(InvitationRefused):
        accept_invitation(token=token, user=noor, now=NOON)
    with northlight.open():
        assert AuditEntry.objects.filter(verb="invitation.accepted", target_id=made.public_id).count() == 1


# security A8
def test_other_address_is_refused(northlight: House) -> None:
    _, token = invited(northlight)
    other = User.objects.create_user("eve@people.example")

    with pytest.raises(InvitationRefused, match="another address"):
        accept_invitation(token=token, user=other, now=NOON)

    with northlight.open():
        assert not Membership.objects.filter(user=other).exists()


@pytest.mark.parametrize("late", [timedelta(0), timedelta(days=300)])
def test_invitation_ends_after_seven_days(late: timedelta, northlight: House) -> None:
    _, token = invited(northlight)
    noor = User.objects.create_user(EMAIL)

    with pytest.raises(InvitationRefused):
        accept_invitation(token=token, user=noor, now=NOON + INVITATION_LASTS + late)

    assert accept_invitation(token=token, user=noor, now=NOON + INVITATION_LASTS - timedelta(seconds=1)).user == noor


def test_revoked_invitation_opens_nothing(northlight: House) -> None:
    made, token = invited(northlight)
    with northlight.open():
        revoke_invitation(actor=northlight.una.membership, invitation=made, now=NOON)

    with pytest.raises(InvitationRefused):
        accept_invitation(token=token, user=User.objects.create_user(EMAIL), now=NOON)


def test_every_dead_link_gives_the_same_page(northlight: House) -> None:
    made, token = invited(northlight, now=NOON - timedelta(days=900))
    unknown = f"{northlight.organization.id.hex}.{'x' * 43}"

    pages = {Client().get(f"/invitations/{one}/").content for one in (token, unknown, "x", "x.y", "%20", f"{token}x")}

    assert len(pages) == 1
    assert made.email.encode() not in pages.pop()


def test_opening_a_link_joins_nobody(northlight: House, client: Client) -> None:
    _, token = invited(northlight, now=datetime.now(NOON.tzinfo))
    noor = User.objects.create_user(EMAIL)
    client.force_login(noor)

    assert client.get(f"/invitations/{token}/").status_code == 200
    with northlight.open():
        assert not Membership.objects.filter(user=noor).exists()

    assert client.post(f"/invitations/{token}/").url == "/o/northlight/"
    assert client.post(f"/invitations/{token}/").status_code == 410


# security A4
def test_nobody_invites_above_their_role(inside: House) -> None:  # peers 7.13
    for role in (Role.ADMIN, Role.FACILITATOR):
        with pytest.raises(MembershipRefused):
            invite_member(actor=inside.ada.membership, email=EMAIL, name="Noor", role=role, now=NOON)

    assert not Invitation.objects.exists()


# security A8
@pytest.mark.django_db(transaction=True)
def test_of_fifty_at_once_exactly_one_is_let_in() -> None:
    house = make_house("northlight")
    _, token = invited(house)
    noor = make_user("Noor", "people")
    gate, outcomes = threading.Barrier(AT_ONCE), []

    def accept() -> None:
        gate.wait()
        try:
            accept_invitation(token=token, user=noor, now=NOON)
            outcomes.append("in")
        except InvitationRefused:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=accept) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with house.open():
        assert Membership.objects.filter(user=noor).count() == 1
    print(f"A8: {AT_ONCE} at once, {outcomes.count('in')} let in")
    assert sorted(outcomes) == ["in"] + ["refused"] * (AT_ONCE - 1)


def test_ex_member_is_out_at_the_next_request(northlight: House, client: Client) -> None:
    _, token = invited(northlight, email=northlight.ben.user.email.replace("ben", "other"))
    client.force_login(northlight.ben.user)
    addresses = [northlight.address(), northlight.api("people/"), "/o/northlight/"]
    assert [client.get(one).status_code for one in addresses] == [200, 200, 302]

    with northlight.open():
        end_membership(actor=northlight.una.membership, member=northlight.ben.membership, now=NOON)

    assert [client.get(one).status_code for one in addresses] == [404, 404, 404]
    assert b"Northlight" not in client.get("/o/").content
    assert client.post(f"/invitations/{token}/").status_code == 410


def test_ex_member_comes_back_by_invitation_alone(northlight: House) -> None:
    with northlight.open():
        gone = end_membership(actor=northlight.una.membership, member=northlight.ben.membership, now=NOON)
    _, token = invited(northlight, email=northlight.ben.user.email)

    back = accept_invitation(token=token, user=northlight.ben.user, now=NOON)

    assert (back.pk, back.state, back.ended_at) == (gone.pk, MembershipState.ACTIVE, None)
