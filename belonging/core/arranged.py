"""
Which view an address leads to, as Django finds it, without asking each of the eight hundred patterns first.

They are arranged by their parts once. Of a request's address only those are asked whose written parts agree, one or
two of them, in the order in which they were written down; what they answer is Django's own (decision 0038).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.urls import Resolver404, ResolverMatch, URLPattern, URLResolver
from django.urls.converters import IntConverter, SlugConverter, StringConverter, UUIDConverter
from django.urls.resolvers import RoutePattern

ONE_PART = (IntConverter, SlugConverter, StringConverter, UUIDConverter)  # their values hold no slash
ANY = "<>"  # instead of a part that a value stands in
Pattern = URLPattern | URLResolver


@dataclass
class Crossing:
    """Where addresses part: what comes next, what ends here, and what may match however it goes on."""

    next: dict[str, Crossing] = field(default_factory=dict)
    ends: list[tuple[int, Pattern]] = field(default_factory=list)
    goes_on: list[tuple[int, Pattern]] = field(default_factory=list)


class Arranged(URLResolver):
    """All these patterns, found by their parts."""

    def __init__(self, patterns: list[Pattern]) -> None:
        super().__init__(RoutePattern(""), patterns)

    def resolve(self, path: str) -> ResolverMatch:
        """As Django's own; raises Resolver404 with everything that was tried."""
        for _, way in sorted(self._ways(path), key=lambda way: way[0]):
            try:
                found = way.resolve(path)
            except Resolver404:
                continue
            if found is not None:
                return found
        return super().resolve(path)

    def _ways(self, path: str) -> Iterator[tuple[int, Pattern]]:
        """What may match, and at which place it was written down."""
        here = [self._start]
        for part in path.split("/"):
            for crossing in here:
                yield from crossing.goes_on
            here = [one for crossing in here for name in (part, ANY) if (one := crossing.next.get(name))]
        for crossing in here:
            yield from crossing.ends

    @cached_property
    def _start(self) -> Crossing:
        start = Crossing()
        for place, (above, last) in enumerate(_leaves(self.url_patterns)):
            parts, is_whole = _parts([*(one.pattern for one in above), last.pattern])
            crossing, way = start, last
            for part in parts:
                crossing = crossing.next.setdefault(part, Crossing())
            for one in reversed((self, *above)):
                way = URLResolver(one.pattern, [way], one.default_kwargs, one.app_name, one.namespace)
            (crossing.ends if is_whole else crossing.goes_on).append((place, way))
        return start


def _leaves(
    patterns: list[Pattern], above: tuple[URLResolver, ...] = ()
) -> Iterator[tuple[tuple[URLResolver, ...], Any]]:
    """Each pattern that leads to a view, with those it is included by."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _leaves(one.url_patterns, (*above, one))
        else:
            yield above, one


def _parts(patterns: list[Any]) -> tuple[list[str], bool]:
    """The parts of an address that is written in these pieces, as far as they are known; whether those are all."""
    route, is_whole = "", True
    for one in patterns:
        is_whole = isinstance(one, RoutePattern) and all(type(value) in ONE_PART for value in one.converters.values())
        if not is_whole:
            break
        route += str(one)
    parts = [ANY if "<" in part else part for part in route.split("/")]
    return (parts if is_whole else parts[:-1]), is_whole
