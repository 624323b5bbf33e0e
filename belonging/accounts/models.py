"""Who signs in. Global: one sign-in may belong to several organizations."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from belonging.core.models import Waiting


class UserManager(BaseUserManager["User"]):
    """Users are made with an e-mail address, kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Signs in by e-mail. Names and attributes live on the membership, per organization."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)  # blank: that of each program
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    # Told by the session: the organization whose own provider signed it in, and whether that asks for a second step.
    only_in = ""
    has_step_elsewhere = False
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    def __str__(self) -> str:
        return self.email

    def get_short_name(self) -> str:
        """What allauth's pages call the person."""
        return self.name or self.email

    def mark_on_devices(self) -> str:
        """Whose something on a device is: the same in all organizations, and says nothing to anybody else."""
        return salted_hmac("what is kept on a device", str(self.pk)).hexdigest()[:16]


class WaitingMail(Waiting):
    """Global: a code or a notice about somebody's account that the mail server did not take at once."""

    def __str__(self) -> str:
        return str(self.public_id)
