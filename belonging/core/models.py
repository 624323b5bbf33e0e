"""What every table has."""

import uuid
from typing import Any

from django.db import models
from django.utils.encoding import force_str


class Dated(models.Model):
    """Abstract: a row with a random public id (addresses never show the row number) and its moment of creation."""

    id = models.BigAutoField(primary_key=True)
    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: "models.Field[Any, Any]") -> Any:  # noqa: N802 -- Django's name for `get_…_display`
        # Django puts every label of a field into words to say one of them: a page of a hundred steps waits for that.
        value = getattr(self, field.attname)
        return force_str(dict(field.flatchoices).get(value, value), strings_only=True)


class Waiting(Dated):
    """Abstract: a mail that waits for the mail server (core.outbox). What it says is sealed, and goes with it."""

    email = models.EmailField()
    sealed = models.BinaryField()
    written_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
