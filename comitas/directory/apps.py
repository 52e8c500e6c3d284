"""Django's handle on the directory."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """The app `directory`."""

    name = "comitas.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"
