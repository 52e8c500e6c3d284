from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "comitas.ledger"
    label = "ledger"
