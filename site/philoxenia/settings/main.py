"""Settings of every running copy; the environment alone decides what kind it is."""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url

from languages.registry import CODES, DJANGO_LANGUAGES, ORIGINAL

from .environment import (
    BASE_DIR,
    PRODUCTION,
    PUBLIC_HOST,
    PUBLIC_URL,
    VAR_DIR,
    release,
    secret_key,
    words,
)

DEBUG = False
SECRET_KEY = secret_key()
SECRET_KEY_FALLBACKS = words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = [PUBLIC_HOST, "127.0.0.1", "localhost", *words("ALLOWED_HOSTS")]
RELEASE = release()

INSTALLED_APPS = [
    "modeltranslation",
    "philoxenia",
    "pages",
    "newsroom",
    # After the newsroom: lessons name its figures, and libraries load in this order.
    "toolkit",
    "practices",
    "stories",
    "stories.keys",
    "search",
    "editorial",
    "vocabulary",
    "images",
    "sweeps",
    "staff",
    "languages",
    "wagtail.contrib.simple_translation",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "philoxenia.headers.HeaderPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "staff.middleware.StaffMiddleware",
    "philoxenia.middleware.ConditionalMiddleware",
]

ROOT_URLCONF = "philoxenia.urls"
WSGI_APPLICATION = "philoxenia.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "philoxenia.context_processors.shell",
            ],
        },
    },
]

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
    ),
}
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{VAR_DIR / 'philoxenia.sqlite3'}", conn_max_age=60
    )
}
# Keys of private stories lie apart, so that no backup holds words and keys.
DATABASES["keys"] = dj_database_url.config(
    env="KEYS_DATABASE_URL",
    default=f"sqlite:///{VAR_DIR / 'keys.sqlite3'}",
    conn_max_age=60,
)
for _database in DATABASES.values():
    if _database["ENGINE"] == "django.db.backends.sqlite3":
        _database["OPTIONS"] = SQLITE_OPTIONS
DATABASE_ROUTERS = ["stories.keys.router.KeysRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SEARCH_INDEX = VAR_DIR / "search.sqlite3"
SEARCH_TRIES = VAR_DIR / "tries"
ELASTICSEARCH_URL = os.environ.get("ELASTICSEARCH_URL", "").strip()
ELASTICSEARCH_INDEX = os.environ.get("ELASTICSEARCH_INDEX") or "philoxenia"
ELASTICSEARCH_API_KEY = os.environ.get("ELASTICSEARCH_API_KEY", "")
ELASTICSEARCH_CA = os.environ.get("ELASTICSEARCH_CA", "")

AUTH_USER_MODEL = "staff.User"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation." + name,
        "OPTIONS": options,
    }
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
]
# Staff sign in at one address, with two factors in production; nobody signs up.
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
ACCOUNT_ADAPTER = "staff.adapters.StaffAccountAdapter"
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
ACCOUNT_EMAIL_VERIFICATION = "none"
# Its own limits live in a cache of each process; ours lie in the database.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
MFA_ADAPTER = "staff.adapters.StaffMFAAdapter"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = f"philoxenia {PUBLIC_HOST}"
# Phones' clocks are a little off: the code before and the one after count too.
MFA_TOTP_TOLERANCE = 1

LANGUAGE_CODE = ORIGINAL
LANGUAGES = DJANGO_LANGUAGES
USE_I18N = True
TIME_ZONE = os.environ.get("TIME_ZONE", "Europe/Brussels")
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "site" / "philoxenia" / "locale"]

MODELTRANSLATION_DEFAULT_LANGUAGE = ORIGINAL
MODELTRANSLATION_LANGUAGES = CODES
MODELTRANSLATION_FALLBACK_LANGUAGES = (ORIGINAL,)

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Photos before publication, encrypted; nothing serves this folder.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": VAR_DIR / "private",
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
BACKUP_DIR = Path(os.environ.get("BACKUP_DIR") or VAR_DIR / "backups")
BACKUP_RECIPIENT = os.environ.get("BACKUP_RECIPIENT", "").strip()
# Uploads stay in memory: nothing that was refused may lie in a temporary folder.
FILE_UPLOAD_HANDLERS = ["images.uploads.BoundedMemoryUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# The default keeps messages in a cookie that goes to every page.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
_SECURE = "__Secure-" if PRODUCTION else ""
# One working day; staff.middleware ends it earlier when nobody is there.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_NAME = f"{_SECURE}sessionid"
SESSION_COOKIE_PATH = "/admin/"
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_NAME = f"{_SECURE}csrftoken"
CSRF_COOKIE_PATH = "/admin/"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PRODUCTION else []
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
# `frame-ancestors` in headers.py says the same, page by page.
SILENCED_SYSTEM_CHECKS = ["security.W002"]

WAGTAIL_SITE_NAME = "philoxenia"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = DJANGO_LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = DJANGO_LANGUAGES
WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# No mail is set up; `manage.py changepassword` gives a new password.
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 10
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILIMAGES_IMAGE_MODEL = "images.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "images.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 16 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # A process must not remember a picture that was taken back elsewhere.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database"},
}

OPERATOR = {
    "name": os.environ.get("OPERATOR_NAME", ""),
    "address": os.environ.get("OPERATOR_ADDRESS", ""),
    "email": os.environ.get("OPERATOR_EMAIL", ""),
    "privacy_email": os.environ.get("OPERATOR_PRIVACY_EMAIL", ""),
    "authority": os.environ.get("OPERATOR_AUTHORITY", ""),
    "hosting": os.environ.get("OPERATOR_HOSTING", ""),
    "source": os.environ.get("OPERATOR_SOURCE", ""),
}
"""Who runs this copy; pages name them, `check --deploy` refuses blanks."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_content": {"()": "philoxenia.logs.NoContentFilter"}},
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["no_content"],
            "formatter": "plain",
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # Both tell of every publication, with its title.
        "wagtail": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        # It tells of every request to the search server; we tell what fails.
        "elastic_transport": {"level": "ERROR"},
    },
}
