"""A pooler before a PostgreSQL, told what an operator's is told (deploy/pooler/pgbouncer.ini)."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

import psycopg2

from belonging.runtime import postgres
from belonging.runtime.places import ROOT, Account
from tests import debian
from tests.stack.conftest import eventually

SETTINGS = ROOT / "deploy" / "pooler" / "pgbouncer.ini"
PORT = 6432  # names the socket; nothing listens on a network


class NoPoolerError(Exception):
    """There is no pgbouncer, and what to do."""


def program() -> str:
    """The pooler's program, installed from Debian's package where it can be; raises NoPoolerError."""
    if find() is None:
        debian.install("pgbouncer")
    found = find()
    if found is None:
        raise NoPoolerError("This needs pgbouncer: install it (Debian: apt-get install pgbouncer).")
    return found


def find() -> str | None:
    """The program, if it is there; Debian puts it where servers lie."""
    return shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")


@contextlib.contextmanager
def pooler(sockets: Path, account: Account | None, connections: int, listen: Sequence[str] = ()) -> Iterator[str]:
    """
    A pooler that opens at most so many connections to the server whose sockets these are; the address for DATABASE_URL.

    It answers on a socket of its own, and on the addresses of this machine that are named.
    """
    with tempfile.TemporaryDirectory(prefix="pool-") as name:
        folder = Path(name)
        (folder / "users.txt").write_text(f'"{postgres.APPLICATION}" ""\n')
        (folder / "pooler.ini").write_text(
            f"[databases]\n{postgres.DATABASE} = host={sockets}\n[pgbouncer]\n%include {SETTINGS}\n"
            f"default_pool_size = {connections}\nlisten_addr = {','.join(listen)}\nlisten_port = {PORT}\n"
            f"unix_socket_dir = {folder}\nauth_type = trust\nauth_file = {folder / 'users.txt'}\n"
        )
        for file in (folder, *folder.iterdir()):
            if account is not None:
                shutil.chown(file, account.uid, account.gid)
        running = subprocess.Popen(
            [program(), str(folder / "pooler.ini")],
            env=postgres.PLAIN_ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
        url = f"postgres://{postgres.APPLICATION}@:{PORT}/{postgres.DATABASE}?host={quote(str(folder))}"
        try:
            eventually(lambda: ask(url, "SELECT 1"), "the pooler answers", 30)
            yield url
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(30)


def ask(url: str, query: str) -> list[tuple[object, ...]]:
    """One statement on its own, as whoever comes next would send it."""
    with contextlib.closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute(query)
        return cursor.fetchall()
