from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "comitas.accounts"
    label = "accounts"
