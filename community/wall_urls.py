"""Addresses of shared walls."""

from django.urls import path

from community.views import walls

urlpatterns = [
    path("community/walls/", walls.wall_list, name="wall-list"),
    path("community/walls/<uuid:wall>/", walls.wall_detail, name="wall-detail"),
    path("community/walls/<uuid:wall>/close/", walls.wall_close, name="wall-close"),
    path("community/walls/<uuid:wall>/table/", walls.wall_export, name="wall-export"),
    path("community/notes/<uuid:note_on>/sort/", walls.note_sort, name="note-sort"),
    path("community/notes/<uuid:note_on>/remove/", walls.note_remove, name="note-remove"),
]
