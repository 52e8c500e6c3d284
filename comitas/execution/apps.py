from django.apps import AppConfig


class ExecutionConfig(AppConfig):
    name = "comitas.execution"
    label = "execution"
