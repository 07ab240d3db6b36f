"""URLs of the API for reports; config/urls.py includes them before the read-only API."""

from django.urls import path

from reports.api import views

app_name = "reports-api"
urlpatterns = [
    path("api/v1/reports", views.reports, name="reports"),
    path("api/v1/reports/<str:secret>", views.status, name="status"),
]
