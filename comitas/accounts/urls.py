from django.urls import path

from comitas.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.own, name="self"),
    path("here", views.here, name="here"),
    path("devices/<uuid:device>/known/", views.known_device, name="known-device"),
    path("recovery-codes/seal/", views.seal_codes, name="seal-codes"),
]
