"""The disks of data, of the log of changes and of files run full under people who write: nothing kept is lost."""

import contextlib
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg2
import pytest

from belonging.runtime.postgres import OWNER, SUPERUSER
from belonging.runtime.temporary import copy_data
from tests.ready import ready_data
from tests.stack.conftest import Stack, eventually
from tests.stack.servers import Writers
from tests.stack.test_redis import people_of
from tests.stack.volumes import Volume, may_mount, volumes

SIZES = {"data": 400, "changes": 320, "files": 64}  # megabytes
WRITERS, PEOPLE = 3, 300
FULL_FOR, WITHIN = 4.0, 60.0  # seconds


def laid_out(stack: Stack, disks: dict[str, Volume]) -> None:
    """The product's folder on one volume, its database on another, the database's log of changes on a third."""
    stack.var.mkdir()
    for name in ("media", "mail", "log"):
        (disks["files"].folder / name).mkdir(mode=0o700)
        (stack.var / name).symlink_to(disks["files"].folder / name)
    data, changes = disks["data"].folder / "cluster", disks["changes"].folder / "pg_wal"
    copy_data(ready_data(), data)
    copy_data(data / "pg_wal", changes)  # with its owner and rights
    shutil.rmtree(data / "pg_wal")
    (data / "pg_wal").symlink_to(changes)
    (stack.var / "postgres").symlink_to(data)


def use_up(stack: Stack) -> None:
    """Has PostgreSQL use up the files for changes that it had put by."""
    address = stack.published()["DATABASE_OWNER_URL"].replace(f"{OWNER}@", f"{SUPERUSER}@")
    with contextlib.suppress(psycopg2.Error), contextlib.closing(psycopg2.connect(address)) as line:
        line.autocommit = True
        with line.cursor() as cursor:
            for _ in range(SIZES["changes"] // 16):
                cursor.execute("SELECT pg_logical_emit_message(false, 'full', 'x')")
                cursor.execute("SELECT pg_switch_wal()")


def is_gone(stack: Stack) -> bool:
    """Whether the product has given up."""
    return stack.supervisor.poll() is not None


def is_read(stack: Stack) -> bool:
    """Whether pages are served."""
    with contextlib.suppress(OSError):
        return stack.get("/healthz") == 200
    return False


def back_after(stack: Stack, writers: Writers, freed: float) -> float:
    """Seconds until something is kept again; a product that has given up is started again, as systemd does."""
    while time.monotonic() < freed + WITHIN:
        if is_gone(stack):
            stack.supervisor.communicate()
            stack.start()
        if writers.kept_at and writers.kept_at[-1] > freed:
            break
        time.sleep(0.1)
    return writers.first_kept_after(freed, WITHIN)


# security R10
@pytest.mark.fault
def test_full_disks_lose_nothing(new_stack: Callable[..., Stack]) -> None:
    if not may_mount():
        pytest.fail("Only root may mount a small volume: run this as root, in a container if need be.")
    with tempfile.TemporaryDirectory(prefix="disks-") as name:
        Path(name).chmod(0o755)  # the account that root lends to PostgreSQL must get in
        with volumes(Path(name), **SIZES) as disks:
            stack = new_stack()
            laid_out(stack, disks)
            stack.start()
            writers, back, read, refused = Writers(stack, people_of(stack, PEOPLE)), {}, {}, {}
            with writers.at_work(WRITERS):
                for disk, volume in disks.items():
                    eventually(lambda: writers.kept_at and time.monotonic() - writers.kept_at[-1] < 1, "people write")
                    before = writers.answers[302], writers.answers.total()
                    volume.fill()
                    if disk == "changes":
                        use_up(stack)
                    time.sleep(FULL_FOR)
                    refused[disk] = writers.answers.total() - writers.answers[302] - (before[1] - before[0])
                    read[disk] = is_read(stack)
                    volume.make_room()
                    back[disk] = back_after(stack, writers, time.monotonic())
            is_right, answers = writers.is_every_one_there_once, dict(writers.answers)
            stack.stop()
            stack.supervisor = None

    told = ", ".join(f"{disk} {seconds:.0f} s" for disk, seconds in back.items())
    print(f"R10: full three times under {WRITERS} writers: {len(writers.kept_at)} kept, none lost; back after {told}")
    print(f"R10: pages while full {read}, refused while full {refused}, answers {answers}")
    assert is_right
    assert set(answers) <= {0, 302, 503}
    assert max(back.values()) <= WITHIN
