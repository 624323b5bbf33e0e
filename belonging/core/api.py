"""How API callers are known and how long lists are cut."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import authentication, pagination
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request


class SessionAuthentication(authentication.SessionAuthentication):
    """Signed-in people of the pages; names itself, so that DRF answers 401 and not 403 to strangers."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"


class Pages(pagination.CursorPagination):
    """Newest first, by a cursor that stays true while rows are added."""

    ordering: tuple[str, ...] = ("-id",)  # nothing else is unique: a file brings thousands of rows of the same moment
    page_size_query_param = "page_size"
    max_page_size = 200

    def get_page_size(self, request: Request) -> int | None:
        """As many as were asked for, up to the most; a number that is none is refused rather than passed over."""
        asked = request.query_params.get(self.page_size_query_param, "1")
        if not (asked.isascii() and asked.isdigit() and int(asked[:9])):
            raise ValidationError({self.page_size_query_param: [_("A whole number from 1 on.")]})
        return super().get_page_size(request)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """The library's words, and from which number on."""
        told: list[dict[str, Any]] = super().get_schema_operation_parameters(view)
        for one in told:
            if one["name"] == self.page_size_query_param:
                one["schema"]["minimum"] = 1
        return told
