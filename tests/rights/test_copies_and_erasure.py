"""Everything about a person is handed to them, and goes when they ask; nothing of anybody else does."""

import base64
import importlib
import io
import json
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, models, transaction
from redis import Redis

from belonging.accounts.models import User
from belonging.core.personal import Erased
from belonging.rights import ledger
from belonging.rights.register import IMPERSONAL, PERSONAL
from belonging.rights.selectors import columns_of, rows_about, shown_rows
from belonging.rights.services.copies import ask_copy, make_copy
from belonging.rights.services.erasing import erase_member, keep_ledger
from belonging.tenancy.enums import MembershipState, Role
from belonging.tenancy.jobs import perform
from belonging.tenancy.models import Job, Membership
from belonging.tenancy.services import MembershipRefused, change_role
from tests.cast import NOON, PASSWORD, House
from tests.conftest import SignIn
from tests.guards.tables import maintenance, plant, tenant_models

pytestmark = pytest.mark.django_db(databases=["default", "beside"])

WORDS = (models.CharField, models.TextField, models.JSONField, models.BinaryField)


@pytest.fixture(autouse=True)
def own_ledger(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ERASURE_LEDGER", tmp_path / "erasures.txt")


def copied(member: Membership) -> dict[str, Any]:
    job = ask_copy(member=member, now=NOON)
    copy = make_copy(job=job, now=NOON, tell=lambda done, total, message: None)
    with zipfile.ZipFile(io.BytesIO(bytes(copy.content))) as archive:
        assert archive.namelist() == ["everything.json", "everything.html"]
        return {"text": archive.read("everything.json").decode(), "page": archive.read("everything.html").decode()}


# security P1, peers 7.17
def test_no_table_is_forgotten() -> None:
    declared = {about.model for about in PERSONAL} | set(IMPERSONAL)
    known = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    people = {"tenancy.Membership", "programs.Participant", "accounts.User"}
    pointing = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model._meta.label in people
    }
    covered = {(about.model, about.path.split("__")[0]) for about in PERSONAL}

    assert declared == known
    assert pointing - covered == {("tenancy.Membership", "user")}  # the row itself is declared
    assert not {about.model for about in PERSONAL} & set(IMPERSONAL)


# security P2: a row that stays holds no words, or says why it keeps them
def test_every_word_that_stays_has_a_reason() -> None:
    silent = []
    for about in PERSONAL:
        words = [one for one in columns_of(about) if isinstance(one, WORDS) and not one.choices]
        left = [one.name for one in words if one.name not in about.blanks]
        if about.on_erasure is not Erased.GOES and left and not about.kept:
            silent.append((about.model, about.path, left))

    assert silent == []


def canaries(house: House, member: Membership) -> Iterator[tuple[str, bool]]:
    """Writes a word of its own into every column of words about a person; answers it, and whether it may stay."""
    number, done = 0, set()
    for about in PERSONAL:
        pks = list(shown_rows(about, member).values_list("pk", flat=True))
        options = apps.get_model(about.model)._meta
        for column in columns_of(about):
            if about.withheld or not pks or not isinstance(column, WORDS):
                continue
            if (
                column.choices
                or column.unique
                or (column.max_length or 99) < 6
                or isinstance(column, models.EmailField)
            ):
                continue
            if (about.model, column.name, pks[0]) in done:  # the same row by another way
                continue
            number += 1
            done.add((about.model, column.name, pks[0]))
            word = f"zq{number:04d}"
            # A column that may hold only certain words holds none of a person's own.
            statement = f"UPDATE {options.db_table} SET {column.column} = %s WHERE {options.pk.column} = %s"
            there = apps.get_model(about.model)._default_manager.values_list(column.name, flat=True).get(pk=pks[0])
            with suppress(IntegrityError), maintenance() as cursor, transaction.atomic():
                cursor.execute(statement, [with_word(column, there, word), pks[0]])
            stays = about.on_erasure is not Erased.GOES and column.name not in about.blanks
            with maintenance() as cursor:
                cursor.execute(
                    f"SELECT {column.column} FROM {options.db_table} WHERE {options.pk.column} = %s", [pks[0]]
                )
                if word not in as_text((cursor.fetchone() or ("",))[0]):
                    continue
            yield about.model + "." + column.name + " " + word, stays


def with_word(column: Any, there: Any, word: str) -> Any:
    """What stands in a column with a word of its own in it: JSON keeps its shape, a file is the word."""
    if isinstance(column, models.BinaryField):
        return word.encode()
    if isinstance(column, models.JSONField):
        return json.dumps({**there, word: word} if isinstance(there, dict) else [*(there or []), word])
    return word


def as_text(value: Any) -> str:
    """A value as words can be looked for in it."""
    return bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)


def told(word: str, text: str) -> bool:
    """Whether a copy holds a word, as it is or as the contents of a file."""
    return word in text or base64.b64encode(word.encode()).decode() in text


def digest_of_others(member: Membership) -> dict[tuple[str, int], str]:
    """Every row of a tenant table that is not about somebody, by table and number, as one word each."""
    found = {}
    for model in tenant_models():
        mine = {
            pk
            for about in PERSONAL
            if about.model == model._meta.label
            for pk in rows_about(about, member).values_list("pk", flat=True)
        }
        with maintenance() as cursor:
            cursor.execute(f"SELECT {model._meta.pk.column}, md5(each::text) FROM {model._meta.db_table} AS each")
            found |= {(model._meta.label, key): value for key, value in cursor.fetchall() if key not in mine}
    return found


def everything() -> str:
    """The whole database as text."""
    with maintenance() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        found = []
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT string_agg(each::text, E'\n') FROM {table} AS each")
            found.append(f"{table}: {cursor.fetchone()[0]}")
    return "\n".join(found)


