"""Opting in to mentoring by API: read and change one's answers, opt out."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import Text
from mentoring.enums import Comfort
from mentoring.forms.profiles import LISTS, hour_choices, lines_of
from mentoring.rules import LONGEST_LINE, MOST_LINES, MOST_PARTNERS
from mentoring.selectors.profiles import doorway, profile_of
from mentoring.services.profiles import Answers, opt_in, opt_out
from programs.access import today_in
from programs.api.base import EditView


class LinesField(serializers.ListField):
    """Short lines."""

    child = Text(max_length=LONGEST_LINE)

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=MOST_LINES, **more)


class MentoringAnswersSerializer(serializers.Serializer[Any]):
    """Three short answers, and when somebody is free, by the clocks of their own zone."""

    offers = LinesField(min_length=1)
    wants = LinesField(min_length=1)
    interests = LinesField(default=list)
    languages = LinesField(default=list)
    time_zone = Text(max_length=60)
    hours = serializers.ListField(child=serializers.ChoiceField(choices=hour_choices()), max_length=21, default=list)
    comfort = serializers.ChoiceField(choices=Comfort.choices)
    prefers_camera_off = serializers.BooleanField(default=False)
    capacity = serializers.IntegerField(min_value=1, max_value=MOST_PARTNERS, default=1)

    @property
    def answers(self) -> Answers:
        """What the service takes; lines are parted as on the page."""
        data = self.validated_data
        lists: dict[str, Any] = {name: lines_of("\n".join(data[name])) for name in LISTS}
        return Answers(**data | lists | {"comfort": Comfort(data["comfort"])})


class MentoringProfileSerializer(serializers.Serializer[Any]):
    """What somebody answered, and whether they are paired in the next rounds."""

    offers = serializers.ListField(child=Text())
    wants = serializers.ListField(child=Text())
    interests = serializers.ListField(child=Text())
    languages = serializers.ListField(child=Text())
    time_zone = Text()
    hours = serializers.ListField(child=Text())
    comfort = Text()
    prefers_camera_off = serializers.BooleanField()
    capacity = serializers.IntegerField()
    is_open = serializers.BooleanField()


class MentoringDoorSerializer(serializers.Serializer[Any]):
    """From when people opt in, whether they may now, and the caller's answers, if there are any."""

    opens_on = serializers.DateField()
    is_open = serializers.BooleanField()
    profile = MentoringProfileSerializer(allow_null=True)


class Profile(EditView):
    """The caller's place in mentoring."""

    @extend_schema(operation_id="mentoring_profile", responses=MentoringDoorSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """As it stands."""
        door, profile = doorway(self.here.program, today_in(self.here)), profile_of(self.me)
        found = {"opens_on": door.opens_on, "is_open": door.is_open, "profile": profile}
        return Response(MentoringDoorSerializer(found).data)

    def contents(self, request: Request, **kwargs: Any) -> Any:
        """The answers alone."""
        return self.get(request, **kwargs).data["profile"]

    @extend_schema(
        operation_id="mentoring_opt_in", request=MentoringAnswersSerializer, responses=MentoringProfileSerializer
    )
    def put(self, request: Request, **kwargs: Any) -> Response:
        """Opts in, or changes the answers; after a break it opens the door again."""
        me, body = self.me, MentoringAnswersSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        kept = opt_in(participant=me, answers=body.answers, today=today_in(self.here), now=clock.now())
        return Response(MentoringProfileSerializer(kept).data)

    @extend_schema(operation_id="mentoring_opt_out", responses={204: None})
    def delete(self, request: Request, **kwargs: Any) -> Response:
        """Takes the caller out of the next rounds; pairs that run go on, and nobody is told."""
        opt_out(participant=self.me, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
