"""Mail goes after the transaction that owes it; what became of it is counted by kind and day."""

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import TestCase

from belonging.tenancy.enums import PostKind
from belonging.tenancy.models import MailDay
from belonging.tenancy.post import count_mails, post_after_commit
from belonging.tenancy.selectors import mail_figures
from tests.cast import TODAY, House
from tests.conftest import SignIn


class HalfOpen:
    """A post office that takes every other mail."""

    taken = 0

    def __init__(self, *args: object, **more: object) -> None:
        pass

    def send_messages(self, messages: list[EmailMessage]) -> int:
        HalfOpen.taken += 1
        if HalfOpen.taken % 2:
            raise ConnectionRefusedError("no")
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
