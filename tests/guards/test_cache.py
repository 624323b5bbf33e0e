"""The cache never mixes organizations: keys carry the organization, values carry their owner, and both are checked."""

import ast
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import BaseCache, cache, caches
from django.db import connection
from django.utils import translation

from belonging.runtime.places import ROOT
from belonging.tenancy.cache import CacheMixed, Fence, FencedCache, kept, org_key
from belonging.tenancy.scope import open_own_memberships, unscoped
from tests.guards.conftest import Houses
from tests.guards.test_unscoped import sources

pytestmark = pytest.mark.authz

Use = Callable[[BaseCache, str], Any]
USES: dict[str, Use] = {
    "get": lambda store, key: store.get(key),
    "get_many": lambda store, key: store.get_many([key]),
    "set": lambda store, key: store.set(key, 1),
    "set_many": lambda store, key: store.set_many({key: 1}),
    "add": lambda store, key: store.add(key, 1),
    "get_or_set": lambda store, key: store.get_or_set(key, 1),
    "incr": lambda store, key: store.incr(key),
    "touch": lambda store, key: store.touch(key),
    "has_key": lambda store, key: key in store,
    "delete": lambda store, key: store.delete(key),
    "delete_many": lambda store, key: store.delete_many([key]),
}


@pytest.fixture(params=sorted(settings.CACHES))
def store(request: pytest.FixtureRequest) -> BaseCache:
    """Every cache there is."""
    found: BaseCache = caches[request.param]
    return found


def key_of(houses: Houses, which: int, name: str = "figure") -> str:
    """The key a house makes for itself."""
    with houses[which].house.open():
        return org_key(name)


# security T10
def test_product_uses_fenced_caches(store: BaseCache) -> None:
    print(f"T10: {len(settings.CACHES)} caches, {len(USES)} ways to use each, 4 wrong keys and 4 of others")
    assert isinstance(store, Fence)


def test_sign_in_limits_lie_in_the_database() -> None:
    assert isinstance(cache._connections[cache._alias], FencedCache)


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("key", ["figure", "o:", "o::figure", "O:figure"])
def test_key_without_the_open_organization_is_refused(use: str, key: str, houses: Houses, store: BaseCache) -> None:
    with houses[0].house.open(), pytest.raises(CacheMixed):
        USES[use](store, key)


# security T10
@pytest.mark.parametrize("use", USES)
def test_another_organizations_key_is_refused(use: str, houses: Houses, store: BaseCache) -> None:
    theirs = key_of(houses, 1)

    with houses[0].house.open(), pytest.raises(CacheMixed):
        USES[use](store, theirs)
    with pytest.raises(CacheMixed):
        USES[use](store, theirs)
    with unscoped("a test looks round"), pytest.raises(CacheMixed):
        USES[use](store, theirs)
    with open_own_memberships(houses[1].house.ben.user.pk), pytest.raises(CacheMixed):
        USES[use](store, theirs)


@pytest.mark.parametrize("use", USES)
def test_own_key_works(use: str, houses: Houses, store: BaseCache) -> None:
    with houses[0].house.open():
        store.set(org_key("figure"), 1)
        USES[use](store, org_key("figure"))


def test_same_name_holds_two_values(houses: Houses, store: BaseCache) -> None:
    for place, planted in enumerate(houses):
        with planted.house.open():
            assert store.get(org_key("number")) is None
            store.set(org_key("number"), place)

    for place, planted in enumerate(houses):
        with planted.house.open():
            assert (store.get(org_key("number")), store.get_many([org_key("number")])) == (
                place,
                {org_key("number"): place},
            )


# security T10
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
        USES[use](cache, theirs)


@pytest.mark.parametrize("use", ["get", "get_many", "get_or_set", "incr"])
def test_memory_gives_nothing_out_under_the_wrong_key(use: str, houses: Houses) -> None:
    mine, theirs, memory = key_of(houses, 0, "drawing"), key_of(houses, 1, "drawing"), caches["drawn"]
    with houses[0].house.open():
        memory.set(mine, "of Northlight")
        stored = memory.make_key(mine)
    for rows in (memory._cache, memory._expire_info):
        rows[stored.replace(mine, theirs)] = rows[stored]

    with houses[1].house.open(), pytest.raises(CacheMixed):
        USES[use](memory, theirs)


# security T10
def test_what_was_drawn_is_kept_for_the_same_words_and_house_only(houses: Houses) -> None:
    made: list[str] = []

    def draw(text: str) -> str:
        made.append(text)
        return text

    for planted, words, text in ((0, "a", "one"), (0, "a", "two"), (0, "b", "three"), (1, "a", "four")):
        with houses[planted].house.open():
            kept("guard", [words], lambda text=text: draw(text))
    with houses[0].house.open(), translation.override("de"):
        kept("guard", ["a"], lambda: draw("five"))

    assert made == ["one", "three", "four", "five"]


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
