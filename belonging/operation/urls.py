"""Addresses for those who run the product."""

from django.urls import path

from belonging.operation import views

app_name = "operation"
urlpatterns = [
    path("status", views.status, name="status"),
    path("metrics", views.metrics, name="metrics"),
]
