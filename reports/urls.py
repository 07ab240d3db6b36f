from django.urls import path

from reports import confirmation_views, moderation_views, reporter_views, views

app_name = "reports"
urlpatterns = [
    path("report", views.report_page, name="report"),
    path("report/status/<str:secret>", reporter_views.status_page, name="status"),
    path("report/status/<str:secret>/answer", reporter_views.answer, name="answer"),
    path("report/status/<str:secret>/amend", reporter_views.amend, name="amend"),
    path("report/status/<str:secret>/withdraw", reporter_views.withdraw, name="withdraw"),
    path("report/status/<str:secret>/delete", reporter_views.erase, name="erase"),
    path("cameras/<int:camera_id>/confirm", confirmation_views.confirm_camera, name="confirm"),
    path("moderation", moderation_views.queue, name="queue"),
    path("moderation/<str:reference>", moderation_views.review, name="review"),
    path("moderation/<str:reference>/approve", moderation_views.approve, name="approve"),
    path("moderation/<str:reference>/reject", moderation_views.reject, name="reject"),
]
