"""The network as a drawing of persons, as far as they agreed: unnamed dots, or faces of those who said yes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from belonging.core.charts import Cluster, colour_of, mark_of, mark_path
from belonging.core.names import initials
from dashboards.kpis.drawing import seats_around

Pair = tuple[int, int]


@dataclass(frozen=True)
class Person:
    """Somebody to draw: a key that only joins ties, a group's place (None for others), and a spot."""

    key: int
    place: int | None
    degree: int
    x: float
    y: float


@dataclass(frozen=True)
class Node:
    """A dot. Its number means nothing outside this one drawing."""

    number: int
    colour: int
    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """A tie between two dots."""

    first: int
    second: int
    path: str
    is_across: bool


@dataclass(frozen=True)
class DotPicture:
    """The drawing of unnamed dots."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]


def dot_picture(people: Iterable[Person], pairs: Iterable[Pair]) -> DotPicture:
    """Dots where the night placed them, numbered from left to right, so that numbers say nothing about the rows."""
    placed = sorted(people, key=lambda person: (person.x, person.y, person.key))
    number = {person.key: count for count, person in enumerate(placed, 1)}
    at = {person.key: person for person in placed}
    nodes = tuple(
        Node(number[person.key], colour_of(person.place), _outline(person), round(person.x, 1), round(person.y, 1))
        for person in placed
    )
    joined = ((at[low], at[high]) for low, high in pairs if low in at and high in at)
    lines = [_line(first, second, number) for first, second in joined]
    lines.sort(key=lambda line: (line.is_across, line.first, line.second))
    return DotPicture(nodes, tuple(lines))


def _outline(person: Person) -> str:
    return mark_path(mark_of(person.place), person.x, person.y, round(6 + min(person.degree, 16) * 0.45, 1))


def _line(one: Person, other: Person, number: Mapping[int, int]) -> Line:
    first, second = sorted((one, other), key=lambda person: number[person.key])
    path = f"M{first.x:.0f} {first.y:.0f}L{second.x:.0f} {second.y:.0f}"
    return Line(number[first.key], number[second.key], path, first.place != second.place)


@dataclass(frozen=True)
class Face:
    """Somebody who said yes, beside their group's cluster, with the others who said yes and share a tie with them."""

    key: int
    name: str
    initials: str
    colour: int
    x: float
    y: float
    knows: tuple[str, ...]
    group: str

    @property
    def text_y(self) -> float:
        """Where the initials stand."""
        return round(self.y + 24, 1)


@dataclass(frozen=True)
class FacePicture:
    """Those who said yes, and the ties between two of them."""

    faces: tuple[Face, ...]
    lines: tuple[str, ...]
    pairs: tuple[Pair, ...]


def face_picture(
    named: Sequence[tuple[int, str, int]], clusters: Sequence[Cluster], pairs: Iterable[Pair]
) -> FacePicture:
    """
    Faces on rings about the clusters they belong to, in order of names.

    `named` holds a key, a name and the number of the cluster. A tie is drawn only when both ends said yes.
    """
    names = {key: name for key, name, _ in named}
    ties = [(low, high) for low, high in pairs if low in names and high in names]
    known: dict[int, list[str]] = {key: [] for key in names}
    for low, high in ties:
        known[low].append(names[high])
        known[high].append(names[low])
    faces: list[Face] = []
    for number, cluster in enumerate(clusters):
        members = sorted((name, key) for key, name, home in named if home == number)
        seats = seats_around(cluster, len(members))
        for (name, key), (x, y) in zip(members, seats, strict=True):
            faces.append(Face(key, name, initials(name), cluster.colour, x, y, tuple(sorted(known[key])), cluster.name))
    spot = {face.key: face for face in faces}
    lines = tuple(f"M{spot[a].x:.0f} {spot[a].y:.0f}L{spot[b].x:.0f} {spot[b].y:.0f}" for a, b in ties)
    return FacePicture(tuple(faces), lines, tuple(ties))
