from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "comitas.core"
    label = "core"
