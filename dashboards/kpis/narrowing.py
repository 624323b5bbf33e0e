"""What is said of groups to somebody who looks after some of them: of the others nothing by name."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from dashboards.kpis.findings import Finding

Seen = Collection[str] | None  # None: every group


def concerns(groups: Sequence[str], seen: Seen) -> bool:
    """
    True when no group is meant in particular, or one of these is.

    >>> concerns(["Care", "Kitchen"], {"Kitchen"}), concerns(["Care"], {"Kitchen"}), concerns([], {"Kitchen"})
    (True, False, True)
    """
    return seen is None or not groups or any(group in seen for group in groups)


def named(groups: Sequence[str], seen: Seen, others: str) -> tuple[str, ...]:
    """
    The groups, with one word for each that is not among these.

    >>> named(["Care", "Kitchen"], {"Kitchen"}, "others")
    ('others', 'Kitchen')
    """
    return tuple(group if seen is None or group in seen else others for group in groups)


def narrowed(found: Iterable[Finding], seen: Seen, others: str) -> list[Finding]:
    """The findings that concern these groups or everybody, in their order."""
    return [replace(one, groups=named(one.groups, seen, others)) for one in found if concerns(one.groups, seen)]
