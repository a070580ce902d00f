"""The settings of the portal. It is given the public store, to read, and nothing else: no key, no session, no cookie."""

import os
import secrets

from csp.constants import SELF

from bureau.config.environment import LOG_LEVELS
from bureau.config.inbox import inbox_of_portal
from bureau.config.logs import logging
from bureau.config.public import PortalEnvironment

_env = PortalEnvironment(os.environ)

DEBUG = False
# Django asks for one; nothing is signed with it.
SECRET_KEY = secrets.token_urlsafe(64)
ALLOWED_HOSTS = _env.hosts()
HTTPS = _env.flag("HTTPS", default=_env.on_a_server)

# What the public reports goes into a database of its own, sealed for the bureau; without one nothing is taken.
_inbox = inbox_of_portal(_env)
DATABASES = {"default": {}, "public": _env.store(), **({"inbox": _inbox} if _inbox else {})}
DATABASE_ROUTERS = ["bureau.inbox.router.InboxRouter", "bureau.store.router.PublicRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "bureau.portal",
    "bureau.store",
    "bureau.inbox",
    "bureau.ui",
    "django.contrib.staticfiles",
    "django.forms",
]
FORM_RENDERER = "bureau.ui.forms.Renderer"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "bureau.ui.clock.MomentMiddleware",
    "bureau.config.logs.RequestLog",
    "csp.middleware.CSPMiddleware",
    "bureau.portal.caching.CachingMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "bureau.portal.limits.LimitMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "bureau.portal.urls"
WSGI_APPLICATION = "bureau.config.portal_wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "bureau.portal.context.portal",
            ]
        },
    }
]

# Bounds: what one request may carry, and how often one address may search; counts are forgotten after a minute.
DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
SEARCHES_A_MINUTE = _env.number("SEARCHES_A_MINUTE", default=60, low=0, high=100_000)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Language and time: the address says which language; Chinese is the one without a sign.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Static files
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

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
        "default-src": ["'none'"],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}
# Nobody is signed in and no cookie is set, so that there is nothing to forge.
SILENCED_SYSTEM_CHECKS = ["security.W003"]

# Logs
LOGGING = logging(_env.one_of("LOG_LEVEL", LOG_LEVELS, "INFO"))
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_USER_ID_FIELD = ""
