"""Time together from files: what is stored, what is refused and why, by page, API and command."""

import gzip
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from belonging.core.file_faults import FileRefused
from belonging.tenancy.models import AuditEntry
from belonging.tenancy.scope import ForeignRow
from network.imports.reading import preview, read_file, said_fields
from network.imports.times import plan_interactions
from network.models import Interaction, InteractionPartner, Tie
from network.selectors.imported_rows import add_imported_rows
from network.services import imports
from network.services.interactions import block_person
from programs.models import ImportFile
from programs.services.programs import pause_program, withdraw_participant
from tests.cast import NOON, TODAY, House, make_person
from tests.conftest import SignIn

KIND = "interactions"
HEAD = "person,with,date\n"
BEN, MIRA, ADA = "ben@northlight.example", "mira@northlight.example", "ada@northlight.example"


def bring_in(
    house: House, text: str | bytes, now: datetime = NOON, columns: str = "", order: str = ""
) -> dict[str, int]:
    content = text.encode() if isinstance(text, str) else text
    fields = said_fields(KIND, columns)
    table, layout = read_file(program=house.program, kind=KIND, content=content, fields=fields, date_order=order)
    return imports.bring_in(program=house.program, kind=KIND, table=table, layout=layout, actor=None, now=now)


def refused(house: House, text: str | bytes, **more: str) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        bring_in(house, text, **more)  # type: ignore[arg-type]
    assert not Interaction.objects.exists()
    assert not Tie.objects.exists()
    return caught.value


def test_file_is_stored_as_confirmed_time_together(inside: House) -> None:
    counts = bring_in(inside, f"{HEAD}{BEN},{MIRA},2026-02-03\n{MIRA},{BEN},2026-02-03\nBen Tester,{ADA},2026-02-04\n")

    assert counts == {"rows": 3, "times": 2, "pairs": 2, "days": 2, "people": 3, "new": 2, "same": 0}
    first = Interaction.objects.order_by("happened_on").first()
    assert first is not None
    assert (first.author, first.happened_on, first.source) == (inside.ben.place, date(2026, 2, 3), "imported")
    partner = InteractionPartner.objects.get(interaction=first)
    assert (partner.participant, partner.state, partner.is_hidden) == (inside.mira.place, "mutual", False)
    tie = Tie.objects.get(low=min(inside.ben.place.pk, inside.mira.place.pk), first_on=date(2026, 2, 3))
    assert (tie.mutual_count, tie.last_on, tie.is_imported) == (1, date(2026, 2, 3), True)
    entry = AuditEntry.objects.get(verb="import.applied")
    assert entry.detail == {"kind": KIND, **counts}


def test_same_file_twice_changes_nothing(inside: House) -> None:  # peers 7.11
    text = f"{HEAD}{BEN},{MIRA},2026-02-03\n"
    bring_in(inside, text)

    again = bring_in(inside, text + f"{MIRA},{BEN},2026-02-03\n")

    assert (again["new"], again["same"]) == (0, 1)
    assert Interaction.objects.count() == InteractionPartner.objects.count() == 1
    assert Tie.objects.get().mutual_count == 1


def test_several_people_kinds_and_channels_in_one_row(inside: House) -> None:
    text = f"Who;With;Day;Kind;Channel;Note\n{BEN};{MIRA}, x;3.2.2026;Talking;Video;hush\n".replace(", x", "")
    bring_in(inside, text, columns="person,with,date,kind,channel,-")
    bring_in(inside, f'person,with,date\nBen Tester,"{MIRA}; {ADA}",2026-02-05\n')

    first = Interaction.objects.order_by("happened_on").first()
    assert first is not None
    assert (first.kind, first.channel, first.note) == ("peer", "video", "")
    assert Interaction.objects.filter(happened_on=date(2026, 2, 5), author=inside.ben.place).count() == 2


def test_contact_log_folds_into_pairs_and_days(inside: House) -> None:
    ben, mira = BEN, MIRA
    seconds = f"20 {ben} {mira}\n40 {mira} {ben}\n86420 {ben} {mira}\n"
    counts = bring_in(inside, gzip.compress(seconds.encode()), columns="t,i,j")

    assert (counts["rows"], counts["new"], counts["days"]) == (3, 2, 2)
    assert set(Interaction.objects.values_list("happened_on", flat=True)) == {date(2026, 1, 12), date(2026, 1, 13)}


def test_unix_time_is_a_day_in_the_programs_zone(inside: House) -> None:
    inside.program.time_zone = "Pacific/Auckland"
    moment = int(datetime(2026, 2, 3, 20, tzinfo=UTC).timestamp())

    bring_in(inside, f"{moment}\t{BEN}\t{MIRA}\n{moment * 1000}\t{BEN}\t{ADA}\n", columns="t,i,j")

    assert set(Interaction.objects.values_list("happened_on", flat=True)) == {date(2026, 2, 4)}


