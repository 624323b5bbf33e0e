"""How API callers are known and how long lists are cut."""

from rest_framework import authentication, pagination
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
