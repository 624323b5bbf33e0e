"""Addresses of the code book, inside a program."""

from django.urls import path

from community.views import themes as views

urlpatterns = [
    path("community/themes/", views.theme_list, name="theme-list"),
    path("community/themes/begin/", views.theme_begin, name="theme-begin"),
    path("community/themes/new/", views.theme_create, name="theme-create"),
    path("community/themes/read/", views.text_read, name="text-read"),
    path("community/themes/themes.csv", views.theme_export, name="theme-export"),
    path("community/themes/<uuid:theme>/", views.theme_detail, name="theme-detail"),
    path("community/themes/<uuid:theme>/merge/", views.theme_merge, name="theme-merge"),
]
