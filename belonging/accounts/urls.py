"""Addresses of one's own account beside those of allauth."""

from django.urls import path

from belonging.accounts import views

app_name = "accounts"
urlpatterns = [path("accounts/language-and-time/", views.wishes_edit, name="wishes-edit")]
