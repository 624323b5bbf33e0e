"""
Who was erased, in a file outside the database: one line each, an organization's id and a random id, no more.

A restored backup knows nothing of erasures after it; read again, the file takes those people out once more.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

WHOLE = "organization"


@dataclass(frozen=True)
class Line:
    """One erasure: a person of an organization, or the whole of it (person None)."""

    organization_id: UUID
    person: UUID | None
    at: datetime

    def __str__(self) -> str:
        return f"{self.at.isoformat()} {self.organization_id} {self.person or WHOLE}"


def append(lines: Iterable[Line]) -> int:
    """This will write what is not there yet at the end of the file, see it reach the disk, and count it."""
    known = {(line.organization_id, line.person) for line in read()}
    missing = [line for line in lines if (line.organization_id, line.person) not in known]
    if not missing:
        return 0
    path: Path = settings.ERASURE_LEDGER
    path.parent.mkdir(parents=True, exist_ok=True)
    # One write, at the end: two processes do not tear each other's lines apart. It begins a line of its own, in case
    # the last one was cut short.
    written = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(written, ("\n" + "".join(f"{line}\n" for line in missing)).encode())
        os.fsync(written)
    finally:
        os.close(written)
    return len(missing)


def size() -> int:
    """How long the file is: it only grows, so another length is news."""
    try:
        return int(settings.ERASURE_LEDGER.stat().st_size)
    except OSError:
        return 0


def read() -> Iterator[Line]:
    """The lines of the file, oldest first; a line that a full disk cut short is left out."""
    path: Path = settings.ERASURE_LEDGER
    if not path.exists():
        return
    for text in path.read_text().splitlines():
        try:
            at, organization, person = text.split(" ")
            yield Line(UUID(organization), None if person == WHOLE else UUID(person), datetime.fromisoformat(at))
        except ValueError:
            continue
