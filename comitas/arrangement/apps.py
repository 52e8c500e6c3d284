from django.apps import AppConfig


class ArrangementConfig(AppConfig):
    name = "comitas.arrangement"
    label = "arrangement"
