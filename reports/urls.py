from django.urls import path

from reports.accountability import transparency_views
from reports.accountability import views as audit_views
from reports.intake import views as intake_views
from reports.objections import views as objection_views
from reports.photos import views as photo_views
from reports.problems import views as problem_views
from reports.reporter import account_views, confirmation_views, contact_views, device_views, status_views
from reports.restrictions import views as restriction_views
from reports.review import bulk_views, decision_views
from reports.review import views as review_views

app_name = "reports"
urlpatterns = [
    path("report", intake_views.report_page, name="report"),
    path("report/status/<str:secret>", status_views.status_page, name="status"),
    path("report/status/<str:secret>/answer", status_views.answer, name="answer"),
    path("report/status/<str:secret>/amend", status_views.amend, name="amend"),
    path("report/status/<str:secret>/withdraw", status_views.withdraw, name="withdraw"),
    path("report/status/<str:secret>/delete", status_views.erase, name="erase"),
    path("report/status/<str:secret>/contact", contact_views.keep_contact, name="contact-keep"),
    path("my-reports", device_views.device_page, name="device"),
    path("cameras/<int:camera_id>/confirm", confirmation_views.confirm_camera, name="confirm"),
    path("account", account_views.account_page, name="account"),
    path("account/<str:reference>", account_views.own_report, name="own"),
    path("account/<str:reference>/answer", account_views.answer, name="own-answer"),
    path("account/<str:reference>/amend", account_views.amend, name="own-amend"),
    path("account/<str:reference>/withdraw", account_views.withdraw, name="own-withdraw"),
    path("account/<str:reference>/delete", account_views.erase, name="own-erase"),
    path("audit", audit_views.audit_page, name="audit"),
    path("audit/export", audit_views.audit_file, name="audit-file"),
    path("problems", problem_views.problems, name="problems"),
    path("problems/<str:name>", problem_views.problem, name="problem"),
    path("transparency", transparency_views.transparency, name="transparency"),
    path("objection", objection_views.objection_page, name="objection"),
    path("objection/received/<str:reference>", objection_views.received, name="objection-received"),
    path("moderation/restrictions", restriction_views.restrictions, name="restrictions"),
    path(
        "moderation/restrictions/<str:kind>/<int:number>/revoke",
        restriction_views.revoke_restriction,
        name="restriction-revoke",
    ),
    path("moderation/senders/<str:reference>", restriction_views.sender, name="sender"),
    path("moderation/senders/<str:reference>/ban", restriction_views.ban, name="sender-ban"),
    path("moderation/senders/<str:reference>/revert", restriction_views.revert_sender, name="sender-revert"),
    path("moderation/objections", objection_views.objection_list, name="objections"),
    path("moderation/objections/<str:reference>", objection_views.objection, name="objection-review"),
    path("moderation/objections/<str:reference>/answer", objection_views.answer, name="objection-answer"),
    path("moderation/objections/<str:reference>/hide", objection_views.hide, name="objection-hide"),
    path("moderation/objections/<str:reference>/review", objection_views.review, name="objection-confirm"),
    path("photos/<str:key>.jpg", photo_views.photo, name="photo"),
    path("moderation/<str:reference>/photo", photo_views.cover_photo, name="cover"),
    path("moderation", review_views.queue, name="queue"),
    path("moderation/mine", review_views.mine, name="mine"),
    path("moderation/bulk", bulk_views.bulk, name="bulk"),
    path("moderation/<str:reference>", review_views.review, name="review"),
    path("moderation/<str:reference>/contact", contact_views.read_contact, name="contact-read"),
    path("moderation/<str:reference>/look", review_views.look, name="look"),
    path("moderation/<str:reference>/approve", decision_views.approve, name="approve"),
    path("moderation/<str:reference>/undo", decision_views.undo, name="undo"),
    path("moderation/<str:reference>/<slug:verb>", decision_views.decide, name="decide"),
]
