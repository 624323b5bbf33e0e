"""The award by API: planned, people named, a jury that reads and chooses, the announcement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import MadeSerializer, NamedSerializer, Text
from belonging.tenancy.api.base import KEY, made_once
from community.api.base import PersonAskedSerializer, YesOrNoSerializer
from community.models import Award as AwardRow
from community.models import Juror
from community.rules import LONGEST_KIND_WORDS, MOST_CRITERIA
from community.selectors import award as reads
from community.services import award as writes
from community.services.award import AwardRefused, AwardWords, KindWords
from programs.access import today_in
from programs.api.base import EditView, ProgramView
from programs.rules import FACILITATING
from programs.selectors.programs import person_by_public_id

if TYPE_CHECKING:
    from programs.models import Participant

LONGEST_CRITERION = 300


class AwardWordsSerializer(serializers.Serializer[Any]):
    """What the award is for, and when how many people may be named by one person."""

    title = Text(max_length=80)
    about = Text(max_length=1000, allow_blank=True, default="")
    criteria = serializers.ListField(child=Text(max_length=LONGEST_CRITERION), min_length=1, max_length=MOST_CRITERIA)
    opens_on = serializers.DateField()
    closes_on = serializers.DateField()
    most_named = serializers.IntegerField(min_value=1, max_value=5, default=2)


class AwardPlanSerializer(serializers.Serializer[Any]):
    """The award that is not announced yet; without an id there is none, and these are the usual days."""

    id = serializers.UUIDField(allow_null=True)
    title = Text(allow_blank=True)
    about = Text(allow_blank=True)
    criteria = serializers.ListField(child=Text())
    opens_on = serializers.DateField()
    closes_on = serializers.DateField()
    most_named = serializers.IntegerField()


class OwnNominationSerializer(serializers.Serializer[Any]):
    """Whom the caller named, and what they said."""

    id = serializers.UUIDField(source="public_id")
    person = NamedSerializer(source="nominee.participant")
    story = Text()
    fits = serializers.ListField(child=Text())
    is_signed = serializers.BooleanField()


class AwardSerializer(AwardWordsSerializer):
    """An award as everybody sees it."""

    id = serializers.UUIDField(source="public_id")
    announced_at = serializers.DateTimeField(allow_null=True)


class AwardPageSerializer(serializers.Serializer[Any]):
    """Where the award stands, and how the caller stands to it."""

    award = AwardSerializer(allow_null=True)
    phase = Text(allow_blank=True)
    mine = OwnNominationSerializer(many=True)
    is_named = serializers.BooleanField()
    shows_evidence = serializers.BooleanField()
    is_juror = serializers.BooleanField()
    winners = NamedSerializer(many=True)


class NamingSerializer(serializers.Serializer[Any]):
    """Whom, a moment that shows it, which criteria fit them, and whether they may read who wrote it."""

    person = serializers.UUIDField()
    story = Text(max_length=LONGEST_KIND_WORDS)
    fits = serializers.ListField(child=Text(max_length=LONGEST_CRITERION), default=list, max_length=MOST_CRITERIA)
    is_signed = serializers.BooleanField(default=True)


class JurorSerializer(serializers.Serializer[Any]):
    """Somebody who judges, and when they chose."""

    id = serializers.UUIDField(source="public_id")
    person = NamedSerializer(source="participant")
    voted_at = serializers.DateTimeField(allow_null=True)


class KindStorySerializer(serializers.Serializer[Any]):
    """What somebody said of them."""

    story = Text()
    fits = serializers.ListField(child=Text())


class EvidenceSerializer(serializers.Serializer[Any]):
    """How somebody connects people, as far as it was logged."""

    people_count = serializers.IntegerField()
    segment_count = serializers.IntegerField()
    outside_count = serializers.IntegerField()


class CandidateSerializer(serializers.Serializer[Any]):
    """Somebody who was named, as one juror may see and choose them."""

    id = serializers.UUIDField(source="nominee.public_id")
    person = NamedSerializer(source="nominee.participant")
    stories = KindStorySerializer(many=True)
    evidence = EvidenceSerializer(allow_null=True)
    is_chosen = serializers.BooleanField()
    is_barred = serializers.BooleanField()


class ChosenSerializer(serializers.Serializer[Any]):
    """To whom a juror says yes; all of them."""

    chosen = serializers.ListField(child=serializers.UUIDField(), max_length=100)


class AwardNow(ProgramView):
    """The award that is under way, else the one announced last."""

    @extend_schema(operation_id="award_read", responses=AwardPageSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Where it stands for the caller."""
        award, me = reads.latest_award(self.here.program), self.here.participant
        words: dict[str, Any] = {"award": award, "phase": "", "mine": [], "winners": [], "is_juror": False}
        nominee = reads.nominee_of(award, me) if award and me else None
        words |= {"is_named": nominee is not None, "shows_evidence": nominee is not None and nominee.shows_evidence}
        if award is not None:
            words |= {"phase": reads.phase_of(award, today_in(self.here)).value}
            words |= {"winners": [one.participant for one in reads.winners_of(award)]}
            words |= {"mine": reads.own_nominations(award, me) if me else []}
            words |= {"is_juror": reads.juror_of(award, me) is not None}
        return Response(AwardPageSerializer(words).data)


