"""Pages of the award: what it is, naming somebody, kind words, the jury, the announcement, a certificate."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.access import View
from belonging.tenancy.enums import Duty, Role
from community.enums import AwardPhase
from community.forms.award import AwardForm, EvidenceForm, NamingForm, filled
from community.models import Award
from community.selectors import award as reads
from community.services import award as writes
from programs.access import Here, back, done, program_view, today_in
from programs.rules import FACILITATING, may_facilitate
from programs.selectors.programs import person_by_public_id


def award_view(*roles: Role) -> Callable[[View], View]:
    """The view is called with (request, here, award) for people of the program with one of the roles."""

    def decorate(view: View) -> View:
        @program_view(*roles)
        @wraps(view)
        def guarded(request: HttpRequest, here: Here, award: UUID) -> HttpResponse:
            found = reads.award_by_public_id(here.program, award)
            if found is None:
                raise Http404
            found.program = here.program
            return view(request, here, found)

        return guarded

    return decorate


@program_view()
@require_safe
def award_detail(request: HttpRequest, here: Here) -> HttpResponse:
    """Where the award stands, and what I can do now."""
    award = reads.latest_award(here.program)
    words: dict[str, object] = {"here": here, "award": award, "leads": may_facilitate(here.membership, Duty.COMMUNITY)}
    if award is not None:
        award.program = here.program
        me = here.participant
        words |= {
            "phase": reads.phase_of(award, today_in(here)),
            "mine": list(reads.own_nominations(award, me)) if me else [],
            "nominee": reads.nominee_of(award, me) if me else None,
            "juror": reads.juror_of(award, me),
            "jurors": list(reads.jurors_of(award)) if words["leads"] else [],
            "winners": reads.winners_of(award),
        }
    return render(request, "community/award_detail.html", words)


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def award_plan(request: HttpRequest, here: Here) -> HttpResponse:
    """Planning the award, or changing it before it is announced."""
    award = reads.latest_award(here.program)
    opens_on, closes_on = reads.usual_window(here.program)
    is_open = award is not None and award.announced_at is None
    initial = filled(award) if award and is_open else {"opens_on": opens_on, "closes_on": closes_on}
    form = AwardForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            writes.plan_award(actor=here.membership, program=here.program, words=form.words, now=clock.now())
        except BelongingError as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("Planned. Everybody finds it on the community page."))
            return back(here, "community:award-detail")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "community/award_plan.html", {"here": here, "form": form}, status=status)


@award_view()
@require_http_methods(["GET", "HEAD", "POST"])
def award_nominate(request: HttpRequest, here: Here, award: Award) -> HttpResponse:
    """Naming somebody: find them, then say why."""
    me, query = here.me, request.GET.get("q", "")
    form = NamingForm(request.POST or None, criteria=award.criteria, initial={"is_signed": True})
    chosen = request.POST.get("person") or request.GET.get("person", "")
    if request.method == "POST" and form.is_valid():
        try:
            _name(here, award, form)
        except BelongingError as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("Named. They read your words when it is announced."))
            return back(here, "community:award-detail")
    words = {
        "here": here,
        "award": award,
        "form": form,
        "query": query,
        "found": reads.people_to_name(award, me, query) if query else [],
        "person": _person(here, chosen),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "community/award_nominate.html", words, status=status)


def _person(here: Here, public_id: object) -> object:
    try:
        return person_by_public_id(here.program, UUID(str(public_id)))
    except ValueError:
        return None


def _name(here: Here, award: Award, form: NamingForm) -> None:
    person = person_by_public_id(here.program, form.cleaned_data["person"])
    if person is None:
        raise writes.AwardRefused(_("Choose somebody who takes part in this program."), field="person")
    writes.name_person(
        nominator=here.me, award=award, person=person, words=form.words, today=today_in(here), now=clock.now()
    )


@program_view()
@require_POST
def nomination_drop(request: HttpRequest, here: Here, nomination: UUID) -> HttpResponse:
    """Takes back a nomination."""
    found = reads.own_nomination(here.me, nomination)
    if found is None:
        raise Http404
    words = {"nomination": found, "today": today_in(here)}
    return done(request, writes.take_back_naming, _("Taken back."), back(here, "community:award-detail"), **words)


@award_view()
@require_POST
def award_evidence(request: HttpRequest, here: Here, award: Award) -> HttpResponse:
    """Whether the jury may see how I connect people."""
    nominee = reads.nominee_of(award, here.me)
    if nominee is None:
        raise Http404
    form = EvidenceForm(request.POST)
    agrees = form.is_valid() and form.cleaned_data["agrees"]
    said = _("The jury may see it now.") if agrees else _("The jury sees the stories alone.")
    after = back(here, "community:award-detail")
    return done(request, writes.show_evidence, said, after, nominee=nominee, agrees=agrees)


@award_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def award_jury(request: HttpRequest, here: Here, award: Award) -> HttpResponse:
    """Who judges; POST adds somebody."""
    after = back(here, "community:award-jury", award.public_id)
    if request.method == "POST":
        person = _person(here, request.POST.get("person"))
        if person is None:
            messages.error(request, _("Choose somebody who takes part in this program."))
            return after
        words = {"actor": here.membership, "award": award, "person": person}
        return done(request, writes.add_juror, _("Added to the jury."), after, **words)
    query = request.GET.get("q", "")
    words = {
        "here": here,
        "award": award,
        "jurors": list(reads.jurors_of(award)),
        "query": query,
        "found": reads.people_for_jury(here.program, query),
    }
    return render(request, "community/award_jury.html", words)


@program_view(*FACILITATING)
@require_POST
def juror_drop(request: HttpRequest, here: Here, juror: UUID) -> HttpResponse:
    """Takes somebody out of the jury."""
    found = reads.juror_by_public_id(here.program, juror)
    if found is None:
        raise Http404
    after = back(here, "community:award-jury", found.award.public_id)
    return done(request, writes.drop_juror, _("No longer in the jury."), after, actor=here.membership, juror=found)


@award_view()
@require_http_methods(["GET", "HEAD", "POST"])
def award_vote(request: HttpRequest, here: Here, award: Award) -> HttpResponse:
    """A juror reads and chooses."""
    juror = reads.juror_of(award, here.me)
    if juror is None:
        raise Http404
    juror.award = award
    if request.method == "POST":
        named = set(request.POST.getlist("chosen"))
        chosen = [one for one in reads.nominees_of(award) if str(one.public_id) in named]
        words = {"juror": juror, "chosen": chosen, "today": today_in(here)}
        after = back(here, "community:award-vote", award.public_id)
        return done(request, writes.vote, _("Kept. You can change it until it is announced."), after, **words)
    words = {
        "here": here,
        "award": award,
        "juror": juror,
        "is_judging": reads.phase_of(award, today_in(here)) == AwardPhase.JUDGING,
        "candidates": reads.candidates_for(award, juror),
    }
    return render(request, "community/award_vote.html", words)


@award_view(*FACILITATING)
@require_POST
def award_announce(request: HttpRequest, here: Here, award: Award) -> HttpResponse:
    """Announces whom the jury chose, once."""
    words = {"actor": here.membership, "award": award, "today": today_in(here)}
    return done(request, writes.announce, _("Announced."), back(here, "community:award-detail"), **words)


@award_view()
@require_safe
def award_words(request: HttpRequest, here: Here, award: Award) -> HttpResponse:
    """The kind words somebody wrote about me; after the announcement."""
    nominee = reads.nominee_of(award, here.me)
    if nominee is None or award.announced_at is None:
        raise Http404
    return render(request, "community/award_words.html", {"here": here, "award": award, "nominee": nominee})


@program_view()
@require_safe
def award_certificate(request: HttpRequest, here: Here, nominee: UUID) -> HttpResponse:
    """A certificate to print, for who was chosen and for those who run the program."""
    found = reads.winner_by_public_id(here.program, nominee)
    is_mine = found is not None and here.participant is not None and found.participant_id == here.participant.pk
    if found is None or not (is_mine or may_facilitate(here.membership, Duty.COMMUNITY)):
        raise Http404
    return render(request, "community/award_certificate.html", {"here": here, "nominee": found})
