"""One settings file; every value that differs between machines comes from the environment (config/env.py).

docs/deploy.md lists the variables; tests/test_docs.py keeps the list true.
"""

from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env
from config.env import BASE_DIR
from web.body_limit import MAX_BODY

DEBUG = env.read_variable("DEBUG", env.boolean, "false")
SECRET_KEY = env.read_variable("SECRET_KEY", str, "")
PUBLIC_URL = env.read_variable("PUBLIC_URL", env.public_url, "http://127.0.0.1:8000")
IS_HTTPS = PUBLIC_URL.startswith("https://")
env.require_secret_key(SECRET_KEY, public=IS_HTTPS)
SECRET_KEY_FALLBACKS = env.read_variable("SECRET_KEY_FALLBACKS", env.comma_separated, "")
ALLOWED_HOSTS = env.read_variable(
    "ALLOWED_HOSTS", env.hosts, f"{env.host_of(PUBLIC_URL)},127.0.0.1,localhost"
)
TRUSTED_PROXY_COUNT = env.read_variable("TRUSTED_PROXY_COUNT", env.count, "0")
DEMO_PASSWORD = env.read_variable(
    "DEMO_PASSWORD", str, ""
)  # only script/server sets it; without it there is no demo
STAFF_MFA_REQUIRED = env.read_variable("STAFF_MFA_REQUIRED", env.boolean, "true")
CONTACT = env.read_variable("CONTACT", env.contact, "")
REPORTS_PER_HOUR = env.read_variable("REPORTS_PER_HOUR", env.count, "5")
REPORTS_PER_DAY = env.read_variable("REPORTS_PER_DAY", env.count, "15")
REPORTS_BURST = env.read_variable("REPORTS_BURST", env.count, "30")
REPORTS_PHOTOS = env.read_variable("REPORTS_PHOTOS", env.boolean, "false")
SOLO_MODERATOR = env.read_variable("SOLO_MODERATOR", env.boolean, "false")

DATA_DIR = env.read_variable("DATA_DIR", env.directory, "var")
DATABASES = {"default": env.read_variable("DATABASE_URL", env.database, "sqlite:///var/contrechamp.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SNAPSHOTS_KEPT = env.read_variable("SNAPSHOTS_KEPT", env.count, "12")
EXPORTS_AT_ONCE = env.read_variable("EXPORTS_AT_ONCE", env.count, "2")
READS_PER_MINUTE = env.read_variable("READS_PER_MINUTE", env.count, "6000")
READ_MEGABYTES_PER_HOUR = env.read_variable("READ_MEGABYTES_PER_HOUR", env.count, "4000")
CHANGES_KEPT_DAYS = env.read_variable("CHANGES_KEPT_DAYS", env.count, "365")

COUNTRY = env.read_variable("COUNTRY", env.country, "MC")
MAP_START = env.read_variable("MAP_START", env.map_start, "43.7371,7.4225,16")
BASEMAP = env.read_variable("BASEMAP", env.basemap, "monaco.pmtiles,helsinki.pmtiles")
# The files that the project ships; one of the same name in DATA_DIR/basemap goes first.
BASEMAP_DIRS = [DATA_DIR / "basemap", BASE_DIR / "fixtures" / "basemap"]

INSTALLED_APPS = [
    # SimpleAdminConfig: autodiscovery would import leaflet.admin, which needs GDAL.
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "leaflet",
    "rest_framework",
    "areas",
    "accounts",
    "cameras",
    "reports",
]

MIDDLEWARE = [
    "config.logs.request_ids",
    "config.logs.protect_secret_pages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.permissions_policy",
    "config.middleware.BodyLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.reject_nul",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.site",
            ],
            "libraries": {"modules": "config.templatetags.modules"},
        },
    }
]

# Accounts
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "reports:queue"
# Passwords per network, and with a pause per account (accounts/password_pause.py), not locked by username:
# otherwise anybody could lock out a moderator whose name they know. Codes per account: take the password.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,50/h/ip",
    "second_factor": "5/5m/key,20/d/key",
    "reset_password": "20/m/ip,5/h/key",
}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # otherwise anybody could have a mail sent to any address
ACCOUNT_LOGOUT_REDIRECT_URL = "cameras:map"
MFA_FORMS = {
    "authenticate": "accounts.forms.SecondFactorForm",
    "reauthenticate": "accounts.forms.SecondFactorAgainForm",
}
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = (
    True  # sign-up is by invitation: nobody can register with somebody else's address
)
MFA_TOTP_ISSUER = "Contrechamp"
MFA_TOTP_TOLERANCE = 1  # telephones' clocks: the code before and the one after count too

# Languages: English at /, French under /fr/; the language is in the URL, never in a cookie.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = env.read_variable(
    "TIME_ZONE", env.time_zone, "UTC"
)  # of the pages: data, API and quotas are in UTC

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.HashedStaticStorage"},
}
MEDIA_ROOT = DATA_DIR / "media"
FILE_UPLOAD_PERMISSIONS = 0o600  # photos; reports/photos/storage.py opens them when they are published
SNAPSHOTS_ROOT = DATA_DIR / "snapshots"  # cameras/publishing/snapshots/
WHITENOISE_MAX_AGE = 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_BODY  # a report is under 10 kB

# The default one counts attempts to sign in, for all processes and machines; it is too large for a visitor to
# push a count out. What is computed from the registry lies in files.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "files": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
    },
}

# Mail
vars().update(env.read_variable("EMAIL_URL", env.email, "consolemail://"))
DEFAULT_FROM_EMAIL = env.read_variable("EMAIL_FROM", env.sender, f"contrechamp@{env.host_of(PUBLIC_URL)}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 30  # seconds: a mail server that hangs must not hold up the worker

# Security. docs/privacy.md explains each rule.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
if BASEMAP.raster:
    raster = urlsplit(BASEMAP.raster)
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"].append(
        f"{raster.scheme}://{raster.netloc.replace('{s}', '*')}"
    )
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
# This host only: the site cannot promise HTTPS for its neighbours in the domain, and browsers' preload lists
# keep a name for years. W005 and W021 ask for both.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # a container's health check asks without TLS
SECURE_REFERRER_POLICY = "same-origin"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# API
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "cameras.api.negotiation.JsonOnlyNegotiation",
    "EXCEPTION_HANDLER": "cameras.api.problems.exception_handler",
    "URL_FORMAT_OVERRIDE": None,
}

# The map is started by our own module: no inline script, no setting of the page by the package.
LEAFLET_CONFIG = {"NO_GLOBALS": False, "PLUGINS": {}}

CONSOLE: dict[str, list[str] | bool] = {"handlers": ["console"], "propagate": False}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Handlers of their own would write raw paths and addresses, and mail them.
        "django": {"handlers": []},
        "django.server": {"handlers": []},
        "gunicorn.error": CONSOLE,
        "gunicorn.access": CONSOLE,
    },
}
