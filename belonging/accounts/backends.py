"""Who a session belongs to: as allauth finds it, by a question that is put into SQL once."""

from allauth.account.auth_backends import AuthenticationBackend

from belonging.accounts.models import User
from belonging.core.prepared import Prepared, Slot

_BY_ID = Prepared(lambda: User.objects.filter(pk=Slot("id")))


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Passwords and mailed codes are allauth's."""

    def get_user(self, user_id: int) -> User | None:
        """Whoever a session names, if they may sign in at all."""
        user = _BY_ID.first(id=user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
