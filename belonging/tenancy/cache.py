"""Caches that cannot mix organizations: keys carry the organization, values carry their owner."""

import functools
import hashlib
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.utils.translation import get_language

from belonging.tenancy.scope import current_scope


class CacheMixed(RuntimeError):
    """A cached value of another organization was about to be used."""


def org_key(key: str) -> str:
    """The key for the open organization; raises CacheMixed when none is open."""
    scope = current_scope()
    if scope is None or scope.organization_id is None:
        raise CacheMixed("A value of an organization needs an open organization.")
    return f"o:{scope.organization_id}:{key}"


def kept(name: str, words: Sequence[object], make: Callable[[], str]) -> str:
    """
    This will give what was made of the same words before: in the open organization, this language, what it calls
    things, and this release.

    `words` must hold everything that `make` depends on; it is called when nothing was kept.
    """
    scope = current_scope()
    said_as = (get_language(), scope and scope.words, _release())
    made_of = hashlib.sha256(repr((*said_as, *words)).encode()).hexdigest()
    store, key = caches["drawn"], org_key(f"{name}:{made_of}")
    found: str | None = store.get(key)
    if found is None:
        found = make()
        store.set(key, found)
    return found


def forget_drawn(organization_id: UUID) -> None:
    """This will let go what this process has drawn of an organization, without opening it."""
    store: Any = caches["drawn"]
    store.forget(organization_id)


@functools.cache
def _release() -> int:
    """Changes with the templates and words, so that nothing drawn by an older release is shown."""
    files = [*settings.BASE_DIR.glob("templates/**/*.html"), *settings.BASE_DIR.glob("locale/**/*.mo")]
    return max(file.stat().st_mtime_ns for file in files)


class Fence(BaseCache):
    """
    What every cache is behind.

    Inside an organization's scope only keys made by org_key() are taken, and each value is stamped with its owner
    and checked when read. Outside (sign-in limits) keys are free, but never those of an organization.
    """

    def _owner(self, key: str) -> str | None:
        scope = current_scope()
        owner = None if scope is None or scope.organization_id is None else str(scope.organization_id)
        if (key.startswith("o:") or owner is not None) and not (owner and key.startswith(f"o:{owner}:")):
            raise CacheMixed(f"The cache key {key.split(':', 1)[0]}… does not belong to the open organization.")
        return owner

    def _unstamped(self, key: str, stamped: Any) -> Any:
        owner, value = stamped
        if owner != self._owner(key):
            raise CacheMixed("A cached value was stamped by another organization.")
        return value

    def make_and_validate_key(self, key: str, version: int | None = None) -> str:
        self._owner(key)
        return str(super().make_and_validate_key(key, version=version))

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        super().set(key, (self._owner(key), value), timeout, version)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(super().add(key, (self._owner(key), value), timeout, version))


class FencedCache(Fence, DatabaseCache):
    """Rows in PostgreSQL, so that sign-in limits hold while Redis is away."""

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        found = super().get_many(keys, version=version)
        return {key: self._unstamped(key, stamped) for key, stamped in found.items()}


class FencedMemory(Fence, LocMemCache):
    """The memory of one process, for what can be drawn again: it must not push sign-in limits out of their table."""

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        stamped = super().get(key, None, version)
        return default if stamped is None else self._unstamped(key, stamped)

    def forget(self, organization_id: UUID) -> None:
        """This will let go everything that this process keeps of an organization, without opening it."""
        # LocMemCache's own store: by nothing else can it be seen what is in it.
        with self._lock:  # type: ignore[attr-defined]
            for key in [one for one in self._cache if f":o:{organization_id}:" in one]:  # type: ignore[attr-defined]
                self._delete(key)  # type: ignore[attr-defined]

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        return int(BaseCache.incr(self, key, delta, version))  # LocMemCache's own would count past the stamp
