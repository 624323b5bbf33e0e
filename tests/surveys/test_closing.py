"""Waves from opening to close: what is stored, what is not, and what happens when something is missing."""

import json
import secrets
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, models

from belonging.tenancy.models import AuditEntry
from surveys.enums import Mode, Trouble, WaveKind, WaveState
from surveys.keys import KeysAway, destroy_key, has_key
from surveys.models import Asked, Result, Wave
from surveys.models.ballots import Remark, Response, SealedBallot
from surveys.sealing import new_key_pair
from surveys.services.answering import BallotRefused, send_ballot, withdraw_ballot
from surveys.services.opening import WaveRefused, open_wave, tighten_wave
from surveys.services.tending import destroy_wave_keys, forget_program, sweep_ballot_tables
from tests.cast import NOON, House
from tests.surveys.community import Community, after, figures, mixed, same, send, state

pytestmark = pytest.mark.django_db


def test_wave_is_asked_sealed_and_opened(community: Community) -> None:
    wave = community.opened()
    community.answer(wave, 12)

    closed = community.closed(wave)

    assert (closed.state, closed.asked_count, closed.answered_count) == (WaveState.CLOSED, 27, 12)
    assert Response.objects.filter(wave=wave).count() == 12
    assert figures(wave)["headline"] is not None
    assert SealedBallot.objects.count() == Asked.objects.count() == 0


def test_promise_and_groups_are_frozen_at_the_opening(community: Community) -> None:  # peers 2.5, 2.11; security S17
    wave = community.opened()
    member = community.members[0]
    member.attributes = {"Department": "Moved"}
    member.save(update_fields=["attributes"])

    assert "5 or more" in wave.promise_text
    assert "at least 10 people write" in wave.promise_text
    assert len(wave.promise_hash) == 64
    assert Asked.objects.get(wave=wave, membership=member).groups == {"Department": "Care"}


def test_open_wave_is_only_made_stricter(community: Community) -> None:  # peers 2.5, 2.7; security S17
    wave = community.opened(least=7)
    ada = community.house.ada.membership
    weaker = [{"least": 5}, {"least_words": 9}, {"slices": ["Department", "Site"]}, {"mode": Mode.CONFIDENTIAL}]

    for change in weaker:
        with pytest.raises(WaveRefused):
            tighten_wave(actor=ada, wave=wave, now=NOON, **change)  # type: ignore[arg-type]
    stricter = tighten_wave(actor=ada, wave=wave, now=NOON, least=8, slices=[])

    print(f"S17: {len(weaker)} ways to weaken an open wave tried, 0 taken")
    assert (stricter.least, stricter.slices, stricter.mode) == (8, [], Mode.SEALED)
    assert "8 or more" in stricter.promise_text
    assert stricter.promise_hash != wave.promise_hash
    community.answer(wave, 8)
    community.closed(wave)
    with pytest.raises(WaveRefused):
        tighten_wave(actor=ada, wave=wave, now=NOON, least=9)


def test_no_wave_goes_below_the_floor(community: Community) -> None:  # security S17
    wave = tighten_wave(actor=community.house.ada.membership, wave=community.planned(), now=NOON, least=2)

    assert wave.least == 5
    with pytest.raises(WaveRefused, match="four groupings"):
        tighten_wave(actor=community.house.ada.membership, wave=wave, now=NOON, slices=list("abcde"))


def test_fewer_than_promised_are_deleted_unopened(community: Community, key_folder: Path) -> None:  # security S9
    wave = community.opened()
    community.answer(wave, wave.least - 1)
    destroy_key(wave.key_name)  # nothing could be opened, and nothing has to be

    closed = community.closed(wave)

    opened = Response.objects.count() + Remark.objects.count() + Result.objects.count()
    print(f"S9: {wave.least - 1} envelopes, {opened} opened, {SealedBallot.objects.count()} left")
    assert (closed.state, closed.answered_count, closed.trouble) == (WaveState.TOO_FEW, 4, "")
    assert opened == SealedBallot.objects.count() == 0
    assert not AuditEntry.objects.filter(verb="wave.key_used").exists()


def test_exactly_the_threshold_is_not_shown_to_those_who_answered(community: Community) -> None:
    wave = community.opened()
    community.answer(wave, wave.least)
    community.closed(wave)

    assert figures(wave)["headline"] is not None  # for staff, who did not answer
    assert figures(wave)["is_for_everybody"] is False


