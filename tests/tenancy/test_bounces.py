"""Mails that come back stop by themselves, are seen by those they concern, and go again when somebody says so."""

import mailbox
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.test import Client, TestCase
from hypothesis import given
from hypothesis import strategies as st

from belonging.core.bounces import Failure, read_notification, refusal
from belonging.tenancy.bounces import note_bounce, sealed_tag, try_address_again
from belonging.tenancy.enums import PostKind
from belonging.tenancy.models import AuditEntry, MailDay, Membership
from belonging.tenancy.post import post_after_commit
from tests.cast import NOON, House, Person
from tests.conftest import SignIn

GONE, FULL = Failure("5.1.1", "no such user"), Failure("5.2.2", "mailbox full")
REPORT = """\
From: MAILER-DAEMON@mx.example
To: {to}
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Thu, 9 Jul 2026 11:00:00 +0000

Final-Recipient: rfc822; somebody.else@people.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} <b>no</b>
 such user
--b
Content-Type: text/rfc822-headers

Subject: Hello
--b--
"""


@pytest.fixture(autouse=True)
def address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "BOUNCE_ADDRESS", "bounces@belonging.example")


def return_path(house: House, person: Person) -> str:
    return f"bounces+{sealed_tag(house.organization.id, person.user.email)}@belonging.example"


def report(to: str, status: str = "5.1.1", action: str = "failed") -> bytes:
    return REPORT.format(to=to, status=status, action=action).encode()


def bounces(raw: bytes, **options: Any) -> str:
    out = StringIO()
    call_command("bounces", stdin=BytesIO(raw), stdout=out, **options)
    return out.getvalue().strip()


def stands(house: House, person: Person) -> Membership:
    with house.open():
        return Membership.objects.get(pk=person.membership.pk)


def post(*people: Person, kind: PostKind = PostKind.LETTER) -> list[str]:
    """Sends a letter, or a mail of another kind, to each; who got it."""
    mail.outbox.clear()
    with TestCase.captureOnCommitCallbacks(execute=True):
        post_after_commit(kind, [EmailMessage("A", "B", None, [one.user.email]) for one in people])
    return [one.to[0] for one in mail.outbox]


# peers 7.20
def test_a_report_of_no_such_mailbox_stops_mails_to_it(northlight: House, southgate: House) -> None:
    ben, mira = northlight.ben, northlight.mira

    said = bounces(report(return_path(northlight, ben)))

    assert said == "1 noted, 1 stopped."
    kept = stands(northlight, ben)
    assert (kept.mail_comes_back, kept.bounce_reason) == (True, "5.1.1 550 5.1.1 <b>no</b> such user")
    assert not stands(southgate, southgate.ben).mail_comes_back
    with northlight.open():
        assert post(ben, mira) == [mira.user.email]
        figures = MailDay.objects.get()
        assert (figures.sent, figures.failed, figures.held) == (1, 0, 1)
        assert AuditEntry.objects.filter(verb="mail.stopped").count() == 1


# peers 7.20
def test_each_mail_has_a_return_path_of_its_own(inside: House) -> None:
    post(inside.ben, inside.mira)

    paths = [one.from_email for one in mail.outbox]
    assert paths == [return_path(inside, inside.ben), return_path(inside, inside.mira)]
    assert {one.message()["From"] for one in mail.outbox} == {settings.DEFAULT_FROM_EMAIL}
    assert max(len(path.partition("@")[0]) for path in paths) <= 64


def test_without_an_address_mails_go_as_before(inside: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "BOUNCE_ADDRESS", "")

    post(inside.ben)

    assert mail.outbox[0].from_email == settings.DEFAULT_FROM_EMAIL


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"no message at all",
        report("bounces@belonging.example"),
        report("bounces+made-up@belonging.example"),
        report("bounces+" + "a" * 42 + "@belonging.example"),
        b"To: {to}\n\nI am away until Monday.",
        REPORT.format(to="{to}", status="4.4.1", action="delayed").encode(),
        b"To: {to}\nContent-Type: multipart/report; boundary=b\n\nno parts",
        b"x" * 1_000_001,
    ],
)
def test_what_is_no_report_of_ours_stops_nobody(northlight: House, raw: bytes) -> None:
    to = return_path(northlight, northlight.ben).encode()

    assert bounces(raw.replace(b"{to}", to)) == "0 noted, 0 stopped."


def test_a_mark_of_another_organization_or_address_is_none(northlight: House, southgate: House) -> None:
    ours, theirs = return_path(northlight, northlight.ben), return_path(southgate, southgate.una)
    swapped = ours[:34] + theirs[34:]

    assert bounces(report(swapped)) == "0 noted, 0 stopped."


@given(raw=st.binary(max_size=400))
def test_any_bytes_are_read_without_a_fault(raw: bytes) -> None:
    assert read_notification(raw).failures == ()
    assert isinstance(read_notification(b"Content-Type: multipart/report; boundary=b\n\n--b\n" + raw).failures, tuple)


# peers 7.20
def test_a_full_mailbox_stops_mails_on_the_third_day(inside: House) -> None:
    ben = inside.ben.membership
    days = [0, 0, 1, 40, 41, 42]

    stopped = [note_bounce(member=ben, failure=FULL, now=NOON + timedelta(days=day)) for day in days]

    assert stopped == [False, False, False, False, False, True]


