"""Those who run mentoring: how it is doing, who needs a hand, how it runs."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from mentoring.enums import Health
from mentoring.forms.tracks import TrackForm, written
from mentoring.selectors.care import (
    agreed_pair,
    agreed_pairs,
    people_without_partner,
    round_reports,
    track_kpis,
    watched_pairs,
)
from mentoring.selectors.pairs import people_of
from mentoring.selectors.profiles import doorway, track_of
from mentoring.selectors.rounds import draft_round, facts_of
from mentoring.selectors.tracks import effect_on_running
from mentoring.services import pairs as pair_writes
from mentoring.services.tracks import save_track
from programs.access import Here, back, done, program_view, today_in
from programs.rules import FACILITATING
from programs.selectors.remits import looks_after


@program_view(*FACILITATING)
@require_safe
def track_detail(request: HttpRequest, here: Here) -> HttpResponse:
    """How mentoring is doing; what pairs write is not here."""
    today, segments = today_in(here), here.segments
    running = watched_pairs(here.program, today, inside=here.participant is not None)
    watched = [one for one in running if looks_after(segments, one.people)]
    needy = [one for one in watched if one.asked_for_help or one.health == Health.NEEDS_CHECK_IN]
    words = {
        "door": doorway(here.program, today),
        "kpis": track_kpis(here.program, today),
        "needy": needy,
        "others": [one for one in watched if one not in needy],
        "queue": [one for one in people_without_partner(here.program) if looks_after(segments, [one.participant])],
        "agreed": [one for one in agreed_pairs(here.program) if looks_after(segments, people_of(one))],
        "makes_rounds": segments is None,
        "draft": draft_round(here.program),
        "reports": round_reports(here.program),
    }
    return render(request, "mentoring/track_detail.html", words)


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def track_edit(request: HttpRequest, here: Here) -> HttpResponse:
    """How mentoring runs. Before a change reaches pairs that run, what they would notice is shown."""
    track = track_of(here.program)
    facts = facts_of(here.program)
    form = TrackForm(request.POST if request.method == "POST" else None, facts=facts, initial=written(track))
    effect = None
    if form.is_valid():
        words, wants_look = form.words, "look" in request.POST
        if wants_look:
            effect = effect_on_running(
                here.program, cadence_days=words.cadence_days, minutes=words.minutes, agenda=words.agenda,
                today=today_in(here),
            )  # fmt: skip
        else:
            try:
                save_track(
                    actor=here.membership, program=here.program, words=words,
                    reaches_running="reach" in request.POST, now=clock.now(),
                )  # fmt: skip
            except BelongingError as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                messages.success(request, _("Noted. It holds from now on."))
                return back(here, "mentoring:track-detail")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and effect is None else HTTPStatus.OK
    return render(request, "mentoring/track_edit.html", {"form": form, "effect": effect}, status=status)


@program_view(*FACILITATING)
@require_POST
def pair_decide(request: HttpRequest, here: Here, agreed: UUID) -> HttpResponse:
    """The last word on two people who asked each other."""
    found = agreed_pair(here.program, agreed)
    if found is None or not looks_after(here.segments, people_of(found)):
        raise Http404
    approves = request.POST.get("answer") == "yes"
    said = _("They begin.") if approves else _("Noted. They are told that it does not begin, without a reason.")
    return done(
        request, pair_writes.decide_pair, said, back(here, "mentoring:track-detail"), actor=here.membership, pair=found,
        approves=approves, on=today_in(here),
    )  # fmt: skip
