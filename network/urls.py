"""Addresses inside a program: time together, people, maps, files and work."""

from django.urls import URLPattern, URLResolver, include, path

from network.import_urls import urlpatterns as imports
from network.introduction_urls import urlpatterns as introductions
from network.map_urls import urlpatterns as own_map
from network.views import communities, gatherings, interactions, jobs, people

app_name = "network"
in_program: list[URLPattern | URLResolver] = [
    path("", interactions.home, name="home"),
    path("log/", interactions.interaction_log, name="interaction-log"),
    path("interactions/", interactions.interaction_list, name="interaction-list"),
    path("interactions/<uuid:interaction>/confirm/", interactions.interaction_confirm, name="interaction-confirm"),
    path("interactions/<uuid:interaction>/decline/", interactions.interaction_decline, name="interaction-decline"),
    path("interactions/<uuid:interaction>/undo/", interactions.interaction_undo, name="interaction-undo"),
    path("people/", people.person_list, name="person-list"),
    path("people/find/", people.person_find, name="person-find"),
    path("people/<uuid:person>/", people.person_detail, name="person-detail"),
    path("people/<uuid:person>/block/", people.person_block, name="person-block"),
    path("people/<uuid:person>/unblock/", people.person_unblock, name="person-unblock"),
    path("privacy/", people.consent_edit, name="consent-edit"),
    path("network/circles/name/", communities.community_name, name="community-name"),
    path("recompute/", jobs.snapshot_ask, name="snapshot-ask"),
    path("events/<uuid:event>/groups/", gatherings.event_groups, name="event-groups"),
    path("events/<uuid:event>/groups/rooms.csv", gatherings.event_rooms, name="event-rooms"),
    path("jobs/<uuid:job>/", jobs.job_detail, name="job-detail"),
    path("imports/", include(imports)),
    *own_map,
    *introductions,
]
urlpatterns = [path("o/<slug:organization>/p/<slug:program>/", include(in_program))]
