"""People, memberships, compartments."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from comitas.accounts.rules import factors
from comitas.accounts.rules.roles import ROLES
from comitas.core.ids import new_id
from comitas.directory.models import Authority

SESSION_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"


class People(BaseUserManager["User"]):
    """Finds people by the name they sign in with, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in. Never deleted: the ledger names them by id. Without memberships they may do nothing."""

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=120)
    email = models.EmailField(unique=True)
    language = models.CharField(max_length=12, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    is_active = models.BooleanField(default=True)
    password_given = models.BooleanField(default=False)  # somebody else set it: to be changed before anything else
    session_round = models.PositiveIntegerField(default=0)  # every session of an earlier round has ended
    version = models.PositiveIntegerField(default=1)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name", "email"]

    objects = People()

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """As Django makes it of the password, with the round: a new round ends all sessions at once, wherever they are kept."""
        told = f"{self.password}:{self.session_round}" if self.session_round else self.password
        return salted_hmac(SESSION_SALT, told, secret=secret, algorithm="sha256").hexdigest()


class Membership(models.Model):
    """One role of one person in one of our authorities. Ended, never deleted: "rights on a given date" must be answerable."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=ROLES.items())
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "authority", "role"], condition=models.Q(until=None), name="accounts_membership_once"
            ),
            models.CheckConstraint(condition=models.Q(role__in=list(ROLES)), name="accounts_membership_role"),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="accounts_membership_period",
            ),
        ]

    @property
    def role_name(self) -> str:
        """The role in the language of the page."""
        return gettext(ROLES[self.role])


class Narrowing(models.Model):
    """A permission that an authority takes from a role. Ended, never deleted: "rights on a given date" must be answerable."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=ROLES.items())
    permission = models.CharField(max_length=40)
    since = models.DateTimeField()
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    until = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "role", "permission"],
                condition=models.Q(until=None),
                name="accounts_narrowing_once",
            ),
            models.CheckConstraint(condition=models.Q(role__in=list(ROLES)), name="accounts_narrowing_role"),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="accounts_narrowing_period",
            ),
        ]
        indexes = [models.Index(fields=["authority", "-since", "-id"], name="accounts_narrowing_list")]


class Compartment(models.Model):
    """What may be read together: one for every arrival or case. Its key lies in the ledger app, under the same id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    restricted = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["authority", "restricted"], name="accounts_compartment_open")]


class Reader(models.Model):
    """A person named to read a restricted compartment."""

    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "user"], condition=models.Q(until=None), name="accounts_reader_once"
            )
        ]


class Recusal(models.Model):
    """A person who must not see a compartment, whatever their roles: a conflict of interest."""

    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "user"], condition=models.Q(until=None), name="accounts_recusal_once"
            )
        ]


class Deputyship(models.Model):
    """Who stands in for whom in one of our authorities, from the first to the last local day there. It ends by itself, or earlier.

    While it runs the deputy holds, besides their own, the absent person's roles with content there (`access.held`).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    absent = models.ForeignKey(User, models.PROTECT, related_name="+")
    deputy = models.ForeignKey(User, models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    named_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="accounts_deputyship_period"),
            models.CheckConstraint(condition=~models.Q(absent=models.F("deputy")), name="accounts_deputyship_two"),
        ]
        indexes = [models.Index(fields=["authority", "-first", "id"], name="accounts_deputyship_list")]


class EmergencyAccess(models.Model):
    """Break-glass: sight of a restricted compartment that somebody took, with a written reason, until a time. It ends by itself, or earlier.

    The reason lies beside its line in the ledger, sealed under the compartment's key.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gt=models.F("since")), name="accounts_emergency_period"),
            models.UniqueConstraint(fields=["compartment", "user", "since"], name="accounts_emergency_once"),
        ]
        indexes = [
            models.Index(
                fields=["user", "until"], condition=models.Q(ended_at=None), name="accounts_emergency_running"
            ),
            models.Index(fields=["-since", "-id"], name="accounts_emergency_list"),
        ]

    def runs(self, at: datetime) -> bool:
        """Whether it gives sight at that moment."""
        return self.ended_at is None and self.since <= at < self.until


class LentReading(models.Model):
    """A restricted compartment that the absent person, a reader of it, lets the deputy read while the deputyship runs."""

    deputyship = models.ForeignKey(Deputyship, models.PROTECT, related_name="lent")
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deputyship", "compartment"], name="accounts_lent_reading_once")]


class Device(models.Model):
    """A browser in which a person has signed in, known again by a cookie of which only the digest is kept.

    `announced`: it was new beside others, so that the person was told; `known_at`: they said that it was them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    digest = models.BinaryField()
    name = models.CharField(max_length=60, blank=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    announced = models.BooleanField(default=False)
    known_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="accounts_device_once")]


class FactorReset(models.Model):
    """That somebody's second factor is to be taken away, because it is lost: asked for by one person, decided by another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    why = models.CharField(max_length=12, choices=factors.WHY.items())
    seen = models.CharField(max_length=12, choices=factors.SEEN.items())
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(decided_at=None), name="accounts_factor_reset_once"
            ),
            models.CheckConstraint(
                condition=models.Q(approved=None)
                | models.Q(approved=False)
                | models.Q(decided_by__isnull=False) & ~models.Q(asked_by=models.F("decided_by")),
                name="accounts_factor_reset_two",
            ),
            models.CheckConstraint(condition=models.Q(why__in=list(factors.WHY)), name="accounts_factor_reset_why"),
        ]
        indexes = [models.Index(fields=["-asked_at", "-id"], name="accounts_factor_reset_list")]


class SealedCodes(models.Model):
    """Recovery codes that were printed and put into an envelope. It ends when one is used or new ones are made."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    envelope = models.CharField(max_length=40)
    place = models.CharField(max_length=120)
    sealed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(ended_at=None), name="accounts_sealed_codes_once"
            )
        ]
