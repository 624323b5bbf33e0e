"""Naming the communities that were found."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.forms import CommunityForm
from network.services.communities import name_community
from programs.access import Here, back, done, program_view
from programs.rules import FACILITATING


@program_view(*FACILITATING)
@require_POST
def community_name(request: HttpRequest, here: Here) -> HttpResponse:
    """Calls a community by a name, or takes it off."""
    form, after = CommunityForm(request.POST), back(here, "dashboards:network-detail")
    if not form.is_valid():
        messages.error(request, _("A name has up to 60 letters."))
        return after
    said = _("Named. The name goes with these people from count to count.") if form.cleaned_data["name"] else _("Done.")
    words = {"program": here.program, "actor": here.membership, **form.cleaned_data}
    return done(request, name_community, said, after, **words)
