"""Surveys: sealing, closing a large wave, and disclosure. Everybody sending in the same minute is in sending.py.

Promised: a ballot sealed in 1 ms; 10,000 ballots closed in 20 s and 500 MB; 4 attributes of 8 values over 10,000 people
disclosed in 2 s.
"""

import os
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import numpy as np

PEOPLE = 10_000
NOW = datetime(2026, 7, 9, 12, tzinfo=UTC)
MEGABYTE = 1 << 20 if sys.platform == "darwin" else 1 << 10


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def timed(act: Any) -> tuple[float, Any]:
    began = time.perf_counter()
    result = act()
    return time.perf_counter() - began, result


def main() -> None:
    os.environ["SURVEY_KEY_DIRS"] = tempfile.mkdtemp(prefix="belonging-bench-keys-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    import django

    django.setup()
    sealing()
    disclosing()
    closing()


def sealing() -> None:
    from surveys.sealing import Ballot, ballot_size, new_key_pair, seal

    keys, size = new_key_pair(), ballot_size(16, [500])
    ballot = Ballot("w" * 36, {f"item-{number}": 3 for number in range(16)}, {"words": "x" * 500})
    took, _ = timed(lambda: [seal(ballot, keys.public, size) for _ in range(1000)])
    print(f"sealing: {took:.3f} ms a ballot (of 1 ms)")


def disclosing() -> None:
    from surveys.disclosure import shown_cells

    chance = np.random.default_rng(1)
    codes = np.column_stack([chance.choice(8, PEOPLE, p=chance.dirichlet(np.ones(8) * 2)) for _ in range(4)])
    known = chance.random((PEOPLE, 12)) < 0.97
    took, shown = timed(lambda: shown_cells(codes, known, 5))
    print(f"disclosure: 4 x 8 values, {PEOPLE} people: {took:.2f} s (of 2 s), {sum(map(len, shown))} groups shown")


def house(people: int, now: datetime = NOW) -> Any:
    """An organization with so many people in a running program."""
    from belonging.accounts.models import User
    from belonging.tenancy.models import Membership
    from belonging.tenancy.scope import open_scope
    from belonging.tenancy.services import create_organization
    from programs.models import Participant
    from programs.services.programs import create_program, start_program

    name = f"bench-{uuid4().hex[:8]}"  # another one each time, so that a run may follow a run
    founder = User.objects.create_user(f"founder@{name}.example", "a long walk by the water", name="Una")
    admin = create_organization(
        name=f"Bench {people}",
        slug=name,
        founder=founder,
        founder_name="Una",
        now=now,
        asks_second_step=False,
    )
    with open_scope(admin.organization_id):
        program = create_program(actor=admin, name="Common Ground", starts_on=now.date(), now=now)
        start_program(actor=admin, program=program, now=now)
        members = Membership.objects.bulk_create(
            Membership(
                name=f"P {number}", email=f"p{number}@{name}.example", attributes={"Department": str(number % 8)}
            )
            for number in range(people)
        )
        Participant.objects.bulk_create(
            Participant(program=program, membership=member, state="active", joined_on=now.date()) for member in members
        )
    return admin, program


def opened(program: Any, now: datetime = NOW) -> Any:
    from surveys.enums import WaveKind
    from surveys.models import Wave
    from surveys.services.built_in import keep_built_in
    from surveys.services.opening import open_wave

    wave = Wave.objects.create(
        program=program, instrument=keep_built_in(now=now)["belonging-pulse"], kind=WaveKind.PULSE, opens_on=now.date(),
        closes_on=now.date() + timedelta(days=9), slices=["Department"],
    )  # fmt: skip
    return open_wave(wave=wave, now=now)


def answers(number: int) -> dict[str, int]:
    keys = ["part-of-it", "outside", "change-something", "voice", "whom-to-ask", "remember", "be-myself", "keep-word"]
    return {key: 1 + (number * 7 + place * 3) % 5 for place, key in enumerate(keys)} | {"band": 1 + number % 5}


def closing() -> None:
    from belonging.tenancy.models import Membership
    from belonging.tenancy.scope import open_scope
    from surveys.models.ballots import SealedBallot
    from surveys.sealing import Ballot, seal
    from surveys.services.closing import close_wave

    admin, program = house(PEOPLE)
    with open_scope(admin.organization_id):
        wave = opened(program)
        public, name = bytes(wave.public_key), str(wave.public_id)
        ids = list(Membership.objects.filter(role="participant").values_list("id", flat=True))
        SealedBallot.objects.bulk_create(
            (
                SealedBallot(
                    wave=wave, membership_id=pk, envelope=seal(Ballot(name, answers(number)), public, wave.ballot_bytes)
                )
                for number, pk in enumerate(ids)
            ),
            batch_size=1000,
        )
    with open_scope(admin.organization_id):
        took, closed = timed(lambda: close_wave(wave=wave, now=NOW + timedelta(days=11)))
    print(
        f"closing: {closed.answered_count} ballots in {took:.1f} s (of 20 s), {megabytes():.0f} MB at most (of 500 MB)"
    )


if __name__ == "__main__":
    main()
