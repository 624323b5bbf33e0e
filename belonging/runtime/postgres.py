"""The embedded PostgreSQL: a real server as a foreground child, reached over a private socket only."""

import contextlib
import platform
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg2

from belonging.runtime import processes
from belonging.runtime.errors import StartError
from belonging.runtime.places import Account
from belonging.runtime.processes import Child, Say

SUPERUSER = "postgres"
DATABASE = "belonging"
OWNER, APPLICATION, MAINTENANCE = "belonging_owner", "belonging_app", "belonging_maint"
ROLES = {OWNER: "LOGIN BYPASSRLS CREATEDB", APPLICATION: "LOGIN NOINHERIT", MAINTENANCE: "NOLOGIN"}

# Time stamps are UTC whatever TZ says; order and case are by code point, the same on every machine.
INITDB = ["--auth=trust", "--encoding=UTF8", "--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
ALWAYS = {"listen_addresses": "", "unix_socket_permissions": "0700", "timezone": "UTC", "log_timezone": "UTC",
          "log_checkpoints": "off"}  # fmt: skip
# After a crash PostgreSQL makes sure that all is on the disk: file by file, seconds for thousands of them, unless the
# system does it for the whole disk at once. Older kernels kept errors to themselves then, and others than Linux cannot.
AT_ONCE = {"recovery_init_sync_method": "syncfs"}
SINCE = (5, 8)
# For tests, whose data nobody will miss.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off",
            "wal_level": "minimal", "max_wal_senders": "0"}  # fmt: skip
PLAIN_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def syncs_at_once() -> bool:
    """Whether the system brings a whole disk to rest at once, and says so when that fails."""
    release = re.match(r"(\d+)\.(\d+)", platform.release())
    return sys.platform == "linux" and release is not None and tuple(map(int, release.groups())) >= SINCE


@dataclass(frozen=True)
class Cluster:
    """One data folder and the socket it is served on."""

    programs: Path
    data: Path
    sockets: Path
    account: Account | None
    careless: bool = False

    def url(self, role: str, database: str = DATABASE) -> str:
        """The address for DATABASE_URL."""
        return f"postgres://{role}@/{database}?host={quote(str(self.sockets))}"

    def start(self, say: Say | None) -> Child:
        """Makes the data folder if need be, starts the server, and sees to its roles and its database."""
        self._initialise()
        self._end_stray()
        settings = ALWAYS | (AT_ONCE if syncs_at_once() else {}) | (CARELESS if self.careless else {})
        settings |= {"unix_socket_directories": str(self.sockets)}
        command: list[str | Path] = [self.programs / "bin" / "postgres", "-D", self.data]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        child = processes.start(
            "db", command, environ=PLAIN_ENVIRONMENT, say=say, stop_signal=signal.SIGINT, account=self.account, cwd="/"
        )
        if not processes.wait_until(self._answers, child, 60):
            processes.stop(child)
            raise StartError("PostgreSQL did not start.")
        self._provide()
        return child

    def _initialise(self) -> None:
        if (self.data / "PG_VERSION").exists():
            return
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        for half_made in self.data.iterdir():  # an initdb that was cut short
            shutil.rmtree(half_made) if half_made.is_dir() else half_made.unlink()
        if self.account:
            shutil.chown(self.data, self.account.uid, self.account.gid)
        self.data.chmod(0o700)
        done = subprocess.run(
            [self.programs / "bin" / "initdb", "-D", self.data, "-U", SUPERUSER, *INITDB,
             *(["--no-sync"] if self.careless else [])],
            env=PLAIN_ENVIRONMENT, cwd="/", capture_output=True, text=True, check=False,
            user=self.account.uid if self.account else None,
            group=self.account.gid if self.account else None,
            extra_groups=[] if self.account else None,
        )  # fmt: skip
        if done.returncode:
            lines = done.stderr.strip().splitlines() or ["no reason given"]
            raise StartError(f"PostgreSQL could not make its data folder {self.data}: {lines[-1]}")

    def _end_stray(self) -> None:
        """Stops a server that still holds the data, and forgets one whose pid now belongs to another program."""
        lock = self.data / "postmaster.pid"
        try:
            process = psutil.Process(int(lock.read_text().splitlines()[0]))
            is_ours = str(self.data) in process.cmdline()
        except (OSError, ValueError, IndexError, psutil.Error):
            return
        if not is_ours:
            lock.unlink(missing_ok=True)
            return
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(psutil.TimeoutExpired):
            process.wait(processes.PATIENCE)

    def _answers(self) -> bool:
        try:
            with self.connected("postgres"):
                return True
        except psycopg2.OperationalError:
            return False

    @contextlib.contextmanager
    def connected(self, database: str = DATABASE) -> Iterator["psycopg2.extensions.cursor"]:
        """A cursor of the superuser, each statement on its own."""
        connection = psycopg2.connect(dbname=database, user=SUPERUSER, host=str(self.sockets))
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()

    def _provide(self) -> None:
        """The three roles and the database; nothing changes when they are there."""
        with self.connected("postgres") as cursor:
            cursor.execute("SELECT rolname FROM pg_roles")
            there = {name for (name,) in cursor.fetchall()}
            for role, rights in ROLES.items():
                if role not in there:
                    cursor.execute(f"CREATE ROLE {role} {rights}")
            # Entered on purpose only, with SET ROLE: inherited, the application would see every organisation's rows.
            cursor.execute(f"GRANT {MAINTENANCE} TO {APPLICATION} WITH INHERIT FALSE, SET TRUE")
            cursor.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.rowcount == 0:
                cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
        with self.connected() as cursor:
            cursor.execute(f"GRANT USAGE ON SCHEMA public TO {APPLICATION}, {MAINTENANCE}")
