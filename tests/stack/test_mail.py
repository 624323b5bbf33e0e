"""Mail of every kind while the mail server is away, slow, refuses, hangs up, and a worker dies: each comes."""

import http.client
import signal
from collections.abc import Callable
from contextlib import closing
from urllib.parse import urlencode

import pytest

from belonging.tenancy.enums import PostKind
from tests.postbox import Postbox, postbox
from tests.stack.conftest import Stack, eventually, free_port
from tests.stack.test_redis import TOKEN, people_of

OF_EACH_KIND = 4
WAITING = "SELECT (SELECT count(*) FROM tenancy_waitingmail), (SELECT count(*) FROM accounts_waitingmail)"
DUE = "UPDATE tenancy_waitingmail SET due_at = now(); UPDATE accounts_waitingmail SET due_at = now()"
SENT = "SELECT coalesce(sum(sent), 0), coalesce(sum(failed), 0) FROM tenancy_mailday"


def ask_for_code(stack: Stack, person: int) -> int:
    """Somebody asks for a code by mail."""
    headers = {
        "Cookie": f"csrf={TOKEN}", "X-CSRFToken": TOKEN, "X-Forwarded-For": f"198.51.100.{person}",
        "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip
    with closing(http.client.HTTPConnection("127.0.0.1", stack.port, timeout=60)) as line:
        line.request(
            "POST", "/accounts/login/code/", urlencode({"email": f"person-{person}@northlight.example"}), headers
        )
        return line.getresponse().status


def let_go(stack: Stack) -> None:
    """The mail server is well again and the waiting times are over: everything that waits goes."""
    stack.rows(DUE)
    stack.do("send_what_waits()")
    eventually(lambda: stack.rows(WAITING) == [(0, 0)], "nothing waits any more")


# security R14
@pytest.mark.fault
@pytest.mark.lengthy(2)
def test_mail_of_every_kind_in_every_trouble(new_stack: Callable[..., Stack]) -> None:
    port, statuses, troubles = free_port(), [], ["away", "later", "slow", "hangs up", "worker dies"]
    stack = new_stack(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=str(port)
    )
    stack.with_tables()
    stack.start()
    people_of(stack, len(troubles))

    def owe(trouble: str) -> None:
        stack.do(f"owe_mail({trouble!r}, {OF_EACH_KIND})")

    owe("away")
    statuses.append(ask_for_code(stack, 0))
    assert stack.rows(WAITING) == [(OF_EACH_KIND * len(PostKind), 1)]
    with postbox(port) as box:
        let_go(stack)
        for person, mood in enumerate(("later", "slow", "hangs up"), 1):
            box.mood = mood
            owe(mood)
            statuses.append(ask_for_code(stack, person))
            goes = (lambda: stack.rows(WAITING) == [(0, 0)]) if mood == "slow" else lambda: stack.rows(WAITING)[0][1]
            eventually(goes, f"mail goes, or waits, while the mail server is {mood}")
            box.mood = "open"
            let_go(stack)
        kill_after_sending(stack, box, owe)
        let_go(stack)

        owed = {f"{trouble}: {kind} {n}" for trouble in troubles for kind in PostKind for n in range(OF_EACH_KIND)}
        codes = [numbers for subject, numbers in box.ids.items() if subject not in owed]
        doubled = {number for number, count in box.taken.items() if count > 1}
        print(
            f"R14: {len(box.taken)} mails of {len(PostKind)} kinds and of accounts, {len(troubles)} troubles: "
            f"{len(owed - set(box.ids))} lost, {len(doubled - box.left_open)} doubled; {len(doubled)} came again, with "
            f"the same Message-ID, after they were taken without an answer"
        )
        assert owed <= set(box.ids)
        assert doubled <= box.left_open
        assert {len(box.ids[subject]) for subject in owed} == {1}
        assert [len(numbers) for numbers in codes] == [len(statuses)]
    assert set(statuses) == {302}
    assert stack.rows(SENT) == [(len(owed), 0)]


def kill_after_sending(stack: Stack, box: Postbox, owe: Callable[[str], None]) -> None:
    """The worker dies when the mail server has taken a mail and has not said so yet."""
    before, box.mood = len(box.left_open), "holds"
    owe("worker dies")
    eventually(lambda: len(box.left_open) > before, "a mail is in hand")
    stack.send("worker", signal.SIGKILL)
    eventually(lambda: stack.supervisor.poll() is not None, "the supervisor ends")
    stack.supervisor.communicate()
    box.mood = "open"
    stack.start()
