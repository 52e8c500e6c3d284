"""Addresses of documents."""

from django.urls import path

from comitas.documents import views

app_name = "documents"
urlpatterns = [
    path("uploads", views.begin_upload, name="begin-upload"),
    path("<uuid:placement>/original", views.original, name="original"),
    path("<uuid:placement>/searchable.pdf", views.searchable, name="searchable"),
    path("<uuid:placement>/pages/<int:number>.webp", views.picture, name="page-image"),
    path(
        "<uuid:placement>/pages/<int:number>/thumbnail.webp", views.picture, {"thumbnail": True}, name="page-thumbnail"
    ),
]
