"""Where the network stands, for those who run it: by name, at the start and again in the last months."""

from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.enums import Role
from programs.access import Here, back, done, program_view, today_in
from programs.rules import FACILITATING
from surveys.enums import AssessmentTurn
from surveys.forms.assessments import AssessmentForm
from surveys.selectors import assessments
from surveys.services import assessments as writes
from surveys.services.built_in import built_in_questions


@program_view(*FACILITATING)
@require_safe
def assessment_list(request: HttpRequest, here: Here) -> HttpResponse:
    """Each turn with what it leads to, the newest first."""
    turns = [assessments.standing_of(here.program, turn) for turn in (AssessmentTurn.AGAIN, AssessmentTurn.FIRST)]
    words = {
        "turns": [turn for turn in turns if turn.rows],
        "turn": assessments.turn_on(here.program, today_in(here)),
        "mine": list(assessments.assessed_by(here.program, here.membership)),
        "may_plan": here.membership.role == Role.ADMIN,
    }
    return render(request, "surveys/assessment_list.html", words)


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_fill(request: HttpRequest, here: Here, *, is_sponsors: bool) -> HttpResponse:
    """The statements, for myself or with a sponsor."""
    instrument, items = built_in_questions(writes.OF_SPONSORS if is_sponsors else writes.OF_LEADERS)
    form = AssessmentForm(request.POST or None, items=items, is_sponsors=is_sponsors)
    words = {"form": form, "instrument": instrument, "asked": list(form.asked()), "is_sponsors": is_sponsors}
    if request.method != "POST":
        return render(request, "surveys/assessment_fill.html", words)
    if form.is_valid():
        try:
            writes.keep_assessment(
                actor=here.membership, program=here.program, on=today_in(here), now=clock.now(), **form.said
            )
        except BelongingError as refusal:
            form.add_error(None, str(refusal))
        else:
            return back(here, "surveys:assessment-list")
    return render(request, "surveys/assessment_fill.html", words, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@program_view(*FACILITATING)
@require_POST
def assessment_remove(request: HttpRequest, here: Here, assessment: UUID) -> HttpResponse:
    """Takes out what I filled in."""
    found = assessments.assessment_by_public_id(here.program, assessment)
    if found is None:
        raise Http404
    after = back(here, "surveys:assessment-list")
    return done(request, writes.remove_assessment, _("Taken out."), after, actor=here.membership, assessment=found)


@program_view(Role.ADMIN)
@require_POST
def assessment_plan(request: HttpRequest, here: Here) -> HttpResponse:
    """Puts what a weak answer asks for into the draft of the plan."""
    asked = {"key": request.POST.get("key", ""), "is_sponsors": request.POST.get("whose") == "sponsor"}
    words = {"actor": here.membership, "program": here.program} | asked
    said = _("It stands in the draft of the plan. Publish the draft when it is right.")
    return done(request, writes.take_into_plan, said, back(here, "surveys:assessment-list"), on=today_in(here), **words)
