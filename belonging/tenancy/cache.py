"""A cache that cannot mix organizations: keys carry the organization, values carry their owner."""

from typing import Any

from django.core.cache.backends.db import DatabaseCache

from belonging.tenancy.scope import current_scope


class CacheMixed(RuntimeError):
    """A cached value of another organization was about to be used."""


def org_key(key: str) -> str:
    """The key for the open organization; raises CacheMixed when none is open."""
    scope = current_scope()
    if scope is None or scope.organization_id is None:
        raise CacheMixed("A value of an organization needs an open organization.")
    return f"o:{scope.organization_id}:{key}"


class FencedCache(DatabaseCache):
    """
    Rows in PostgreSQL, so that sign-in limits hold while Redis is away.

    Inside an organization's scope only keys made by org_key() are taken, and each value is stamped with its owner
    and checked when read. Outside (sign-in limits) keys are free, but never those of an organization.
    """

    def _owner(self, key: str) -> str | None:
        scope = current_scope()
        owner = None if scope is None or scope.organization_id is None else str(scope.organization_id)
        if (key.startswith("o:") or owner is not None) and not (owner and key.startswith(f"o:{owner}:")):
            raise CacheMixed(f"The cache key {key.split(':', 1)[0]}… does not belong to the open organization.")
        return owner

    def make_and_validate_key(self, key: str, version: int | None = None) -> str:
        self._owner(key)
        return str(super().make_and_validate_key(key, version=version))

    def set(self, key: str, value: Any, timeout: Any = None, version: int | None = None) -> None:
        super().set(key, (self._owner(key), value), timeout, version)

    def add(self, key: str, value: Any, timeout: Any = None, version: int | None = None) -> bool:
        return bool(super().add(key, (self._owner(key), value), timeout, version))

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        found = super().get_many(keys, version=version)
        for key, (owner, _value) in found.items():
            if owner != self._owner(key):
                raise CacheMixed("A cached value was stamped by another organization.")
        return {key: value for key, (_owner, value) in found.items()}
