"""Addresses of a person's own map, and of what others say of them."""

from django.urls import path

from network.views import calendars, map_updates, maps, mentions

urlpatterns = [
    path("map/", maps.map_detail, name="map-detail"),
    path("map/add/", maps.map_add, name="map-add"),
    path("log/calendar/", calendars.calendar_import, name="calendar-import"),
    path("map/files/<str:file>/", maps.map_file, name="map-file"),
    path("map/find/", maps.map_find, name="map-find"),
    path("map/finish/", maps.map_finish, name="map-finish"),
    path("map/sheet/", maps.map_sheet, name="map-sheet"),
    path("map/update/", map_updates.map_update, name="map-update"),
    path("map/know/", map_updates.map_know, name="map-know"),
    path("map/give/", map_updates.map_give, name="map-give"),
    path("map/connect/", map_updates.map_connect, name="map-connect"),
    path("map/entries/<uuid:entry>/place/", maps.map_place, name="map-place"),
    path("map/entries/<uuid:entry>/remove/", maps.map_remove, name="map-remove"),
    path("map/entries/<uuid:entry>/restore/", maps.map_restore, name="map-restore"),
    path("map/entries/<uuid:entry>/rhythm/", maps.map_rhythm, name="map-rhythm"),
    path("map/entries/<uuid:entry>/line/", maps.map_line, name="map-line"),
    path("map/entries/<uuid:entry>/quiet/", map_updates.map_quiet, name="map-quiet"),
    path("about-me/", mentions.mention_list, name="mention-list"),
    path("about-me/findable/", mentions.findable_set, name="findable-set"),
    path("about-me/download/", mentions.own_data_download, name="own-data-download"),
    path("about-me/maps/<uuid:entry>/confirm/", mentions.mention_confirm, name="mention-confirm"),
    path("about-me/maps/<uuid:entry>/decline/", mentions.mention_decline, name="mention-decline"),
    path("about-me/maps/<uuid:entry>/erase/", mentions.mention_erase, name="mention-erase"),
    path("about-me/times/<uuid:interaction>/erase/", mentions.time_erase, name="time-erase"),
]
