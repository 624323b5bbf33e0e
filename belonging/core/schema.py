"""What the published schema of the API says of every address."""

import re
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.permissions import SAFE_METHODS

from belonging.core.problems import PROBLEM

IF_MATCH = OpenApiParameter(
    "If-Match", OpenApiTypes.STR, OpenApiParameter.HEADER, required=True,
    description="The ETag of what you read. A change on top of somebody else's is answered 412; * asks for nothing.",
)  # fmt: skip
NOT_BLANK = r"[^\s\x1c-\x1f\x85]"  # what Python strips off, in the words of a schema
EVERYWHERE = {
    "400": "Something that was sent does not fit.",
    "401": "Nobody is signed in, or the token opens nothing here.",
    "403": "Not for this role or this token.",
    "404": "Not there, or not yours: the two look the same.",
    "406": "Nothing but JSON is spoken here.",
    "429": "More than the minute allows; Retry-After says when to go on.",
}
CHANGING = {
    "413": "More than is read at once.",
    "415": "Not a kind of body that is read here.",
    "422": "A rule of the program says no; the title says why.",
}
EDITING = {"412": "It was changed meanwhile.", "428": "Read it first, and send its ETag in If-Match."}


class ProblemSerializer(serializers.Serializer[Any]):
    """What went wrong (RFC 9457). `type` ends in a word for programs, `title` is a sentence for people."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()


class Schema(AutoSchema):
    """The library's schema, and what holds at every address: problems, pages for lists that are read, If-Match."""

    def get_override_parameters(self) -> list[Any]:
        return [IF_MATCH] if self._edits() else []

    def get_tags(self) -> list[str]:
        """What it is about: the first word behind the program."""
        return re.findall(r"/p/{program}/([a-z-]+)/", self.path) or ["organization"]

    def _get_serializer_field_meta(self, field: Any, direction: Any) -> dict[str, Any]:
        meta: dict[str, Any] = super()._get_serializer_field_meta(field, direction)  # type: ignore[no-untyped-call]
        says_nothing_in_blanks = "minLength" in meta and field.trim_whitespace
        return meta | ({"pattern": NOT_BLANK} if says_nothing_in_blanks else {})

    def _edits(self) -> bool:
        return self.method in getattr(self.view, "heeds", ())

    def _get_paginator(self) -> Any:
        return super()._get_paginator() if self.method == "GET" else None  # type: ignore[no-untyped-call]

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        told = dict(EVERYWHERE) | (CHANGING if self.method not in SAFE_METHODS else {})
        told |= EDITING if self._edits() else {}
        content = {PROBLEM: {"schema": self.resolve_serializer(ProblemSerializer, direction).ref}}
        problems = {code: {"description": words, "content": content} for code, words in told.items()}
        return dict(sorted((super()._get_response_bodies(direction) | problems).items()))
