"""What the people of a program agreed on, by API: read, said yes to, written anew, looked at again."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import Text
from programs.api.base import EditView, ProgramView
from programs.enums import AgreementKind
from programs.rules import FACILITATING
from programs.selectors import agreements as reads
from programs.services import agreements as writes


class TextSerializer(serializers.Serializer[Any]):
    """The newest version of a text; `id` names the version."""

    id = serializers.UUIDField(source="public_id")
    kind = Text()
    version = serializers.IntegerField()
    title = Text()
    text = Text()
    signed_by = Text()
    signed_on = serializers.DateField(allow_null=True)


class SaidSerializer(serializers.Serializer[Any]):
    """A text of the list, and how it stands; `agreement` is missing where nobody has written it."""

    kind = Text()
    agreement = TextSerializer(allow_null=True)
    is_agreed = serializers.BooleanField()
    was_agreed = serializers.BooleanField()
    yes_count = serializers.IntegerField()


class YesSerializer(serializers.Serializer[Any]):
    """The versions that were read."""

    texts = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=len(AgreementKind))


class CountSerializer(serializers.Serializer[Any]):
    """How many it was."""

    count = serializers.IntegerField()


class NewTextSerializer(serializers.Serializer[Any]):
    """The next version of a text; only a sponsor signs."""

    title = Text(max_length=150, default="", allow_blank=True)
    text = Text(max_length=8000)
    signed_by = Text(max_length=160, default="", allow_blank=True)
    signed_on = serializers.DateField(default=None, allow_null=True)


class AgreementList(ProgramView):
    """Every text of the list."""

    @extend_schema(operation_id="agreement_list", responses=SaidSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """In the order of the list, with the caller's own yes."""
        page = reads.agreement_page(self.here.program, self.here.participant, clock.now())
        return Response(SaidSerializer(page.texts, many=True).data)


class AgreementYes(ProgramView):
    """The caller's yes."""

    @extend_schema(operation_id="agreement_agree", request=YesSerializer, responses=CountSerializer)
    def post(self, request: Request, **kwargs: Any) -> Response:
        """To these versions; a version that is no longer the newest is refused."""
        me, body = self.me, YesSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        texts = reads.agreements_by_public_id(self.here.program, body.validated_data["texts"])
        count = writes.agree(participant=me, agreements=texts, now=clock.now())
        return Response(CountSerializer({"count": count}).data)


class VersionSerializer(serializers.Serializer[Any]):
    """One version of a text."""

    agreement = serializers.UUIDField()


class AgreementTakeBack(ProgramView):
    """The end of the caller's yes, at any time."""

    lasting = True

    @extend_schema(operation_id="agreement_take_back", request=VersionSerializer, responses={204: None})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """To one version, the newest or an earlier one."""
        me, body = self.me, VersionSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        found = reads.agreements_by_public_id(self.here.program, [body.validated_data["agreement"]])
        if not found:
            raise Http404
        writes.take_back_yes(participant=me, agreement=found[0], now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class AgreementReview(ProgramView):
    """The quarterly look."""

    roles = FACILITATING

    @extend_schema(operation_id="agreement_review", request=None, responses=CountSerializer)
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Somebody read all texts again and found them still right."""
        count = writes.review_agreements(actor=self.here.membership, program=self.here.program, now=clock.now())
        return Response(CountSerializer({"count": count}).data)


class AgreementText(EditView):
    """One text."""

    roles = FACILITATING

    @extend_schema(operation_id="agreement_read", responses=SaidSerializer)
    def get(self, request: Request, kind: str, **kwargs: Any) -> Response:
        """As it stands in the list; `agreement` is missing before anybody wrote it."""
        page = reads.agreement_page(self.here.program, self.here.participant, clock.now())
        found = next((one for one in page.texts if one.kind == kind), None)
        if found is None:
            raise Http404
        return Response(SaidSerializer(found).data)

    def contents(self, request: Request, **kwargs: Any) -> Any:
        """The version alone: whoever says yes meanwhile changes no word."""
        return self.get(request, **kwargs).data["agreement"]

    @extend_schema(operation_id="agreement_write", request=NewTextSerializer, responses=TextSerializer)
    def put(self, request: Request, kind: str, **kwargs: Any) -> Response:
        """Writes the next version; everybody is asked again."""
        if kind not in AgreementKind.values:
            raise Http404
        here, body = self.here, NewTextSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        data = body.validated_data
        if kind != AgreementKind.SPONSOR:
            data |= {"signed_by": "", "signed_on": None}
        made = writes.write_agreement(
            actor=here.membership, program=here.program, kind=AgreementKind(kind), now=clock.now(), **data
        )
        return Response(TextSerializer(made).data)
