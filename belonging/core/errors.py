"""What can go wrong, in words fit for people."""

from typing import ClassVar

from django.utils.functional import Promise


class BelongingError(Exception):
    """A named refusal: the message is shown to the person, `field` says where it belongs, `code` is for programs."""

    code: ClassVar[str] = "refused"

    def __init__(self, message: str | Promise, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)
