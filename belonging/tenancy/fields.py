"""A foreign key between tenant tables."""

from typing import Any

from django.db import models


class OrgForeignKey(models.ForeignKey[Any, Any]):
    """
    Points at a parent in the same organization.

    The database key is the two-column SameTenant constraint, so Django makes neither its own key nor its own index;
    each table names the indexes it needs, organization first.
    """

    def __init__(self, to: Any, on_delete: Any = models.CASCADE, **kwargs: Any) -> None:
        super().__init__(to, on_delete, **({"db_constraint": False, "db_index": False} | kwargs))

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        kwargs.pop("db_index", None)
        return name, path, args, kwargs
