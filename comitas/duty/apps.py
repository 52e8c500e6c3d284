from django.apps import AppConfig


class DutyConfig(AppConfig):
    name = "comitas.duty"
    label = "duty"
