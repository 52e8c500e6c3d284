from django.apps import AppConfig


class TakeoverConfig(AppConfig):
    name = "comitas.takeover"
    label = "takeover"
