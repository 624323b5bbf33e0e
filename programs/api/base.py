"""What every API address inside a program does first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import status
from rest_framework.exceptions import APIException, PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from belonging.core.editions import edition
from belonging.tenancy.enums import Role
from programs.access import Here, NotTakingPart, find_here
from programs.rules import may_change_event
from programs.selectors.events import event_by_public_id
from programs.services.editing import stand_in_line

if TYPE_CHECKING:
    from programs.models import Event, Participant

KEY = OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER, description="The same key, the same answer.")


class ProgramView(APIView):
    """Finds organization, membership, program and participant once; `roles`, `whole` and `lasting` as for pages."""

    roles: ClassVar[tuple[Role, ...]] = ()
    whole: ClassVar[bool] = False
    lasting: ClassVar[bool] = False
    here: Here

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """After DRF has checked who asks: who is it here."""
        super().initial(request, *args, **kwargs)
        inner = request._request  # noqa: SLF001 -- DRF's own way down
        self.here = find_here(inner, kwargs["program"], self.roles, whole=self.whole, lasting=self.lasting)

    @property
    def me(self) -> Participant:
        """The caller's own place; those who only run the program have none."""
        try:
            return self.here.me
        except NotTakingPart:
            raise Http404 from None


class ReadFirst(APIException):
    """A change that does not say on top of what it comes."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_code = "if_match_missing"
    default_detail = _("Read it first, and send the ETag you got in If-Match; * if nothing of it matters.")


class ChangedMeanwhile(APIException):
    """A change on top of something that is no longer so."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "changed_meanwhile"
    default_detail = _("Somebody changed it since you read it. Read it again, and send your change on top of that.")


class EditView(ProgramView):
    """An address that is read and changed: GET answers with an ETag, and a change says by If-Match what it read."""

    heeds: ClassVar[tuple[str, ...]] = ("PUT", "PATCH")
    get: Callable[..., Response]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """After it is known who asks: compares, with everybody else's change of the program waiting meanwhile."""
        super().initial(request, *args, **kwargs)
        if request.method not in self.heeds:
            return
        said = request.headers.get("If-Match", "")
        if not said:
            raise ReadFirst
        self.here = replace(self.here, program=stand_in_line(program=self.here.program))
        if self.here.participant is not None:
            self.here.participant.program = self.here.program
        if said != "*" and self.etag(request, **kwargs) not in [one.strip() for one in said.split(",")]:
            raise ChangedMeanwhile

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Says the edition of what was read, and of what a change left."""
        if request.method in {"GET", *self.heeds} and status.is_success(response.status_code):
            response["ETag"] = self.etag(request, **kwargs)
        return super().finalize_response(request, response, *args, **kwargs)

    def etag(self, request: Request, **kwargs: Any) -> str:
        """The edition of what stands there now."""
        return f'"{edition(self.contents(request, **kwargs))}"'

    def contents(self, request: Request, **kwargs: Any) -> Any:
        """What a change would be laid over: what is read here."""
        return self.get(request, **kwargs).data


class EventView(ProgramView):
    """An address of one event."""

    def event(self, public_id: UUID, *, editing: bool = False) -> Event:
        """The event; to change it, for those who run the program and for its host."""
        found = event_by_public_id(self.here.program, public_id)
        if found is None:
            raise Http404
        found.program = self.here.program
        if editing and not may_change_event(self.here.membership, self.here.participant, found):
            raise PermissionDenied
        return found
