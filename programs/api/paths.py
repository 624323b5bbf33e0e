"""A person's year by API: this month, a step done or undone, a promise kept or taken back."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import MadeSerializer, Text
from belonging.tenancy.api.base import KEY, made_once
from programs.access import today_in
from programs.api.base import EditView, ProgramView
from programs.enums import LearningKind
from programs.models import Participant, PersonStep, Promise
from programs.plan_files import LONGEST_QUESTION, MOST_QUESTIONS
from programs.selectors.paths import person_step_by_public_id, roadmap_of
from programs.selectors.promises import promise_by_public_id, promises_of_month
from programs.services.paths import complete_person_step, reopen_person_step, skip_person_step
from programs.services.promises import PromiseRefused, answer_promise, drop_promise, keep_promises, make_promise
from programs.services.threads import LONGEST, open_thread


class StepSerializer(serializers.Serializer[Any]):
    """One of my steps."""

    id = serializers.UUIDField(source="public_id")
    title = Text()
    kind = Text()
    minutes = serializers.IntegerField()
    state = Text()
    opens_on = serializers.DateField()
    due_on = serializers.DateField(allow_null=True)
    is_optional = serializers.BooleanField()


class PromiseSerializer(serializers.Serializer[Any]):
    """One of my small promises."""

    id = serializers.UUIDField(source="public_id")
    text = Text()
    origin = Text(source="source")
    due_on = serializers.DateField()
    is_kept = serializers.SerializerMethodField()
    asks = serializers.ListField(child=Text())
    wrote = serializers.DictField(child=Text())

    def get_is_kept(self, promise: Promise) -> bool:
        """Whether it is ticked."""
        return promise.done_at is not None


class ThisMonthSerializer(serializers.Serializer[Any]):
    """What the month that runs asks of me."""

    month = serializers.IntegerField()
    steps = StepSerializer(many=True)
    promises = PromiseSerializer(many=True)


class WroteSerializer(serializers.Serializer[Any]):
    """What I write about a step."""

    wrote = Text(max_length=4000, allow_blank=True, default="")


class ThisMonth(ProgramView):
    """What this month asks of me."""

    @extend_schema(operation_id="month_read", responses=ThisMonthSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """My steps and promises of the month that runs."""
        today = clock.today(self.here.program.time_zone, clock.now())
        month = roadmap_of(self.here.program, self.me, today).current
        words = {
            "month": month.number if month else 0,
            "steps": month.steps if month else [],
            "promises": promises_of_month(self.here.program, self.me, today),
        }
        return Response(ThisMonthSerializer(words).data)


class NewPromiseSerializer(serializers.Serializer[Any]):
    """A small promise of one's own with its day, and if one likes what to note down with it."""

    text = Text(max_length=200)
    due_on = serializers.DateField()
    kind = serializers.ChoiceField(choices=LearningKind.choices, default=LearningKind.EXPERIENTIAL.value)
    asks = serializers.ListField(child=Text(max_length=LONGEST_QUESTION), max_length=MOST_QUESTIONS, default=list)


class _Step(ProgramView):
    def _row(self, step: UUID) -> PersonStep:
        row = person_step_by_public_id(self.me, step)
        if row is None:
            raise Http404
        return row


