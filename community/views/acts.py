"""What the community's pages share: do one thing, say what came of it, go back to a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from belonging.core import clock
from belonging.core.errors import BelongingError
from programs.access import Here


def today_in(here: Here) -> date:
    """The calendar day in the program's own zone."""
    return clock.today(here.program.time_zone, clock.now())


def back(here: Here, page: str, *more: object) -> HttpResponse:
    """A redirect to a page of this program."""
    return redirect(page, here.organization.slug, here.program.slug, *more)


def done(request: HttpRequest, act: Callable[..., Any], said: str, after: HttpResponse, **words: Any) -> HttpResponse:
    """Calls one service now; its refusal, or what it did, is said on the page that follows."""
    try:
        act(now=clock.now(), **words)
    except BelongingError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return after
