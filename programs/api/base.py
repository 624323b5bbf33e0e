"""What every API address inside a program does first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.http import Http404
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.views import APIView

from belonging.core.api_edits import Edits
from belonging.tenancy.enums import Role
from programs.access import Here, NotTakingPart, find_here
from programs.rules import may_change_event
from programs.selectors.events import event_by_public_id
from programs.services.editing import stand_in_line

if TYPE_CHECKING:
    from programs.models import Event, Participant


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


class EditView(Edits, ProgramView):
    """An address that is read and changed: a change waits for every other change of the program."""

    def stand_in_line(self) -> None:
        """Finds the program as it is after them."""
        self.here = replace(self.here, program=stand_in_line(program=self.here.program))
        if self.here.participant is not None:
            self.here.participant.program = self.here.program


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