def test_staff_who_answered_need_one_more(community: Community) -> None:  # security 2.3 row 13
    wave = community.opened()
    community.answer(wave, wave.least - 1)
    send(wave, community.house.ada.membership, mixed(1))
    community.closed(wave)

    assert figures(wave)["headline"] is None


def test_missing_key_leaves_everything_sealed(community: Community) -> None:
    wave = community.opened()
    community.answer(wave, 9)
    hidden = Path(settings.SURVEY_KEY_DIRS[0]) / f"{wave.key_name}.key"
    kept = hidden.read_bytes()
    hidden.unlink()

    stuck = community.closed(wave)

    assert (stuck.state, stuck.trouble) == (WaveState.OPEN, Trouble.NO_KEY)
    assert SealedBallot.objects.filter(wave=wave).count() == 9

    hidden.write_bytes(kept)
    assert community.closed(wave).state == WaveState.CLOSED
    assert Wave.objects.get(pk=wave.pk).trouble == ""


def test_wrong_key_leaves_everything_sealed(community: Community) -> None:
    wave = community.opened()
    community.answer(wave, 9)
    (Path(settings.SURVEY_KEY_DIRS[0]) / f"{wave.key_name}.key").write_bytes(new_key_pair().private)

    stuck = community.closed(wave)

    assert (state(wave), stuck.trouble) == (WaveState.OPEN, Trouble.WRONG_KEY)
    assert SealedBallot.objects.filter(wave=wave).count() == 9
    assert Response.objects.count() == 0


def test_tampered_envelopes_are_left_out_and_counted(community: Community) -> None:
    wave = community.opened()
    community.answer(wave, 9)
    one = SealedBallot.objects.filter(wave=wave).first()
    assert one is not None
    one.envelope = secrets.token_bytes(len(bytes(one.envelope)))
    one.save(update_fields=["envelope"])

    closed = community.closed(wave)

    assert (closed.answered_count, closed.unread_count) == (8, 1)
    assert Response.objects.filter(wave=wave).count() == 8


def test_closing_twice_changes_nothing(community: Community) -> None:  # security S8
    wave = community.opened()
    community.answer(wave, 9)
    community.closed(wave)
    before = Result.objects.get(wave=wave)

    again = community.closed(wave)

    assert again.state == WaveState.CLOSED
    assert Result.objects.get(wave=wave).figures == before.figures
    assert Response.objects.filter(wave=wave).count() == 9


def test_result_stays_as_it_is_whatever_happens_later(community: Community) -> None:  # security S8
    wave = community.opened()
    community.answer(wave, 12)
    assert not Result.objects.exists()  # nothing before the close
    community.closed(wave)
    before = figures(wave)

    for member in community.members[:6]:
        member.attributes = {"Department": "Digital"}
        member.save(update_fields=["attributes"])
    Response.objects.filter(wave=wave).first().delete()  # type: ignore[union-attr]
    community.closed(wave)

    same_bytes = json.dumps(figures(wave), sort_keys=True) == json.dumps(before, sort_keys=True)
    print(f"S8: 6 people moved, 1 set of answers erased, closed once more; {int(not same_bytes)} results changed")
    assert same_bytes


def test_last_edit_counts_and_withdrawal_leaves_nothing(community: Community) -> None:  # security S13
    wave = community.opened()
    community.answer(wave, 9, same(2))
    community.answer(wave, 9, same(4))
    withdraw_ballot(wave=wave, membership=community.members[0], now=NOON)

    closed = community.closed(wave)

    assert closed.answered_count == 8
    assert {value for row in Response.objects.filter(wave=wave) for value in row.answers.values()} == {4, 2}
    assert figures(wave)["headline"]["value"] == 4.0  # type: ignore[index]


@pytest.mark.parametrize(
    ("answers", "words", "said"),
    [
        ({"part-of-it": 6}, {}, "Choose one of the answers"),
        ({"part-of-it": 0}, {}, "Choose one of the answers"),
        ({"part-of-it": True}, {}, "Choose one of the answers"),
        ({"band": 6}, {}, "Choose one of the answers"),
        ({"nobody-asked": 3}, {}, "another survey"),
        ({}, {"part-of-it": "words for a number"}, "another survey"),
        ({}, {"anything-else": "x" * 501}, "more than 500"),
        ({}, {"anything-else": "  "}, "nothing to send"),
    ],
)
def test_odd_answers_are_refused(
    community: Community, answers: dict[str, int], words: dict[str, str], said: str
) -> None:
    wave = community.opened()

    with pytest.raises(BallotRefused, match=said):
        send_ballot(wave=wave, membership=community.members[0], answers=answers, words=words, now=NOON)
    assert SealedBallot.objects.count() == 0


