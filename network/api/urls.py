"""API addresses inside a program."""

from django.urls import path

from network.api import interactions, maps, people, snapshots
from network.api.import_urls import urlpatterns as imports
from network.api.introduction_urls import urlpatterns as introductions

app_name = "network-api"
urlpatterns = [
    path("interactions/", interactions.InteractionList.as_view(), name="interaction-list"),
    path("interactions/<uuid:interaction>/", interactions.InteractionDetail.as_view(), name="interaction-detail"),
    path("interactions/<uuid:interaction>/confirm/", interactions.InteractionConfirm.as_view(), name="confirm"),
    path("interactions/<uuid:interaction>/decline/", interactions.InteractionDecline.as_view(), name="decline"),
    path("map/", maps.MapEntryList.as_view(), name="map-entry-list"),
    path("map/update/", maps.MapLookThrough.as_view(), name="map-update"),
    path("map/<uuid:entry>/", maps.MapEntryDetail.as_view(), name="map-entry-detail"),
    path("people/", people.PersonList.as_view(), name="person-list"),
    path("snapshots/", snapshots.SnapshotList.as_view(), name="snapshot-list"),
    path("snapshots/latest/", snapshots.SnapshotLatest.as_view(), name="snapshot-latest"),
    path("recompute/", snapshots.SnapshotAsk.as_view(), name="snapshot-ask"),
    path("jobs/<uuid:job>/", snapshots.JobDetail.as_view(), name="job-detail"),
    *imports,
    *introductions,
]
