from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "comitas.desk"
    label = "desk"
