from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("invitation/<str:secret>", views.invitation_page, name="invitation"),
]
