"""Tables of the directory.

Three-valued facts (does the authority want originals?) are nullable booleans: NULL means that nobody has told us, and
no reader may treat it as a no. Every row that officers edit has a `version` for "somebody changed this". `valid_to` and
`in_force_to` are the last day on which the row still holds.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q, Value

from comitas.core.ids import new_id

LANGUAGE_LENGTH = 12
"""Enough for a BCP 47 tag with script and region, such as `zh-Hant-HK`."""


def _period(start: str, end: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{end}__isnull": True}) | Q(**{f"{start}__isnull": True}) | Q(**{f"{end}__gte": F(start)}),
        name=name,
    )


class State(models.Model):
    """A State or territory with a code of ISO 3166-1. Codes XA to XZ are user-assigned: fictional States only."""

    iso2 = models.CharField(max_length=2, primary_key=True)
    iso3 = models.CharField(max_length=3, unique=True)
    numeric = models.CharField(max_length=3, blank=True)
    name = models.CharField(max_length=120)
    regional_group = models.CharField(max_length=40, blank=True)
    group_note = models.CharField(max_length=200, blank=True)
    fictional = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Ordered by code: names sort differently in every language."""

        ordering = ["iso2"]
        constraints = [
            models.CheckConstraint(condition=Q(iso2__regex=r"^[A-Z]{2}$"), name="directory_state_iso2"),
            models.CheckConstraint(condition=Q(iso3__regex=r"^[A-Z]{3}$"), name="directory_state_iso3"),
            models.CheckConstraint(
                condition=Q(fictional=False) | Q(iso2__startswith="X"), name="directory_state_fictional_x"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Instrument(models.Model):
    """A treaty, a Union act or an agreement that may carry a request.

    `articles` maps a measure family (`mla`, `extradition`, `confiscation`, `other`) to the articles that are its basis.
    `supplements` is the treaty that a protocol adds to; `scope` limits the offences in a sentence.
    `uncac_9_29` is true when its parties agreed to apply UNCAC article 46(9) to (29) instead (article 46(7), second
    sentence).
    """

    code = models.SlugField(max_length=60, primary_key=True)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=60)
    reference = models.CharField(max_length=120, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    articles = models.JSONField(default=dict)
    supersedes_bilateral = models.BooleanField(default=False)
    supplements = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    scope = models.CharField(max_length=300, blank=True)
    uncac_9_29 = models.BooleanField(null=True, blank=True)
    shipped = models.BooleanField(default=False)
    source = models.CharField(max_length=300)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """A treaty without a source is hearsay."""

        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="directory_instrument_source")]

    def __str__(self) -> str:
        return self.short_name


class Party(models.Model):
    """Where one State stands towards one instrument; no row means that we do not know."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    state = models.ForeignKey(State, models.PROTECT, related_name="+")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+")
    standing = models.CharField(max_length=12)
    signed_on = models.DateField(null=True, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    in_force_to = models.DateField(null=True, blank=True)
    declarations = models.TextField(blank=True, max_length=20_000)
    source = models.CharField(max_length=300)
    verified_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """A State is party to an instrument once at a time, and by a source."""

        ordering = ["instrument_id", "state_id", "in_force_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(standing__in=["party", "signatory", "not-party"]), name="directory_party_standing"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="directory_party_source"),
            _period("in_force_from", "in_force_to", "directory_party_period"),
            models.UniqueConstraint(
                fields=["state", "instrument", "in_force_from"], nulls_distinct=False, name="directory_party_once"
            ),
            ExclusionConstraint(
                name="directory_party_no_overlap",
                expressions=[
                    ("state", RangeOperators.EQUAL),
                    ("instrument", RangeOperators.EQUAL),
                    (
                        Func("in_force_from", "in_force_to", Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(in_force_from__isnull=False),
            ),
        ]


class Fact(models.Model):
    """One thing that a State has declared or that its law says, such as whether extradition needs a treaty.

    `key` is one of `rules.facts`; `value` is true or false: an unknown fact has no row.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    state = models.ForeignKey(State, models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    value = models.BooleanField()
    text = models.TextField(blank=True, max_length=4_000)
    source = models.CharField(max_length=300)
    verified_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """One value for each key, and by a source."""

        ordering = ["state_id", "key"]
        constraints = [
            models.UniqueConstraint(fields=["state", "key"], name="directory_fact_once"),
            models.CheckConstraint(condition=~Q(source=""), name="directory_fact_source"),
        ]


class Authority(models.Model):
    """An authority of ours or of another State, with what it accepts (UNCAC directory of competent authorities).

    `name` is the name as the authority writes it, in `name_language`; other languages are rows of `Name`. `networks`
    holds codes; `channels`, `e_transmission` and `links` hold the JSON of `rules.acceptance`. `minimum_penalty` is in
    months. `requirements` is the text of its legal and procedural requirements.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    external_key = models.CharField(max_length=80, unique=True, null=True, blank=True)
    state = models.ForeignKey(State, models.PROTECT, related_name="+")
    ours = models.BooleanField(default=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=300)
    name_language = models.CharField(max_length=LANGUAGE_LENGTH, blank=True)
    short_name = models.CharField(max_length=60, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)

    address = models.TextField(blank=True, max_length=1_000)
    phone = models.CharField(max_length=60, blank=True)
    phone_24h = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(max_length=400, blank=True)
    hours = models.CharField(max_length=200, blank=True)
    channels = models.JSONField(default=list, blank=True)

    languages_accepted = ArrayField(models.CharField(max_length=LANGUAGE_LENGTH), default=list, blank=True)
    urgent_language = models.CharField(max_length=LANGUAGE_LENGTH, blank=True)
    e_transmission = models.JSONField(default=dict, blank=True)
    originals_required = models.BooleanField(null=True, blank=True)
    apostille_required = models.BooleanField(null=True, blank=True)
    diplomatic_channel_required = models.BooleanField(null=True, blank=True)
    interpol_urgent = models.BooleanField(null=True, blank=True)
    dual_criminality = models.CharField(max_length=20, blank=True)
    minimum_penalty = models.PositiveSmallIntegerField(null=True, blank=True)
    links = models.JSONField(default=list, blank=True)
    networks = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    requirements = models.TextField(blank=True, max_length=20_000)

    public = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Somebody else's authority needs a source; ours is its own. Ours needs a time zone: legal dates are local
        dates.
        """

        ordering = ["state_id", "name", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="directory_authority_name"),
            models.CheckConstraint(condition=Q(ours=True) | ~Q(source=""), name="directory_authority_source"),
            models.CheckConstraint(condition=Q(ours=False) | ~Q(time_zone=""), name="directory_authority_time_zone"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="directory_authority_own_parent"),
            models.CheckConstraint(
                condition=Q(dual_criminality__in=["", "always", "coercive", "never", "case"]),
                name="directory_authority_dual_criminality",
            ),
            _period("valid_from", "valid_to", "directory_authority_period"),
        ]
        indexes = [models.Index(fields=["state", "name", "id"], name="directory_authority_listing")]

    def __str__(self) -> str:
        return self.name


