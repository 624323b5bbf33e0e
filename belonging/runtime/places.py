"""The folders the running product writes to, and the operating system account PostgreSQL runs under."""

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from belonging.runtime.errors import StartError

ROOT = Path(__file__).resolve().parent.parent.parent
FAR_AWAY = Path("/var/lib/belonging")  # for root, when a service account cannot enter the folder of the product


@dataclass(frozen=True)
class Places:
    """Everything under one folder, `var` unless BELONGING_VAR says otherwise; sockets lie in the temp folder."""

    var: Path

    @property
    def mark(self) -> str:
        """A short name for this folder: socket paths have room for about 100 bytes only."""
        return hashlib.sha256(f"{self.var}:{os.getuid()}".encode()).hexdigest()[:12]

    @property
    def sockets(self) -> Path:
        """The private folder in which PostgreSQL and Redis listen."""
        return Path(tempfile.gettempdir()) / f"belonging-{self.mark}"

    @property
    def run(self) -> Path:
        """Lock, process list, the environment of the running product."""
        return self.var / "run"

    @property
    def children(self) -> Path:
        """The list of servers that run."""
        return self.run / "children.json"

    @property
    def log(self) -> Path:
        """What the servers said."""
        return self.var / "log"

    @property
    def mail(self) -> Path:
        """Mail that would have been sent."""
        return self.var / "mail"

    @property
    def postgres(self) -> Path:
        """The data of PostgreSQL, or a link to it when root had to put it elsewhere."""
        return self.var / "postgres"


@dataclass(frozen=True)
class Account:
    """An ordinary account that root lends to PostgreSQL, which refuses to run as root."""

    name: str
    uid: int
    gid: int


def places(environ: dict[str, str]) -> Places:
    """The folders for this environment, made if need be."""
    found = Places(Path(environ.get("BELONGING_VAR", str(ROOT / "var"))).resolve())
    try:
        for folder in (found.var, found.run, found.log, found.mail):
            folder.mkdir(parents=True, exist_ok=True)
        for folder in (found.log, found.mail):  # both name people
            folder.chmod(0o700)
        probe = found.run / f"probe-{os.getpid()}"
        probe.write_text("")
        probe.unlink()
    except OSError as problem:
        raise StartError(
            f"{found.var} cannot be written to ({problem.strerror}): make it writable "
            "or set BELONGING_VAR to another folder."
        ) from None
    return found


def private_folder(folder: Path, owner: Account | None) -> Path:
    """Makes a folder only its owner may enter; refuses one that somebody else put there first."""
    uid = owner.uid if owner else os.getuid()
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.lstat().st_uid not in {uid, os.getuid()}:
        raise StartError(f"{folder} belongs to somebody else: remove it or set TMPDIR to another folder.")
    folder.chmod(0o700)
    if owner:
        os.chown(folder, owner.uid, owner.gid)
    return folder


def account_for(data: Path) -> Account | None:
    """The account PostgreSQL runs under: None for oneself; for root, who owns the data, or a service account."""
    held_by = data.stat().st_uid if data.exists() else None
    if os.getuid() != 0:
        if held_by not in {None, os.getuid()}:
            raise StartError(f"{data} belongs to another user: start as that user or as root, or set BELONGING_VAR.")
        return None
    known = [pwd.getpwuid(held_by)] if held_by else []
    for name in ("postgres", "nobody"):
        try:
            known.append(pwd.getpwnam(name))
        except KeyError:
            continue
    if not known:
        raise StartError(
            "PostgreSQL refuses to run as root and no account was found for it: start as an ordinary user."
        )
    return Account(known[0].pw_name, known[0].pw_uid, known[0].pw_gid)


def reachable(account: Account | None, *files: Path) -> bool:
    """Whether the account can read these files where they are."""
    if account is None:
        return True
    done = subprocess.run(
        ["/bin/sh", "-c", 'for file; do test -r "$file" || exit 1; done', "sh", *map(str, files)],
        user=account.uid, group=account.gid, extra_groups=[], cwd="/", check=False,
    )  # fmt: skip
    return done.returncode == 0


def reachable_programs(install: Path, account: Account | None) -> Path:
    """PostgreSQL where the account can run it: as installed, or a copy when the account is shut out of that folder."""
    server = install / "bin" / "postgres"
    if reachable(account, server, install / "share" / "postgresql" / "postgres.bki"):
        return install
    mark = hashlib.sha256(f"{install}:{server.stat().st_mtime}".encode()).hexdigest()[:12]
    copy = FAR_AWAY / f"programs-{mark}"
    if not copy.exists():
        half = copy.with_suffix(f".{os.getpid()}")
        shutil.copytree(install, half, symlinks=True)
        half.rename(copy)
    return copy


def reachable_data(place: Places, account: Account | None) -> Path:
    """The data folder, elsewhere behind a link when the account is shut out of this one."""
    if not place.postgres.exists() and not reachable(account, place.var):
        far = FAR_AWAY / f"data-{place.mark}"
        far.mkdir(parents=True, exist_ok=True)
        place.postgres.unlink(missing_ok=True)
        place.postgres.symlink_to(far)
    return place.postgres.resolve()
