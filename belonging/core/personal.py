"""
Which rows are about a person, said once for each table, and what becomes of them when somebody takes their data or is
erased. Each app says it of its own tables in `personal.py`; a guard walks all models, so that no table is forgotten.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from django.utils.functional import Promise


class Erased(Enum):
    """What becomes of a row when the person it is about is erased."""

    GOES = "goes"
    BLANKED = "blanked"  # the row stays, for the sake of others; what the person wrote in it goes
    STAYS = "stays"  # it points at somebody without a name, and holds nothing else of them


@dataclass(frozen=True)
class About:
    """
    The rows of a table that are about a person by one way.

    `path` leads from the row to a membership or a user, or to a plain column with an e-mail address; "" is the row
    itself. Everything a row holds is given to the person but `without`, column by column with its reason; with
    `withheld`, a reason, nothing of the row is, and with `only` nothing of the rows that no page shows them yet: a copy
    tells nobody what somebody else kept silent about. `kept` says why words stay where `on_erasure` leaves any.
    """

    model: str
    path: str
    title: Promise
    on_erasure: Erased
    blanks: tuple[str, ...] = ()
    stamps: tuple[str, ...] = ()  # moments that become the moment of the erasure
    without: Mapping[str, str] = field(default_factory=dict)
    withheld: str = ""
    only: Mapping[str, object] = field(default_factory=dict)
    kept: str = ""


@dataclass(frozen=True)
class Ages:
    """How long rows of a table are kept, in days from `column`, unless the organization decides otherwise."""

    key: str
    model: str
    column: str
    days: int
    title: Promise
    where: Mapping[str, object] = field(default_factory=dict)
    fewest: int = 7  # an organization may not keep them for less
    most: int = 3650  # nor for more
    erases: bool = False  # rows are people: they are erased, not deleted
    holds: bool = False  # rows are programs: everything in them goes as well
    archives: bool = False  # rows are programs: they are archived, and from then on kept as such
