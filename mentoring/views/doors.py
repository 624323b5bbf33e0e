"""Doors of mentoring's own things: a pair for its people while it runs, a question for its two, a round for makers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from belonging.tenancy.access import View
from mentoring.models import Ask, Pair, Round
from mentoring.selectors.asks import ask_by_public_id
from mentoring.selectors.pairs import pair_by_public_id, running_pair
from mentoring.selectors.rounds import round_by_public_id
from programs.access import Here, program_view
from programs.rules import FACILITATING

SEE, SEND, FORM = ("GET", "HEAD"), ("POST",), ("GET", "HEAD", "POST")


def pair_view(methods: Sequence[str], *, running: bool = True) -> Callable[[View], View]:
    """The view is called with (request, here, pair) for one of its people; to everybody else it is not there."""

    def decorate(view: View) -> View:
        @program_view()
        @require_http_methods(methods)
        @wraps(view)
        def guarded(request: HttpRequest, here: Here, pair: UUID, **more: Any) -> HttpResponse:
            found: Pair | None = (running_pair if running else pair_by_public_id)(here.me, pair)
            if found is None:
                raise Http404
            found.program = here.program
            return view(request, here, found, **more)

        return guarded

    return decorate


def ask_view(methods: Sequence[str], *, own: bool) -> Callable[[View], View]:
    """The view is called with (request, here, ask) for its author, or for the one who was asked."""

    def decorate(view: View) -> View:
        @program_view()
        @require_http_methods(methods)
        @wraps(view)
        def guarded(request: HttpRequest, here: Here, ask: UUID) -> HttpResponse:
            found: Ask | None = ask_by_public_id(here.program, ask)
            owner = None if found is None else found.author_id if own else found.recipient_id
            if found is None or owner != here.me.pk or (not own and found.state == "quiet"):
                raise Http404
            return view(request, here, found)

        return guarded

    return decorate


def round_view(methods: Sequence[str]) -> Callable[[View], View]:
    """The view is called with (request, here, round) for those who run the program and look after everybody in it."""

    def decorate(view: View) -> View:
        @program_view(*FACILITATING, whole=True)
        @require_http_methods(methods)
        @wraps(view)
        def guarded(request: HttpRequest, here: Here, made: UUID, **more: Any) -> HttpResponse:
            found: Round | None = round_by_public_id(here.program, made)
            if found is None:
                raise Http404
            return view(request, here, found, **more)

        return guarded

    return decorate
