from django.urls import path

from reports import moderation_views, views

app_name = "reports"
urlpatterns = [
    path("report", views.report_page, name="report"),
    path("report/status/<str:secret>", views.status_page, name="status"),
    path("moderation", moderation_views.queue, name="queue"),
    path("moderation/<str:reference>", moderation_views.review, name="review"),
    path("moderation/<str:reference>/approve", moderation_views.approve, name="approve"),
    path("moderation/<str:reference>/reject", moderation_views.reject, name="reject"),
]
