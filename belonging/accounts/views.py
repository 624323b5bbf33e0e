"""Pages of one's own account that allauth does not have."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from belonging.accounts import services
from belonging.accounts.forms import WishesForm
from belonging.accounts.models import User
from belonging.core.zone_fields import known_zones


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wishes_edit(request: HttpRequest) -> HttpResponse:
    """The language and the time zone of whoever is signed in."""
    user = request.user
    assert isinstance(user, User)
    form = WishesForm(request.POST or None, initial={"language": user.language, "time_zone": user.time_zone})
    if form.is_valid():
        services.keep_wishes(user=user, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("accounts:wishes-edit")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "accounts/wishes_edit.html", {"form": form, "zones": known_zones()}, status=status)
