"""One settings file; every value that differs between machines comes from the environment (config/env.py).

docs/deploy.md lists the variables; tests/test_docs.py keeps the list true.
"""

from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env
from config.env import BASE_DIR

DEBUG = env.read("DEBUG", env.boolean, "false")
SECRET_KEY = env.read("SECRET_KEY", str, "")
PUBLIC_URL = env.read("PUBLIC_URL", env.public_url, "http://127.0.0.1:8000")
IS_HTTPS = PUBLIC_URL.startswith("https://")
env.require_secret_key(SECRET_KEY, public=IS_HTTPS)
ALLOWED_HOSTS = env.read("ALLOWED_HOSTS", env.hosts, f"{env.host_of(PUBLIC_URL)},127.0.0.1,localhost")
TRUSTED_PROXY_COUNT = env.read("TRUSTED_PROXY_COUNT", env.count, "0")
DEMO_PASSWORD = env.read("DEMO_PASSWORD", str, "")  # only script/server sets it; without it there is no demo
STAFF_MFA_REQUIRED = env.read("STAFF_MFA_REQUIRED", env.boolean, "true")
CONTACT = env.read("CONTACT", env.contact, "")
REPORTS_PER_HOUR = env.read("REPORTS_PER_HOUR", env.count, "5")
REPORTS_PER_DAY = env.read("REPORTS_PER_DAY", env.count, "15")
REPORTS_BURST = env.read("REPORTS_BURST", env.count, "30")
REPORTS_PHOTOS = env.read("REPORTS_PHOTOS", env.boolean, "false")
SOLO_MODERATOR = env.read("SOLO_MODERATOR", env.boolean, "false")

DATA_DIR = env.read("DATA_DIR", env.directory, "var")
DATABASES = {"default": env.read("DATABASE_URL", env.database, "sqlite:///var/contrechamp.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SNAPSHOTS_KEPT = env.read("SNAPSHOTS_KEPT", env.count, "12")
EXPORTS_AT_ONCE = env.read("EXPORTS_AT_ONCE", env.count, "2")
READS_PER_MINUTE = env.read("READS_PER_MINUTE", env.count, "6000")
READ_MEGABYTES_PER_HOUR = env.read("READ_MEGABYTES_PER_HOUR", env.count, "4000")
CHANGES_KEPT_DAYS = env.read("CHANGES_KEPT_DAYS", env.count, "365")

MAP_START = env.read("MAP_START", env.map_start, "43.7371,7.4225,16")
BASEMAP = env.read("BASEMAP", env.basemap, "monaco.pmtiles,helsinki.pmtiles")
# The files that the project ships; one of the same name in DATA_DIR/basemap goes first.
BASEMAP_DIRS = [DATA_DIR / "basemap", BASE_DIR / "fixtures" / "basemap"]
GAZETTEER_DIR = BASE_DIR / "fixtures" / "gazetteer"

INSTALLED_APPS = [
    # SimpleAdminConfig: autodiscovery would import leaflet.admin, which needs GDAL.
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
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
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.permissions_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.no_nul",
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
# By network, not by name: anybody could lock out a moderator whose name they know.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,50/h/ip"}
ACCOUNT_LOGOUT_REDIRECT_URL = "cameras:map"
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # people are invited: nobody can sign up with the address of another
MFA_TOTP_ISSUER = "Contrechamp"
MFA_TOTP_TOLERANCE = 1  # telephones' clocks: the code before and the one after count too

# Languages: English at /, French under /fr/; the language stands in the address, never in a cookie.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.HashedStaticStorage"},
}
MEDIA_ROOT = DATA_DIR / "media"
SNAPSHOTS_ROOT = DATA_DIR / "snapshots"  # cameras/snapshots/
WHITENOISE_MAX_AGE = 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000  # a report is under 10 kB

# Counts failed logins for all processes together.
CACHE = "django.core.cache.backends.filebased.FileBasedCache"
CACHES = {"default": {"BACKEND": CACHE, "LOCATION": DATA_DIR / "cache"}}

# Mail
vars().update(env.read("EMAIL_URL", env.email, "consolemail://"))
DEFAULT_FROM_EMAIL = env.read("EMAIL_FROM", env.sender, f"contrechamp@{env.host_of(PUBLIC_URL)}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 30  # seconds: a mail server that hangs must not hold up the worker

# Security. docs/privacy.md says what each rule keeps.
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
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # a container's health check asks without TLS
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
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "cameras.api.negotiation.OnlyJson",
    "EXCEPTION_HANDLER": "cameras.api.problems.problem",
    "URL_FORMAT_OVERRIDE": None,
}

# The map is started by our own module: no inline script, no setting of the page by the package.
LEAFLET_CONFIG = {"NO_GLOBALS": False, "PLUGINS": {}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
