"""What every API address of mentoring's own things does first."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from mentoring.selectors.pairs import running_pair
from programs.api.base import ProgramView

if TYPE_CHECKING:
    from mentoring.models import Pair


class OwnPairView(ProgramView):
    """An address of one of the caller's pairs while it runs."""

    def pair(self, public_id: UUID) -> Pair:
        """The pair; before it begins and once it is over it is not there."""
        found = running_pair(self.me, public_id)
        if found is None:
            raise Http404
        found.program = self.here.program
        return found
