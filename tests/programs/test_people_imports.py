"""People from files: whom it makes, whom it changes, and what it never does."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from belonging.core.file_faults import FileRefused
from belonging.tenancy.enums import Role
from belonging.tenancy.models import AuditEntry, Membership
from network.imports.reading import read_file, said_fields
from network.services import imports
from programs.enums import ProgramState
from programs.imports import writing
from programs.models import ImportFile, Participant
from programs.services.programs import withdraw_participant
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn

KIND = "people"


def bring_in(house: House, text: str, columns: str = "") -> dict[str, int]:
    fields = said_fields(KIND, columns)
    table, layout = read_file(program=house.program, kind=KIND, content=text.encode(), fields=fields)
    return imports.bring_in(program=house.program, kind=KIND, table=table, layout=layout, actor=None, now=NOON)


def test_new_people_get_a_membership_and_an_active_place(inside: House) -> None:
    counts = bring_in(inside, "id,name,e-mail,Department,Site\n007,Ida Berg,Ida@X.example,Digital,Oslo\n8,,,Care,\n")

    assert counts == {"new": 2, "joining": 0, "changed": 0, "same": 0, "left": 0}
    ida = Membership.objects.get(reference="007")
    assert (ida.name, ida.email, ida.role, ida.user) == ("Ida Berg", "ida@x.example", Role.PARTICIPANT, None)
    assert ida.attributes == {"Department": "Digital", "Site": "Oslo"}
    place = Participant.objects.get(membership=ida)
    assert (place.state, place.segment, place.joined_on) == ("active", "Digital", TODAY)
    assert Membership.objects.get(reference="8").name == "8"
    assert AuditEntry.objects.get(verb="import.applied").detail == {"kind": KIND, **counts}


def test_same_file_twice_changes_nothing(inside: House) -> None:  # peers 7.11
    text = "id,name,e-mail,Department\n7,Ida Berg,ida@x.example,Digital\n"
    bring_in(inside, text)

    again = bring_in(inside, text)

    assert again == {"new": 0, "joining": 0, "changed": 0, "same": 1, "left": 0}
    assert Membership.objects.filter(reference="7").count() == 1


def test_known_people_get_new_details_and_their_place(inside: House) -> None:
    bring_in(inside, "id,name,Department\n7,Ida Berg,Digital\n")

    counts = bring_in(inside, f"id,name,e-mail,Department\n7,Ida Lund,,Care\n9,Sam T,{inside.sam.user.email},\n")

    assert (counts["new"], counts["joining"], counts["changed"]) == (0, 1, 2)
    ida = Membership.objects.get(reference="7")
    assert (ida.name, Participant.objects.get(membership=ida).segment) == ("Ida Lund", "Care")
    sam = Membership.objects.get(reference="9")
    assert (sam, sam.name) == (inside.sam.membership, "Sam Tester"), "who has signed in keeps their own name"
    assert Participant.objects.filter(program=inside.program, membership=sam, state="active").exists()


def test_roles_are_never_read(inside: House) -> None:
    bring_in(inside, "id,name,role\n7,Ida Berg,admin\n")
    bring_in(inside, f"e-mail,Role\n{inside.ben.user.email},admin\n")

    ida = Membership.objects.get(reference="7")
    assert (ida.role, ida.attributes) == (Role.PARTICIPANT, {})
    assert Membership.objects.get(pk=inside.ben.membership.pk).role == Role.PARTICIPANT


def test_an_address_of_another_organization_reveals_nothing(inside: House, southgate: House) -> None:
    known, unknown = southgate.ben.user.email, "nobody@x.example"

    counts = bring_in(inside, f"e-mail\n{known}\n{unknown}\n")

    assert counts["new"] == 2
    rows = Membership.objects.filter(email__in=[known, unknown]).order_by("email")
    assert [(row.user, row.attributes) for row in rows] == [(None, {}), (None, {})]


def test_who_left_stays_out(inside: House) -> None:
    withdraw_participant(actor=None, participant=inside.mira.place, on=TODAY, reason="", now=NOON)

    counts = bring_in(inside, f"e-mail\n{inside.mira.user.email}\n")

    assert counts["left"] == 1
    assert Participant.objects.get(pk=inside.mira.place.pk).state == "withdrawn"


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("id,e-mail\n1,a@x.example\n1,b@x.example\n", 3, "id", "twice"),
        ("id,e-mail\n1,a@x.example\n2,A@X.example\n", 3, "e-mail", "twice"),
        ("id,e-mail\n1,not an address\n", 2, "e-mail", "is not an e-mail address"),
        ("id,name\n1,A\n,B\n", 3, "id", "names nobody"),
        ("id,name\n1," + "n" * 121 + "\n", 2, "name", "too long"),
        ("id,e-mail\n1,ben@northlight.example\n2,mira@northlight.example\n1,x@x.example\n", 4, "id", "twice"),
        ("name,Site\nA,Oslo\n", None, "", "Choose the column with an id or an e-mail"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_stored(inside: House, text: str, line: int, column: str, words: str) -> None:
    before = Membership.objects.count()

    with pytest.raises(FileRefused) as caught:
        bring_in(inside, text)

    fault = caught.value.faults[0]
    assert (fault.line, fault.column) == (line, column)
    assert words in fault.message
    assert Membership.objects.count() == before


def test_an_id_and_an_address_of_two_people_are_refused(inside: House) -> None:
    bring_in(inside, "id,e-mail\n1,one@x.example\n2,two@x.example\n")

    for text in ("id,e-mail\n1,two@x.example\n", "id,e-mail\n3,two@x.example\n"):
        with pytest.raises(FileRefused, match="Correct"):
            bring_in(inside, text)


def test_a_finished_program_takes_nobody(inside: House) -> None:
    inside.program.state = ProgramState.FINISHED

    with pytest.raises(FileRefused, match="finished"):
        bring_in(inside, "id\n1\n")


def test_columns_may_be_named_by_hand(inside: House) -> None:
    bring_in(inside, "1\tDigital\tOslo\n2\tCare\tBergen\n", columns="reference,department,Site")

    assert Membership.objects.get(reference="1").attributes == {"Department": "Digital", "Site": "Oslo"}
    with pytest.raises(FileRefused, match="You named 3 columns"):
        bring_in(inside, "1\n2\n", columns="reference,name,Site")


def test_page_offers_no_choice_for_a_role_and_brings_in(northlight: House, sign_in: SignIn) -> None:
    client: Client = sign_in(northlight.ada)
    file = SimpleUploadedFile("people.csv", b"id,name,role,Department\n7,Ida Berg,admin,Digital\n")
    page = client.post(northlight.address("imports/people/"), {"file": file})["Location"]
    columns = {"column_0": "reference", "column_1": "name", "column_3": "segment", "has_header": "on", "apply": "1"}

    seen = client.get(page).content.decode()
    forced = client.post(page, columns | {"column_2": "attribute"})
    done = client.post(page, columns | {"column_2": "skip"}, follow=True).content.decode()

    assert "1 person is new." in seen
    assert forced.status_code == 422
    assert "1 person is new." in done
    with northlight.open():
        assert Membership.objects.get(reference="7").role == Role.PARTICIPANT
        assert bytes(ImportFile.objects.get().content) == b""


def test_api_and_command_do_the_same(northlight: House, sign_in: SignIn, tmp_path: Path) -> None:
    client = sign_in(northlight.ada)
    file = tmp_path / "people.csv"
    file.write_text("id,name\n7,Ida Berg\n")

    dry = client.post(northlight.api("imports/people/"), {"file": io.BytesIO(file.read_bytes()), "dry_run": "true"})
    call_command("import_people", str(file), organization="northlight", program="common-ground")
    again = client.post(northlight.api("imports/people/"), {"file": io.BytesIO(file.read_bytes())})

    assert (dry.status_code, dry.json()["counts"]["new"]) == (200, 1)
    assert (again.status_code, again.json()["counts"]["same"]) == (201, 1)


def test_a_long_import_tells_between_batches(inside: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that says nothing for the length of its lease loses the job to another."""
    monkeypatch.setattr(writing, "AT_ONCE", 2)
    text = "id,name\n" + "".join(f"p-{number},Person {number}\n" for number in range(5))
    table, layout = read_file(program=inside.program, kind="people", content=text.encode())
    told: list[str] = []

    imports.bring_in(
        program=inside.program, kind="people", table=table, layout=layout, actor=None, now=NOON,
        tell=lambda done, total, message: told.append(message),
    )  # fmt: skip

    assert told == ["Checking the lines", *["Storing people"] * 3, *["Giving them their places"] * 3, "Done"]
    assert Participant.objects.filter(membership__reference__startswith="p-").count() == 5
