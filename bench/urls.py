"""The product's addresses, and the empty page that requests are measured against."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from belonging.tenancy.access import organization_view
from belonging.tenancy.models import Membership


@organization_view()
def empty(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Answers nothing, to members only: session, user, scope and membership are found as for every page."""
    return HttpResponse()


urlpatterns = [path("o/<slug:organization>/empty/", empty), path("", include("belonging.urls"))]