class AuthorityFunction(models.Model):
    """What an authority is designated for; `instrument` empty means under any, `region` empty means the whole State.

    A region is for a second central authority for a special region or territory (UNCAC article 46(13)).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.ForeignKey(Authority, models.CASCADE, related_name="+")
    function = models.CharField(max_length=40)
    instrument = models.ForeignKey(Instrument, models.PROTECT, null=True, blank=True, related_name="+")
    region = models.CharField(max_length=120, blank=True)

    class Meta:
        """Named once for the same thing; found by function."""

        ordering = ["function", "instrument_id", "region"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "function", "instrument", "region"],
                nulls_distinct=False,
                name="directory_authority_function_once",
            )
        ]
        indexes = [models.Index(fields=["function", "authority"], name="directory_function_authority")]


class ContactPoint(models.Model):
    """A desk or a person to ring or write to. Persons are restricted unless the officer says otherwise."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=120, blank=True)
    network = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    languages = ArrayField(models.CharField(max_length=LANGUAGE_LENGTH), default=list, blank=True)
    restricted = models.BooleanField(default=True)
    source = models.CharField(max_length=300, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """In the order an officer looks them up."""

        ordering = ["authority_id", "name", "id"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="directory_contact_name")]


class Name(models.Model):
    """A name in one language: of an authority, of an instrument, or of a State where the CLDR name will not do.

    `folded` is `rules.folding.fold(name)`, written by the actions, so that a name is found without its accents in any
    script.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.ForeignKey(Authority, models.CASCADE, null=True, blank=True, related_name="+")
    instrument = models.ForeignKey(Instrument, models.CASCADE, null=True, blank=True, related_name="+")
    state = models.ForeignKey(State, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=8, default="other")
    language = models.CharField(max_length=LANGUAGE_LENGTH, blank=True)
    name = models.CharField(max_length=300)
    folded = models.TextField()

    class Meta:
        """Exactly one owner; found by trigrams of the folded name."""

        ordering = ["language", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(authority__isnull=False, instrument__isnull=True, state__isnull=True)
                | Q(authority__isnull=True, instrument__isnull=False, state__isnull=True)
                | Q(authority__isnull=True, instrument__isnull=True, state__isnull=False),
                name="directory_name_one_owner",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="directory_name_not_empty"),
            models.CheckConstraint(condition=Q(kind__in=["main", "short", "other"]), name="directory_name_kind"),
            models.UniqueConstraint(
                fields=["authority", "instrument", "state", "kind", "language"],
                nulls_distinct=False,
                name="directory_name_once",
            ),
        ]
        indexes = [GinIndex(OpClass("folded", name="gin_trgm_ops"), name="directory_name_folded")]
