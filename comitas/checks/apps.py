from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "comitas.checks"
    label = "checks"