def test_nothing_is_sent_outside_the_days_or_by_others(community: Community) -> None:
    wave = community.opened()
    una = community.house.una.membership  # runs the program, takes no part

    with pytest.raises(BallotRefused, match="does not ask you"):
        send(wave, una, mixed(1))
    with pytest.raises(BallotRefused, match="closed"):
        send(wave, community.members[0], mixed(1), at=after(wave))
    community.answer(wave, 6)
    community.closed(wave)
    with pytest.raises(BallotRefused, match="closed"):
        send(wave, community.members[0], mixed(1))
    with pytest.raises(BallotRefused, match="closed"):
        withdraw_ballot(wave=wave, membership=community.members[0], now=NOON)


ALLOWED = {
    Response: {"id": "uuid", "organization_id": "uuid", "wave_id": "bigint", "answers": "jsonb", "pseudonym": "bytea"},
    Remark: {
        "id": "uuid",
        "organization_id": "uuid",
        "wave_id": "bigint",
        "item": "character varying",
        "text": "text",
        "care": "character varying",
        "mark": "bytea",
    },
}


@pytest.mark.parametrize("model", ALLOWED, ids=lambda model: model.__name__)
def test_opened_answers_hold_no_time_order_or_person(
    model: type[models.Model], community: Community
) -> None:  # peers 2.8, 2.10; security S4, S11
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type, column_default FROM information_schema.columns WHERE table_name = %s",
            [model._meta.db_table],
        )
        columns = cursor.fetchall()
    wave = community.opened()
    for member in community.members[:20]:
        send(wave, member, mixed(1), "a word of mine")
    community.closed(wave)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), count(DISTINCT xmin::text) FROM {model._meta.db_table}")
        rows, transactions = cursor.fetchone()

    print(f"S4: {model.__name__}: {len(columns)} columns, {rows} rows of {transactions} transaction")
    assert {name: kind for name, kind, _ in columns} == ALLOWED[model]  # type: ignore[index]
    assert all(default is None or default == "gen_random_uuid()" for *_, default in columns)
    assert (rows, transactions) == (20, 1)
    assert all(row.pk.version == 4 for row in model._default_manager.all())
    parents = {field.related_model._meta.label for field in model._meta.get_fields() if field.many_to_one}  # type: ignore[union-attr]
    assert parents == {"tenancy.Organization", "surveys.Wave"}


def test_words_are_kept_from_ten_up(community: Community) -> None:  # peers 2.4; security S11
    wave = community.opened()
    for number, member in enumerate(community.members[:14]):
        send(wave, member, mixed(number), "words" if number < 9 else "")
    community.closed(wave)

    assert Remark.objects.count() == 0


def closed_waves(community: Community, count: int) -> list[Wave]:
    found = []
    for number in range(count):
        at = NOON + timedelta(days=20 * number)
        wave = community.opened(WaveKind.BASELINE if number == 0 else WaveKind.PULSE, at=at)
        community.answer(wave, 15, same(2 + number % 3), at=at)
        found.append(community.closed(wave, at=at + timedelta(days=10)))
    return found


def linked() -> set[int]:
    return set(Response.objects.exclude(pseudonym=None).values_list("wave_id", flat=True))


def test_at_most_two_waves_stay_linked_and_none_after_the_program(community: Community) -> None:  # security S6
    most = 0
    waves: list[Wave] = []
    for number in range(6):
        at = NOON + timedelta(days=20 * number)
        wave = community.opened(WaveKind.BASELINE if number == 0 else WaveKind.PULSE, at=at)
        community.answer(wave, 15, same(2), at=at)
        waves.append(community.closed(wave, at=at + timedelta(days=10)))
        most = max(most, len(linked()))
        assert linked() == {waves[0].pk, wave.pk}
    from surveys.rules import KEYS_LIVE_ON
    from surveys.selectors.waves import key_of, programs_whose_keys_end

    note = key_of(community.program)
    assert note is not None
    end = NOON + (community.program.ends_before - NOON.date())
    assert programs_whose_keys_end(end + timedelta(days=27), KEYS_LIVE_ON) == []
    assert programs_whose_keys_end(end + timedelta(days=29), KEYS_LIVE_ON) == [note]
    forget_program(note=note, now=end + timedelta(days=29))

    print(f"S6: 6 waves, at most {most} linked, {len(linked())} after the program")
    assert (most, linked()) == (2, set())


