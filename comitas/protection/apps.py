from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    name = "comitas.protection"
    label = "protection"
