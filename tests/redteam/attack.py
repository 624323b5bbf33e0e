"""
Somebody with the database: a dump, hidden columns, row order, the write-ahead log, old dumps, and the public key.

`read_everything` takes what such a person gets; the functions below try to read answers or to link them to people.
"""

import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.db import connection, transaction

from belonging.runtime.binaries import postgres_install
from belonging.runtime.places import Places
from belonging.runtime.temporary import PREFIX
from tests.guards.tables import maintenance

TABLES = (
    "surveys_sealedballot",
    "surveys_response",
    "surveys_remark",
    "surveys_asked",
    "surveys_wave",
    "surveys_result",
    "surveys_word",
    "surveys_sealedword",
)
ORDERS = ("ctid", "xmin::text::bigint, ctid", "id")


@dataclass(frozen=True)
class Loot:
    """What was taken at one moment."""

    dump: str
    log: bytes

    def holding(self, words: str) -> int:
        """How often words stand in the dump, as text or in a column of bytes, and in the log."""
        return self.dump.count(words) + self.dump.count(words.encode().hex()) + self.log.count(words.encode())

    def rows(self, table: str) -> list[str]:
        """The rows of a table in the order of the dump."""
        return re.findall(rf"^INSERT INTO public\.{table} .*$", self.dump, flags=re.MULTILINE)


def read_everything(owner_url: str, database: str) -> Loot:
    """A dump by the owner, and the write-ahead log as it lies on the disk."""
    url = urlsplit(owner_url)
    where = ["--host", parse_qs(url.query)["host"][0], "--username", url.username or "", "--dbname", database]
    options = ["--data-only", "--column-inserts", "--no-owner"]
    program = postgres_install() / "bin" / "pg_dump"
    done = subprocess.run([program, *where, *options], capture_output=True, check=True, text=True)
    return Loot(done.stdout, b"".join(file.read_bytes() for file in _log_files() if file.is_file()))


def _log_files() -> list[Path]:
    folders = sorted(Path(tempfile.gettempdir()).glob(f"{PREFIX}*"))
    return [file for folder in folders for file in sorted((Places(folder).postgres / "pg_wal").glob("0*"))]


def in_order(table: str, what: str, order: str, wave: int) -> list[Any]:
    """One column of a wave's rows in a hidden order."""
    with transaction.atomic(), maintenance() as cursor:
        cursor.execute(f"SELECT {what} FROM {table} WHERE wave_id = %s ORDER BY {order}", [wave])
        return [row[0] for row in cursor.fetchall()]


def transactions(table: str, wave: int) -> int:
    """How many transactions wrote the rows of a wave."""
    with transaction.atomic(), maintenance() as cursor:
        cursor.execute(f"SELECT count(DISTINCT xmin::text) FROM {table} WHERE wave_id = %s", [wave])
        return int(cursor.fetchone()[0])


def words_in_order(order: str) -> list[str]:
    """What writers of remarks said back, in a hidden order."""
    with transaction.atomic(), maintenance() as cursor:
        cursor.execute(f"SELECT text FROM surveys_word WHERE is_writers ORDER BY {order}")
        return [row[0] for row in cursor.fetchall()]


def matched(people: list[int], owners: list[int]) -> int:
    """Guesses that the first answer is the first person's, and so on; how many are right."""
    return sum(person == owner for person, owner in zip(people, owners, strict=True))


def statistics() -> str:
    """What PostgreSQL remembers of the values in the ballot tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(s::text, ' ') FROM pg_stats s WHERE tablename = ANY(%s)", [list(TABLES)])
        return str(cursor.fetchone()[0])