def stands(word: str, text: str) -> bool:
    """Whether a word stands in the database's own text, as it is or as bytes."""
    return word in text or word.encode().hex() in text


def outside() -> str:
    """What lies outside the database: every value in Redis, and the files that the product writes by itself."""
    found = []
    with Redis.from_url(settings.REDIS_URL.replace("redis+socket:", "unix:")) as redis:
        for key in redis.scan_iter():
            kind = redis.type(key).decode()
            reads = {"string": redis.get, "hash": redis.hgetall, "set": redis.smembers}
            reads |= {"list": lambda name: redis.lrange(name, 0, -1), "zset": lambda name: redis.zrange(name, 0, -1)}
            found.append(f"{key!r}: {reads[kind](key)!r}")
    places = [Path(settings.ERASURE_LEDGER), *(Path(one) for one in settings.SURVEY_KEY_DIRS)]
    files = [file for place in places for file in ([place] if place.is_file() else place.rglob("*")) if file.is_file()]
    return "\n".join([*found, *(file.read_bytes().decode(errors="replace") for file in files)])


# security P1, P2
def test_a_copy_is_whole_and_an_erasure_is_one(
    caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any
) -> None:
    caplog.set_level("DEBUG")
    house = plant("northlight").house
    member = house.ben.membership
    with house.open():
        planted = dict(canaries(house, member))
        member.refresh_from_db()
        began = time.monotonic()
        with django_capture_on_commit_callbacks(execute=True):  # a worker is told
            copy = copied(member)
        took = time.monotonic() - began
        missing = [one for one in planted if not told(one.split(" ")[1], copy["text"])]
        print(f"P1: {len(PERSONAL)} kinds of rows, {len(planted)} canaries, {len(missing)} missing, {took:.2f} s")
        assert missing == []

        name, others = member.name, digest_of_others(member)
        erase_member(member=member, now=NOON)

    left, said = everything(), caplog.text
    away = outside()
    hits = [one for one, stays in planted.items() if not stays and stands(one.split(" ")[1], left)]
    hits += [word for word in (name, "ben@northlight.example", "Ben Tester") if word in left]
    print(f"P2: {len(planted)} canaries, {len(hits)} left; {len(others)} rows of others and counts compared")
    assert hits == []
    words = [*(one.split(" ")[1] for one in planted), name, "ben@northlight.example", "Ben Tester"]
    found = [word for word in words if word in said or word in away]
    there = f"{len(away.splitlines())} values in Redis and files, {len(said.splitlines())} lines of log"
    print(f"P2: {there}, {len(found)} found")
    assert found == []
    assert str(house.organization.pk) in away  # of what was asked for, ids alone
    with house.open():
        after = digest_of_others(member)
        assert {key: value for key, value in others.items() if after.get(key) != value} == {}
        member.refresh_from_db()
        assert (member.state, member.user, str(member)) == (MembershipState.ERASED, None, "Unnamed person")


# security P2, P3: the file outside the database says who is gone, once each, and mends itself
def test_ledger_keeps_up(inside: House) -> None:
    with pytest.raises(MembershipRefused, match="at least one admin"):
        erase_member(member=inside.una.membership, now=NOON)
    assert list(ledger.read()) == []

    erase_member(member=inside.ben.membership, now=NOON)
    change_role(actor=inside.una.membership, member=inside.ada.membership, role=Role.ADMIN, now=NOON)
    erase_member(member=inside.una.membership, now=NOON)

    assert keep_ledger() == 2  # the test's own transaction never commits, like a crash before the file was written
    assert keep_ledger() == 0
    written = [line.person for line in ledger.read()]
    assert written == [inside.ben.membership.public_id, inside.una.membership.public_id]
    with ledger_file().open("a") as torn:
        torn.write("2026-07-09T12:00")
    assert len(list(ledger.read())) == 2


def ledger_file() -> Any:
    return settings.ERASURE_LEDGER


def test_pages_hand_out_and_erase(northlight: House, sign_in: SignIn) -> None:  # peers 7.17, security A11
    client = sign_in(northlight.ben)
    address = "/o/northlight/everything-about-me/"

    assert client.post(address)["Location"].startswith("/accounts/reauthenticate/")
    assert client.post(address + "erase/", {"name": "Ben Tester"})["Location"].startswith("/accounts/reauthenticate/")
    said_so = {"password": PASSWORD}
    client.post("/accounts/reauthenticate/", said_so)
    assert client.post(address)["Location"] == address
    assert b"Your copy is being made" in client.get(address).content
    with northlight.open():
        importlib.import_module("belonging.rights.tasks")  # as a worker does at its start
        perform(organization_id=northlight.organization.pk, job_id=Job.objects.get().public_id, now=NOON)
    assert b"Made on" in client.get(address).content
    file = client.post(address, {"take": "1"})
    assert file["Content-Type"] == "application/zip"
    assert b"ben@northlight.example" in zipfile.ZipFile(io.BytesIO(file.content)).read("everything.json")

    assert b"somebody without a name" in client.get(address + "erase/").content
    wrong = client.post(address + "erase/", {"name": "Ada Tester"})
    assert (wrong.status_code, client.get(address).status_code) == (422, 200)
    done = client.post(address + "erase/", {"name": " ben  TESTER "})
    assert (done.status_code, done["Location"]) == (302, "/")
    assert not User.objects.filter(email="ben@northlight.example").exists()
    assert client.get(address).status_code == 302  # to signing in: nobody is signed in any more


def test_copy_is_for_its_person_alone(northlight: House, sign_in: SignIn) -> None:  # security P1
    with northlight.open():
        copied(northlight.ben.membership)
    client = sign_in(northlight.ada)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    assert client.post("/o/northlight/everything-about-me/", {"take": "1"}).status_code == 404
