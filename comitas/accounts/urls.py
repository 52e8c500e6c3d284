from django.urls import path

from comitas.accounts import views

app_name = "accounts"
urlpatterns = [path("", views.own, name="self")]
