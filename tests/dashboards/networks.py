"""Networks with a known shape, counted by the real services: cliques, a bridge, a hub."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations

from belonging.tenancy.enums import Role
from network.enums import Occasion
from network.models import Snapshot, Tie
from network.services.snapshots import take_snapshot
from programs.models import Program
from tests.network.small_program import DAY, NOON, SmallProgram

Edges = Iterable[tuple[int, int]]


def clique(first: int, size: int) -> list[tuple[int, int]]:
    """Everybody from `first` on knows everybody."""
    return list(combinations(range(first, first + size), 2))


def hub_and_cliques(count: int = 11, size: int = 10) -> list[tuple[int, int]]:
    """Cliques side by side, and one more person, the last, who knows everybody."""
    cliques = [edge for number in range(count) for edge in clique(number * size, size)]
    return cliques + [(person, count * size) for person in range(count * size)]


def tied(small: SmallProgram, edges: Edges) -> None:
    """Confirmed ties between people by number."""
    ids = [person.pk for person in small.people]
    with small.scope():
        Tie.objects.bulk_create(
            Tie(
                program=small.program, low_id=min(ids[a], ids[b]), high_id=max(ids[a], ids[b]),
                mutual_count=1, first_on=DAY, last_on=DAY,
            )
            for a, b in edges
        )  # fmt: skip


def program_of(segments: list[str], edges: Edges, staff: Iterable[int] = (), **fields: object) -> SmallProgram:
    """A running program whose people have these segments and ties."""
    small = SmallProgram(0, **fields)
    marked = set(staff)
    with small.scope():
        small.people = [
            small.join(
                f"Person {number}", segment=segment, role=Role.FACILITATOR if number in marked else Role.PARTICIPANT
            )
            for number, segment in enumerate(segments)
        ]
    tied(small, edges)
    return small


def counted(small: SmallProgram, on: date = DAY) -> Snapshot:
    """The snapshot of a night."""
    with small.scope():
        program = Program.objects.get(pk=small.program.pk)
        return take_snapshot(program=program, on=on, now=NOON, occasion=Occasion.NIGHT)
