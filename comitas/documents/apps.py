from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "comitas.documents"
    label = "documents"
