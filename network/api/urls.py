"""API addresses inside a program."""

from django.urls import path

from network.api import communities, gatherings, interactions, people, snapshots
from network.api.import_urls import urlpatterns as imports
from network.api.introduction_urls import urlpatterns as introductions
from network.api.map_urls import urlpatterns as own_map

app_name = "network-api"
urlpatterns = [
    path("interactions/", interactions.InteractionList.as_view(), name="interaction-list"),
    path("interactions/<uuid:interaction>/", interactions.InteractionDetail.as_view(), name="interaction-detail"),
    path("interactions/<uuid:interaction>/confirm/", interactions.InteractionConfirm.as_view(), name="confirm"),
    path("interactions/<uuid:interaction>/decline/", interactions.InteractionDecline.as_view(), name="decline"),
    path("people/", people.PersonList.as_view(), name="person-list"),
    path("people/<uuid:person>/", people.PersonDetail.as_view(), name="person"),
    path("people/<uuid:person>/block/", people.PersonBlock.as_view(), name="person-block"),
    path("events/<uuid:event>/groups/", gatherings.EventGroups.as_view(), name="event-groups"),
    path("circles/name/", communities.CommunityName.as_view(), name="community-name"),
    path("snapshots/", snapshots.SnapshotList.as_view(), name="snapshot-list"),
    path("snapshots/latest/", snapshots.SnapshotLatest.as_view(), name="snapshot-latest"),
    path("recompute/", snapshots.SnapshotAsk.as_view(), name="snapshot-ask"),
    path("jobs/<uuid:job>/", snapshots.JobDetail.as_view(), name="job-detail"),
    *imports,
    *introductions,
    *own_map,
]
