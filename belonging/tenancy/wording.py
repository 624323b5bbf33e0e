"""
The one place where texts of the catalogs become an organization's own: pages, mails, tasks, files and the API alike.

Whatever is looked up while an organization is open is said in its words, whichever language is active; where none is
open, in the product's. Only what comes out of a catalog passes here: never what people wrote, nor what is filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils import translation
from django.utils.safestring import SafeData, mark_safe
from django.utils.translation import get_language, trans_real

from belonging.core.wording.speech import Wording, wording
from belonging.tenancy.scope import current_scope

MESSAGE_AT = {"gettext": 0, "ngettext": 0, "pgettext": 1, "npgettext": 1}  # after which place the text is asked for

# What is said instead, for the block: a wording that is being tried, or the product's own words.
_instead: ContextVar[Wording | None] = ContextVar("instead", default=None)


def speak_as_the_organization_does() -> None:
    """From now on Django's four questions to a catalog are answered in the words of whichever organization is open."""
    # The module keeps what it found in the real one as attributes of this object; all of Django goes through it.
    found = vars(translation)["_trans"]
    for name, at in MESSAGE_AT.items():
        setattr(found, name, _said(getattr(trans_real, name), at))


def _said(ask: Callable[..., str], at: int) -> Callable[..., str]:
    def answer(*arguments: Any) -> str:
        text = ask(*arguments)
        instead = _instead.get()
        if instead is None:
            scope = current_scope()
            if scope is None or not scope.words:
                return text
            instead = wording(scope.words)
        said = instead.said((get_language() or "").split("-")[0], arguments[at], text)
        return mark_safe(said) if isinstance(text, SafeData) else said  # noqa: S308 -- words hold no markup: is_word

    return answer


@contextmanager
def said_as(words: Wording) -> Iterator[None]:
    """Says everything in these words for the block, whatever the open organization's are."""
    token = _instead.set(words)
    try:
        yield
    finally:
        _instead.reset(token)


@contextmanager
def said_plainly() -> Iterator[None]:
    """Says everything in the product's own words for the block: for what outlives the scope it is made in."""
    with said_as(Wording({})):
        yield
