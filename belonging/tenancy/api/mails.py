"""Addresses from which mail came back, by API: sent to again once they were mended."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import NamedSerializer
from belonging.tenancy.api.base import OrganizationView
from belonging.tenancy.bounces import try_address_again
from belonging.tenancy.enums import Role
from belonging.tenancy.selectors import member_by_public_id, members_without_mail


class ReturnedSerializer(NamedSerializer):
    """A member to whom nothing is sent because it came back."""

    email = serializers.EmailField()
    mail_stopped_at = serializers.DateTimeField()


class MailReturned(OrganizationView):
    """Members to whom nothing is sent because it came back."""

    roles = (Role.ADMIN,)

    @extend_schema(operation_id="mail_returned", responses=ReturnedSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The latest first."""
        return Response(ReturnedSerializer(members_without_mail(), many=True).data)


class MailTryAgain(OrganizationView):
    """A member whose address was mended."""

    roles = (Role.ADMIN,)

    @extend_schema(operation_id="mail_try_again", request=None, responses={204: None})
    def post(self, request: Request, member: UUID, **kwargs: Any) -> Response:
        """The next mail to them is sent again; twice is once."""
        found = member_by_public_id(member)
        if found is None:
            raise Http404
        try_address_again(actor=self.membership, member=found, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class MailTryOwn(OrganizationView):
    """The caller's own address."""

    @extend_schema(operation_id="mail_try_own", request=None, responses={204: None})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """The next mail to them is sent again; twice is once."""
        try_address_again(actor=self.membership, member=self.membership, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
