"""Work that was asked for, as the API tells it."""

from rest_framework import serializers

from belonging.tenancy.models import Job


class JobSerializer(serializers.ModelSerializer[Job]):
    """How far a piece of work is."""

    id = serializers.UUIDField(source="public_id")

    class Meta:
        model = Job
        fields = ("id", "kind", "state", "done_count", "total_count", "message", "result")
