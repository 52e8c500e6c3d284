"""People, memberships, compartments."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext

from comitas.accounts.rules.roles import ROLES
from comitas.core.ids import new_id
from comitas.directory.models import Authority


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
    version = models.PositiveIntegerField(default=1)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name", "email"]

    objects = People()

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name


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


class LentReading(models.Model):
    """A restricted compartment that the absent person, a reader of it, lets the deputy read while the deputyship runs."""

    deputyship = models.ForeignKey(Deputyship, models.PROTECT, related_name="lent")
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deputyship", "compartment"], name="accounts_lent_reading_once")]
