"""Rounds for those who make them: look at it, hold what is good, make the rest anew, send it out."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.core.names import is_uuid
from mentoring.enums import RoundState
from mentoring.forms.tracks import JoinForm, RoundForm
from mentoring.models import Pair, Round
from mentoring.selectors.profiles import open_profiles
from mentoring.selectors.rounds import draft_pair, what_if
from mentoring.services import rounds as writes
from mentoring.views.doors import SEE, SEND, round_view
from programs.access import Here, back, done, program_view, today_in
from programs.rules import FACILITATING
from programs.selectors.programs import people_by_public_id


@program_view(*FACILITATING, whole=True)
@require_POST
def round_create(request: HttpRequest, here: Here) -> HttpResponse:
    """Pairs everybody who is free, for us to look at."""
    try:
        made = writes.prepare_round(actor=here.membership, program=here.program, on=today_in(here), now=clock.now())
    except BelongingError as refusal:
        messages.error(request, str(refusal))
        return back(here, "mentoring:track-detail")
    return back(here, "mentoring:round-detail", made.public_id)


@round_view(SEE)
def round_detail(request: HttpRequest, here: Here, made: Round) -> HttpResponse:
    """What a round would come to, before anybody is asked."""
    words = {
        "made": made,
        "what": what_if(made),
        "is_draft": made.state == RoundState.DRAFT,
        "people": [row.participant for row in open_profiles(here.program)],
    }
    return render(request, "mentoring/round_detail.html", words)


@round_view(SEND)
def round_remake(request: HttpRequest, here: Here, made: Round) -> HttpResponse:
    """Keeps what is held and pairs the rest anew, by the rules as they are now; another seed gives another way."""
    form = RoundForm(request.POST)
    seed = form.cleaned_data["seed"] if form.is_valid() else None
    page = back(here, "mentoring:round-detail", made.public_id)
    said = _("Made anew. What you hold stayed.")
    return done(request, writes.make_anew, said, page, actor=here.membership, made=made, on=today_in(here), seed=seed)


@round_view(SEND)
def round_hold(request: HttpRequest, here: Here, made: Round, drafted: UUID) -> HttpResponse:
    """Holds a pair, or lets it go."""
    found, is_held = _pair(made, drafted), request.POST.get("hold") == "yes"
    page = back(here, "mentoring:round-detail", made.public_id)
    said = _("Held.") if is_held else _("Let go.")
    return done(request, writes.hold_pair, said, page, actor=here.membership, made=made, pair=found, is_held=is_held)


@round_view(SEND)
def round_split(request: HttpRequest, here: Here, made: Round, drafted: UUID) -> HttpResponse:
    """Not these together; the rest is made anew."""
    found, page = _pair(made, drafted), back(here, "mentoring:round-detail", made.public_id)
    said = _("Made anew without them together.")
    return done(request, writes.split_pair, said, page, actor=here.membership, made=made, pair=found, on=today_in(here))


@round_view(SEND)
def round_join(request: HttpRequest, here: Here, made: Round) -> HttpResponse:
    """These together; the rest is made anew."""
    form, page = JoinForm(request.POST), back(here, "mentoring:round-detail", made.public_id)
    chosen = _people(here, form.cleaned_data["people"] if form.is_valid() else [])
    said = _("Put together and held. The rest is made anew.")
    return done(
        request, writes.join_people, said, page, actor=here.membership, made=made, people=chosen, on=today_in(here)
    )


@round_view(SEND)
def round_publish(request: HttpRequest, here: Here, made: Round) -> HttpResponse:
    """Asks everybody in it."""
    try:
        count = writes.publish_round(actor=here.membership, made=made, on=today_in(here), now=clock.now())
    except BelongingError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, ngettext("%(count)s pair is asked.", "%(count)s pairs are asked.", count) % {"count": count}
        )
    return back(here, "mentoring:round-detail", made.public_id)


@round_view(SEND)
def round_drop(request: HttpRequest, here: Here, made: Round) -> HttpResponse:
    """Drops a draft; nobody ever hears of it."""
    page = back(here, "mentoring:track-detail")
    return done(request, writes.drop_round, _("Dropped. Nobody was told."), page, actor=here.membership, made=made)


def _pair(made: Round, public_id: UUID) -> Pair:
    found = draft_pair(made, public_id)
    if found is None:
        raise Http404
    return found


def _people(here: Here, chosen: list[str]) -> list[object]:
    ids = {UUID(one) for one in chosen if is_uuid(one)}
    return list(people_by_public_id(here.program, ids).values())
