"""Mail goes after the transaction that owes it; what became of it is counted by kind and day."""

import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.test import TestCase
from pytest_django import Settings

from belonging.runtime.places import ROOT
from belonging.tenancy.enums import PostKind
from belonging.tenancy.models import MailDay, WaitingMail
from belonging.tenancy.post import count_mails, post_after_commit, send_post
from belonging.tenancy.selectors import mail_figures
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn
from tests.guards.tables import APPS
from tests.postbox import postbox


class HalfOpen(BaseEmailBackend):
    """A post office that refuses every other mail for good."""

    taken = 0

    def send_messages(self, messages: list[EmailMessage]) -> int:
        HalfOpen.taken += 1
        if HalfOpen.taken % 2:
            raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"nobody here")})
        return len(messages)


# peers 6.5
def test_mails_are_counted_by_kind_and_day(inside: House, settings: object) -> None:
    letters = [EmailMessage("A", "B", None, [f"{number}@people.example"]) for number in range(3)]
    with TestCase.captureOnCommitCallbacks(execute=True):
        post_after_commit(PostKind.LETTER, letters)
        post_after_commit(PostKind.EVENT, [])
        assert mail.outbox == []
    settings.EMAIL_BACKEND = f"{__name__}.HalfOpen"  # type: ignore[attr-defined]
    with TestCase.captureOnCommitCallbacks(execute=True):
        post_after_commit(PostKind.LETTER, [EmailMessage("A", "B", None, ["a@people.example"]) for _ in range(3)])
    count_mails(PostKind.SUMMARY, sent=2)

    lines = [(line.label, line.sent, line.failed, line.last_on) for line in mail_figures(TODAY)]

    assert lines == [("Messages to a role", 4, 2, TODAY), ("Summaries", 2, 0, TODAY)]
    assert MailDay.objects.count() == 2


# peers 6.5
@pytest.mark.parametrize("who", ["ada", "una"])
def test_page_says_what_became_of_mails(northlight: House, southgate: House, sign_in: SignIn, who: str) -> None:
    with northlight.open():
        count_mails(PostKind.SURVEY, sent=41, failed=1)
    with southgate.open():
        count_mails(PostKind.AWARD, sent=77)
    client = sign_in(getattr(northlight, who))

    page = client.get("/o/northlight/mails/").content.decode()

    assert "did not take one mail" in page
    assert "<td>41</td><td>1</td>" in page
    assert "Kind words" not in page
    assert "/o/northlight/mails/" in client.get(northlight.address("moves/")).content.decode()


def owed(number: int) -> EmailMessage:
    one = EmailMessage(f"Mail {number}", ".A line that begins with a dot\n", None, [f"p{number}@people.example"])
    one.attach("when.ics", b"BEGIN:VCALENDAR", "text/calendar")
    return one


# security R14: away, later, never, hung up on; and what it says stands nowhere while it waits
def test_mail_outlives_trouble(inside: House, settings: Settings) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    here, counts = inside.organization.id, []
    with postbox() as box:
        settings.EMAIL_PORT = box.port
    with TestCase.captureOnCommitCallbacks(execute=True):
        post_after_commit(PostKind.LETTER, [owed(number) for number in range(3)])
    waiting = [bytes(row.sealed) for row in WaitingMail.objects.all()]
    assert (len(waiting), any(b"line that begins" in sealed for sealed in waiting)) == (3, False)

    with postbox(settings.EMAIL_PORT) as box:
        for mood, minutes in (("later", 0), ("open", 0), ("hangs up", 1), ("open", 2)):
            box.mood = mood
            counts.append(send_post(organization_id=here, now=NOON + timedelta(minutes=minutes)))
            if minutes == 0:
                assert WaitingMail.objects.count() == 3
        box.mood = "never"
        with TestCase.captureOnCommitCallbacks(execute=True):
            post_after_commit(PostKind.EVENT, [owed(7)])

    assert counts == [0, 0, 0, 3]
    assert (sorted(box.ids), sorted(box.taken.values())) == (["Mail 0", "Mail 1", "Mail 2"], [1, 1, 2])
    assert {len(ids) for ids in box.ids.values()} == {1}
    assert [(line.sent, line.failed) for line in mail_figures(TODAY)] == [(3, 0), (0, 1)]
    assert not WaitingMail.objects.exists()


# security R14
def test_mail_is_given_up_after_three_days(inside: House, settings: Settings) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    with postbox() as box:
        settings.EMAIL_PORT, box.mood = box.port, "later"
        with TestCase.captureOnCommitCallbacks(execute=True):
            post_after_commit(PostKind.LETTER, [owed(1)])
        waits = []
        for _ in range(3):
            row = WaitingMail.objects.get()
            waits.append(row.due_at - NOON)
            send_post(organization_id=inside.organization.id, now=row.due_at)
        send_post(organization_id=inside.organization.id, now=NOON + timedelta(days=3, seconds=1))

    assert [wait.total_seconds() / 60 for wait in waits] == [1, 3, 7]
    assert not WaitingMail.objects.exists()


PAST_THE_OUTBOX = {
    "belonging/core/outbox.py": "it is the outbox",
    "belonging/core/mail.py": "how mail goes while developing",
    "belonging/accounts/services.py": "somebody waits for the code; what is not taken is kept",
    "programs/services/setups.py": "a test mail asks whether the mail server takes it",
    "community/services/summaries.py": "summaries have an outbox of their own",
}


# security R14
def test_no_mail_goes_past_the_outbox() -> None:
    sends = re.compile(r"\bsend_mail\(|send_mass_mail|mail_admins|\.send_messages\(|(?:mail|message|\))\.send\(\)")
    ours = [file for app in APPS for file in (ROOT / app).rglob("*.py")]

    found = {file.relative_to(ROOT).as_posix() for file in ours if sends.search(file.read_text())}

    assert found - {"belonging/accounts/adapters.py"} == set(PAST_THE_OUTBOX)  # allauth's name for our own way
