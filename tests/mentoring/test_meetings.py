"""What a pair does together: check-ins that count, dates in both calendars, notes that nobody else reads."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client, TestCase
from icalendar import Calendar

from mentoring.enums import PairState
from mentoring.models import CheckIn, Feedback, Note, Pair
from mentoring.services.meetings import (
    MeetingRefused,
    Words,
    deny_check_in,
    log_check_in,
    plan_next,
    send_feedback,
    write_note,
)
from mentoring.services.pairs import leave_pair
from network.models import Interaction, Tie
from network.services.interactions import block_person, log_interaction
from programs.enums import LearningKind
from programs.models import Resource, Thread, Worksheet
from programs.services.programs import pause_program
from programs.services.resources import keep_answer
from tests.cast import NOON, TODAY, House, Person, make_person
from tests.conftest import SignIn
from tests.mentoring.people import opted_in, paired

DAYS = timedelta(days=1)


@pytest.fixture
def pair(northlight: House) -> Pair:
    with northlight.open():
        return paired(northlight, northlight.ben, northlight.mira)


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


def met(pair: Pair, who: Person, days_ago: int = 0, line: str = "A walk") -> CheckIn:
    return log_check_in(
        pair=pair, author=who.place, happened_on=TODAY - days_ago * DAYS, line=line, today=TODAY, now=NOON
    )


def page(house: House, pair: Pair, rest: str = "") -> str:
    return house.address(f"mentoring/pairs/{pair.public_id}/{rest}")


# peers 4.12, D7, 3.24: logged by either, confirmed by none, counted as talking and as mutual
def test_check_in_counts_at_once_for_both(inside: House, pair: Pair) -> None:
    met(pair, inside.ben)

    tie = Tie.objects.get()
    made = Interaction.objects.get()
    assert (tie.mutual_count, tie.claimed_count, tie.last_on) == (1, 0, TODAY)
    assert (made.kind, made.author) == (LearningKind.PEER, inside.ben.place)


# peers 4.12: and not, once the other says that it was not so
def test_denied_check_in_takes_back_what_it_counted(inside: House, pair: Pair) -> None:
    made = met(pair, inside.ben)

    for _twice in range(2):
        deny_check_in(check_in=made, participant=inside.mira.place, now=NOON)
    again = met(pair, inside.mira)

    assert CheckIn.objects.get(pk=made.pk).denied_at == NOON
    assert (Tie.objects.get().mutual_count, Interaction.objects.count(), again.denied_at) == (1, 1, None)


def test_time_logged_before_is_confirmed_and_not_counted_twice(inside: House, pair: Pair) -> None:
    log_interaction(
        program=inside.program, author=inside.ben.place, partners=[inside.mira.place], happened_on=TODAY, today=TODAY,
        now=NOON, kind=LearningKind.PEER,
    )  # fmt: skip

    met(pair, inside.ben)

    assert (Tie.objects.get().mutual_count, Interaction.objects.count()) == (1, 1)


# security I8
def test_block_keeps_the_check_in_out_of_the_network(inside: House, pair: Pair) -> None:
    block_person(blocker=inside.mira.place, blocked=inside.ben.place, now=NOON)

    met(pair, inside.ben)

    assert not Interaction.objects.exists()
    assert CheckIn.objects.count() == 1


@pytest.mark.parametrize(("days_ago", "words"), [(-1, "not a day of this pair"), (22, "not a day of this pair")])
def test_days_outside_the_pair_are_refused(inside: House, pair: Pair, days_ago: int, words: str) -> None:
    with pytest.raises(MeetingRefused, match=words):
        met(pair, inside.ben, days_ago)


def test_two_notes_of_one_day_are_one(inside: House, pair: Pair) -> None:
    met(pair, inside.ben)

    with pytest.raises(MeetingRefused, match="noted for that day already"):
        met(pair, inside.mira)


def test_nothing_is_logged_while_the_program_rests(northlight: House, pair: Pair, ben: Client) -> None:
    with northlight.open():
        pause_program(actor=None, program=northlight.program, now=NOON)

    answer = ben.post(page(northlight, pair, "check-in/"), {"happened_on": TODAY.isoformat(), "channel": "video"})

    assert answer.status_code == 422
    assert "not running now" in answer.content.decode()


# peers D32-D36, 4.15: the framework of a check-in, from the library's own shelf
def test_check_in_screen_shows_the_framework(northlight: House, pair: Pair, ben: Client) -> None:
    with northlight.open():
        papers = {
            key: Worksheet.objects.create(
                program=northlight.program, key=key, title=key,
                questions=[{"key": one, "kind": "text", "text": one.title()} for one in asked],
            )
            for key, asked in (("canvas", ("goal",)), ("sbi", ("situation", "behaviour", "impact")))
        }  # fmt: skip
        for key, form, paper in (
            ("levels", "cheat_sheet", None),
            ("sbi", "guide", papers["sbi"]),
            ("canvas", "worksheet", papers["canvas"]),
            ("deck", "cards", None),
            ("snag", "wizard", None),
        ):
            Resource.objects.create(
                program=northlight.program, key=key, title=key.title(), category="mentoring", form=form,
                text="- Who taught you?", worksheet=paper,
            )  # fmt: skip
        for goal in ("One building", "Two buildings"):
            keep_answer(participant=northlight.ben.place, worksheet=papers["canvas"], values={"goal": goal}, now=NOON)

    shown = ben.get(page(northlight, pair, "check-in/")).content.decode()

    for words in ("Progress", "Challenge", "Celebration", "Levels", "Who taught you?", "Two buildings"):
        assert words in shown
    assert "2 versions so far" in shown
    assert "mentoring/pairs/" in shown
    assert "Something has come between us" in shown
    assert "Give feedback in three parts" in shown
    assert "Talk to a human" in shown


# peers D7: next date, one line
def test_check_in_by_page_leads_back_to_the_pair(northlight: House, pair: Pair, ben: Client) -> None:
    sent = {"happened_on": TODAY.isoformat(), "channel": "video", "line": "Bread and trust"}

    answer = ben.post(page(northlight, pair, "check-in/"), sent, follow=True)

    assert answer.status_code == 200
    assert "Bread and trust" in answer.content.decode()


# peers 4.17: one date in both calendars, with a link
def test_date_goes_into_both_calendars(northlight: House, pair: Pair, ben: Client) -> None:
    sent = {"day": "2026-07-20", "begins": "16:00", "place": "Canal", "link": "https://meet.example/a"}
    with TestCase.captureOnCommitCallbacks(execute=True):
        ben.post(page(northlight, pair, "next/"), sent)

    assert sorted(to for message in mail.outbox for to in message.to) == [
        "ben@northlight.example",
        "mira@northlight.example",
    ]
    (entry,) = Calendar.from_ical(mail.outbox[0].attachments[0][1]).walk("VEVENT")
    mine = Calendar.from_ical(ben.get(page(northlight, pair, "next.ics")).content).walk("VEVENT")[0]
    assert (entry["UID"], entry["DTSTART"].dt, entry["SEQUENCE"]) == (mine["UID"], mine["DTSTART"].dt, 1)
    assert entry["DTSTART"].dt.isoformat() == "2026-07-20T16:00:00+00:00"
    assert (entry["DTEND"].dt - entry["DTSTART"].dt, str(entry["LOCATION"])) == (timedelta(minutes=30), "Canal")


def test_date_in_the_past_or_after_the_end_is_refused(inside: House, pair: Pair) -> None:
    morning = NOON.replace(hour=11, tzinfo=None)
    for wall, words in ((morning, "already passed"), (morning.replace(year=2027), "after the end")):
        with pytest.raises(MeetingRefused, match=words):
            plan_next(pair=pair, participant=inside.ben.place, wall=wall, place="", link="", now=NOON)


@pytest.mark.parametrize(
    ("sent", "words"),
    [({"day": "2026-07-20"}, "A date needs a day and a time."), ({"link": "x y"}, "Enter a valid URL")],
)
def test_half_a_date_is_said_beside_the_field(
    northlight: House, pair: Pair, ben: Client, sent: dict[str, str], words: str
) -> None:
    answer = ben.post(page(northlight, pair, "next/"), sent)

    assert (answer.status_code, words in answer.content.decode()) == (422, True)


# peers 4.15, security M1: private, shared, or to those who run the program
@pytest.mark.parametrize(("readers", "ben_reads", "mira_reads"), [("mine", True, False), ("ours", True, True)])
def test_note_is_read_by_whom_it_is_for(
    northlight: House, pair: Pair, sign_in: SignIn, readers: str, ben_reads: bool, mira_reads: bool
) -> None:
    sign_in(northlight.ben).post(page(northlight, pair, "notes/"), {"text": "saffron", "readers": readers})

    seen = [
        "saffron" in sign_in(person).get(page(northlight, pair)).content.decode()
        for person in (northlight.ben, northlight.mira)
    ]
    assert seen == [ben_reads, mira_reads]
    assert sign_in(northlight.ada).get(page(northlight, pair)).status_code == 404


def test_note_to_those_who_run_the_program_is_a_private_word(northlight: House, pair: Pair, ben: Client) -> None:
    ben.post(page(northlight, pair, "notes/"), {"text": "harbour", "readers": "facilitators"})

    with northlight.open():
        assert Thread.objects.get().messages.get().text == "harbour"
        assert not Note.objects.exists()


# security M2: at the next request, also for a replay
def test_notes_open_to_nobody_once_it_has_ended(northlight: House, pair: Pair, sign_in: SignIn) -> None:
    clients = [sign_in(person) for person in (northlight.ben, northlight.mira)]
    with northlight.open():
        note = write_note(pair=pair, author=northlight.ben.place, text="saffron", is_shared=True, now=NOON)
        leave_pair(pair=pair, participant=northlight.mira.place, wants_another=True, farewell="", on=TODAY, now=NOON)

    answers = []
    for client in clients:
        looks = ("", "check-in/", "next/", "next.ics", "my-words.txt", "feedback/", "leave/", "help/")
        answers += [client.get(page(northlight, pair, rest)).status_code for rest in looks]
        acts = ("notes/", f"notes/{note.public_id}/erase/", "check-in/", "feedback/", "fit/", "answer/")
        sent = {"text": "late", "readers": "ours"}
        answers += [client.post(page(northlight, pair, rest), sent).status_code for rest in acts]
    print(f"M2: {len(answers)} requests after the end, {answers.count(404)} answered 404")
    assert set(answers) == {404}
    with northlight.open():
        assert [one.text for one in Note.objects.all()] == ["saffron"]
        assert Pair.objects.get().state == PairState.ENDED
        with pytest.raises(MeetingRefused, match="does not run now"):
            write_note(pair=pair, author=northlight.ben.place, text="late", is_shared=True, now=NOON)


# peers 4.15: one's own words may be taken along, and nobody else's
def test_own_words_are_taken_along_as_a_file(northlight: House, pair: Pair, sign_in: SignIn) -> None:
    ben, mira = northlight.ben, northlight.mira
    with northlight.open():
        met(pair, ben, line="By the canal")
        write_note(pair=pair, author=ben.place, text="saffron", is_shared=False, now=NOON + DAYS)
        write_note(pair=pair, author=mira.place, text="lantern", is_shared=True, now=NOON)
        words = Words("On Tuesday", "You waited", "I felt calm")
        send_feedback(pair=pair, author=ben.place, recipient=mira.place, words=words, now=NOON + 2 * DAYS)

    answer = sign_in(ben).get(page(northlight, pair, "my-words.txt"))

    days = [f"{TODAY + number * DAYS}" for number in range(3)]
    assert answer.content.decode() == (
        f"{days[0]} · After we met\nBy the canal\n\n{days[1]} · A note\nsaffron\n\n"
        f"{days[2]} · Sent to Mira\nOn Tuesday\nYou waited\nI felt calm\n"
    )
    assert sign_in(mira).get(page(northlight, pair, "my-words.txt")).content.decode() == f"{TODAY} · A note\nlantern\n"


def test_own_note_is_erased_and_only_own(northlight: House, pair: Pair, sign_in: SignIn) -> None:
    with northlight.open():
        note = write_note(pair=pair, author=northlight.ben.place, text="saffron", is_shared=True, now=NOON)
    address = page(northlight, pair, f"notes/{note.public_id}/erase/")

    statuses = [sign_in(person).post(address).status_code for person in (northlight.mira, northlight.ben)]

    with northlight.open():
        assert (statuses, Note.objects.exists()) == ([404, 302], False)


SAID = {"situation": "On Tuesday at the table", "behaviour": "You moved a chair for them", "impact": "I felt seen"}


# peers D33: sent to the partner only, after a second look at words that judge
def test_feedback_goes_to_the_partner_alone(northlight: House, pair: Pair, sign_in: SignIn) -> None:
    ben, address = sign_in(northlight.ben), page(northlight, pair, "feedback/")
    with northlight.open():
        to = {"recipient": str(northlight.mira.place.public_id)}

    looked = ben.post(address, SAID | to | {"behaviour": "You were lazy"})
    with TestCase.captureOnCommitCallbacks(execute=True):
        ben.post(address, SAID | to)

    assert (looked.status_code, "“lazy” says what somebody is" in looked.content.decode()) == (422, True)
    with northlight.open():
        assert Feedback.objects.get().recipient == northlight.mira.place
    assert "You moved a chair" in sign_in(northlight.mira).get(page(northlight, pair)).content.decode()
    assert "chair" not in "".join(message.subject + message.body for message in mail.outbox)
    seen = ben.post(address, SAID | to | {"behaviour": "You were lazy", "seen": "1"})
    assert seen.status_code == 302


def test_feedback_to_somebody_outside_is_refused(northlight: House, pair: Pair, ben: Client) -> None:
    with northlight.open():
        outside = make_person("Noor", "northlight", northlight.program)

    answer = ben.post(page(northlight, pair, "feedback/"), SAID | {"recipient": str(outside.place.public_id)})

    assert answer.status_code == 422
    with northlight.open():
        assert not Feedback.objects.exists()


# peers 4.15: of three, feedback goes to one and is read by one
def test_of_three_only_the_one_reads_feedback(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        noor = make_person("Noor", "northlight", northlight.program)
        opted_in(noor)
        three = paired(northlight, northlight.ben, northlight.mira, noor)
    to = {"recipient": str(noor.place.public_id)}

    sign_in(northlight.ben).post(page(northlight, three, "feedback/"), SAID | to)

    shown = {
        name: "moved a chair" in sign_in(one).get(page(northlight, three)).content.decode()
        for name, one in (("ben", northlight.ben), ("mira", northlight.mira), ("noor", noor))
    }
    assert shown == {"ben": True, "mira": False, "noor": True}
