"""What many addresses of the API say and are told alike."""

from typing import Any

from rest_framework import serializers


class Text(serializers.CharField):
    """What somebody writes: a text and nothing else, as the schema says. The usual field takes a number for one."""

    def to_internal_value(self, data: Any) -> str:
        """The text; a number is refused."""
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class NamedSerializer(serializers.Serializer[Any]):
    """A person, or something else with a name."""

    id = serializers.UUIDField(source="public_id")
    name = Text()


class MadeSerializer(serializers.Serializer[Any]):
    """What was made. Its words are not said again: they would outlive it beside an Idempotency-Key."""

    id = serializers.UUIDField(source="public_id")
