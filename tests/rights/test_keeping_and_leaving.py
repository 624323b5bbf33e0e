"""What is old goes by itself; an organization that leaves leaves nothing; a restored backup brings nobody back."""

import os
import subprocess
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.db.models import Q
from psycopg2.extensions import make_dsn

from belonging.accounts.models import User
from belonging.core.personal import Erased
from belonging.rights import ledger
from belonging.rights.register import AGES, OF_ACCOUNTS, PERSONAL
from belonging.rights.selectors import kept_until, retention, rows_past, survey_key_names
from belonging.rights.services.erasing import erase_member
from belonging.rights.services.keeping import let_age
from belonging.runtime.backups import DUMP, back_up
from belonging.runtime.binaries import postgres_install
from belonging.tenancy.cache import kept, org_key
from belonging.tenancy.enums import JobState, MembershipState
from belonging.tenancy.models import AuditEntry, Job, Membership, Organization
from programs.enums import ProgramState
from programs.models import Program, Template
from programs.selectors.survey_days import survey_days
from surveys.keys import has_key, keep_key
from surveys.models import ProgramKey
from tests.cast import NOON, House, make_house, make_person
from tests.conftest import SignIn
from tests.guards.actors import fresh_caller
from tests.guards.tables import maintenance, plant, rows_of, tenant_models, tenant_parents

LATER = NOON + timedelta(days=1100)
# Tables about people whose rows nothing ends, and why.
LASTS = {
    "tools.Webhook": "a setting of the organization; it says who made it, by a row that loses its name",
    "tools.Provider": "a setting of the organization; it says who made it, by a row that loses its name",
    "dashboards.RoleText": "words of the organization on a role; it says who wrote them, by a row that loses its name",
}
AGED = {"dashboards_brief", "surveys_removal"}


@pytest.fixture(autouse=True)
def own_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ERASURE_LEDGER", tmp_path / "erasures.txt")


# security P4
@pytest.mark.django_db
def test_what_is_old_goes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "SURVEY_KEY_DIRS", [str(tmp_path / "keys")])
    house = plant("northlight").house
    with house.open():
        Program.objects.filter(pk=house.sibling.pk).update(state=ProgramState.ARCHIVED, archived_at=NOON)
        Program.objects.filter(pk=house.program.pk).update(state=ProgramState.FINISHED, finished_at=NOON)
        Job.objects.update(state=JobState.DONE, finished_at=NOON)
        # Rows say when they were made by the machine's own clock; here they are of the cast's day.
        for ages in AGES:
            apps.get_model(ages.model).objects.filter(**ages.where).update(**{ages.column: NOON})
        before = {kept.ages.key: rows_past(kept, LATER).count() for kept in retention()}
        assert {kept.ages.key: rows_past(kept, NOON).count() for kept in retention()} == dict.fromkeys(before, 0)

        gone = let_age(now=LATER)

        past = {kept.ages.key: rows_past(kept, LATER).count() for kept in retention()}
        print(f"P4: 1100 days later {sum(before.values())} rows past their time, {sum(past.values())} left")
        assert gone.keys() == past.keys()
        assert min(before.values()) > 0
        assert sum(past.values()) == 0
        assert not Membership.objects.filter(state=MembershipState.ENDED).exists()
        assert let_age(now=LATER) == dict.fromkeys(past, 0)


# security P4
@pytest.mark.django_db(transaction=True)
def test_nothing_about_people_outlasts_its_policy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "SURVEY_KEY_DIRS", [str(tmp_path / "keys")])
    house, ways = plant("northlight").house, {name: how_it_ends(name) for name in sorted(about_people())}
    assert {name for name, way in ways.items() if way is None} == set(LASTS)
    with house.open():
        before = {name: apps.get_model(name).objects.count() for name in ways}
        Program.objects.update(state=ProgramState.FINISHED, finished_at=NOON, archived_at=None)
        Membership.objects.update(state=MembershipState.ENDED, ended_at=NOON)
        Job.objects.update(state=JobState.DONE, finished_at=NOON)
        for ages in AGES:
            apps.get_model(ages.model).objects.filter(**ages.where).update(**{ages.column: NOON})

    left = {}
    for days in (400, 400 + 1100):
        with house.open():
            let_age(now=NOON + timedelta(days=days))
            left[days] = {name: count for name in ways if (count := apps.get_model(name).objects.count())}

    with house.open():
        nameless = Membership.objects.filter(state=MembershipState.ERASED, email="", user=None).count()
        young = AuditEntry.objects.filter(at__gte=NOON + timedelta(days=1500)).count()  # what this night did itself
    ended = {name: count for name, count in left[1500].items() if name not in LASTS}
    rows = [sum(before.values()), *(sum(one.values()) for one in left.values())]
    print(f"P4: {rows[0]} rows about people in {len(ways)} tables, {rows[1]} after 400 days, {rows[2]} after 1500")
    assert min(before.values()) > 0
    assert ended == {"tenancy.Membership": nameless, "tenancy.AuditEntry": young}


