"""What the caller said yes to, by API: with the words they read and the day, and the way back."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import Text
from programs.access import today_in
from programs.api.base import ProgramView
from programs.enums import ASKED_ON_ITS_OWN, Purpose
from programs.selectors import consents as reads
from programs.services.consents import set_consent


class PurposeYesSerializer(serializers.Serializer[Any]):
    """A yes to a purpose, with its words of then."""

    purpose = Text()
    version = serializers.IntegerField()
    text = Text()
    given_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class PurposeSerializer(serializers.Serializer[Any]):
    """A purpose in its words of today, the yes that holds, and those that ended."""

    purpose = Text()
    version = serializers.IntegerField(source="wording.version")
    text = Text(source="wording.text")
    is_asked = serializers.BooleanField()
    held = PurposeYesSerializer(allow_null=True)
    ended = PurposeYesSerializer(many=True)


class TextYesSerializer(serializers.Serializer[Any]):
    """A yes to a version of one of the common texts."""

    agreement = serializers.UUIDField(source="agreement.public_id")
    kind = Text(source="agreement.kind")
    version = serializers.IntegerField(source="agreement.version")
    given_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class ConsentsSerializer(serializers.Serializer[Any]):
    """Each purpose, each text, and what is asked where it is used."""

    purposes = PurposeSerializer(many=True)
    texts = TextYesSerializer(many=True)
    elsewhere = PurposeYesSerializer(many=True)


class ConsentWordSerializer(serializers.Serializer[Any]):
    """The caller's yes to a purpose, or its end."""

    purpose = serializers.ChoiceField(choices=[(one.value, one.label) for one in ASKED_ON_ITS_OWN])
    agrees = serializers.BooleanField()


class ConsentList(ProgramView):
    """What the caller said yes to; it can be taken back at any time."""

    lasting = True

    @extend_schema(operation_id="consent_list", responses=ConsentsSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """With versions and days."""
        me = self.me
        found = {
            "purposes": reads.purposes_of(me),
            "texts": reads.texts_agreed_to(me),
            "elsewhere": reads.said_elsewhere(me),
        }
        return Response(ConsentsSerializer(found).data)

    @extend_schema(operation_id="consent_set", request=ConsentWordSerializer, responses={204: None})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Keeps a yes with the words of today, or ends it at once; the same again changes nothing."""
        me, body = self.me, ConsentWordSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        purpose, agrees = Purpose(body.validated_data["purpose"]), body.validated_data["agrees"]
        set_consent(participant=me, purpose=purpose, agrees=agrees, on=today_in(self.here), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
