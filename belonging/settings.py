"""All settings, in sections, each read through env.py. Safe by default; imported by nobody, named as strings."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from belonging import env

# --- Places -----------------------------------------------------------------------------------------------------------
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("BELONGING_VAR", str(BASE_DIR / "var"))).resolve()
os.environ.setdefault("NUMBA_CACHE_DIR", str(VAR_DIR / "numba"))

# --- Safety -----------------------------------------------------------------------------------------------------------
DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.secret("SECRET_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000")
CONTACT_EMAIL = env.text("CONTACT_EMAIL", "")
IS_SECURE = SITE_URL.startswith("https://")
if env.flag("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
SECURE_SSL_REDIRECT = IS_SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^status$", r"^metrics$"]  # asked from inside, by plain HTTP
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_SECURE
SECURE_HSTS_PRELOAD = IS_SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "belonging.accounts.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_NAME = "__Host-session" if IS_SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_SECURE else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_IDLE_DAYS = env.number("SESSION_IDLE_DAYS", 7)  # without a sign of life
SESSION_MOST_DAYS = env.number("SESSION_MOST_DAYS", 30)  # in any case
SESSION_COOKIE_AGE = SESSION_MOST_DAYS * 86_400
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# --- What is installed ------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
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
    "allauth.usersessions",
    "rest_framework",
    "drf_spectacular",
    "csp",
    "django_htmx",
    "template_partials",
    "belonging",
    "belonging.core",
    "belonging.accounts",
    "belonging.tenancy",
    "belonging.tools",
    "programs",
    "surveys",
    "network",
    "mentoring",
    "community",
    "dashboards",
    "belonging.rights",
]
MIDDLEWARE = [
    "belonging.operation.metrics.TimingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "belonging.core.middleware.FixedHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "belonging.accounts.middleware.SessionLimitMiddleware",
    "belonging.accounts.middleware.LanguageMiddleware",
    "belonging.core.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "belonging.accounts.middleware.AccountStaysClosedMiddleware",
    "belonging.tools.middleware.TokenMiddleware",
    "belonging.tenancy.middleware.ScopeMiddleware",
    "belonging.tenancy.middleware.PressedOnceMiddleware",
]
ROOT_URLCONF = "belonging.urls"
WSGI_APPLICATION = "belonging.wsgi.application"
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
                "belonging.frame.page_frame",
            ],
            "builtins": ["belonging.core.templatetags.ui"],
        },
    }
]

# --- Records ----------------------------------------------------------------------------------------------------------
# "default" is the application role: it owns nothing and row-level security holds for it. "owner" migrates. "beside" is
# "default" once more: a job tells its progress there, before its own transaction ends.
DATABASES = {
    "default": env.database("DATABASE_URL"),
    "owner": env.database("DATABASE_OWNER_URL", env.secret("DATABASE_URL")),
}
DATABASES["default"] |= {
    "ATOMIC_REQUESTS": True,
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
    "DISABLE_SERVER_SIDE_CURSORS": True,
}
DATABASES["beside"] = DATABASES["default"] | {"ATOMIC_REQUESTS": False, "TEST": {"MIRROR": "default"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Limits on guessing live in PostgreSQL, so they hold when Redis is away.
CACHES = {
    "default": {
        "BACKEND": "belonging.tenancy.cache.FencedCache",
        "LOCATION": "tenancy_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # limits on guessing stand here: none is let go before its time
    },
    # What was drawn from a snapshot, which never changes; each process draws it again after an hour.
    "drawn": {"BACKEND": "belonging.tenancy.cache.FencedMemory", "LOCATION": "drawn", "TIMEOUT": 3600},
}

# --- Work in the background -------------------------------------------------------------------------------------------
REDIS_URL = env.secret("REDIS_URL", "redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULER = "belonging.operation.beat:Beat"
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # A task may run 600 s, then its message is offered again; both limits seen to hold (docs/decisions/0005).
    "visibility_timeout": env.number("CELERY_VISIBILITY_TIMEOUT", 900),
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    # A frozen Redis must not hold a person's request: one try of half a second (with kombu's own retries it was 5.5 s).
    "socket_timeout": 0.5,
    "socket_connect_timeout": 0.5,
    "max_retries": 0,
}

# --- Who signs in -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["belonging.accounts.backends.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "tenancy:my-organizations"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "belonging.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_GET = False
# Beside allauth's own: asking for a place in a program, coming back from an organization's own provider, what one that
# speaks SAML posts on the way, and trying one mailed code.
ACCOUNT_RATE_LIMITS = {
    "registration": "20/h/ip", "provider": "300/m/ip", "provider_answer": "300/m/ip", "mailed_code": "3/10m/key",
}  # fmt: skip
ACCOUNT_FORMS = {
    "confirm_login_code": "belonging.accounts.forms.LoginCodeForm",
    "confirm_email_verification_code": "belonging.accounts.forms.EmailCodeForm",
}
ACCOUNT_SESSION_REMEMBER = True
USERSESSIONS_TRACK_ACTIVITY = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Belonging"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE  # browsers themselves allow it for localhost alone
# A code by mail instead of a password: once, for ten minutes, three tries; unknown addresses are answered alike.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
# Hosts with ports, inside, at which organizations may have their own provider all the same, by plain HTTP too.
SIGN_IN_INSIDE = env.words("SIGN_IN_INSIDE")

# --- Surveys ----------------------------------------------------------------------------------------------------------
# Where private keys of surveys lie: told to the worker alone. A web process that knows them can read open answers.
SURVEY_KEY_DIRS = env.words("SURVEY_KEY_DIRS")

# --- Rights -----------------------------------------------------------------------------------------------------------
# Who was erased, by random ids: read after a restore, so it lies where no backup of the database puts it back.
ERASURE_LEDGER = Path(env.text("ERASURE_LEDGER", str(VAR_DIR / "erasures.txt")))

# --- Mail -------------------------------------------------------------------------------------------------------------
EMAIL_BACKEND = env.text("EMAIL_BACKEND", "belonging.core.mail.ConsoleAndFileBackend")
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.secret("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH = VAR_DIR / "mail"
MAIL_BY_WORKER = True  # what an organization owes: nobody's request waits for the mail server
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Belonging <belonging@localhost>")
# Mails come back to this address with a mark before the @ (docs/decisions/0030); without it to the sender, and unread.
BOUNCE_ADDRESS = env.text("BOUNCE_ADDRESS", "")

# --- Words and time ---------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("ar", "العربية")]  # each by its own name
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["belonging.formats"]
LANGUAGE_COOKIE_NAME = "__Host-language" if IS_SECURE else "language"
LANGUAGE_COOKIE_AGE = 365 * 86_400
TIME_ZONE = "UTC"
USE_I18N = USE_TZ = True

# --- Files the browser asks for ---------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "belonging.core.staticfiles.JoinedManifestStorage"},
}
MEDIA_ROOT = VAR_DIR / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
IMPORT_MAX_BYTES = 50_000_000

# --- The API ----------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "belonging.tools.api.TokenAuthentication",  # first: a session would ask a program for a form's secret
        "belonging.core.api.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["belonging.tenancy.api.door.IsMember", "belonging.tools.api.TokenReaches"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "belonging.core.api.Pages",
    "DEFAULT_SCHEMA_CLASS": "belonging.core.schema.Schema",
    "EXCEPTION_HANDLER": "belonging.core.problems.explain",
    "PAGE_SIZE": 50,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
API_REQUESTS_A_MINUTE = env.number("API_REQUESTS_A_MINUTE", 120)  # of one token; counted in PostgreSQL
# Hosts with ports, inside, that webhooks may reach all the same, by plain HTTP too: a tool of the house's own.
WEBHOOKS_INSIDE = env.words("WEBHOOKS_INSIDE")
SPECTACULAR_SETTINGS = {
    "TITLE": "Belonging",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,  # what is sent may hold less than what comes back, and no empty words
    "COMPONENT_SPLIT_PATCH": False,  # a PATCH here says where something goes: all of it
    "ENUM_NAME_OVERRIDES": {  # several things have a kind, or a state
        "ProgramStateEnum": "programs.enums.ProgramState",
        "LearningKindEnum": "programs.enums.LearningKind",
        "BlockKindEnum": "programs.enums.BlockKind",
        "ActEnum": "dashboards.enums.Act",
        "EaseEnum": "community.enums.Ease",
        "TourEaseEnum": "community.enums.TourEase",
        "SharingStageEnum": "community.enums.SharingStage",
        "TourStopEnum": "community.enums.TourStop",
        "ItemKindEnum": "surveys.enums.ItemKind",
        "OutcomeEnum": "dashboards.enums.Outcome",
        "NodKindEnum": "community.enums.NodKind",
        "BenefitKindEnum": "community.enums.BenefitKind",
        "MentoringModeEnum": "mentoring.enums.Mode",
    },
}

# --- What is written down about running -------------------------------------------------------------------------------
# Opens /status and /metrics to whoever sends it; without it neither is there.
OPERATOR_TOKEN = env.secret("OPERATOR_TOKEN", "")
DEFAULT_EXCEPTION_REPORTER_FILTER = "belonging.core.reports.HidingFilter"
METRICS_DIR = env.text("PROMETHEUS_MULTIPROC_DIR", "")  # prometheus_client looks for the same variable
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {"django.server": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
