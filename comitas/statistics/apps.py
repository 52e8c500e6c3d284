from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "comitas.statistics"
    label = "statistics"