def about_people() -> set[str]:
    """Every table of an organization that says something about a person."""
    return {about.model for about in PERSONAL if not about.model.startswith(OF_ACCOUNTS)}


def how_it_ends(name: str) -> str | None:
    """By what the rows of a table end: by their own age, with their program, with the person; or by nothing."""
    if name in {ages.model for ages in AGES}:
        return "age"
    if ways_to_program(apps.get_model(name)):
        return "program"
    whose = [about for about in PERSONAL if about.model == name]
    return "person" if any(about.on_erasure is Erased.GOES for about in whose) else None


# peers 7.4
@pytest.mark.django_db
def test_an_archived_program_goes_with_everything_in_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(settings, "SURVEY_KEY_DIRS", [str(tmp_path / "keys")])
    house = plant("northlight").house
    with house.open():
        held, other = rows_in(house.sibling), rows_in(house.program)
        other = {name: count for name, count in other.items() if name not in AGED}
        names = survey_key_names(house.sibling)
        keep_key(names[0], b"secret")
        Program.objects.filter(pk=house.sibling.pk).update(state=ProgramState.ARCHIVED, archived_at=NOON)
        day = kept_until(Program.objects.get(pk=house.sibling.pk))
        assert day == (NOON + timedelta(days=1095)).date()

        with django_capture_on_commit_callbacks(execute=True):
            early = let_age(now=NOON + timedelta(days=1095))["programs"]
            gone = let_age(now=NOON + timedelta(days=1096))["programs"]

        print(f"7.4: {sum(held.values())} rows in {len(held)} tables went with their program")
        assert (early, gone, sum(rows_in(house.sibling).values()), has_key(names[0])) == (0, 1, 0, False)
        # Briefs go by their own days, and who is erased meanwhile has their answers taken out.
        assert {name: count for name, count in rows_in(house.program).items() if name not in AGED} == other
        assert len(held) > 80
        assert Membership.objects.filter(pk=house.sam.membership.pk).exists()


@pytest.mark.django_db
def test_an_archived_program_waits_where_its_keys_are_out_of_reach(northlight: House) -> None:
    with northlight.open():
        Program.objects.filter(pk=northlight.sibling.pk).update(state=ProgramState.ARCHIVED, archived_at=NOON)
        ProgramKey.objects.create(program=northlight.sibling)

        gone = let_age(now=LATER)["programs"]

        assert (gone, Program.objects.filter(pk=northlight.sibling.pk).exists()) == (0, True)


def rows_in(program: Program) -> dict[str, int]:
    """How many rows of each table belong to a program, by whatever way leads to it; none of tables without."""
    found = {}
    for model in tenant_models():
        ways = [way for way in ways_to_program(model) if way]
        if ways:
            wanted = Q()
            for way in ways:
                wanted |= Q(**{way: program.pk})
            if count := model.objects.filter(wanted).distinct().count():
                found[model._meta.db_table] = count
    return found


def ways_to_program(model: Any, depth: int = 3) -> list[str]:
    """Paths of foreign keys from a table to a program, by tables of a program alone."""
    if depth == 0:
        return []
    found = []
    for parent in tenant_parents(model):
        if parent.related_model is Program:
            found.append(parent.name)
        elif parent.related_model not in {Membership, model, Template} and not parent.null:
            found += [f"{parent.name}__{way}" for way in ways_to_program(parent.related_model, depth - 1)]
    return found


@pytest.mark.django_db
def test_an_organization_says_how_long(northlight: House, sign_in: SignIn) -> None:  # security P4
    client, address = sign_in(northlight.una), "/o/northlight/settings/kept/"
    client.post("/accounts/reauthenticate/", {"password": "a long walk by the water"})
    days = {ages.key: ages.days for ages in AGES}

    too_few = client.post(address, days | {"acts": 3})
    fine = client.post(address, days | {"acts": 100})

    assert (too_few.status_code, fine.status_code) == (422, 302)
    with northlight.open():
        assert {kept.ages.key: kept.days for kept in retention()} == days | {"acts": 100}
        assert AuditEntry.objects.filter(verb="retention.set").count() == 1


