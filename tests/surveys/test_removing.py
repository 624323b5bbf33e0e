"""One's own answers after the close: taken out or read out while the program's key lives, and not any more after it."""

import io
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from belonging.tenancy.models import AuditEntry
from surveys.models import ProgramKey, Result
from surveys.models.ballots import Removal, Response
from surveys.services.answering import BallotRefused, ask_for_removal
from surveys.services.tending import forget_program, tend_waves
from tests.cast import NOON, House
from tests.conftest import SignIn
from tests.surveys.community import Community, same, send
from tests.surveys.test_closing import closed_waves

pytestmark = pytest.mark.django_db


def ran(community: Community, member: int, *more: str) -> str:
    out, person = io.StringIO(), community.members[member]
    call_command("survey_answers", "northlight", community.program.slug, person.email, *more, stdout=out)
    return out.getvalue()


# security P7
def test_answers_are_read_and_taken_out_while_the_key_lives(community: Community) -> None:
    waves = closed_waves(community, 3)
    published = [Result.objects.get(wave=wave).figures for wave in waves]
    asked = [Response.objects.filter(wave=wave).count() for wave in waves]

    assert ran(community, 0).count("part-of-it") == 2  # the first and the newest; the one between has no codes
    for member in (0, 1, 20):  # the last one never answered
        ask_for_removal(program=community.program, membership=community.members[member])
    sizes = {len(bytes(wish.envelope)) for wish in Removal.objects.all()}
    assert tend_waves(now=NOON + timedelta(days=60))

    left = [Response.objects.filter(wave=wave).count() for wave in waves]
    print(f"P7: 3 asked, {sum(asked) - sum(left)} sets of answers went, {Removal.objects.count()} wishes left")
    assert left == [asked[0] - 2, asked[1], asked[2] - 2]
    assert (len(sizes), Removal.objects.count()) == (1, 0)
    assert ran(community, 0) == "0 sets of answers.\n"
    assert ran(community, 2, "--remove").startswith("2 sets of answers removed.")
    assert [Result.objects.get(wave=wave).figures for wave in waves] == published
    told = AuditEntry.objects.filter(verb__startswith="answers.")
    assert {entry.actor for entry in told} == {None}
    assert not any(str(member.public_id) in str(vars(entry)) for entry in told for member in community.members)

    later = community.opened(at=NOON + timedelta(days=80))
    community.answer(later, 15, same(4), at=NOON + timedelta(days=80))
    community.closed(later, at=NOON + timedelta(days=90))
    # Three of fifteen are missing on one side: beside the earlier figures a change would be about those three.
    assert Result.objects.get(wave=later).figures["changes"] == []


def test_nothing_is_found_once_the_key_is_gone(community: Community) -> None:  # security P7
    wave = closed_waves(community, 1)[0]
    ask_for_removal(program=community.program, membership=community.members[0])
    forget_program(note=ProgramKey.objects.get(), now=NOON + timedelta(days=400))

    assert Removal.objects.count() == 0
    assert Response.objects.filter(wave=wave).count() == 15
    with pytest.raises(BallotRefused, match="Nobody can find your answers"):
        ask_for_removal(program=community.program, membership=community.members[1])
    for more in ((), ("--remove",)):
        with pytest.raises(CommandError, match="nobody can tell whose answers are whose"):
            ran(community, 1, *more)


def test_wish_is_put_in_without_a_key_and_names_nobody(northlight: House, sign_in: SignIn) -> None:  # security P7, S5
    from tests.surveys.community import make_community

    with northlight.open():
        community = make_community(northlight, 12)
        wave = community.opened()
        for number, member in enumerate([*community.members, northlight.ben.membership]):
            send(wave, member, same(2 + number % 3)(number))
        community.closed(wave)
        entries = AuditEntry.objects.count()
    settings.SURVEY_KEY_DIRS, folders = [], settings.SURVEY_KEY_DIRS  # a web process
    ben = sign_in(northlight.ben)
    page = ben.get(northlight.address("surveys/mine/")).content.decode()
    response = ben.post(northlight.address("surveys/mine/"))
    settings.SURVEY_KEY_DIRS = folders

    assert "Take my answers out" in page
    assert response.status_code == 302
    assert "Your wish is sealed" in ben.get(response["Location"]).content.decode()
    with northlight.open():
        assert AuditEntry.objects.count() == entries
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [Removal._meta.db_table]
            )
            assert {name for (name,) in cursor.fetchall()} == {"id", "organization_id", "program_id", "envelope"}
        assert tend_waves(now=NOON + timedelta(days=12))
        assert Response.objects.count() == 12
