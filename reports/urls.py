from django.urls import path

from reports import (
    bulk_views,
    confirmation_views,
    decision_views,
    moderation_views,
    objection_views,
    reporter_views,
    transparency_views,
    views,
)

app_name = "reports"
urlpatterns = [
    path("report", views.report_page, name="report"),
    path("report/status/<str:secret>", reporter_views.status_page, name="status"),
    path("report/status/<str:secret>/answer", reporter_views.answer, name="answer"),
    path("report/status/<str:secret>/amend", reporter_views.amend, name="amend"),
    path("report/status/<str:secret>/withdraw", reporter_views.withdraw, name="withdraw"),
    path("report/status/<str:secret>/delete", reporter_views.erase, name="erase"),
    path("cameras/<int:camera_id>/confirm", confirmation_views.confirm_camera, name="confirm"),
    path("transparency", transparency_views.transparency, name="transparency"),
    path("objection", objection_views.objection_page, name="objection"),
    path("objection/received/<str:reference>", objection_views.received, name="objection-received"),
    path("moderation/objections", objection_views.objection_list, name="objections"),
    path("moderation/objections/<str:reference>", objection_views.objection, name="objection-review"),
    path("moderation/objections/<str:reference>/answer", objection_views.answer, name="objection-answer"),
    path("moderation/objections/<str:reference>/hide", objection_views.hide, name="objection-hide"),
    path("moderation/objections/<str:reference>/review", objection_views.review, name="objection-confirm"),
    path("moderation", moderation_views.queue, name="queue"),
    path("moderation/mine", moderation_views.mine, name="mine"),
    path("moderation/bulk", bulk_views.bulk, name="bulk"),
    path("moderation/<str:reference>", moderation_views.review, name="review"),
    path("moderation/<str:reference>/look", moderation_views.look, name="look"),
    path("moderation/<str:reference>/approve", decision_views.approve, name="approve"),
    path("moderation/<str:reference>/undo", decision_views.undo, name="undo"),
    path("moderation/<str:reference>/<slug:verb>", decision_views.decide, name="decide"),
]
