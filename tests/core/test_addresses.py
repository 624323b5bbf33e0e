"""Addresses are the same as Django's."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter

from belonging.core.addresses import _pattern, address

PLACES = ["northlight", "common-ground"]


def named(patterns: list[Any], space: str = "", above: dict[str, Any] | None = None) -> Iterator[tuple[str, list[Any]]]:
    """Every name in the product, with the converters of its values."""
    for one in patterns:
        converters = (above or {}) | one.pattern.converters
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from named(one.url_patterns, inner, converters)
        elif isinstance(one, URLPattern) and one.name:
            yield space + one.name, list(converters.values())


def value(converter: Any, *, other: bool) -> Any:
    if isinstance(converter, UUIDConverter):
        return uuid4()
    if isinstance(converter, IntConverter):
        return 12 if other else 0
    return "second_Table-2" if other else "-"


def test_every_name_has_the_address_that_django_gives_it() -> None:
    ways = list(named(get_resolver().url_patterns))
    quick = 0

    for name, converters in ways:
        for other in (False, True):
            values = [value(one, other=other) for one in converters]
            try:
                expected = reverse(name, args=values)
            except NoReverseMatch:
                continue
            assert address(name, *values) == expected
            quick += bool(_pattern(name, tuple(map(type, values)), "/", None))

    assert quick > 1.9 * len(ways)


@pytest.mark.parametrize(
    "values",
    [
        ["north light", "ä"],
        ["%s", "100%"],
        ["a//b", "?x=1#y"],
        ["a-value_0-of-a-text", "a-value_1-of-a-text"],
        ["", ""],
    ],
)
def test_values_that_need_care_are_left_to_django(values: list[str]) -> None:
    for name in ("network:home", "programs:entrance-join"):
        try:
            expected = reverse(name, args=values)
        except NoReverseMatch:
            with pytest.raises(NoReverseMatch):
                address(name, *values)
        else:
            assert address(name, *values) == expected


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("network:nowhere", PLACES),
        ("nowhere", []),
        ("network:home", PLACES[:1]),
        ("programs:month-detail", [*PLACES, -1]),
        ("programs:step-detail", [*PLACES, "no-id"]),
    ],
)
def test_address_that_is_not_there_is_refused(name: str, values: list[Any]) -> None:
    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            address(name, *values)


def test_id_that_is_a_text_is_taken() -> None:
    step = "8a4f6c1e-0f43-4b0f-9a5e-0a2f5f3f5f10"

    assert address("programs:step-detail", *PLACES, step) == address("programs:step-detail", *PLACES, UUID(step))


def test_tag_writes_the_address_or_keeps_it() -> None:
    source = (
        "{% url 'network:home' o p %} {% url 'network:home' organization=o program=p %} {% url 'nowhere' o as none %}"
        "{% url 'network:home' o p as home %}{{ none }}{{ home }}"
    )

    drawn = Template(source).render(Context({"o": "northlight", "p": "common-ground"}))

    assert drawn.split() == [reverse("network:home", args=PLACES)] * 3