# security P6
@pytest.mark.django_db
def test_a_departing_organization_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(settings, "SURVEY_KEY_DIRS", [str(tmp_path / "keys")])
    leaving, staying = plant("northlight").house, plant("southgate").house
    before = {model._meta.db_table: rows_of(model, staying.organization.pk) for model in tenant_models()}
    with leaving.open():
        names_of_keys = survey_key_names()
    for name in names_of_keys:
        keep_key(name, b"secret")
    for house in (leaving, staying):
        with house.open():
            caches["default"].set(org_key("canary"), f"of {house.organization.slug}")
            kept("canary", ["a picture"], lambda: "drawn")
            survey_days(house.program)

    with pytest.raises(CommandError, match="Nothing has changed"):
        call_command("remove_organization", "northlight", name="Southgate")
    with django_capture_on_commit_callbacks(execute=True):
        call_command("remove_organization", "northlight", name="Northlight", stdout=StringIO())

    fresh_caller(None).generic("GET", "/healthz")  # whatever this process is asked next

    left = {model._meta.db_table: len(rows_of(model, leaving.organization.pk)) for model in tenant_models()}
    after = {model._meta.db_table: rows_of(model, staying.organization.pk) for model in tenant_models()}
    print(f"P6: {len(left)} tables, {sum(left.values())} rows left, those of others alike")
    assert sum(left.values()) == 0
    assert (in_cache(leaving), in_cache(staying)) == (0, 1)
    assert (in_memory(leaving), in_memory(staying)) == (0, 1)
    assert written_outside(tmp_path, leaving) == [tmp_path / "erasures.txt"]  # a line of two ids, for restores
    assert before == after
    assert names_of_keys
    assert not any(has_key(name) for name in names_of_keys)
    assert not Organization.objects.filter(slug="northlight").exists()
    assert set(User.objects.values_list("email", flat=True)) == {
        member["email"] for member in before["tenancy_membership"] if member["user_id"]
    }


def in_cache(house: House) -> int:
    """How much is kept of an organization in the cache that outlives a process."""
    with maintenance() as cursor:
        cursor.execute(
            "SELECT count(*) FROM tenancy_cache WHERE strpos(cache_key, %s) > 0", [str(house.organization.pk)]
        )
        return int(cursor.fetchone()[0])


def in_memory(house: House) -> int:
    """How much this process keeps drawn of an organization."""
    return sum(str(house.organization.pk) in key for key in caches["drawn"]._cache)


def written_outside(folder: Path, house: House) -> list[Path]:
    """The files in which anything of an organization stands, by name or by words."""
    marks = (str(house.organization.pk), house.organization.slug)
    files = [one for one in sorted([*folder.rglob("*"), *settings.MEDIA_ROOT.rglob("*")]) if one.is_file()]
    return [
        one for one in files if any(mark in one.name or mark in one.read_bytes().decode("latin-1") for mark in marks)
    ]


# security P3
@pytest.mark.django_db(transaction=True)
def test_a_restored_backup_brings_nobody_back(tmp_path: Path) -> None:
    house = make_house("northlight")
    with house.open():
        people = [make_person(f"Person{number}", "northlight", house.program).membership for number in range(20)]
    url = make_dsn(os.environ["DATABASE_OWNER_URL"], dbname=connection.settings_dict["NAME"])
    backup = back_up(url, tmp_path / "media", tmp_path / "backups", NOON)
    for member in people:
        erase_member(member=member, now=NOON)
    assert len(list(ledger.read())) == 20

    erased = {f"Person{number} Tester" for number in range(20)}
    restore(url, backup)
    back = names()
    said = StringIO()
    call_command("replay_erasures", stdout=said)
    again = StringIO()
    call_command("replay_erasures", stdout=again)

    left = names() & erased
    print(f"P3: 20 erased, {len(back & erased)} back after a restore, {len(left)} after the replay")
    assert said.getvalue() == "20 brought back and erased again.\n"
    assert again.getvalue().startswith("0 ")
    assert left == set()
    assert len(list(ledger.read())) == 20


def names() -> set[str]:
    with transaction.atomic(), maintenance() as cursor:
        cursor.execute("SELECT name FROM tenancy_membership")
        return {name for (name,) in cursor.fetchall()}


def restore(url: str, backup: Path) -> None:
    """As docs/running.md says it, rows alone: the tables of the test stay."""
    connections.close_all()
    program = postgres_install() / "bin" / "pg_restore"
    words = ["--clean", "--if-exists", "--no-owner", "--exit-on-error", f"--dbname={url}", str(backup / DUMP)]
    subprocess.run([program, *words], check=True, capture_output=True)
