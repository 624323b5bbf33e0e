"""Sessions as Django keeps them in the database; the question every request begins with is put into SQL once."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session

from belonging.core import clock
from belonging.core.prepared import Prepared, Slot

_STORED = Prepared(lambda: Session.objects.filter(session_key=Slot("key"), expire_date__gt=Slot("now")))


class SessionStore(DatabaseSessions):
    """One browser's session."""

    def _get_session_from_db(self) -> Session | None:
        found = _STORED.first(key=self.session_key, now=clock.now())
        if found is None:
            self._session_key = None
        return found
