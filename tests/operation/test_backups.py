"""A backup is what can be restored: every table and file comes back, and a broken one is told."""

import os
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg2.extensions import make_dsn
from pytest_django import Settings

from belonging.runtime.backups import DRILL, DUMP, FILES, BackupBroken, back_up, let_go, try_out
from belonging.tenancy.models import Organization
from tests.cast import NOON, make_house

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch) -> str:
    """The owner's address of the database that this test fills."""
    made = make_dsn(os.environ["DATABASE_OWNER_URL"], dbname=connection.settings_dict["NAME"])
    monkeypatch.setenv("DATABASE_OWNER_URL", made)
    return made


@pytest.fixture
def uploads(tmp_path: Path, settings: Settings) -> Path:
    folder = tmp_path / "media"
    folder.mkdir()
    (folder / "bread.txt").write_text("with seeds")
    settings.MEDIA_ROOT = folder
    return folder


# security R11
def test_everything_comes_back(url: str, uploads: Path, tmp_path: Path) -> None:
    make_house("northlight")
    said = StringIO()

    call_command("backup", str(tmp_path / "backups"), drill=True, stdout=said)

    print(f"R11: {said.getvalue().splitlines()[-1]}")
    assert "and 1 files, all as they were" in said.getvalue()
    assert [folder.name[0] for folder in (tmp_path / "backups").iterdir()] == ["b"]  # and nothing unfinished


# security R11: what is written after the dump began is not in it, and does not disturb the comparison
def test_people_go_on_working(url: str, uploads: Path, tmp_path: Path) -> None:
    make_house("northlight")
    made = back_up(url, uploads, tmp_path, NOON)
    make_house("southgate")

    drill = try_out(made, url)

    assert drill.rows > 10
    with psycopg2.connect(url) as there, there.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [f"{DRILL}_{os.getpid()}"])
        assert cursor.fetchone() == (0,)


# security R11: a dump that lost a row, a dump that is cut short, a file that is gone
def test_a_broken_backup_is_told(url: str, uploads: Path, tmp_path: Path) -> None:
    house = make_house("northlight")
    before = back_up(url, uploads, tmp_path, NOON)
    Organization.objects.filter(pk=house.organization.pk).update(name="Northlicht")
    after = back_up(url, uploads, tmp_path, NOON + timedelta(minutes=1))

    (before / DUMP).write_bytes((after / DUMP).read_bytes())
    with pytest.raises(BackupBroken, match="tenancy_organization"):
        try_out(before, url)

    (uploads / "bread.txt").unlink()
    without = back_up(url, uploads, tmp_path, NOON + timedelta(minutes=2))
    (after / FILES).write_bytes((without / FILES).read_bytes())
    with pytest.raises(BackupBroken, match=r"bread\.txt"):
        try_out(after, url)
    (uploads / "bread.txt").write_text("with stone")  # as long as before
    (after / FILES).write_bytes((back_up(url, uploads, tmp_path, NOON + timedelta(minutes=3)) / FILES).read_bytes())
    with pytest.raises(BackupBroken, match=r"bread\.txt"):
        try_out(after, url)

    (without / DUMP).write_bytes((without / DUMP).read_bytes()[:2000])
    with pytest.raises(Exception, match="pg_restore failed"):
        try_out(without, url)


# security P3: nobody who was erased stays in a backup for longer than 35 days
def test_old_backups_go(tmp_path: Path) -> None:
    for day in (1, 30, 36, 80):
        made = datetime(2026, 7, 20, 1, 10, tzinfo=UTC) - timedelta(days=day)
        (tmp_path / f"belonging-{made:%Y%m%dT%H%M%SZ}").mkdir()

    gone = let_go(tmp_path, datetime(2026, 7, 20, 1, 10, tzinfo=UTC), 35)

    assert [folder.name for folder in gone] == ["belonging-20260501T011000Z", "belonging-20260614T011000Z"]
    assert len(list(tmp_path.iterdir())) == 2


def test_a_server_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", f"postgres://nobody@/none?host={tmp_path}")

    with pytest.raises(CommandError):
        call_command("backup", str(tmp_path / "backups"))
