from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "comitas.drafting"
    label = "drafting"
