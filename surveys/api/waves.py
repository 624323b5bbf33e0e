"""
Surveys by API: which there are, what is asked under which promise, one's own envelope, and what came of it.

The same seal as on the pages: what was sent cannot be read, only replaced or taken out; results are the published ones.
"""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import Text
from belonging.tenancy.api.base import KEY, made_once
from programs.api.base import ProgramView
from programs.rules import FACILITATING
from surveys.forms.waves import BY_HAND
from surveys.models import Item, Wave
from surveys.rules import LONGEST_WORDS, may_run_surveys
from surveys.selectors import results, waves
from surveys.selectors.overview import wave_lines
from surveys.services.answering import send_ballot, withdraw_ballot
from surveys.services.mails import remind_by_hand
from surveys.services.planning import add_wave


class WaveSerializer(serializers.Serializer[Any]):
    """One survey of the year, as this person stands to it."""

    id = serializers.UUIDField(source="wave.public_id")
    title = Text(source="wave.instrument.title")
    kind = Text(source="wave.kind")
    state = Text(source="wave.state")
    mode = Text(source="wave.mode")
    opens_on = serializers.DateField(source="wave.opens_on")
    closes_on = serializers.DateField(source="wave.closes_on")
    asks_me = serializers.BooleanField(source="is_mine")
    has_answered = serializers.BooleanField()


class NewWaveSerializer(serializers.Serializer[Any]):
    """Which list of questions, as what, and on which days."""

    instrument = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=[(kind.value, kind.label) for kind in BY_HAND])
    opens_on = serializers.DateField()
    closes_on = serializers.DateField()


class PlannedSerializer(serializers.Serializer[Any]):
    """A survey that was planned."""

    id = serializers.UUIDField(source="public_id")
    kind = Text()
    state = Text()
    opens_on = serializers.DateField()
    closes_on = serializers.DateField()


class ItemSerializer(serializers.ModelSerializer[Item]):
    """One question."""

    text = Text()
    options = serializers.ListField(source="labels", child=Text())

    class Meta:
        model = Item
        fields = ("key", "kind", "text", "options", "highest")


class QuestionsSerializer(serializers.Serializer[Any]):
    """
    What is asked, and the promise to be read first, in the caller's language; `anchors` are the answers to a statement.
    The marks are of all languages together.
    """

    title = Text(source="wave.instrument.title")
    intro = Text(source="wave.instrument.intro")
    promise = Text(source="wave.promise")
    promise_hash = Text(source="wave.promise_hash")
    questions_hash = Text(source="wave.questions_hash")
    anchors = serializers.ListField(source="wave.instrument.scale", child=Text())
    items = ItemSerializer(many=True)


class AnswersSerializer(serializers.Serializer[Any]):
    """One's answers: a number for each question that is answered, a text for each open one."""

    answers = serializers.DictField(child=serializers.IntegerField(), default=dict)
    words = serializers.DictField(child=Text(max_length=LONGEST_WORDS), default=dict)
    code = Text(default="", allow_blank=True, max_length=60)
    by_code = serializers.BooleanField(default=False)


class WordCodeSerializer(serializers.Serializer[Any]):
    """Shown once: who keeps it reads answers to what they wrote, and may be followed by it."""

    code = Text()


class FigureSerializer(serializers.Serializer[Any]):
    """A mean or a share as it may be shown; `bound` says “more” or “less” where it is only known to be beyond."""

    label = Text()  # type: ignore[assignment]  # DRF gives every field a label of its own
    value = serializers.FloatField(allow_null=True)
    bound = Text()
    count = serializers.IntegerField(allow_null=True)


class GroupingSerializer(serializers.Serializer[Any]):
    """One grouping with its shown groups."""

    name = Text()
    groups = FigureSerializer(many=True)
    has_hidden = serializers.BooleanField()


class ResultSerializer(serializers.Serializer[Any]):
    """What a survey published: for those who run the program with questions and groups."""

    answered = serializers.IntegerField()
    asked = serializers.IntegerField()
    headline = serializers.DictField(allow_null=True)
    best = FigureSerializer(many=True)
    focus = FigureSerializer(many=True)
    scales = FigureSerializer(many=True)
    changes = serializers.ListField(child=serializers.DictField())
    items = FigureSerializer(many=True)
    groupings = GroupingSerializer(many=True)


