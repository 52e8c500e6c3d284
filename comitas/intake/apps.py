from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "comitas.intake"
    label = "intake"