class StepDone(_Step):
    """A step of mine, done or not."""

    @extend_schema(operation_id="step_complete", request=WroteSerializer, responses={204: None})
    def post(self, request: Request, step: UUID, **kwargs: Any) -> Response:
        """Marks it done and keeps what I wrote."""
        row, body = self._row(step), WroteSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        now = clock.now()
        on = clock.today(self.here.program.time_zone, now)
        complete_person_step(person_step=row, on=on, now=now, wrote=body.validated_data["wrote"])
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="step_reopen", responses={204: None})
    def delete(self, request: Request, step: UUID, **kwargs: Any) -> Response:
        """Takes it back."""
        reopen_person_step(person_step=self._row(step), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class StepSkip(_Step):
    """An optional step of mine."""

    @extend_schema(operation_id="step_skip", request=None, responses={204: None})
    def post(self, request: Request, step: UUID, **kwargs: Any) -> Response:
        """Leaves it out."""
        skip_person_step(person_step=self._row(step), on=today_in(self.here), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class StuckSerializer(serializers.Serializer[Any]):
    """A private word to those who run the program."""

    text = Text(max_length=LONGEST)


class StepStuck(_Step):
    """A step of mine that I am stuck at."""

    @extend_schema(
        operation_id="step_stuck", request=StuckSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, step: UUID, **kwargs: Any) -> Response:
        """Begins a private word about it, or goes on with the open one, and answers its thread; once for a key."""
        row, body = self._row(step), StuckSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        text = body.validated_data["text"]

        def act() -> dict[str, Any]:
            words = {"participant": row.participant, "step": row.step, "text": text, "on": today_in(self.here)}
            return dict(MadeSerializer(open_thread(now=clock.now(), **words)).data)

        return made_once(request, self.here.membership, {"stuck": row.pk, "text": text}, act)


class PromiseMake(ProgramView):
    """A small promise of one's own."""

    @extend_schema(
        operation_id="promise_make", request=NewPromiseSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Makes it, once for an Idempotency-Key; its words are answered by the list alone."""
        me, body = self.me, NewPromiseSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = body.validated_data
        contents = {"program": self.here.program.pk, "promise": words}
        return made_once(request, self.here.membership, contents, lambda: _promised(me, words))


class _Promise(ProgramView):
    def _row(self, promise: UUID) -> Promise:
        row = promise_by_public_id(self.me, promise)
        if row is None:
            raise Http404
        return row


class OwnPromise(_Promise):
    """A promise that I made."""

    @extend_schema(operation_id="promise_drop", responses={204: None})
    def delete(self, request: Request, promise: UUID, **kwargs: Any) -> Response:
        """Drops it."""
        drop_promise(participant=self.me, promise=self._row(promise), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class PromiseNotesSerializer(serializers.Serializer[Any]):
    """What I note down with a promise: an answer to each question that I like to answer."""

    answers = serializers.DictField(child=Text(max_length=1000, allow_blank=True))


class PromiseAnswers(EditView, _Promise):
    """The short form of a promise of mine, which nobody else reads."""

    @extend_schema(operation_id="promise_answers", responses=PromiseNotesSerializer)
    def get(self, request: Request, promise: UUID, **kwargs: Any) -> Response:
        """Each question with what I noted down."""
        row = self._row(promise)
        return Response(
            PromiseNotesSerializer({"answers": {asked: row.wrote.get(asked, "") for asked in row.asks}}).data
        )

    @extend_schema(operation_id="promise_answer", request=PromiseNotesSerializer, responses=PromiseNotesSerializer)
    def put(self, request: Request, promise: UUID, **kwargs: Any) -> Response:
        """Keeps it; a question that is left out has no answer any more."""
        row, body = self._row(promise), PromiseNotesSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        answers = body.validated_data["answers"]
        if not answers.keys() <= set(row.asks):
            raise PromiseRefused(_("This is not asked there."), field="answers")
        answer_promise(participant=self.me, promise=row, answers=answers, now=clock.now())
        return self.get(request, promise)


class PromiseDone(_Promise):
    """A small promise of mine, kept or not."""

    @extend_schema(operation_id="promise_keep", request=None, responses={204: None})
    def post(self, request: Request, promise: UUID, **kwargs: Any) -> Response:
        """Kept."""
        return self._set(promise, is_kept=True)

    @extend_schema(operation_id="promise_take_back", responses={204: None})
    def delete(self, request: Request, promise: UUID, **kwargs: Any) -> Response:
        """Not kept after all."""
        return self._set(promise, is_kept=False)

    def _set(self, promise: UUID, *, is_kept: bool) -> Response:
        row = self._row(promise)
        keep_promises(participant=self.me, shown=[row], kept=[row] if is_kept else [], now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


def _promised(me: Participant, words: dict[str, Any]) -> dict[str, Any]:
    now = clock.now()
    made = make_promise(participant=me, on=clock.today(me.program.time_zone, now), now=now, **words)
    return dict(MadeSerializer(made).data)
