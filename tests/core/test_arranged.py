"""Addresses lead where Django's own search leads."""

from typing import Any
from uuid import UUID

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import (
    NoReverseMatch,
    Resolver404,
    ResolverMatch,
    URLResolver,
    get_resolver,
    include,
    path,
    re_path,
    reverse,
)
from django.urls.resolvers import RoutePattern

from belonging import urls
from belonging.core.arranged import Arranged
from tests.core.test_addresses import named, value

SEEN = "func", "args", "kwargs", "route", "url_name", "app_names", "namespaces", "captured_kwargs", "extra_kwargs"


def view(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError


def found(resolver: URLResolver, address: str) -> list[Any] | None:
    """All that a match says, or nothing."""
    try:
        match: ResolverMatch = resolver.resolve(address)
    except Resolver404:
        return None
    return [getattr(match, name) for name in SEEN]


def addresses() -> list[str]:
    """One of every name in the product, without the first slash."""
    made = []
    for name, converters in named(get_resolver().url_patterns):
        for other in (False, True):
            try:
                made.append(reverse(name, args=[value(one, other=other) for one in converters])[1:])
            except NoReverseMatch:
                continue
    return made


def test_every_address_leads_where_django_leads() -> None:
    plain, arranged, there = URLResolver(RoutePattern(""), urls.written), Arranged(urls.written), addresses()
    astray = [
        "",
        "/",
        "o/",
        "o//p//",
        "nowhere/",
        "api/v1/",
        *(f"{one}x/" for one in there),
        *(one[:-1] for one in there),
    ]

    for address in [*there, *astray]:
        assert found(arranged, address) == found(plain, address), address

    assert all(found(arranged, address) for address in there)
    assert not all(found(arranged, address) for address in astray)
    assert len(there) > 1500


def test_few_are_asked() -> None:
    arranged = Arranged(urls.written)

    asked = [len(list(arranged._ways(address))) for address in addresses()]

    assert max(asked) <= 4
    assert sum(asked) < 1.3 * len(asked)


@pytest.mark.parametrize(
    "address",
    [
        "a/b/",
        "a/c/",
        "a/b",
        "a/12/",
        "a/-12/",
        "a/b/c/d/",
        "z/9/",
        "z/x/",
        f"u/{UUID(int=7)}/",
        "u/x/",
        "x/y",
        "pq/",
        "",
    ],
)
def test_what_is_written_first_is_found_first(address: str) -> None:
    patterns: list[Any] = [
        path("a/<slug:one>/", view, name="slug"),
        path("a/<int:number>/", view, {"more": 1}, name="number"),
        path("a/b/", view, name="written"),
        path("a/", include(([path("<path:rest>/", view, name="rest")], "deep"), namespace="here")),
        re_path(r"^z/(?P<number>\d)/$", view, name="pattern"),
        path("z/<str:any>/", view, name="any"),
        path("u/<uuid:which>/", view, {"more": 2}, name="one"),
        path("x/<slug:one>", view, name="no slash at the end"),
        path("p", include([path("q/", view, name="in the middle")]), {"above": 3}),
        path("", view, name="root"),
    ]

    assert found(Arranged(patterns), address) == found(URLResolver(RoutePattern(""), patterns), address)


def test_nothing_there_says_what_was_tried() -> None:
    with pytest.raises(Resolver404) as nothing:
        Arranged([path("a/", view), path("b/", view)]).resolve("c/")

    assert len(nothing.value.args[0]["tried"]) == 2
