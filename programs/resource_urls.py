"""Addresses of the library and of worksheets, inside a program."""

from django.urls import URLPattern, URLResolver, path

from programs.views import resources, worksheets

urlpatterns: list[URLPattern | URLResolver] = [
    path("resources/", resources.resource_list, name="resource-list"),
    path("resources/<uuid:resource>/", resources.resource_detail, name="resource-detail"),
    path("resources/<uuid:resource>/print/", resources.resource_print, name="resource-print"),
    path("resources/<uuid:resource>/read/", resources.resource_read, name="resource-read"),
    path("resources/<uuid:resource>/unread/", resources.resource_unread, name="resource-unread"),
    path("resources/<uuid:deck>/cards/", resources.resource_draw, name="resource-draw"),
    path("resources/<uuid:wizard>/steps/", resources.resource_resolve, name="resource-resolve"),
    path("worksheets/", worksheets.worksheet_list, name="worksheet-list"),
    path("worksheets/<uuid:worksheet>/", worksheets.worksheet_detail, name="worksheet-detail"),
    path("worksheets/<uuid:worksheet>/fill/", worksheets.worksheet_fill, name="worksheet-fill"),
    path("worksheets/<uuid:worksheet>/print/", worksheets.worksheet_print, name="worksheet-print"),
    path("worksheets/<uuid:worksheet>/group/", worksheets.worksheet_group, name="worksheet-group"),
    path("answers/<uuid:answer>/erase/", worksheets.answer_erase, name="answer-erase"),
]
