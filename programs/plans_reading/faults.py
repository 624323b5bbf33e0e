"""What is wrong with a plan, and where."""

from dataclasses import dataclass, field

MOST_FAULTS = 200

Path = tuple[str | int, ...]
Place = tuple[int, int]


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong at a line and column of the file (both from 1): `text` % `values` says what."""

    line: int
    column: int
    text: str
    values: dict[str, object] = field(default_factory=dict, compare=False)

    @property
    def words(self) -> str:
        """The fault in words for people, untranslated."""
        return self.text % self.values

    def __str__(self) -> str:
        return f"{self.line}:{self.column} {self.words}"


class PlanInvalid(ValueError):
    """A file that is no plan: `faults` names everything that is wrong, in the order of the file."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(sorted(faults)[:MOST_FAULTS])
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Desk:
    """What the readers of a plan share: the faults so far, and where in the file each thing stands."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.places: dict[Path, Place] = {}
        self.broken: set[Path] = set()

    def refuse(self, path: Path, text: str, **values: object) -> None:
        """This will note a fault where `path` stands, or where the nearest thing around it does."""
        self.broken.add(path)
        around = path
        while around and around not in self.places:
            around = around[:-1]
        line, column = self.places.get(around, (1, 1))
        self.faults.append(Fault(line, column, text, values))