class WaveView(ProgramView):
    """Finds the survey an address names."""

    def wave(self, public_id: UUID) -> Wave:
        """A survey that was opened; those who run the program see planned ones too."""
        found = waves.wave_by_public_id(self.here.program, public_id)
        if found is None or not (found.was_opened or may_run_surveys(self.here.membership)):
            raise Http404
        found.program = self.here.program
        return found

    def asked(self, public_id: UUID) -> Wave:
        """An open survey that asks the caller."""
        found = self.wave(public_id)
        if self.here.participant is None or not waves.is_asked(found, self.here.membership):
            raise Http404
        return found


class WaveList(ProgramView):
    """The surveys of the year."""

    @extend_schema(operation_id="survey_list", responses=WaveSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Open and ended ones; planned ones for those who run the program."""
        leads = may_run_surveys(self.here.membership)
        lines = wave_lines(self.here.program, self.here.membership, clock.now(), every=leads)
        return Response(WaveSerializer(lines, many=True).data)


class WaveCreate(ProgramView):
    """One more survey."""

    roles = FACILITATING

    @extend_schema(
        operation_id="survey_plan", request=NewWaveSerializer, responses={201: PlannedSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Plans it; once for an Idempotency-Key."""
        here, body = self.here, NewWaveSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = body.validated_data
        contents = {"program": here.program.pk, "survey": words}
        return made_once(request, here.membership, contents, lambda: self._planned(**words))

    def _planned(self, instrument: UUID, **words: Any) -> dict[str, Any]:
        here, found = self.here, waves.instrument_by_public_id(instrument)
        if found is None:
            raise Http404
        now = clock.now()
        made = add_wave(actor=here.membership, program=here.program, instrument=found, now=now, **words)
        return dict(PlannedSerializer(made).data)


class WaveRemind(WaveView):
    """A reminder by hand."""

    roles = FACILITATING

    @extend_schema(operation_id="survey_remind", request=None, responses={204: None})
    def post(self, request: Request, wave: UUID, **kwargs: Any) -> Response:
        """Reminds those who have not answered; not even how many they are is told."""
        remind_by_hand(actor=self.here.membership, wave=self.wave(wave), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class WaveQuestions(WaveView):
    """What an open survey asks."""

    @extend_schema(operation_id="survey_questions", responses=QuestionsSerializer)
    def get(self, request: Request, wave: UUID, **kwargs: Any) -> Response:
        """The promise and the questions, for those it asks."""
        found = self.asked(wave)
        shown = QuestionsSerializer({"wave": found, "items": waves.items_of(found.instrument)})
        return Response(shown.data)


class OwnAnswers(WaveView):
    """One's own envelope. There is nothing to read: it cannot be opened."""

    @extend_schema(
        operation_id="survey_answer", request=AnswersSerializer, responses={200: WordCodeSerializer, 204: None}
    )
    def put(self, request: Request, wave: UUID, **kwargs: Any) -> Response:
        """Seals the answers; sending again replaces all of them. Whoever wrote words gets a code."""
        found, body = self.asked(wave), AnswersSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        code = send_ballot(wave=found, membership=self.here.membership, now=clock.now(), **body.validated_data)
        if code:
            return Response(WordCodeSerializer({"code": code}).data, headers={"Cache-Control": "no-store"})
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="survey_withdraw", responses={204: None})
    def delete(self, request: Request, wave: UUID, **kwargs: Any) -> Response:
        """Takes the envelope out again."""
        withdraw_ballot(wave=self.asked(wave), membership=self.here.membership, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class WaveResults(WaveView):
    """What came of a survey."""

    @extend_schema(operation_id="survey_results", responses=ResultSerializer)
    def get(self, request: Request, wave: UUID, **kwargs: Any) -> Response:
        """The published figures, as the page shows them to the caller."""
        me = self.here.membership
        result = results.result_of(self.wave(wave), for_staff=may_run_surveys(me), segments=self.here.segments)
        if result is None:
            raise Http404
        return Response(ResultSerializer(result).data)