@pytest.mark.parametrize(
    ("row", "line", "column", "words"),
    [
        (f"{BEN},nobody@else.example,2026-02-03", 3, "with", "is nobody in this program"),
        (f"{BEN},ben@southgate.example,2026-02-03", 3, "with", "is nobody in this program"),
        (f"{BEN},sam@northlight.example,2026-02-03", 3, "with", "is nobody in this program"),
        (f"{BEN},{BEN},2026-02-03", 3, "with", "the same person twice"),
        (f"{BEN},Ben Tester;{MIRA},2026-02-03", 3, "with", "the same person twice"),
        (f"{BEN},,2026-02-03", 3, "with", "Nobody is named"),
        (f"{BEN},{MIRA},2026-01-11", 3, "date", "before the program began"),
        (f"{BEN},{MIRA},2026-07-11", 3, "date", "the last day that can be logged"),
        (f"{BEN},{MIRA},2026-02-30", 3, "date", "is not a day"),
        (f"{BEN},{MIRA},03/04/2026", 3, "date", "day first or month first"),
        (f"{BEN},{MIRA},", 3, "date", "The day is missing"),
        (f"{BEN},{MIRA},2026-02-03,4", 3, "", "has 4 columns"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_stored(
    inside: House, southgate: House, row: str, line: int, column: str, words: str
) -> None:
    refusal = refused(inside, f"{HEAD}{BEN},{MIRA},2026-02-03\n{row}\n")

    fault = refusal.faults[0]
    assert (fault.line, fault.column, refusal.fault_count) == (line, column, 1)
    assert words in fault.message


def test_a_day_ahead_of_the_zone_still_counts(inside: House) -> None:
    assert bring_in(inside, f"{HEAD}{BEN},{MIRA},2026-07-10\n")["new"] == 1


@pytest.mark.parametrize(("order", "day"), [("day", date(2026, 4, 3)), ("month", date(2026, 3, 4))])
def test_unclear_days_are_read_as_somebody_says(inside: House, order: str, day: date) -> None:
    bring_in(inside, f"{HEAD}{BEN},{MIRA},03/04/2026\n", order=order)

    assert Interaction.objects.get().happened_on == day


def test_days_are_clear_when_one_of_the_file_is(inside: House) -> None:
    bring_in(inside, f"{HEAD}{BEN},{MIRA},03/04/2026\n{BEN},{ADA},25/03/2026\n")

    assert set(Interaction.objects.values_list("happened_on", flat=True)) == {date(2026, 4, 3), date(2026, 3, 25)}


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"", None, "empty"),
        (b"\xff\xfe\x00\xd8", 1, "not a text file"),
        (b"a,b\n\x00,1\n", 2, "not a text file"),
        ("person,with,date\nJos\u00e9,b,c\n".encode("latin-1"), 2, "CSV UTF-8"),
        (b"PK\x03\x04rest", None, "Save it as CSV"),
        (b"\x1f\x8bnot gzip", None, "gzip"),
        (gzip.compress(b"a,b\n" * 9000, mtime=0)[:-9], None, "cut off"),
        (b'person,with,date\n"a,b,c\n', 2, "quotation mark"),
        (b",".join([b"a"] * 1000), 1, "columns"),
        (b"person,with,date\n", None, "no rows"),
        (b"person,date\na,b\n", None, "who met whom"),
        (b"person,with,date\na," + b"b" * 600 + b",c\n", 2, "letters"),
    ],
)
def test_what_is_no_table_is_refused(inside: House, content: bytes, line: int | None, words: str) -> None:
    refusal = refused(inside, content)

    assert refusal.faults[0].line == line
    assert words in refusal.faults[0].message


def test_unpacking_stops_at_the_limit(inside: House) -> None:
    bomb = gzip.compress(b"0" * 60_000_000)

    assert "larger than 50 MB" in str(refused(inside, bomb))


def test_first_fifty_faults_are_shown_and_all_are_counted(inside: House) -> None:
    refusal = refused(inside, HEAD + f"{BEN},=cmd()\u202e{'x' * 90},2026-02-03\n" * 300)

    assert (len(refusal.faults), refusal.fault_count) == (50, 300)
    assert [fault.line for fault in refusal.faults] == list(range(2, 52))
    assert "=cmd()\ufffd" in refusal.faults[0].message
    assert "x" * 41 not in refusal.faults[0].message


def test_who_left_is_refused(inside: House) -> None:
    withdraw_participant(actor=None, participant=inside.mira.place, on=TODAY, reason="", now=NOON)

    assert "has left this program" in str(refused(inside, f"{HEAD}{BEN},{MIRA},2026-02-03\n"))


