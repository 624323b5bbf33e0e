"""What is sent to an organization's provider and what comes back, however the two speak (docs/decisions/0028, 0029)."""

import secrets
import time
from dataclasses import asdict, dataclass
from typing import Any, Self

SLACK = 60  # seconds by which two clocks may differ
GOOD_FOR = 900  # seconds in which somebody who was sent has to be back


class ProviderFault(Exception):
    """The provider did not answer as it is asked to; the word says where, for whoever set it up."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True)
class Errand:
    """One way there and back; lies in the session of whoever went, and is good once."""

    organization: str
    purpose: str
    then: str
    began_at: int
    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls, organization: str, purpose: str, then: str) -> Self:
        """With three secrets nobody can guess."""
        return cls(organization, purpose, then, int(time.time()), *(secrets.token_urlsafe(32) for _ in range(3)))

    @property
    def request(self) -> str:
        """The state as a name that XML takes for an id."""
        return f"_{self.state}"

    @property
    def is_late(self) -> bool:
        """Whether it took too long."""
        return time.time() - self.began_at > GOOD_FOR

    def kept(self) -> dict[str, Any]:
        """What lies in the session."""
        return asdict(self)


@dataclass(frozen=True)
class Claims:
    """Who the provider says it is, and when it last asked them; 0 where it does not say."""

    subject: str
    email: str
    is_verified: bool
    name: str
    said_at: int
    answer: str = ""  # its id, where an answer has one and has to be kept from coming twice
