"""
A PostgreSQL data folder in which every migration has run, made once for each state of them.

Making a cluster and running the migrations takes longer than most test files; copying the finished folder does not.
"""

import contextlib
import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg2

from belonging.runtime.places import ROOT
from belonging.runtime.prepare import digest, migration_files, note_migrated
from belonging.runtime.temporary import temporary_servers

READY = ROOT / "var" / "ready"
# What a migrated database depends on besides the migrations themselves.
ALSO = ("belonging/tenancy/fences.py", "belonging/tenancy/grants.py", "belonging/runtime/postgres.py")


def ready_data() -> Path:
    """
    The folder for the present state of the migrations, made now if nobody has; older ones go.

    Where one is there of some of the same migrations, and nothing else has changed, the new ones run on a copy of it.
    """
    files = migration_files()
    also = digest([*(ROOT / name for name in ALSO), ROOT / "requirements" / "dev.txt"], by_content=True)
    wanted = READY / f"{also}-{digest(files, by_content=True)}-{os.getuid()}"
    READY.mkdir(parents=True, exist_ok=True)
    with (READY / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two runs that begin together make it once
        if not wanted.exists():
            held = {str(file.relative_to(ROOT)): digest([file], by_content=True) for file in files}
            others = [folder for folder in READY.glob("*-*") if folder.is_dir()]
            earlier = [
                one for one in others if one.name.startswith(f"{also}-") and _holds_of(one).items() <= held.items()
            ]
            _make(wanted, max(earlier, key=lambda one: len(_holds_of(one)), default=None))
            _list_of(wanted).write_text(json.dumps(held, indent=1, sort_keys=True))
            subprocess.run(["rm", "-rf", *others, *map(_list_of, others)], check=True)
    return wanted


def _list_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.json")


def _holds_of(folder: Path) -> dict[str, str]:
    """Which migrations have run in a folder, by their digests; one without a list holds what nobody has."""
    kept = _list_of(folder)
    return dict(json.loads(kept.read_text())) if kept.exists() else {"": ""}


def _make(wanted: Path, earlier: Path | None) -> None:
    with temporary_servers(start_from=earlier, keep_as=wanted) as servers:
        command = [sys.executable, "manage.py", "migrate", "--database", "owner", "--noinput", "--verbosity", "0"]
        subprocess.run(command, env=os.environ | servers, cwd=ROOT, check=True)
        owner = psycopg2.connect(servers["DATABASE_OWNER_URL"])
        with contextlib.closing(owner), owner, owner.cursor() as cursor:
            note_migrated(cursor)  # a product that starts from it need not look again
