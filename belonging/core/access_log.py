"""The web server's access log, without the addresses that would say who answered a survey, and when."""

import re
from typing import Any

from gunicorn.glogging import Logger

SURVEYS = re.compile(r"^(/api/v\d+)?/o/[^/]+/p/[^/]+/surveys/")


class QuietAccess(Logger):
    """gunicorn's own log (`--logger-class belonging.core.access_log.QuietAccess`); survey pages leave no line in it."""

    @staticmethod
    def is_told(address: str) -> bool:
        """False for pages inside a program's surveys."""
        return SURVEYS.match(address) is None

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> None:
        """Writes the line of a request, unless its address is not told."""
        if self.is_told(str(environ.get("PATH_INFO", ""))):
            super().access(resp, req, environ, request_time)
