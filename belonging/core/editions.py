"""The edition of what somebody read, so that a change is never laid unseen over somebody else's."""

import hashlib
import json
from typing import Any


def edition(contents: Any) -> str:
    """A short mark: the same contents, the same mark, whatever the order of their keys."""
    return hashlib.sha256(json.dumps(contents, sort_keys=True, default=str).encode()).hexdigest()[:32]
