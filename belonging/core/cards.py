"""Cards: what an app shows on a page of another floor. The app fills it in, the roof collects, a template draws."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Card:
    """
    One card: its template is included with `card` (the data), `organization`, `program` and `csrf_token`, and no more.

    `order` sorts cards of one page, smallest first: below 50 for what waits for an answer, above for what may be read.
    """

    template: str
    data: Any
    order: int = 50
