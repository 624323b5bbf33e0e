"""Ties are kept up to date here, in the transaction of whatever changed them."""

from collections.abc import Collection

from belonging.tenancy.scope import current_organization_id
from network.selectors.tie_counts import count_mapped_rows, count_tie_rows, lock_tie_rows

Pair = tuple[int, int]


def lock_ties(*, program_id: int, pairs: Collection[Pair]) -> None:
    """
    This will hold the ties of these pairs of participants until the transaction ends, making the rows that are missing.

    Rows are first made and then locked, both in the order of the pair: of two transactions that touch the same tie
    the second waits, and neither can wait for the other. Call it before any other row is locked.
    """
    ordered = _in_order(pairs)
    if ordered:
        lock_tie_rows(current_organization_id(), program_id, ordered)


def refresh_ties(*, program_id: int, pairs: Collection[Pair]) -> None:
    """
    This will count the ties of these pairs of participants anew, from their times together.

    Call it last in the transaction that changed a time together. Counting anew rather than adding one makes it safe
    to call twice, and an undo as simple as a log. Hidden, declined and expired partners never count. Nothing is
    deleted: a tie may stay with zeros.
    """
    lock_ties(program_id=program_id, pairs=pairs)
    count_held_ties(program_id=program_id, pairs=pairs)


def count_held_ties(*, program_id: int, pairs: Collection[Pair]) -> None:
    """This will do the same for pairs that lock_ties holds already in this transaction, without locking again."""
    ordered = _in_order(pairs)
    if ordered:
        count_tie_rows(current_organization_id(), program_id, ordered)


def count_mapped_ties(*, program_id: int, pairs: Collection[Pair]) -> None:
    """This will count anew what maps say of pairs that lock_ties holds; time together stays as it is counted."""
    ordered = _in_order(pairs)
    if ordered:
        count_mapped_rows(current_organization_id(), program_id, ordered)


def _in_order(pairs: Collection[Pair]) -> list[Pair]:
    return sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
