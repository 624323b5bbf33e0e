"""A pair's own pages: what it is, saying yes or no, how it feels, and its end."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from belonging.core import clock
from mentoring.enums import Fit, Review
from mentoring.exports import words_file
from mentoring.forms.meetings import FitForm, HelpForm, LeaveForm, NoteForm, ReviewForm
from mentoring.models import Pair
from mentoring.selectors.calendars import meeting_file
from mentoring.selectors.meetings import feedback_for, notes_for, stand_of
from mentoring.selectors.pairs import card
from mentoring.services import pairs as writes
from mentoring.views.doors import FORM, SEE, SEND, pair_view
from programs.access import Here, back, done, today_in
from programs.selectors.resources import humans_of

ANSWERS = {"yes": True, "no": False}


@pair_view(SEE)
def pair_detail(request: HttpRequest, here: Here, pair: Pair) -> HttpResponse:
    """The two of us: the next date, how we are doing, what we wrote."""
    shown = card(here.program, pair, here.me)
    words = {
        "pair": pair,
        "card": shown,
        "stand": stand_of(pair, shown.mine, today_in(here)),
        "notes": notes_for(pair, here.me),
        "feedback": feedback_for(pair, here.me),
        "form": NoteForm(),
        "me": here.me,
    }
    return render(request, "mentoring/pair_detail.html", words)


@pair_view(SEND, running=False)
def pair_answer(request: HttpRequest, here: Here, pair: Pair) -> HttpResponse:
    """Yes, or not now."""
    says_yes = ANSWERS.get(request.POST.get("answer", ""))
    if says_yes is None:
        return back(here, "mentoring:home")
    said = _("Noted. When all have said yes you begin.") if says_yes else _("Noted. Nobody is told who said what.")
    return done(
        request, writes.answer_pair, said, back(here, "mentoring:home"), pair=pair, participant=here.me,
        says_yes=says_yes, on=today_in(here),
    )  # fmt: skip


@pair_view(SEND)
def fit_say(request: HttpRequest, here: Here, pair: Pair) -> HttpResponse:
    """How it feels after we met."""
    form, page = FitForm(request.POST), back(here, "mentoring:pair-detail", pair.public_id)
    if not form.is_valid():
        return page
    fit = Fit(form.cleaned_data["fit"])
    said = _("Noted. Nobody else learns it.")
    if fit == Fit.NOT_GOOD:
        page = back(here, "mentoring:pair-leave", pair.public_id)
        said = _("Noted, and nobody else learns it. If you like, end it here and we look for somebody else.")
    return done(request, writes.say_fit, said, page, pair=pair, participant=here.me, fit=fit)


@pair_view(SEND)
def review_say(request: HttpRequest, here: Here, pair: Pair) -> HttpResponse:
    """Half of our time is over: go on, change something, or it has been enough."""
    form, page = ReviewForm(request.POST), back(here, "mentoring:pair-detail", pair.public_id)
    if not form.is_valid():
        return page
    review = Review(form.cleaned_data["review"])
    if review == Review.ENOUGH:
        page = back(here, "mentoring:pair-leave", pair.public_id)
    return done(
        request, writes.say_review, _("Noted."), page, pair=pair, participant=here.me, review=review,
        words=form.cleaned_data["words"],
    )  # fmt: skip


@pair_view(FORM)
def pair_leave(request: HttpRequest, here: Here, pair: Pair) -> HttpResponse:
    """A kind ending, without a reason."""
    form = LeaveForm(request.POST if request.method == "POST" else None, initial={"wants_another": "yes"})
    if form.is_valid():
        data = form.cleaned_data
        return done(
            request, writes.leave_pair, _("It has ended. Thank you for having tried."), back(here, "mentoring:home"),
            pair=pair, participant=here.me, wants_another=data["wants_another"] == "yes", farewell=data["farewell"],
            on=today_in(here),
        )  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    words = {"pair": pair, "card": card(here.program, pair, here.me), "form": form}
    return render(request, "mentoring/pair_leave.html", words, status=status)


@pair_view(FORM)
def help_ask(request: HttpRequest, here: Here, pair: Pair) -> HttpResponse:
    """I turn to a human about my partner."""
    form = HelpForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        after = back(here, "mentoring:home")
        return done(
            request, writes.ask_for_help, _("Sent. One of them writes to you; your partner is not told."), after,
            pair=pair, participant=here.me, is_unsafe=data["what"] == "unsafe", words=data["words"],
            ends_now=data["ends_now"], on=today_in(here),
        )  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    words = {"pair": pair, "form": form, "humans": humans_of(here.program)}
    return render(request, "mentoring/help_ask.html", words, status=status)


@pair_view(SEE)
def pair_download(request: HttpRequest, here: Here, pair: Pair) -> HttpResponse:
    """The next date for a calendar."""
    shown = card(here.program, pair, here.me)
    names = [here.me.first_name, *(person.first_name for person in shown.others)]
    text = meeting_file(pair, names, clock.now())
    name = f'attachment; filename="check-in-{pair.public_id}.ics"'
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": name})


@pair_view(SEE)
def words_download(request: HttpRequest, here: Here, pair: Pair) -> HttpResponse:
    """What I wrote in this pair, to take along."""
    name = f'attachment; filename="my-words-{pair.public_id}.txt"'
    text = words_file(pair, here.me)
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"Content-Disposition": name})
