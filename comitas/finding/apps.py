from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "comitas.finding"
    label = "finding"
