"""What each night counted, and counting now, by API; for those who facilitate."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api import Pages
from belonging.tenancy.api.base import JobSerializer
from belonging.tenancy.selectors import job_by_public_id
from network.models import Snapshot
from network.selectors.snapshots import figures_without_staff, snapshots_of
from network.services.snapshots import ask_snapshot
from programs.api.base import ProgramView
from programs.rules import FACILITATING, FEWEST_PEOPLE


class SnapshotSerializer(serializers.ModelSerializer[Snapshot]):
    """The figures of one count; people are never in it."""

    id = serializers.UUIDField(source="public_id")
    carried_forward = serializers.SerializerMethodField()
    without_staff = serializers.SerializerMethodField()

    class Meta:
        model = Snapshot
        fields = (
            *("id", "local_date", "taken_at", "occasion", "carried_forward", "definition", "people", "ties"),
            *("degree_mean", "clustering_mean", "transitivity", "path_length_mean", "reachable_share", "components"),
            *("largest_component", "isolates", "diameter", "density", "ei_index", "ei_expected", "modularity"),
            *(
                "communities",
                "communities_modularity",
                "path_error",
                "betweenness_error",
                "staff_count",
                "without_staff",
            ),
        )

    def get_carried_forward(self, snapshot: Snapshot) -> bool:
        """True when nothing had changed since the one before."""
        return snapshot.carried_from_id is not None

    def get_without_staff(self, snapshot: Snapshot) -> dict[str, Any] | None:
        """The same figures without those who help to run the program, as far as a crowd hides each of them."""
        return figures_without_staff(snapshot)


class SnapshotList(ProgramView):
    """All counts, newest first; below ten people none is shown."""

    roles = FACILITATING
    pagination_class = Pages

    @extend_schema(operation_id="snapshot_list", responses=SnapshotSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """By pages."""
        rows = snapshots_of(self.here.program).filter(people__gte=FEWEST_PEOPLE)
        pages = Pages()
        page = pages.paginate_queryset(rows, request, view=self)
        return pages.get_paginated_response(SnapshotSerializer(page, many=True).data)


class SnapshotLatest(ProgramView):
    """The newest count."""

    roles = FACILITATING

    @extend_schema(operation_id="snapshot_latest", responses=SnapshotSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """404 before the first one."""
        found = snapshots_of(self.here.program).filter(people__gte=FEWEST_PEOPLE).first()
        if found is None:
            raise Http404
        return Response(SnapshotSerializer(found).data)


class SnapshotAsk(ProgramView):
    """Count now."""

    roles = FACILITATING

    @extend_schema(operation_id="snapshot_ask", request=None, responses={202: JobSerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Asks for a count; the job tells how far it is."""
        job = ask_snapshot(program=self.here.program, asked_by=self.here.membership, now=clock.now())
        return Response(JobSerializer(job).data, status=status.HTTP_202_ACCEPTED)


class JobDetail(ProgramView):
    """Work that was asked for."""

    roles = FACILITATING

    @extend_schema(operation_id="job_detail", responses=JobSerializer)
    def get(self, request: Request, job: UUID, **kwargs: Any) -> Response:
        """How far it is."""
        found = job_by_public_id(job)
        if found is None or found.arguments.get("program") != str(self.here.program.public_id):
            raise Http404
        return Response(JobSerializer(found).data)
