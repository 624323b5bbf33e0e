"""
What those who run a program open: the dashboard with twelve months of counts, and an evidence pack.

Promised: the dashboard in 60 ms of server time at the median and 300 kB packed, for 100 people and for 10,000 alike,
by the same number of queries; an evidence pack of 500 people in 10 s, its page, PDF, CSV and workbook included.
Server time is the whole way through Django and the database inside one process, without a web server and a network:
by the clock, and what of it this process was at work. The first time after a count, the first of the process also
reads the templates. Packed is the page with its style sheets, scripts and letters as the web server sends them.
`python -m bench dashboards` runs it.
"""

import gzip
import re
import statistics
import time
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np

SIZES, EVIDENCE, SEGMENTS, STAFF, MONTHS, TIES_EACH = (100, 10_000), 500, 6, 2, 12, 6
ASKED = 40
NOW = datetime(2026, 12, 28, 12, tzinfo=UTC)
STARTS = datetime(2026, 1, 5, 12, tzinfo=UTC)


def main() -> None:
    """Seeds, opens, prints."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from network.compiling import compile_kernels

    compile_kernels()
    call_command("collectstatic", "--noinput", verbosity=0)
    import_module("belonging.wsgi")  # as a web server does before the first request
    for size in SIZES:
        opened(size, house(size))
    evidence(house(EVIDENCE))
    with connections["owner"].cursor() as cursor:
        cursor.execute("TRUNCATE tenancy_organization CASCADE")
        cursor.execute("DELETE FROM accounts_user WHERE email LIKE '%@bench-%'")
    connections.close_all()


def house(people: int) -> Any:
    """The admin of an organization with one program of so many people and a count at the end of each month."""
    from belonging.accounts.models import User
    from belonging.tenancy.models import Membership
    from belonging.tenancy.scope import open_scope
    from belonging.tenancy.services import create_organization
    from network.enums import Occasion
    from network.models import Tie
    from network.services.snapshots import take_snapshot
    from programs.models import Participant, Program

    name = f"bench-{uuid4().hex[:8]}"  # another one each time, so that a run may follow a run
    founder = User.objects.create_user(f"una@{name}.example", "a long walk by the water", name="Una")
    admin = create_organization(
        name="Northlight", slug=name, founder=founder, founder_name="Una", now=STARTS,
        asks_second_step=False,
    )  # fmt: skip
    random = np.random.default_rng(people)
    with open_scope(admin.organization_id):
        program = Program.objects.create(
            name="Common Ground", slug="common-ground", state="running", starts_on=STARTS.date(), started_at=STARTS
        )
        members = Membership.objects.bulk_create(
            Membership(name=f"Person {number}", role="facilitator" if number < STAFF else "participant")
            for number in range(people)
        )
        places = Participant.objects.bulk_create(
            Participant(program=program, membership=member, state="active", segment=f"Segment {number % SEGMENTS}",
                        joined_on=STARTS.date())
            for number, member in enumerate(members)
        )  # fmt: skip
    for month in range(1, MONTHS + 1):
        now = min(STARTS + timedelta(days=30 * month), NOW)
        with open_scope(admin.organization_id):
            ties = {tuple(sorted(pair)) for pair in random.integers(0, people, (people * TIES_EACH // MONTHS, 2))}
            Tie.objects.bulk_create(
                (Tie(program=program, low=places[low], high=places[high], mutual_count=3, first_on=now.date(),
                     last_on=now.date()) for low, high in ties if low != high),
                ignore_conflicts=True, batch_size=5000,
            )  # fmt: skip
            take_snapshot(program=program, on=now.date(), now=now, occasion=Occasion.NIGHT)
    return admin


def opened(size: int, admin: Any) -> None:
    """The dashboard, again and again, and how much of it goes over the line."""
    from django.db import connection
    from django.test import Client

    from belonging.core import clock

    clock.now = lambda: NOW  # the program's last month
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(admin.user)
    address = f"/o/{admin.organization.slug}/p/common-ground/dashboard/"
    begun = time.perf_counter()
    page = client.get(address).content
    first = time.perf_counter() - begun
    asked: list[str] = []

    def written_down(execute: Any, sql: str, *more: Any) -> Any:
        asked.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(written_down):
        client.get(address)
    by_clock, at_work = [], []
    for _ in range(ASKED):
        begun, worked = time.perf_counter(), time.process_time()
        assert client.get(address).status_code == 200
        by_clock.append((time.perf_counter() - begun) * 1000)
        at_work.append((time.process_time() - worked) * 1000)
    print(
        f"dashboard, {size:,} people, {MONTHS} counts: {statistics.median(by_clock):.0f} ms in the median "
        f"({statistics.median(at_work):.0f} ms at work), {len(asked)} queries, {packed(page) / 1000:.0f} kB packed; "
        f"the first time after a count {first * 1000:.0f} ms (goal: 60 ms, 300 kB)"
    )


def packed(page: bytes) -> int:
    """The page, and everything it links to, as they go over the line."""
    from django.conf import settings

    total = len(gzip.compress(page))
    for name in set(re.findall(rb'(?:href|src)="/static/([^"?#]+)', page)):
        file = Path(settings.STATIC_ROOT) / name.decode()
        total += len(gzip.compress(file.read_bytes())) if file.exists() else 0
    return total


def evidence(admin: Any) -> None:
    """A pack of a whole program, with each of its files."""
    from belonging.tenancy.scope import open_scope
    from dashboards.exports import PACK_FILES
    from dashboards.services.packs import make_pack
    from programs.models import Program

    told: list[str] = []
    begun = time.perf_counter()
    with open_scope(admin.organization_id):
        program = Program.objects.get()
        pack = make_pack(program=program, actor=admin, now=NOW, tell=lambda done, total, words: told.append(words))
        made = time.perf_counter() - begun
        sizes = {name: len(write(pack)) for name, (write, _kind) in PACK_FILES.items()}
    took = time.perf_counter() - begun
    files = ", ".join(f"{name} {size / 1000:.0f} kB" for name, size in sizes.items())
    print(
        f"evidence of {EVIDENCE} people: {took:.2f} s, {made:.2f} s of it the pack, told in {len(told)} stretches; "
        f"{files} (goal: 10 s)"
    )