def test_a_name_that_two_people_share_is_refused(inside: House) -> None:
    twin = make_person("Mira", "elsewhere", inside.program)
    assert twin.membership.name == inside.mira.membership.name

    assert "the name of two people" in str(refused(inside, f"{HEAD}{BEN},Mira Tester,2026-02-03\n"))


def test_a_paused_program_takes_nothing(inside: House) -> None:
    pause_program(actor=None, program=inside.program, now=NOON)

    assert "not running" in str(refused(inside, f"{HEAD}{BEN},{MIRA},2026-02-03\n"))


def test_a_blocked_pair_is_stored_but_never_counts(inside: House) -> None:
    block_person(blocker=inside.mira.place, blocked=inside.ben.place, now=NOON)

    counts = bring_in(inside, f"{HEAD}{BEN},{MIRA},2026-02-03\n{ADA},{BEN},2026-02-03\n")

    assert counts["new"] == 2
    hidden = InteractionPartner.objects.get(participant=inside.mira.place)
    assert (hidden.state, hidden.is_hidden, hidden.answered_at) == ("declined", True, None)
    assert [tie.mutual_count for tie in Tie.objects.filter(mutual_count__gt=0)] == [1]


def upload(client: Client, address: str, content: bytes, name: str = "log.csv") -> str:
    response = client.post(address, {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def chosen(*fields: str, header: bool = True, **more: str) -> dict[str, str]:
    columns = {f"column_{place}": field for place, field in enumerate(fields)}
    return columns | ({"has_header": "on"} if header else {}) | more


def test_page_previews_then_brings_in_and_empties_the_file(northlight: House, sign_in: SignIn) -> None:  # peers 7.11
    client = sign_in(northlight.ada)
    content = f"{HEAD}{BEN},{MIRA},2026-02-03\n".encode()

    page = upload(client, northlight.address("imports/interactions/"), content)
    seen = client.get(page).content.decode()
    with northlight.open():
        assert not Interaction.objects.exists()
    done = client.post(page, chosen("person", "with", "date", apply="1"), follow=True)

    assert "1 time together is new." in seen
    assert "1 time together is new." in done.content.decode()
    with northlight.open():
        kept = ImportFile.objects.get()
        assert (Interaction.objects.count(), bytes(kept.content)) == (1, b"")
    again = client.post(page, chosen("person", "with", "date", apply="1"))
    assert "What it brought" in again.content.decode()


def test_a_file_that_nobody_brought_in_is_emptied_after_a_week(
    northlight: House, southgate: House, sign_in: SignIn
) -> None:
    pages = {}
    for house in (northlight, southgate):
        client, content = sign_in(house.ada), f"{HEAD}{BEN},{MIRA},2026-02-03\n".encode()
        pages[house] = upload(client, house.address("imports/interactions/"), content)
        with house.open():
            ImportFile.objects.update(created_at=NOON - imports.FORGOTTEN_AFTER)

    assert imports.empty_forgotten_files(now=NOON) == 0
    assert imports.empty_forgotten_files(now=NOON + timedelta(seconds=1)) == 2
    assert imports.empty_forgotten_files(now=NOON + timedelta(days=1)) == 0

    with northlight.open():
        assert bytes(ImportFile.objects.get().content) == b""
    answer = sign_in(northlight.ada).get(pages[northlight])
    assert answer.status_code == 422
    assert "waited for more than seven days" in answer.content.decode()


def test_page_shows_what_to_fix_and_lets_columns_be_changed(northlight: House, sign_in: SignIn) -> None:
    client = sign_in(northlight.ada)
    content = f"one,two,three\n{MIRA},{BEN},2026-02-03\n<b>,{BEN},2026-02-03\n".encode()

    page = upload(client, northlight.address("imports/interactions/"), content)
    unmapped = client.get(page).content.decode()
    looked = client.post(page, chosen("person", "with", "date", look="1"), follow=True).content.decode()
    pressed = client.post(page, chosen("person", "with", "date", apply="1"))

    assert "Choose the two columns that say who met whom." in unmapped
    assert "“&lt;b&gt;” is nobody in this program" in looked
    assert pressed.status_code == 422
    with northlight.open():
        assert not Interaction.objects.exists()


def test_page_keeps_nothing_of_a_file_it_cannot_read(northlight: House, sign_in: SignIn) -> None:
    client = sign_in(northlight.ada)
    file = SimpleUploadedFile("x.csv", b"\x00\x01")

    response = client.post(northlight.address("imports/interactions/"), {"file": file})
    missing = client.post(northlight.address("imports/interactions/"), {})

    assert (response.status_code, missing.status_code) == (422, 422)
    assert "not a text file" in response.content.decode()
    with northlight.open():
        assert not ImportFile.objects.exists()


def test_pages_are_for_those_who_facilitate(northlight: House, southgate: House, sign_in: SignIn) -> None:
    page = upload(sign_in(northlight.ada), northlight.address("imports/people/"), b"id,name\n1,A\n")

    for address in (page, *(northlight.address(f"imports/{rest}") for rest in ("", "people/", "interactions/"))):
        assert sign_in(northlight.ben).get(address).status_code == 403
        assert sign_in(southgate.ada).get(address).status_code == 404
    assert sign_in(southgate.ada).get(page.replace("northlight", "southgate")).status_code == 404


def test_api_answers_counts_or_lines_to_fix(northlight: House, sign_in: SignIn) -> None:
    client = sign_in(northlight.una)
    good, bad = f"20 {BEN} {MIRA}\n", f"20 {BEN} {MIRA}\n9e9 {BEN} nobody\n"

    def post(text: str, **more: str) -> tuple[int, dict[str, object]]:
        data = {"file": io.BytesIO(text.encode()), "columns": "t,i,j"} | more
        response = client.post(northlight.api("imports/interactions/"), data)
        return response.status_code, response.json()

    dry = post(good, dry_run="true")
    stored = post(good)
    refusal = post(bad)

    assert (dry[0], stored[0], refusal[0]) == (200, 201, 422)
    assert dry[1]["counts"] == stored[1]["counts"]
    errors = refusal[1]["errors"]
    assert isinstance(errors, list)
    assert [(error["line"], error["column"]) for error in errors] == [(2, "Column 1"), (2, "Column 3")]
    with northlight.open():
        assert Interaction.objects.count() == 1


def test_api_is_for_those_who_facilitate(northlight: House, southgate: House, sign_in: SignIn) -> None:
    for rest in ("imports/people/", "imports/interactions/"):
        data = {"file": io.BytesIO(b"id\n1\n")}
        assert sign_in(northlight.ben).post(northlight.api(rest), data).status_code == 403
        assert sign_in(southgate.ada).post(northlight.api(rest), data).status_code == 404
        assert Client().post(northlight.api(rest), data).status_code == 401


def test_command_brings_in_or_names_the_lines(
    northlight: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "log.csv"
    file.write_text(f"{HEAD}{BEN},{MIRA},2026-02-03\n{BEN},{BEN},2026-02-03\n")
    where = {"organization": "northlight", "program": "common-ground"}

    with pytest.raises(CommandError, match="Line 3, column “with”"):
        call_command("import_interactions", str(file), **where)
    file.write_text(f"{HEAD}{BEN},{MIRA},2026-02-03\n")
    call_command("import_interactions", str(file), dry_run=True, **where)
    with northlight.open():
        assert not Interaction.objects.exists()
    call_command("import_interactions", str(file), **where)

    assert "1 time together is new." in capsys.readouterr().out
    with northlight.open():
        assert Interaction.objects.count() == 1


def test_preview_counts_what_is_already_here(inside: House) -> None:
    bring_in(inside, f"{HEAD}{BEN},{MIRA},2026-02-03\n")
    content = f"{HEAD}{BEN},{MIRA},2026-02-03\n{BEN},{ADA},2026-02-03\n".encode()
    table, layout = read_file(program=inside.program, kind=KIND, content=content)

    seen = preview(program=inside.program, kind=KIND, table=table, layout=layout, today=TODAY)

    assert (seen.counts["new"], seen.counts["same"], seen.changes_nothing) == (1, 1, False)


def test_statement_cannot_reach_another_organization(inside: House, southgate: House) -> None:
    content = f"{HEAD}{BEN},{MIRA},2026-02-03\n".encode()
    table, layout = read_file(program=inside.program, kind=KIND, content=content)
    plan = plan_interactions(inside.program, table, layout, TODAY)
    foreign = replace(plan, author=np.array([southgate.ben.place.pk]))
    here, there = inside.organization.id, southgate.organization.id

    with pytest.raises(IntegrityError), transaction.atomic():
        add_imported_rows(here, inside.program.pk, foreign, NOON)
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError), transaction.atomic():
        add_imported_rows(here, southgate.program.pk, plan, NOON)
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(ForeignRow), transaction.atomic():
        add_imported_rows(there, southgate.program.pk, foreign, NOON)


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_as_much_for_one_file_as_for_three(
    northlight: House, sign_in: SignIn, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(northlight.una)
    for number in range(count):
        upload(client, northlight.address("imports/people/"), b"id\n1\n", f"file {number}.csv")

    with django_assert_num_queries(14):
        page = client.get(northlight.address("imports/"))

    assert page.content.decode().count("Not yet") == count
