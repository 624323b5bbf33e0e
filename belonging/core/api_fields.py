"""Fields of the API."""

from typing import Any

from rest_framework import serializers


class Text(serializers.CharField):
    """What somebody writes: a text and nothing else, as the schema says. The usual field takes a number for one."""

    def to_internal_value(self, data: Any) -> str:
        """The text; a number is refused."""
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))