def test_program_secret_is_destroyed_with_the_program(
    community: Community, django_capture_on_commit_callbacks: object
) -> None:
    from surveys.selectors.waves import key_of

    community.opened()
    note = key_of(community.program)
    assert note is not None
    assert has_key(note.name)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        forget_program(note=note, now=NOON)

    assert not has_key(note.name)
    with pytest.raises(WaveRefused, match="destroyed"):
        community.opened(at=NOON + timedelta(days=30))


def test_paired_change_is_published_for_those_in_both(community: Community) -> None:  # peers 2.28, D13; security S18
    first = community.opened(WaveKind.BASELINE)
    community.answer(first, 15, lambda number: same(2 if number % 2 else 3)(number))
    community.closed(first)
    at = NOON + timedelta(days=30)
    second = community.opened(at=at)
    community.answer(second, 24, lambda number: same(3 if number % 2 else 4)(number), at=at)
    community.closed(second, at=at + timedelta(days=10))

    changes = figures(second)["changes"]

    assert changes == [{"since": "previous", "value": 1.0, "low": 1.0, "high": 1.0, "pairs": 15}]


def test_confidential_waves_stay_linked_and_say_so(community: Community) -> None:  # peers 2.6
    for number in range(3):
        at = NOON + timedelta(days=20 * number)
        wave = community.opened(at=at, mode=Mode.CONFIDENTIAL)
        community.answer(wave, 10, at=at)
        community.closed(wave, at=at + timedelta(days=10))

    assert len(linked()) == 3
    assert "confidential, not sealed" in wave.promise_text
    assert "sealed when you press Send" in community.opened(at=NOON + timedelta(days=90)).promise_text


def test_web_processes_cannot_open_waves(community: Community, settings: pytest.FixtureRequest) -> None:
    settings.SURVEY_KEY_DIRS = []  # type: ignore[attr-defined]

    with pytest.raises(KeysAway):
        open_wave(wave=community.planned(), now=NOON)


def test_keys_are_for_one_account_alone(community: Community, key_folder: Path) -> None:
    wave = community.opened()

    assert oct(key_folder.stat().st_mode & 0o777) == "0o700"
    assert {oct(file.stat().st_mode & 0o777) for file in key_folder.iterdir()} == {"0o600"}
    assert {file.name for file in key_folder.iterdir()} >= {f"{wave.key_name}.key"}
    assert bytes(wave.public_key or b"") not in b"".join(file.read_bytes() for file in key_folder.iterdir())


def test_wave_keys_are_destroyed_after_a_checked_backup(
    community: Community, django_capture_on_commit_callbacks: object
) -> None:  # security S3, S15
    wave = community.opened()
    community.answer(wave, 8)
    closed = community.closed(wave)
    assert closed.closed_at is not None

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert destroy_wave_keys(closed_before=closed.closed_at, now=NOON) == []
        assert has_key(wave.key_name)
        gone = destroy_wave_keys(closed_before=closed.closed_at + timedelta(hours=1), now=NOON)

    assert gone == [wave]
    assert not has_key(wave.key_name)


def test_key_use_is_written_down(community: Community) -> None:  # security O3
    wave = community.opened()
    community.answer(wave, 8)
    community.closed(wave)

    verbs = set(AuditEntry.objects.filter(target_id=wave.public_id).values_list("verb", flat=True))
    assert verbs == {"wave.opened", "wave.key_used", "wave.closed"}
    assert not AuditEntry.objects.filter(actor__in=community.members).exists()


def test_ballot_tables_are_rewritten_by_the_owner(northlight: House) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_filepath('surveys_sealedballot')")
        before = cursor.fetchone()
    sweep_ballot_tables()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_filepath('surveys_sealedballot')")
        assert cursor.fetchone() != before
