from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "comitas.cases"
    label = "cases"
