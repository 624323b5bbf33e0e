"""
A PostgreSQL data folder in which every migration has run, made once for each state of them.

Making a cluster and running the migrations takes longer than most test files; copying the finished folder does not.
"""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

from belonging.runtime.places import ROOT
from belonging.runtime.prepare import digest
from belonging.runtime.temporary import temporary_servers

READY = ROOT / "var" / "ready"
# What a migrated database depends on besides the migrations themselves.
ALSO = ("belonging/tenancy/fences.py", "belonging/tenancy/grants.py", "belonging/runtime/postgres.py")


def ready_data() -> Path:
    """The folder for the present state of the migrations, made now if nobody has; older ones go."""
    files = [file for file in ROOT.glob("*/**/migrations/*.py") if ".venv" not in file.parts]
    also = [*(ROOT / name for name in ALSO), ROOT / "requirements" / "dev.txt"]
    wanted = READY / f"{digest([*files, *also], by_content=True)}-{os.getuid()}"
    READY.mkdir(parents=True, exist_ok=True)
    with (READY / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two runs that begin together make it once
        if not wanted.exists():
            subprocess.run(["rm", "-rf", *READY.glob("*-*")], check=True)
            _make(wanted)
    return wanted


def _make(wanted: Path) -> None:
    with temporary_servers(keep_as=wanted) as servers:
        command = [sys.executable, "manage.py", "migrate", "--database", "owner", "--noinput", "--verbosity", "0"]
        subprocess.run(command, env=os.environ | servers, cwd=ROOT, check=True)
