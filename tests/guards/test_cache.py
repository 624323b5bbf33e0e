"""The cache never mixes organizations: keys carry the organization, values carry their owner, and both are checked."""

import ast
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection

from belonging.runtime.places import ROOT
from belonging.tenancy.cache import CacheMixed, FencedCache, org_key
from belonging.tenancy.scope import open_own_memberships, unscoped
from tests.guards.conftest import Houses
from tests.guards.test_unscoped import sources

pytestmark = pytest.mark.authz

Use = Callable[[str], Any]
USES: dict[str, Use] = {
    "get": cache.get,
    "get_many": lambda key: cache.get_many([key]),
    "set": lambda key: cache.set(key, 1),
    "set_many": lambda key: cache.set_many({key: 1}),
    "add": lambda key: cache.add(key, 1),
    "get_or_set": lambda key: cache.get_or_set(key, 1),
    "incr": cache.incr,
    "touch": cache.touch,
    "has_key": lambda key: key in cache,
    "delete": cache.delete,
    "delete_many": lambda key: cache.delete_many([key]),
}


def key_of(houses: Houses, which: int, name: str = "figure") -> str:
    """The key a house makes for itself."""
    with houses[which].house.open():
        return org_key(name)


def test_product_uses_the_fenced_cache() -> None:
    assert isinstance(cache._connections[cache._alias], FencedCache)


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("key", ["figure", "o:", "o::figure", "O:figure"])
def test_key_without_the_open_organization_is_refused(use: str, key: str, houses: Houses) -> None:
    with houses[0].house.open(), pytest.raises(CacheMixed):
        USES[use](key)


@pytest.mark.parametrize("use", USES)
def test_another_organizations_key_is_refused(use: str, houses: Houses) -> None:
    theirs = key_of(houses, 1)

    with houses[0].house.open(), pytest.raises(CacheMixed):
        USES[use](theirs)
    with pytest.raises(CacheMixed):
        USES[use](theirs)
    with unscoped("a test looks round"), pytest.raises(CacheMixed):
        USES[use](theirs)
    with open_own_memberships(houses[1].house.ben.user.pk), pytest.raises(CacheMixed):
        USES[use](theirs)


@pytest.mark.parametrize("use", USES)
def test_own_key_works(use: str, houses: Houses) -> None:
    with houses[0].house.open():
        cache.set(org_key("figure"), 1)
        USES[use](org_key("figure"))


def test_same_name_holds_two_values(houses: Houses) -> None:
    for place, planted in enumerate(houses):
        with planted.house.open():
            assert cache.get(org_key("figure")) is None
            cache.set(org_key("figure"), place)

    for place, planted in enumerate(houses):
        with planted.house.open():
            assert (cache.get(org_key("figure")), cache.get_many([org_key("figure")])) == (
                place,
                {org_key("figure"): place},
            )


@pytest.mark.parametrize("use", ["get", "get_many", "get_or_set", "incr"])
def test_value_under_the_wrong_key_is_never_given_out(use: str, houses: Houses) -> None:
    """A mixed-up answer of the store itself: A's value lies where B looks."""
    mine, theirs = key_of(houses, 0), key_of(houses, 1)
    with houses[0].house.open():
        cache.set(mine, "of Northlight")
    with connection.cursor() as cursor:
        statement = "UPDATE tenancy_cache SET cache_key = replace(cache_key, %s, %s) WHERE strpos(cache_key, %s) > 0"
        cursor.execute(statement, [mine, theirs, mine])
        assert cursor.rowcount == 1

    with houses[1].house.open(), pytest.raises(CacheMixed):
        USES[use](theirs)


def test_keys_outside_any_organization_are_for_sign_in(houses: Houses) -> None:
    cache.set("attempts", 3)

    assert cache.get("attempts") == 3
    with pytest.raises(CacheMixed, match="needs an open organization"):
        org_key("figure")


def test_nothing_caches_whole_pages() -> None:
    words = {"cache_page", "UpdateCacheMiddleware", "FetchFromCacheMiddleware"}
    found = {name for name, tree in sources() if words & {getattr(node, "id", "") for node in ast.walk(tree)}}
    settings = (ROOT / "belonging" / "settings.py").read_text()

    assert found == set()
    assert not any(word in settings for word in words)
    assert not any("{% cache" in page.read_text() for page in (ROOT / "templates").rglob("*.html"))
