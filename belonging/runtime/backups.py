"""
Backups that were tried out: a dump with the digests of its tables, and a restore that must give the same.

The digests are counted in the very snapshot that is dumped, so that they hold while people go on working.
"""

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg2
import psycopg2.extensions
from psycopg2.extensions import make_dsn, parse_dsn
from psycopg2.sql import SQL, Identifier

from belonging.runtime.binaries import postgres_install
from belonging.runtime.errors import StartError

STEM, STAMP = "belonging-", "%Y%m%dT%H%M%SZ"
DUMP, FILES, DIGESTS = "database.dump", "files.tar.gz", "digests.json"
DRILL = "belonging_drill"
TABLES = """
    SELECT relname FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname
"""
# The sum of the rows' hashes does not ask in which order they lie, and needs no memory for a large table.
DIGEST = "SELECT count(*), coalesce(sum(hashtextextended(each::text, 0)::numeric), 0)::text FROM {table} AS each"

Digests = dict[str, tuple[int, str]]  # by table: rows, and a figure that changes with any of them


class BackupBroken(Exception):
    """What was restored is not what was dumped; the message names the tables or files."""


@dataclass(frozen=True)
class Drill:
    """A restore that gave back everything: how long it took, and what it held."""

    seconds: float
    tables: int
    rows: int
    files: int


def back_up(url: str, files: Path, folder: Path, now: datetime) -> Path:
    """
    This will write a backup into a new folder under `folder` and give that folder.

    `url` signs in as the owner, who sees every row; `files` is the folder of what people uploaded. The folder appears
    under its name only when it is whole. Raises StartError when PostgreSQL's own program fails.
    """
    made = folder / f"{STEM}{now.astimezone(UTC):{STAMP}}"
    unfinished = folder / f".{made.name}"
    unfinished.mkdir(mode=0o700, parents=True)
    try:
        with _snapshot(url) as (reading, name):
            _run("pg_dump", url, "--format=custom", f"--snapshot={name}", f"--file={unfinished / DUMP}")
            digests = _digests(reading)
        with tarfile.open(unfinished / FILES, "w:gz") as archive:
            for file in _files(files):
                archive.add(file, arcname=str(file.relative_to(files)))
        sums = {str(file.relative_to(files)): _sum(file.read_bytes()) for file in _files(files)}
        (unfinished / DIGESTS).write_text(json.dumps({"tables": digests, "files": sums}))
        unfinished.rename(made)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return made


def try_out(backup: Path, url: str) -> Drill:
    """
    This will restore a backup into an empty database beside the one of `url`, compare, and drop it again.

    Raises BackupBroken when a table or a file is not as it was, StartError when PostgreSQL's own program fails.
    """
    expected = json.loads((backup / DIGESTS).read_text())
    beside = make_dsn(url, dbname=f"{DRILL}_{os.getpid()}")
    began = time.monotonic()
    with _database(url, parse_dsn(beside)["dbname"]):
        _run("pg_restore", beside, "--no-owner", "--exit-on-error", str(backup / DUMP))
        seconds = time.monotonic() - began
        with _connected(beside) as restored:
            found = _digests(restored)
    wanted: Digests = {table: (rows, figure) for table, (rows, figure) in expected["tables"].items()}
    differ = sorted(table for table in wanted | found if wanted.get(table) != found.get(table))
    packed = _packed(backup / FILES)
    differ += sorted(file for file in expected["files"] | packed if expected["files"].get(file) != packed.get(file))
    if differ:
        raise BackupBroken(f"Not as it was: {', '.join(differ)}.")
    return Drill(seconds, len(found), sum(rows for rows, _ in found.values()), len(expected["files"]))


def let_go(folder: Path, now: datetime, days: int) -> list[Path]:
    """This will delete backups older than so many days, and give their folders: nobody who was erased stays longer."""
    gone = []
    for backup in sorted(folder.glob(f"{STEM}*")):
        made = datetime.strptime(backup.name.removeprefix(STEM), STAMP).replace(tzinfo=UTC)
        if made < now - timedelta(days=days):
            shutil.rmtree(backup)
            gone.append(backup)
    return gone


@contextlib.contextmanager
def _connected(url: str) -> Iterator[psycopg2.extensions.connection]:
    try:
        made = psycopg2.connect(url)
    except psycopg2.OperationalError as problem:
        raise StartError(f"PostgreSQL does not answer: {str(problem).strip()}") from problem
    with contextlib.closing(made):
        yield made


@contextlib.contextmanager
def _snapshot(url: str) -> Iterator[tuple[psycopg2.extensions.connection, str]]:
    with _connected(url) as reading:
        reading.set_session(isolation_level="REPEATABLE READ", readonly=True)
        with reading.cursor() as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            (name,) = cursor.fetchone() or ("",)
        yield reading, name


@contextlib.contextmanager
def _database(url: str, name: str) -> Iterator[None]:
    with _connected(url) as there:
        there.autocommit = True
        with there.cursor() as cursor:
            cursor.execute(SQL("CREATE DATABASE {} TEMPLATE template0").format(Identifier(name)))
            try:
                yield
            finally:
                cursor.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def _digests(reading: psycopg2.extensions.connection) -> Digests:
    found: Digests = {}
    with reading.cursor() as cursor:
        cursor.execute("SET timezone TO 'UTC'")
        cursor.execute(TABLES)
        for (table,) in cursor.fetchall():
            cursor.execute(SQL(DIGEST).format(table=Identifier(table)))
            rows, figure = cursor.fetchone() or (0, "")
            found[table] = rows, figure
    return found


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _packed(archive: Path) -> dict[str, str]:
    """The sum of each file in an archive, by name."""
    with tarfile.open(archive) as packed:
        contents = {member.name: packed.extractfile(member) for member in packed.getmembers()}
        return {name: _sum(content.read()) for name, content in contents.items() if content}


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _run(program: str, url: str, *arguments: str) -> None:
    """One of PostgreSQL's own programs; the password goes by the environment, where other people cannot read it."""
    parts = parse_dsn(url)
    environ = os.environ | ({"PGPASSWORD": parts.pop("password")} if "password" in parts else {})
    # Ours first: it is as new as the newest server we know, and pg_dump refuses a server newer than itself.
    found = postgres_install() / "bin" / program
    done = subprocess.run(
        [found, f"--dbname={make_dsn(**parts)}", *arguments], env=environ, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise StartError(f"{program} failed: {done.stderr.strip()}")
