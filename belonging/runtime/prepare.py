"""What a start does once and remembers: tables, collected files, typefaces, compiled loops, the demo."""

import hashlib
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

from belonging.runtime import fonts, processes
from belonging.runtime.errors import StartError
from belonging.runtime.log import Log
from belonging.runtime.places import ROOT, Places
from belonging.runtime.postgres import DATABASE, Cluster

LOCK = ROOT / "requirements" / "app.txt"
DEMO = ["demo", "--month", "7", "--people", "80", "--seed", "1"]
FONT_PATIENCE = 5.0
DAY = 24 * 3600


def digest(files: Iterable[Path], *, by_content: bool) -> str:
    """A name for the present state of some files: what they hold, or (for many) their sizes and times."""
    state = hashlib.sha256()
    for file in sorted(files):
        about = file.stat()
        state.update(f"{file.relative_to(ROOT)}\0".encode())
        state.update(file.read_bytes() if by_content else f"{about.st_size}:{about.st_mtime_ns}\0".encode())
    return state.hexdigest()[:20]


def migration_files() -> list[Path]:
    """Every migration of ours."""
    return [file for file in ROOT.glob("*/**/migrations/*.py") if ".venv" not in file.parts]


def is_migrated(cursor: Any) -> bool:
    """Whether a database is in the state in which `note_migrated` has seen it, and the migrations are as they were."""
    cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
    if cursor.fetchone() != (True,):
        return False
    cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [DATABASE])
    return bool(cursor.fetchone() == (_seen(cursor),))


def note_migrated(cursor: Any) -> None:
    """Keeps with the database that every migration there is has run."""
    cursor.execute(f"COMMENT ON DATABASE {DATABASE} IS '{_seen(cursor)}'")


def _seen(cursor: Any) -> str:
    cursor.execute("SELECT max(id) FROM django_migrations")
    return f"{digest([*migration_files(), LOCK], by_content=True)} {cursor.fetchone()[0]}"


@dataclass
class Preparation:
    """The steps, each done only when something it depends on has changed."""

    place: Places
    environ: dict[str, str]
    log: Log

    def manage(self, name: str, *arguments: str) -> list[str]:
        """Runs a command of manage.py to its end and returns what it said."""

        def say(name: str, line: str) -> None:
            self.log.say(name, line, is_secret="password:" in line)  # the demo's; read once, not kept

        child = processes.start(
            name, [sys.executable, "manage.py", *arguments], environ=self.environ, say=say, cwd=ROOT
        )
        try:
            child.process.wait()
        finally:
            processes.stop(child)
        if child.ended:
            raise StartError(f"`manage.py {arguments[0]}` failed; the reason is above and in {self.log.file}.")
        return list(self.log.last[name])

    def migrate_embedded(self, cluster: Cluster) -> None:
        """Brings the tables up to date; a comment on the database tells which migrations it has seen."""
        with cluster.connected() as cursor:
            if is_migrated(cursor):
                return
        self.migrate()
        with cluster.connected() as cursor:
            note_migrated(cursor)

    def migrate(self) -> None:
        """Brings the tables up to date, signed in as the owner role."""
        self.manage("migrate", "migrate", "--database", "owner", "--noinput", "--verbosity", "1")

    def collect_files(self, fetching: Thread) -> None:
        """Collects what browsers ask for, when a file of ours or a package has changed."""
        fetching.join(FONT_PATIENCE)
        ours = [file for file in (ROOT / "static").rglob("*") if file.is_file()]
        wanted = digest([*ours, LOCK], by_content=False)
        stamp = self.place.var / "static" / ".collected"
        if not _is(stamp, wanted):
            self.manage("static", "collectstatic", "--noinput", "--verbosity", "0")
            stamp.write_text(wanted)

    def fetch_fonts(self) -> Thread:
        """Fetches the typefaces in the background; a failure is tried again a day later."""
        failed = self.place.run / "fonts-failed"

        def work() -> None:
            if failed.exists() and time.time() - failed.stat().st_mtime < DAY:
                return
            if told := fonts.fetch_missing():
                self.log.tell(told)
            if fonts.missing():
                failed.touch()

        thread = Thread(target=work, daemon=True)
        thread.start()
        return thread

    def compile_loops(self) -> Thread:
        """Compiles the inner loops of the measures in the background, so that the first night need not."""
        wanted = digest([*(ROOT / "network").glob("*.py"), LOCK], by_content=True)
        stamp = Path(self.environ["NUMBA_CACHE_DIR"]) / ".compiled"

        def work() -> None:
            if _is(stamp, wanted):
                return
            done = subprocess.run(
                [sys.executable, "-c", "from network.compiling import compile_kernels; compile_kernels()"],
                env=self.environ, cwd=ROOT, capture_output=True, text=True, check=False,
            )  # fmt: skip
            if done.returncode == 0:
                stamp.parent.mkdir(parents=True, exist_ok=True)
                stamp.write_text(wanted)
            else:
                last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
                self.log.tell(f"The measures could not be compiled ahead: {last}")

        thread = Thread(target=work, daemon=True)
        thread.start()
        return thread

    def seed(self, cluster: Cluster, compiling: Thread) -> None:
        """Grows the demo organisation in an empty database and keeps its sign-ins for the next start."""
        with cluster.connected() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM tenancy_organization)")
            if cursor.fetchone() == (True,):
                return
        compiling.join()
        self.log.tell("The database is empty: growing a demo organisation of 80 people through seven months.")
        lines = self.manage("demo", *DEMO)
        self.sign_ins.touch(mode=0o600)
        self.sign_ins.write_text("\n".join(line for line in lines if "password:" in line))

    @property
    def sign_ins(self) -> Path:
        """Where the demo's sign-ins are kept."""
        return self.place.var / "demo-sign-ins.txt"


def _is(stamp: Path, wanted: str) -> bool:
    try:
        return stamp.read_text() == wanted
    except OSError:
        return False