class AwardPlan(EditView):
    """The award that is not announced yet, for those who run the program."""

    roles = FACILITATING

    @extend_schema(operation_id="award_plan_read", responses=AwardPlanSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """As it is planned."""
        found = reads.latest_award(self.here.program)
        names = ("title", "about", "criteria", "opens_on", "closes_on", "most_named")
        if found is not None and found.announced_at is None:
            words = {name: getattr(found, name) for name in names} | {"id": found.public_id}
            return Response(AwardPlanSerializer(words).data)
        opens_on, closes_on = reads.usual_window(self.here.program)
        words = {"id": None, "title": "", "about": "", "criteria": [], "most_named": 2}
        return Response(AwardPlanSerializer(words | {"opens_on": opens_on, "closes_on": closes_on}).data)

    @extend_schema(operation_id="award_plan", request=AwardWordsSerializer, responses=AwardPlanSerializer)
    def put(self, request: Request, **kwargs: Any) -> Response:
        """Plans it, or changes it before it is announced."""
        here, body = self.here, AwardWordsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = AwardWords(**body.validated_data)
        writes.plan_award(actor=here.membership, program=here.program, words=words, now=clock.now())
        return self.get(request)


class AwardView(ProgramView):
    """An address of one award."""

    def award(self, public_id: UUID) -> AwardRow:
        """The award; raises Http404 for what is not there."""
        found = reads.award_by_public_id(self.here.program, public_id)
        if found is None:
            raise Http404
        found.program = self.here.program
        return found

    def person(self, public_id: UUID) -> Participant:
        """Somebody of the program; raises AwardRefused for everybody else."""
        found = person_by_public_id(self.here.program, public_id)
        if found is None:
            raise AwardRefused(_("Choose somebody who takes part in this program."), field="person")
        return found


class AwardNominate(AwardView):
    """Kind words."""

    @extend_schema(
        operation_id="award_nominate", request=NamingSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, award: UUID, **kwargs: Any) -> Response:
        """Names somebody, or changes what the caller said of them; once for an Idempotency-Key."""
        me, found, body = self.me, self.award(award), NamingSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        if not set(said["fits"]) <= set(found.criteria):
            raise AwardRefused(_("Choose one of the answers shown."), field="fits")

        def act() -> dict[str, Any]:
            words = KindWords(said["story"], said["fits"], said["is_signed"])
            today, person = today_in(self.here), self.person(said["person"])
            named = writes.name_person(
                nominator=me, award=found, person=person, words=words, today=today, now=clock.now()
            )
            return dict(MadeSerializer(named).data)

        return made_once(request, self.here.membership, {"named_for": found.pk, **said}, act)


class NominationDrop(ProgramView):
    """A nomination of the caller's own."""

    @extend_schema(operation_id="nomination_drop", responses={204: None})
    def delete(self, request: Request, nomination: UUID, **kwargs: Any) -> Response:
        """Takes it back, while people may be named."""
        found = reads.own_nomination(self.me, nomination)
        if found is None:
            raise Http404
        writes.take_back_naming(nomination=found, today=today_in(self.here), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class AwardEvidence(AwardView):
    """What the jury sees of the caller."""

    @extend_schema(operation_id="award_evidence", request=YesOrNoSerializer, responses={204: None})
    def post(self, request: Request, award: UUID, **kwargs: Any) -> Response:
        """How they connect people as well, or the stories alone."""
        nominee, body = reads.nominee_of(self.award(award), self.me), YesOrNoSerializer(data=request.data)
        if nominee is None:
            raise Http404
        body.is_valid(raise_exception=True)
        writes.show_evidence(nominee=nominee, agrees=body.validated_data["agrees"], now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class AwardJury(AwardView):
    """Who judges, for those who run the program."""

    roles = FACILITATING

    @extend_schema(operation_id="jury_list", responses=JurorSerializer(many=True))
    def get(self, request: Request, award: UUID, **kwargs: Any) -> Response:
        """By name."""
        return Response(JurorSerializer(reads.jurors_of(self.award(award)), many=True).data)

    @extend_schema(operation_id="award_jury", request=PersonAskedSerializer, responses=MadeSerializer)
    def post(self, request: Request, award: UUID, **kwargs: Any) -> Response:
        """Adds somebody; twice is once."""
        found, body = self.award(award), PersonAskedSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        person = self.person(body.validated_data["person"])
        juror = writes.add_juror(actor=self.here.membership, award=found, person=person, now=clock.now())
        return Response(MadeSerializer(juror).data)


class JurorDrop(ProgramView):
    """One of the jury, for those who run the program."""

    roles = FACILITATING

    @extend_schema(operation_id="juror_drop", responses={204: None})
    def delete(self, request: Request, juror: UUID, **kwargs: Any) -> Response:
        """Takes them out, and their votes with them."""
        found = reads.juror_by_public_id(self.here.program, juror)
        if found is None:
            raise Http404
        writes.drop_juror(actor=self.here.membership, juror=found, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class AwardVote(AwardView):
    """What a juror reads and chooses."""

    @extend_schema(operation_id="award_candidates", responses=CandidateSerializer(many=True))
    def get(self, request: Request, award: UUID, **kwargs: Any) -> Response:
        """Everybody who was named, as this juror may see them."""
        juror = self._juror(award)
        return Response(CandidateSerializer(reads.candidates_for(juror.award, juror), many=True).data)

    @extend_schema(operation_id="award_vote", request=ChosenSerializer, responses={204: None})
    def post(self, request: Request, award: UUID, **kwargs: Any) -> Response:
        """Keeps their yes, instead of what they said before."""
        juror, body = self._juror(award), ChosenSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        named = set(body.validated_data["chosen"])
        chosen = [one for one in reads.nominees_of(juror.award) if one.public_id in named]
        if len(chosen) < len(named):
            raise Http404
        writes.vote(juror=juror, chosen=chosen, today=today_in(self.here), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _juror(self, award: UUID) -> Juror:
        found = self.award(award)
        juror = reads.juror_of(found, self.me)
        if juror is None:
            raise Http404
        juror.award = found
        return juror


class AwardAnnounce(AwardView):
    """The announcement."""

    roles = FACILITATING

    @extend_schema(operation_id="award_announce", request=None, responses={204: None})
    def post(self, request: Request, award: UUID, **kwargs: Any) -> Response:
        """Whom the jury chose, once."""
        found = self.award(award)
        writes.announce(actor=self.here.membership, award=found, today=today_in(self.here), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
