"""What was noticed as plain rows, whether measuring again says it helped, and what fits a week."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# The kinds whose figure grows when things get better: ties to others, shares that reach each other, means.
RISES = frozenset({"held_by_staff", "all_apart", "apart", "circles", "reach", "inward", "low_item", "step", "no_doing"})
NO_CHANGE = 1e-9


@dataclass(frozen=True)
class Noticed:
    """One thing noticed: what, of whom, how much of it, out of what, how grave, and what that stands on."""

    kind: str
    subject: str
    figure: float
    of: float | None
    weight: int
    basis: str

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same thing another day."""
        return self.kind, self.subject


def outcome(kind: str, before: float, before_basis: str, now: Noticed | None, *, is_still_measured: bool) -> str:
    """
    Whether something is better than it was: "gone", "better", "same", "worse", or "unknown".

    `now` is the same thing as it is noticed today, or nothing. Unknown: nothing newer than what it stood on before, or
    what could tell is not measured any more.

    >>> outcome("isolates", 4, "count of 1 May", Noticed("isolates", "", 2, 40, 2, "count of 1 June"),
    ...         is_still_measured=True)
    'better'
    >>> outcome("isolates", 4, "count of 1 May", None, is_still_measured=True)
    'gone'
    """
    if now is None:
        return "gone" if is_still_measured else "unknown"
    if now.basis == before_basis:
        return "unknown"
    change = now.figure - before if kind in RISES else before - now.figure
    if abs(change) <= NO_CHANGE:
        return "same"
    return "better" if change > 0 else "worse"


@dataclass(frozen=True)
class Candidate:
    """Something that may stand in a brief; `is_due` for a move that is taken on, `is_said` for what a survey says."""

    key: str
    weight: int
    minutes: int
    is_due: bool
    is_said: bool = False


def chosen(candidates: Iterable[Candidate], minutes: int, most: int) -> list[Candidate]:
    """
    What fits a week, best first: moves taken on before anything new, the graver before the lighter, the quicker first.

    Never more than `most`, and never more minutes than there are. What does not fit waits, and lets a quicker one by.
    What a survey says comes after everything else, so that no answer decides whether somebody is written to this week:
    the other lines are the same ones whatever was answered.

    >>> rows = [Candidate("a", 3, 40, False), Candidate("b", 3, 15, False), Candidate("c", 2, 10, False)]
    >>> [row.key for row in chosen(rows, 30, 5)]
    ['b', 'c']
    >>> [row.key for row in chosen([*rows, Candidate("d", 3, 5, False, is_said=True)], 30, 5)]
    ['b', 'c', 'd']
    """
    found: list[Candidate] = []
    left = minutes
    for one in sorted(candidates, key=lambda row: (row.is_said, not row.is_due, -row.weight, row.minutes, row.key)):
        if len(found) < most and one.minutes <= left:
            found.append(one)
            left -= one.minutes
    return found


@dataclass(frozen=True)
class Recovery:
    """Of the moves of one kind that were measured again, how many found things better."""

    act: str
    measured: int
    better: int


def recovery(rows: Iterable[tuple[str, str]], helped: Sequence[str]) -> list[Recovery]:
    """
    What tends to work here, by kind of act, from (act, outcome) of moves that were measured again.

    Outcomes that say nothing are left out of both numbers.

    >>> recovery([("round", "better"), ("round", "same"), ("event", "unknown")], ["better", "gone"])
    [Recovery(act='round', measured=2, better=1)]
    """
    told = [(act, result) for act, result in rows if result not in {"", "unknown"}]
    return [
        Recovery(act, sum(1 for one, _ in told if one == act), sum(1 for one, r in told if one == act and r in helped))
        for act in sorted({act for act, _ in told})
    ]
