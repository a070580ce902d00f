"""Django's settings. What differs from place to place comes from the environment; see docs/how-to/deploy.md."""

import os
from pathlib import Path

from csp.constants import NONCE, SELF
from django.utils.translation import gettext_lazy as _

from bureau.config.environment import LOG_LEVELS, LOOPBACK, Environment
from bureau.config.inbox import inbox_database
from bureau.config.logs import logging
from bureau.config.mail import mail
from bureau.config.public import public_database

_env = Environment(os.environ)

DEBUG = False
SECRET_KEY = _env.key("SECRET_KEY")
ENCRYPTION_KEY = _env.key("ENCRYPTION_KEY")
ALLOWED_HOSTS = _env.hosts()
HTTPS = _env.flag("HTTPS", default=_env.on_a_server)
# Work with real people and archives: whatever shows that it is so counts.
PRODUCTION = HTTPS or _env.on_a_server or not set(ALLOWED_HOSTS) <= set(LOOPBACK)

# Others read what is published: it lies in a database of its own.
DATABASES = {"default": _env.database(), "public": public_database(_env), "inbox": inbox_database(_env)}
DATABASE_ROUTERS = ["bureau.inbox.router.InboxRouter", "bureau.store.router.PublicRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # A number for everyone who is at work, and the boards.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

INSTALLED_APPS = [
    "bureau.config",
    "bureau.grades",
    "bureau.ledger",
    "bureau.procedures",
    "bureau.measures",
    "bureau.publication",
    "bureau.leads",
    "bureau.archives",
    "bureau.enterprises",
    "bureau.notices",
    "bureau.absences",
    "bureau.accounts",
    "bureau.audit",
    "bureau.store",
    "bureau.inbox",
    "bureau.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "django_tables2",
    "rules",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "bureau.ui.clock.MomentMiddleware",
    "bureau.config.logs.RequestLog",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "bureau.accounts.middleware.SessionLimitMiddleware",
    "bureau.accounts.middleware.ActingMiddleware",
    "bureau.accounts.middleware.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "bureau.config.urls"
WSGI_APPLICATION = "bureau.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bureau.config.navigation.navigation",
            ],
        },
    }
]
FORM_RENDERER = "bureau.ui.forms.Renderer"
DJANGO_TABLES2_TEMPLATE = "ui/table.html"
DJANGO_TABLES2_PAGE_RANGE = 7

# Language and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LOCALE_PATHS = [Path(__file__).parent / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Static files
STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True  # no step of collecting: they come from the packages

# Scans of documents, each under its SHA-256
EVIDENCE_FOLDER = _env.folder() / "evidence"

# What signs the log of decisions; without it there is a key of the demo, and none in production
LOG_KEY = _env.text("LOG_KEY")
LOG_KEY_FILE = _env.text("LOG_KEY_FILE")
DEMO_LOG_KEY = _env.folder() / "demo-log-key"

# Sign-in
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # how long a link for a first or a forgotten password holds
ACCOUNT_ADAPTER = "bureau.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
MFA_ADAPTER = "bureau.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {"add_webauthn": "bureau.accounts.passkeys.PasskeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "qualitycredit"
MFA_TOTP_TOLERANCE = 1  # steps before and after: fingers are slow and clocks differ (RFC 6238, 5.2)
USERSESSIONS_TRACK_ACTIVITY = True
AXES_USERNAME_CALLABLE = "bureau.accounts.adapters.name_tried"
# Above the limit of axes, so that its page is the one that is seen; codes of second factors are held by this one.
ACCOUNT_RATE_LIMITS = {"login_failed": "100/m/ip,10/5m/key"}
AXES_FAILURE_LIMIT = _env.number("SIGN_IN_ATTEMPTS", default=5, low=3, high=20)
AXES_COOLOFF_TIME = _env.number("LOCK_OUT_MINUTES", default=15, low=1, high=1440) / 60
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
SILENCED_SYSTEM_CHECKS = [
    "axes.W001",
    "axes.W003",
    "axes.W006",
]  # a name is locked from wherever it is tried; rights come from the matrix

SOCIALACCOUNT_ADAPTER = "bureau.accounts.adapters.SignInServiceAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = False
_oidc = _env.oidc()
SIGN_IN_SERVICE = _oidc.get("OIDC_NAME", "")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "service",
                "name": _oidc["OIDC_NAME"],
                "client_id": _oidc["OIDC_CLIENT_ID"],
                "secret": _oidc["OIDC_CLIENT_SECRET"],
                "settings": {"server_url": _oidc["OIDC_ISSUER"]},
            }
        ]
        if _oidc
        else [],
    }
}

# Sessions end when nothing was asked for this long, and at the latest after so many hours.
SESSION_COOKIE_AGE = 60 * _env.number("SESSION_IDLE_MINUTES", default=30, low=1, high=480)
SESSION_LONGEST = 3600 * _env.number("SESSION_HOURS", default=10, low=1, high=24)
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "bureau.ui.views.forged"

# What browsers may do with our pages
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if _env.flag("BEHIND_PROXY", default=False) else None
)
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF, *([_oidc["OIDC_ISSUER"]] if _oidc else [])],
        "frame-ancestors": ["'none'"],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "script-src": [SELF, NONCE],
    }
}

# Letters, which say how many notices wait and nothing else
_mail = mail(_env)
MAIL, MAIL_FROM, SITE_URL = _mail.on, _mail.sender, _mail.site
EMAIL_BACKEND = _mail.backend
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.ssl, _mail.tls
EMAIL_TIMEOUT = 20

# Logs
LOGGING = logging(_env.one_of("LOG_LEVEL", LOG_LEVELS, "INFO"))
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_USER_ID_FIELD = ""

SYSTEM_NAME = _("质量信用")
