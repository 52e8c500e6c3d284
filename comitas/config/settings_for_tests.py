"""Settings for the tests: the same, with quick passwords and without what set-up builds."""

from comitas.config.settings import *  # noqa: F403 - the point of this file
from comitas.config.settings import DATABASES, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATICFILES_DIRS = []
DATABASES["default"]["OPTIONS"].pop("pool", None)
ALLOWED_HOSTS = ["testserver", "localhost"]
