"""Pages of what people say of themselves: the directory, a card, one's own."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from community.enums import ProfileField
from community.forms.profiles import AnswerForm, ProfileForm
from community.selectors import profiles as reads
from community.services import profiles as writes
from programs.access import Here, back, done, program_view, today_in
from programs.selectors.programs import person_by_public_id

A_PAGE = 30


@program_view()
@require_safe
def directory(request: HttpRequest, here: Here) -> HttpResponse:
    """Who can help with what, is curious about what, looks for what."""
    field, query = request.GET.get("field", ProfileField.HELP), request.GET.get("q", "").strip()[:80]
    rows = reads.directory(here.program, here.participant, field, query)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    words = {
        "here": here,
        "page": page,
        "cards": reads.cards_for(here.program, list(page.object_list), here.participant),
        "field": field,
        "query": query,
        "page_query": urlencode({"field": field, "q": query}),
        "fields": ProfileField.choices,
        "common": reads.common_words(here.program),
        "question": reads.next_question(here.participant, today_in(here)) if here.participant else None,
    }
    return render(request, "community/directory.html", words)


@program_view()
@require_safe
def profile_detail(request: HttpRequest, here: Here, person: UUID) -> HttpResponse:
    """What one person says of themselves, as far as I may see it."""
    found = person_by_public_id(here.program, person)
    if found is None:
        raise Http404
    card = reads.cards_for(here.program, [found], here.participant)[0]
    is_me = here.participant is not None and here.participant.pk == found.pk
    return render(request, "community/profile_detail.html", {"here": here, "card": card, "is_me": is_me})


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def profile_edit(request: HttpRequest, here: Here) -> HttpResponse:
    """My own card: three questions at first, later every field with who sees it."""
    me = here.me
    form = ProfileForm(request.POST or None, card=reads.own_card(me))
    if request.method == "POST" and form.is_valid():
        try:
            writes.write_profile(participant=me, words=form.words, now=clock.now())
        except BelongingError as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("This is your card. Say below who sees what."))
            return back(here, "community:profile-edit")
    card = reads.cards_for(here.program, [me], me)[0]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "community/profile_edit.html", {"here": here, "form": form, "card": card}, status=status)


@program_view()
@require_POST
def profile_answer(request: HttpRequest, here: Here) -> HttpResponse:
    """Answers one question for my card."""
    form, after = AnswerForm(request.POST), back(here, "community:directory")
    if not form.is_valid():
        messages.error(request, _("One word is enough, but it needs one."))
        return after
    answer = {"field": ProfileField(form.cleaned_data["field"]), "text": form.cleaned_data["text"]}
    said = _("It is on your card. You say there who sees it.")
    return done(request, writes.answer_question, said, after, participant=here.me, **answer)
