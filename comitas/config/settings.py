"""Django's settings, all derived from `environment`: no other place reads an environment variable."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from comitas.config import databases, environment

ENV = environment.read()
ROOT = Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / "build"

DEBUG = False
SECRET_KEY = ENV.secret_key
SECRET_KEY_FALLBACKS = list(ENV.old_secret_keys)
MASTER_KEY, OLD_MASTER_KEYS = ENV.master_key, ENV.old_master_keys
SIGNING_KEY = Ed25519PrivateKey.from_private_bytes(ENV.signing_key)
OLD_SIGNING_KEY = Ed25519PrivateKey.from_private_bytes(ENV.old_signing_key) if ENV.old_signing_key else None
ALLOWED_HOSTS = list(ENV.hosts)
DEMONSTRATION = not ENV.production
BREAK_GLASS_MINUTES = ENV.break_glass_minutes
SECOND_FACTOR_REQUIRED = ENV.second_factor == "required"

OBJECTS = ENV.objects
UPLOADS = ENV.uploads
CHECKPOINTS = ENV.checkpoints / "ledger.jsonl"
DESTRUCTIONS = ENV.checkpoints / "destructions.jsonl"
UPLOAD_LIMIT = ENV.upload_limit_bytes
UPLOAD_PART = ENV.part_bytes
UPLOAD_PART_SECONDS = ENV.part_seconds
UPLOAD_QUOTA = ENV.quota_bytes
UPLOAD_PORT = ENV.upload_port
FORM_LIMIT = ENV.form_limit_bytes
EXPORT_ROWS = ENV.export_rows
TAKEOVER_ROWS = ENV.takeover_rows
TAKEOVER_COLUMNS = ENV.takeover_columns
TAKEOVER_CELL = ENV.takeover_cell
DROP_FOLDER = ENV.drop_folder
MAIL_LIMIT = ENV.mail_limit_bytes
MAIL_CA_FILE = ENV.mail_ca_file
MACHINE_RATE = ENV.machine_rate
MACHINE_BODY = ENV.machine_body

INSTALLED_APPS = [
    "comitas.core",
    "comitas.ledger",
    "comitas.directory",
    "comitas.accounts",
    "comitas.documents",
    "comitas.cases",
    "comitas.execution",
    "comitas.checks",
    "comitas.worklist",
    "comitas.drafting",
    "comitas.intake",
    "comitas.takeover",
    "comitas.duty",
    "comitas.arrangement",
    "comitas.finding",
    "comitas.statistics",
    "comitas.protection",
    "comitas.desk",
    "comitas.api",
    *(["comitas.samples"] if DEMONSTRATION else []),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "comitas.config.middleware.sender",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "comitas.config.middleware.headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "comitas.config.middleware.Person",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "comitas.config.middleware.LastSeen",
    "comitas.config.middleware.Refusals",
    "comitas.config.middleware.Declared",
]

ROOT_URLCONF = "comitas.config.urls"
ASGI_APPLICATION = "comitas.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "comitas" / "core" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "comitas.config.navigation.navigation",
            ],
        },
    }
]

# --- data -----------------------------------------------------------------------------------------------------------------
DATABASES = {"default": databases.from_url(ENV.database_url)}
if ENV.database_owner_url:  # the processes that serve a given database are not told it
    DATABASES["owner"] = databases.from_url(ENV.database_owner_url, pooled=False)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.memory.InMemoryStorage"},  # originals have a store of their own
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATICFILES_DIRS = [BUILD / "static"]
STATIC_ROOT = BUILD / "collected"

# What is confidential never spools to a temporary file in clear: a form of the largest size stays in memory.
FILE_UPLOAD_MAX_MEMORY_SIZE = FORM_LIMIT + 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# --- jobs -----------------------------------------------------------------------------------------------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

SECURE = ENV.url.startswith("https://")
COOKIES = f"{'__Host-' if SECURE else ''}comitas_{ENV.instance}"  # RFC 6265bis, 4.1.3.2: bound to this very host

# --- people ---------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
if ENV.breached_passwords:
    AUTH_PASSWORD_VALIDATORS.append(
        {"NAME": "comitas.config.passwords.BreachedPasswordValidator", "OPTIONS": {"path": ENV.breached_passwords}}
    )
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "comitas.config.signin.Adapter"
MFA_ADAPTER = "comitas.config.passkeys.MfaAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}  # an office has one address; each sign-in asks twice
MFA_FORMS = {
    "add_webauthn": "comitas.config.passkeys.Add",
    "authenticate_webauthn": "comitas.config.passkeys.Authenticate",
    "login_webauthn": "comitas.config.passkeys.Login",
    "reauthenticate_webauthn": "comitas.config.passkeys.Reauthenticate",
}
MFA_TOTP_ISSUER = "Comitas"
MFA_TOTP_TOLERANCE = 1
OIDC_ISSUER, OIDC_NAME = ENV.oidc_issuer, ENV.oidc_name
SOCIALACCOUNT_ADAPTER = "comitas.config.single_sign_on.SocialAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_AUTO_SIGNUP = SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "sso",
                "name": OIDC_NAME,
                "client_id": ENV.oidc_client_id,
                "secret": ENV.oidc_client_secret,
                "settings": {"server_url": OIDC_ISSUER, "oauth_pkce_enabled": True, "scope": ["openid"]},
            }
        ]
        if OIDC_ISSUER
        else []
    }
}
USERSESSIONS_TRACK_ACTIVITY = True
SESSION_COOKIE_NAME = f"{COOKIES}_session"
SESSION_COOKIE_AGE = 10 * 3600
IDLE_MINUTES = ENV.idle_minutes
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
DEVICE_COOKIE_NAME = f"{COOKIES}_device"
CSRF_COOKIE_NAME = f"{COOKIES}_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "comitas.config.errors.csrf"

# --- mail -----------------------------------------------------------------------------------------------------------------
EMAIL_HOST, EMAIL_PORT = ENV.smtp_host, ENV.smtp_port  # no host: `duty.gateways` says loudly that nothing leaves
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ENV.smtp_user, ENV.smtp_password
EMAIL_USE_TLS, EMAIL_USE_SSL = ENV.smtp_security == "starttls", ENV.smtp_security == "tls"
EMAIL_TIMEOUT = 30  # seconds
DEFAULT_FROM_EMAIL = ENV.smtp_from or "comitas@localhost"

# --- words ----------------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [(code, code) for code in ENV.languages]
LANGUAGE_COOKIE_NAME = f"{COOKIES}_language"
USE_TZ = True
TIME_ZONE = "UTC"
USE_THOUSAND_SEPARATOR = True
LOCALE_PATHS = [ROOT / "comitas" / "config" / "locale"]  # config is no app: Django would not look there

# --- the wire -------------------------------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE and ENV.hsts_subdomains
TRUSTED_PROXIES = ENV.trusted_proxies
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [ENV.url]
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"comitas": {"level": "INFO"}, "procrastinate": {"level": "WARNING"}},
}
