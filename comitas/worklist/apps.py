from django.apps import AppConfig


class WorklistConfig(AppConfig):
    name = "comitas.worklist"
    label = "worklist"