@pytest.mark.parametrize(
    ("status", "is_final"),
    [("5.1.1", True), ("5.1.10", True), ("5.2.1", True), ("5.1.8", False), ("5.2.2", False), ("5.7.1", False),
     ("4.4.7", False), ("5.0.0", False)],
)  # fmt: skip
def test_what_is_final(status: str, is_final: bool) -> None:
    assert Failure(status, "").is_final == is_final


@pytest.mark.parametrize(
    ("code", "said", "status"),
    [(550, b"5.1.1 unknown", "5.1.1"), (550, b"no such user", "5.1.1"), (554, b"spam", "5.0.0"), (451, b"later", "")],
)
def test_what_a_server_refuses_at_once(code: int, said: bytes, status: str) -> None:
    found = refusal(code, said)

    assert (found.status if found else "") == status


class Strict(BaseEmailBackend):
    """A post office that knows nobody called Ben."""

    def send_messages(self, messages: list[EmailMessage]) -> int:
        if messages[0].to[0].startswith("ben"):
            raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"5.1.1 no such user")})
        return len(messages)


# peers 7.20
def test_a_refusal_at_the_door_stops_mails_at_once(inside: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "EMAIL_BACKEND", f"{__name__}.Strict")

    post(inside.ben, inside.mira)
    post(inside.ben)

    figures = MailDay.objects.get()
    assert (figures.sent, figures.failed, figures.held) == (1, 1, 1)
    assert Membership.objects.get(pk=inside.ben.membership.pk).bounce_reason == "5.1.1 5.1.1 no such user"


# peers 7.20
def test_an_invitation_goes_all_the_same_and_carries_no_mark(inside: House) -> None:
    note_bounce(member=inside.ben.membership, failure=GONE, now=NOON)

    gone = post(inside.ben, kind=PostKind.INVITATION)

    assert gone == [inside.ben.user.email]
    assert mail.outbox[0].from_email == settings.DEFAULT_FROM_EMAIL
    assert post(inside.ben) == []


# peers 7.20
def test_another_address_or_another_try_begins_anew(inside: House) -> None:
    ben, mira = inside.ben.membership, inside.mira.membership
    for one in (ben, mira):
        note_bounce(member=one, failure=GONE, now=NOON)
    Membership.objects.filter(pk=ben.pk).update(email="ben@new.example")

    try_address_again(actor=inside.una.membership, member=mira, now=NOON)

    assert [Membership.objects.get(pk=one.pk).mail_comes_back for one in (ben, mira)] == [False, False]
    assert AuditEntry.objects.filter(verb="mail.resumed").count() == 1


# peers 7.20
def test_admin_sees_who_and_why_and_tries_again(northlight: House, southgate: House, sign_in: SignIn) -> None:
    for house in (northlight, southgate):
        with house.open():
            note_bounce(member=house.ben.membership, failure=Failure("5.1.1", "<script>no</script>"), now=NOON)
    una, page = sign_in(northlight.una), "/o/northlight/mails/"

    seen, theirs = una.get(page).content.decode(), sign_in(northlight.ada).get(page).content.decode()

    assert "ben@northlight.example" in seen
    assert "&lt;script&gt;no" in seen
    assert "southgate" not in seen
    assert "ben@northlight.example" not in theirs
    again = una.post(f"/o/northlight/mails/{northlight.ben.membership.public_id}/again/")
    other = una.post(f"/o/northlight/mails/{southgate.ben.membership.public_id}/again/")
    assert (again.status_code, other.status_code) == (302, 404)
    assert not stands(northlight, northlight.ben).mail_comes_back
    assert stands(southgate, southgate.ben).mail_comes_back


# peers 7.20
def test_the_person_is_told_where_they_are_and_in_their_account(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        note_bounce(member=northlight.ben.membership, failure=GONE, now=NOON)
    ben, mira = sign_in(northlight.ben), sign_in(northlight.mira)
    pages = [northlight.address(), "/accounts/email/"]

    for page in pages:
        assert "ben@northlight.example came back" in ben.get(page).content.decode()
        assert "came back" not in mira.get(page).content.decode()

    assert ben.post("/o/northlight/mails/mine/again/").status_code == 302
    assert "came back" not in ben.get(pages[0]).content.decode()


# peers 7.20
def test_codes_to_sign_in_still_go(northlight: House, client: Client) -> None:
    with northlight.open():
        note_bounce(member=northlight.ben.membership, failure=GONE, now=NOON)

    client.post("/accounts/login/code/", {"email": northlight.ben.user.email})

    assert [one.to for one in mail.outbox] == [[northlight.ben.user.email]]


@pytest.mark.parametrize("kind", ["mbox", "maildir"])
def test_a_mailbox_is_read_once(northlight: House, tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    box: Any = mailbox.mbox(path) if kind == "mbox" else mailbox.Maildir(path)
    box.add(report(return_path(northlight, northlight.ben)))
    box.add(b"To: somebody\n\nI am away.")
    box.flush()
    box.close()

    said = [bounces(b"", mailbox=path) for _ in range(2)]

    assert said == ["1 noted, 1 stopped.", "0 noted, 0 stopped."]
    left: Any = mailbox.mbox(path) if kind == "mbox" else mailbox.Maildir(path)
    assert len(left) == 1
    left.close()
