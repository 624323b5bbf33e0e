"""Pages of what waits for a look before it appears, and of the words that make it wait."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from belonging.core import clock
from belonging.core.errors import BelongingError
from community.forms.groups import HeldWordsForm
from community.models import Post
from community.selectors import around_posts as reads
from community.services import posts as writes
from programs.access import Here, back, done, program_view
from programs.rules import FACILITATING


def _held(here: Here, post: UUID) -> Post:
    found = reads.held_post_by_public_id(here.program, post)
    if found is None:
        raise Http404
    return found


@program_view(*FACILITATING)
@require_POST
def held_release(request: HttpRequest, here: Here, held: UUID) -> HttpResponse:
    """Lets it appear."""
    words = {"actor": here.membership, "post": _held(here, held)}
    return done(request, writes.release_post, _("It appears now."), back(here, "community:report-list"), **words)


@program_view(*FACILITATING)
@require_POST
def held_remove(request: HttpRequest, here: Here, held: UUID) -> HttpResponse:
    """Takes its words away."""
    words = {"actor": here.membership, "post": _held(here, held)}
    return done(request, writes.remove_post, _("Taken away."), back(here, "community:report-list"), **words)


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def held_words(request: HttpRequest, here: Here) -> HttpResponse:
    """The words with which a post waits."""
    form = HeldWordsForm(request.POST or None, initial={"terms": "\n".join(reads.held_words(here.program.pk))})
    if request.method == "POST" and form.is_valid():
        terms = form.cleaned_data["terms"].splitlines()
        try:
            writes.choose_held_words(actor=here.membership, program=here.program, terms=terms, now=clock.now())
        except BelongingError as refusal:
            form.add_error("terms", str(refusal))
        else:
            messages.success(request, _("Kept. From now on, posts with these words wait for a look."))
            return back(here, "community:report-list")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "community/held_words.html", {"here": here, "form": form}, status=status)
