from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "comitas.api"
    label = "api"
