"""Addresses of alone, two, four, all."""

from django.urls import path

from community.views import sharings

urlpatterns = [
    path("community/together/", sharings.sharing_list, name="sharing-list"),
    path("community/together/<uuid:sharing>/", sharings.sharing_detail, name="sharing-detail"),
    path("community/together/<uuid:sharing>/join/", sharings.sharing_join, name="sharing-join"),
    path("community/together/<uuid:sharing>/move/", sharings.sharing_move, name="sharing-move"),
]
