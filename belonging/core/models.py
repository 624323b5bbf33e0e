"""What every table has."""

import uuid

from django.db import models


class Dated(models.Model):
    """Abstract: a row with a random public id (addresses never show the row number) and its moment of creation."""

    id = models.BigAutoField(primary_key=True)
    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Waiting(Dated):
    """Abstract: a mail that waits for the mail server (core.outbox). What it says is sealed, and goes with it."""

    email = models.EmailField()
    sealed = models.BinaryField()
    written_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
