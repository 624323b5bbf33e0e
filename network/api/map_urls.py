"""API addresses of a person's own map, and of what others say of them."""

from django.urls import path

from network.api import map_acts, maps, mentions

urlpatterns = [
    path("map/", maps.MapEntryList.as_view(), name="map-entry-list"),
    path("map/finish/", map_acts.MapFinish.as_view(), name="map-finish"),
    path("map/update/", maps.MapLookThrough.as_view(), name="map-update"),
    path("map/pairs/", map_acts.MapPairs.as_view(), name="map-pairs"),
    path("map/acts/", map_acts.MapActs.as_view(), name="map-acts"),
    path("map/gone/", map_acts.MapGone.as_view(), name="map-gone"),
    path("map/<uuid:entry>/", maps.MapEntryDetail.as_view(), name="map-entry-detail"),
    path("map/<uuid:entry>/rhythm/", map_acts.MapRhythm.as_view(), name="map-rhythm"),
    path("map/<uuid:entry>/quiet/", map_acts.MapQuiet.as_view(), name="map-quiet"),
    path("map/<uuid:entry>/restore/", map_acts.MapRestore.as_view(), name="map-restore"),
    path("about-me/", mentions.MentionList.as_view(), name="mention-list"),
    path("about-me/findable/", mentions.Findable.as_view(), name="findable"),
    path("about-me/drawn/", mentions.DrawnByName.as_view(), name="drawn-by-name"),
    path("about-me/maps/<uuid:entry>/", mentions.MentionErase.as_view(), name="mention"),
    path("about-me/maps/<uuid:entry>/confirm/", mentions.MentionConfirm.as_view(), name="mention-confirm"),
    path("about-me/maps/<uuid:entry>/decline/", mentions.MentionDecline.as_view(), name="mention-decline"),
    path("about-me/times/<uuid:interaction>/", mentions.TimeErase.as_view(), name="time-erase"),
]
