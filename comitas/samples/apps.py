from django.apps import AppConfig


class SamplesConfig(AppConfig):
    name = "comitas.samples"
    label = "samples"
