"""Choosing and asking: suggestions with reasons, three answers, and taking back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belonging.core import clock
from mentoring.enums import Mode
from mentoring.forms.asks import AskAnswerForm, AskForm, WordsForm
from mentoring.models import Ask
from mentoring.selectors.asks import my_asks, suggestions
from mentoring.selectors.profiles import profile_of, track_of
from mentoring.services import asks as writes
from mentoring.views.doors import SEND, ask_view
from programs.access import Here, back, done, program_view, today_in
from programs.selectors.programs import person_by_public_id


@program_view()
@require_safe
def ask_list(request: HttpRequest, here: Here) -> HttpResponse:
    """Whom I might ask and why, and whom I have asked."""
    me, track, profile = here.me, track_of(here.program), profile_of(here.me)
    may_choose = track.mode != Mode.PROPOSED and profile is not None and profile.is_open
    words = {
        "track": track,
        "profile": profile,
        "may_choose": may_choose,
        "is_quiet": track.mode == Mode.TWO_SIDED,
        "suggestions": suggestions(here.program, me, today_in(here), clock.now()) if may_choose else [],
        "asks": my_asks(here.program, me),
    }
    return render(request, "mentoring/ask_list.html", words)


@program_view()
@require_POST
def ask_send(request: HttpRequest, here: Here) -> HttpResponse:
    """Asks somebody, or chooses them quietly."""
    me, form, page = here.me, AskForm(request.POST), back(here, "mentoring:ask-list")
    person = person_by_public_id(here.program, form.cleaned_data["person"]) if form.is_valid() else None
    if person is None:
        return done(request, _refuse, "", page)
    return done(
        request, writes.ask_person, _("Noted."), page, author=me, recipient=person, words=form.cleaned_data["words"],
        on=today_in(here),
    )  # fmt: skip


def _refuse(**_words: object) -> None:
    raise writes.AskRefused(_("This person cannot be asked now. Choose somebody else."))


@ask_view(SEND, own=False)
def ask_answer(request: HttpRequest, here: Here, ask: Ask) -> HttpResponse:
    """Yes, not now, or tell me more."""
    form, page = AskAnswerForm(request.POST), back(here, "mentoring:home")
    if not form.is_valid():
        return page
    answer, words = form.cleaned_data["answer"], form.cleaned_data["words"]
    if answer == "more":
        return done(request, writes.ask_back, _("Sent. They have a few days to answer."), page, ask=ask, question=words)
    said = _("You are a pair.") if answer == "yes" else _("Noted. They are not told a reason.")
    return done(request, writes.answer_ask, said, page, ask=ask, says_yes=answer == "yes", on=today_in(here))


@ask_view(SEND, own=True)
def ask_tell(request: HttpRequest, here: Here, ask: Ask) -> HttpResponse:
    """Tells more to somebody who wants to know before they say yes."""
    form, page = WordsForm(request.POST), back(here, "mentoring:ask-list")
    reply = form.cleaned_data["words"] if form.is_valid() else ""
    return done(request, writes.tell_more, _("Sent."), page, ask=ask, reply=reply)


@ask_view(SEND, own=True)
def ask_withdraw(request: HttpRequest, here: Here, ask: Ask) -> HttpResponse:
    """Takes a question back."""
    return done(request, writes.take_back_ask, _("Taken back."), back(here, "mentoring:ask-list"), ask=ask)
