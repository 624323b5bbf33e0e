"""How the API edits: GET answers with an ETag, and a change says by If-Match what it comes on top of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from belonging.core.editions import edition


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


class Edits(APIView):
    """An address that is read and changed; it stands before the view that finds who asks."""

    heeds: ClassVar[tuple[str, ...]] = ("PUT", "PATCH")
    get: Callable[..., Response]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """After it is known who asks: compares, with everybody else's change waiting meanwhile."""
        super().initial(request, *args, **kwargs)
        if request.method not in self.heeds or not hasattr(self, str(request.method).lower()):
            return
        said = request.headers.get("If-Match", "")
        if not said:
            raise ReadFirst
        self.stand_in_line()
        if said != "*" and self.etag(request, **kwargs) not in [one.strip() for one in said.split(",")]:
            raise ChangedMeanwhile

    def stand_in_line(self) -> None:
        """Waits for whoever is changing it, and finds it as it is then."""
        raise NotImplementedError

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
