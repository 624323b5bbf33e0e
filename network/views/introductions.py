"""A person's own introductions: asked alone, named when all said yes, and whether they met."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from network.enums import MetAnswer
from network.forms_introductions import YES, AnswerForm, MetForm, WishForm
from network.models import IntroductionSide
from network.selectors.introductions import IntroductionsPage, introductions_page, side_for
from network.services.introductions import answer_introduction, say_met, set_introduction_wish
from programs.access import Here, program_view


@program_view()
@require_safe
def introduction_list(request: HttpRequest, here: Here) -> HttpResponse:
    """People worth meeting, whom I was introduced to, and how I want to be asked."""
    return _page(request, here, None)


@program_view()
@require_POST
def introduction_answer(request: HttpRequest, here: Here, introduction: UUID) -> HttpResponse:
    """Yes, or not this time."""
    side, form = _side(here, introduction), AnswerForm(request.POST)
    if form.is_valid():
        agrees = form.cleaned_data["answer"] == YES
        try:
            answer_introduction(side=side, agrees=agrees, now=clock.now())
        except BelongingError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request,
                _("Noted. You hear as soon as both sides have said yes.")
                if agrees
                else _("Noted. Nobody learns of it."),
            )
    return redirect("network:introduction-list", here.organization.slug, here.program.slug)


@program_view()
@require_POST
def introduction_met(request: HttpRequest, here: Here, introduction: UUID) -> HttpResponse:
    """Whether we met."""
    side, form = _side(here, introduction), MetForm(request.POST)
    now = clock.now()
    today = clock.today(here.program.time_zone, now)
    if not form.is_valid():
        messages.error(request, _("Choose one of the three answers, and the day you met."))
    else:
        word = MetAnswer(form.cleaned_data["word"])
        try:
            say_met(side=side, word=word, on=form.cleaned_data["on"] or today, today=today, now=now)
        except BelongingError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Thank you. That is all we need."))
    return redirect("network:introduction-list", here.organization.slug, here.program.slug)


@program_view()
@require_POST
def introduction_wish(request: HttpRequest, here: Here) -> HttpResponse:
    """How many at a time, or not until a day."""
    now = clock.now()
    form = WishForm(request.POST, today=clock.today(here.program.time_zone, now))
    if not form.is_valid():
        return _page(request, here, form)
    set_introduction_wish(participant=here.me, now=now, **form.cleaned_data)
    messages.success(request, _("Noted. It holds from the next round on."))
    return redirect("network:introduction-list", here.organization.slug, here.program.slug)


def _side(here: Here, introduction: UUID) -> IntroductionSide:
    side = side_for(here.me, introduction)
    if side is None:
        raise Http404
    return side


def _page(request: HttpRequest, here: Here, form: WishForm | None) -> HttpResponse:
    now = clock.now()
    today = clock.today(here.program.time_zone, now)
    page = introductions_page(here.program, here.me, today, now)
    words = {"page": page, "form": form or _wish_form(page, today), "today": today}
    return render(request, "network/introduction_list.html", words, status=422 if form else 200)


def _wish_form(page: IntroductionsPage, today: date) -> WishForm:
    wish = page.wish
    return WishForm(today=today, initial={"most_at_once": wish.most_at_once, "paused_until": wish.paused_until})
