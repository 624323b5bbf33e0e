"""Bringing in people and time together by API: one call, all or nothing."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import Text
from belonging.core.file_faults import FileRefused
from belonging.core.problems import problem
from network.forms_imports import DATE_ORDERS, too_large_text
from network.imports.reading import preview, read_file, said_fields
from network.services.imports import bring_in
from programs.api.base import ProgramView
from programs.enums import ImportKind
from programs.imports.writing import most_bytes
from programs.rules import FACILITATING


class ImportSerializer(serializers.Serializer[Any]):
    """The file, and what its columns hold where a guess would not do."""

    file = serializers.FileField(allow_empty_file=True)
    columns = Text(required=False, default="", allow_blank=True, max_length=2000)
    date_order = serializers.ChoiceField(required=False, default="", choices=DATE_ORDERS)
    dry_run = serializers.BooleanField(required=False, default=False)

    def validate_file(self, file: Any) -> Any:
        """Refuses by size before anything is read."""
        if file.size > most_bytes():
            raise serializers.ValidationError(too_large_text())
        return file


class ImportedSerializer(serializers.Serializer[Any]):
    """What it came to; with `dry_run`, what it would come to."""

    counts = serializers.DictField(child=serializers.IntegerField())
    dry_run = serializers.BooleanField()


class _Import(ProgramView):
    roles = FACILITATING
    parser_classes = (MultiPartParser,)
    kind: ClassVar[ImportKind]

    def bring_in(self, request: Request) -> Response:
        form = ImportSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        try:
            return self._answer(form.validated_data)
        except FileRefused as refusal:
            errors = [{"line": f.line, "column": f.column, "message": f.message} for f in refusal.faults]
            more = {"errors": errors, "error_count": refusal.fault_count}
            return problem(refusal.code, str(refusal), status.HTTP_422_UNPROCESSABLE_ENTITY, **more)

    def _answer(self, said: dict[str, Any]) -> Response:
        program, now = self.here.program, clock.now()
        table, layout = read_file(
            program=program,
            kind=self.kind,
            content=said["file"].read(),
            fields=said_fields(self.kind, said["columns"]),
            date_order=said["date_order"],
        )
        if not said["dry_run"]:
            actor = self.here.membership
            counts = bring_in(program=program, kind=self.kind, table=table, layout=layout, actor=actor, now=now)
            return Response({"counts": counts, "dry_run": False}, status=status.HTTP_201_CREATED)
        today = clock.today(program.time_zone, now)
        seen = preview(program=program, kind=self.kind, table=table, layout=layout, today=today)
        if seen.refusal is not None:
            raise seen.refusal
        return Response({"counts": seen.counts, "dry_run": True})


class ImportPeople(_Import):
    """People from a file; roles are never read from it."""

    kind = ImportKind.PEOPLE

    @extend_schema(
        operation_id="import_people",
        request=ImportSerializer,
        responses={200: ImportedSerializer, 201: ImportedSerializer},
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Brings people in, or with `dry_run` says what that would do."""
        return self.bring_in(request)


class ImportInteractions(_Import):
    """Time together from a file."""

    kind = ImportKind.INTERACTIONS

    @extend_schema(
        operation_id="import_interactions",
        request=ImportSerializer,
        responses={200: ImportedSerializer, 201: ImportedSerializer},
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Brings time together in, or with `dry_run` says what that would do."""
        return self.bring_in(request)
