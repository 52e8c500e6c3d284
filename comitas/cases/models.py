"""A case, its parts, the steps each took, the persons, offences, references and links."""

from datetime import date
from functools import reduce
from operator import or_

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models

from comitas.accounts.models import Compartment, User
from comitas.cases.rules import numbers
from comitas.cases.rules.codes import PERSON_CATEGORIES, PERSON_ROLES
from comitas.cases.rules.families import FAMILIES
from comitas.cases.rules.handling import HANDLING_CODES
from comitas.cases.rules.papers import RECOVERIES, RECOVERING
from comitas.cases.rules.status import EXITS
from comitas.core.ids import new_id
from comitas.directory.models import Authority, State
from comitas.documents.models import Placement


class Counter(models.Model):
    """The last case number of an authority and a year. Locked last of all."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "year"], name="cases_counter_once")]


class Case(models.Model):
    """The file about one request or other matter.

    `kind` is a code of what arrived; only those that count as requests enter the figures as such. Transmitting, requesting and
    conducting authority are three things. `stands` (the states of the parts), `due`, `in_custody` and `folded` (what a search
    looks at) are derived by the actions, for the register. Nullable booleans: nobody has said yet. `papers`: which of
    `rules.papers` are there, by code; what is not named nobody has said.

    `imported`: taken over from a register that was kept elsewhere, whose days before that are its own. Then `received_on` may
    be None, which is not known; `closed_before` says that it was closed by `closed_on`, the day of the take-over, and that
    nobody knows when; and `earlier` keeps what that register said and no column holds.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.OneToOneField(Compartment, models.PROTECT, related_name="+")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    side = models.CharField(max_length=8, default="incoming")
    kind = models.CharField(max_length=30)
    counts = models.BooleanField(default=False)
    title = models.CharField(max_length=200)
    state_from = models.ForeignKey(State, models.PROTECT, null=True, blank=True, related_name="+")
    requesting = models.CharField(max_length=300, blank=True)
    requesting_authority = models.ForeignKey(Authority, models.PROTECT, null=True, blank=True, related_name="+")
    transmitting = models.CharField(max_length=300, blank=True)
    conducting = models.CharField(max_length=300, blank=True)
    conducting_functions = models.CharField(max_length=300, blank=True)
    proceeding_kind = models.CharField(max_length=20, blank=True)
    subject = models.TextField(blank=True)
    facts = models.TextField(blank=True)
    nexus = models.TextField(blank=True)
    purpose = models.TextField(blank=True)
    procedure = models.TextField(blank=True)
    language = models.CharField(max_length=12, blank=True)
    translation_attached = models.BooleanField(null=True)
    authentic = models.BooleanField(null=True)
    dual_criminality = models.CharField(max_length=20, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    received_on = models.DateField(null=True, blank=True)
    written_on = models.DateField(null=True, blank=True)
    wanted_by = models.DateField(null=True, blank=True)
    wanted_because = models.CharField(max_length=300, blank=True)
    urgent = models.BooleanField(default=False)
    urgent_because = models.CharField(max_length=300, blank=True)
    confidential = models.BooleanField(default=False)
    confidential_because = models.CharField(max_length=300, blank=True)
    officer = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    acknowledged_on = models.DateField(null=True, blank=True)
    last_told_on = models.DateField(null=True, blank=True)
    last_told_by = models.CharField(max_length=20, blank=True)
    opened_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=30, blank=True)
    imported = models.BooleanField(default=False, db_default=False)
    closed_before = models.BooleanField(default=False, db_default=False)
    earlier = models.JSONField(default=dict, db_default={}, blank=True)
    in_custody = models.BooleanField(default=False)
    due = models.DateField(null=True, blank=True)
    stands = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    folded = models.TextField(blank=True)
    papers = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "year", "serial"], name="cases_case_number"),
            models.CheckConstraint(condition=models.Q(side__in=["incoming", "outgoing"]), name="cases_case_side"),
            models.CheckConstraint(
                condition=models.Q(closed_on=None, outcome="")
                | models.Q(closed_on__isnull=False, outcome__in=list(EXITS)),
                name="cases_case_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(imported=True) | models.Q(received_on__isnull=False, closed_before=False),
                name="cases_case_days_known",
            ),
        ]
        indexes = [
            models.Index(fields=["-year", "-serial", "-id"], name="cases_case_list"),
            models.Index(fields=["authority", "-year", "-serial", "-id"], name="cases_case_authority"),
            models.Index(fields=["authority", "due", "id"], condition=models.Q(closed_on=None), name="cases_case_dues"),
            models.Index(fields=["officer", "-year", "-serial", "-id"], name="cases_case_officer"),
            models.Index(fields=["state_from", "-year", "-serial", "-id"], name="cases_case_state"),
            models.Index(
                fields=["-year", "-serial", "-id"], condition=models.Q(closed_on=None), name="cases_case_open"
            ),
            models.Index(fields=["-closed_on"], name="cases_case_closed"),
            models.Index(fields=["due", "id"], condition=models.Q(closed_on=None), name="cases_case_due"),
            models.Index(
                fields=["-year", "-serial", "-id"], condition=models.Q(in_custody=True), name="cases_case_custody"
            ),
            GinIndex(fields=["stands"], name="cases_case_stands"),
            GinIndex(OpClass("folded", name="gin_trgm_ops"), name="cases_case_folded"),
        ]

    @property
    def number(self) -> str:
        return numbers.case_number(self.year, self.serial)


class Outgoing(models.Model):
    """What only a request of ours has. Its `requesting` authority is the one at home that asks; `state_from` the State asked.

    `addressee`: who receives it there; `channel` the way that is planned. `hearing_on`, `limitation_on`: dates at home from which
    one counts back. `plain_procedure`: no particular procedure is wished.
    `bases`: the legal bases chosen, which each part takes over. `own_paper`: the requester's own file, which goes instead
    of a document made here. `sent_on` and `heard_on` (the last time) follow from the steps.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="outgoing")
    requester_number = models.CharField(max_length=120, blank=True)
    requester_contact = models.CharField(max_length=300, blank=True)
    hearing_on = models.DateField(null=True, blank=True)
    hearing_what = models.CharField(max_length=200, blank=True)
    limitation_on = models.DateField(null=True, blank=True)
    addressee = models.ForeignKey(Authority, models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.CharField(max_length=20, blank=True)
    bases = models.JSONField(default=list, blank=True)
    use_undertaking = models.BooleanField(default=True)
    reciprocity = models.BooleanField(default=False)
    plain_procedure = models.BooleanField(default=False)
    costs = models.TextField(blank=True)
    earlier = models.TextField(blank=True)
    enclosures = models.TextField(blank=True)
    own_paper = models.ForeignKey(Placement, models.PROTECT, null=True, blank=True, related_name="+")
    sent_on = models.DateField(null=True, blank=True)
    heard_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["sent_on"], name="cases_outgoing_sent")]


def _of_its_family(column: str) -> models.Q:
    """That a part's measure or state is one of its family's."""
    known = {code: list(family.measures if column == "measure" else family.states) for code, family in FAMILIES.items()}
    return reduce(or_, (models.Q(family=code, **{f"{column}__in": values}) for code, values in known.items()))


class Part(models.Model):
    """One measure asked for, with its persons, its authority and its own life. `state` is written by `take_step` alone.

    `family` names the table of its states (`rules.families`); it is fixed when the part is added. From `arrested_on` on, the days
    of an extradition: `surrender_on` is the day agreed, `surrendered_on` the day on which it took place. `sentence_months`: the
    sentence that was passed and is to be served.

    `bases`: the legal bases that stand together, as `{"code", "cited", "agreed_9_29"}`. `state_since` is None where the part was
    taken over as it stood and nobody knows since when. `remedies`: those against court decisions
    that no step recorded, as `{"decision", "suspensive", "until", "lodged", "final_on"}`. `details`: what a request of ours says about
    the measure, by the codes of `rules.details`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="parts")
    number = models.PositiveSmallIntegerField()
    family = models.CharField(max_length=12, default="assistance")
    measure = models.CharField(max_length=12)
    coercive = models.BooleanField(null=True)
    recovery = models.CharField(max_length=8, blank=True)
    description = models.CharField(max_length=500, blank=True)
    purpose = models.CharField(max_length=500, blank=True)
    bases = models.JSONField(default=list)
    details = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=24, default="received")
    executing = models.ForeignKey(Authority, models.PROTECT, null=True, blank=True, related_name="+")
    their_number = models.CharField(max_length=80, blank=True)
    deadline = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    decision = models.TextField(blank=True)
    ground = models.CharField(max_length=20, blank=True)
    result = models.TextField(blank=True)
    court = models.CharField(max_length=300, blank=True)
    remedy_until = models.DateField(null=True, blank=True)
    suspensive = models.BooleanField(default=False)
    remedy_lodged = models.BooleanField(default=False)
    final_on = models.DateField(null=True, blank=True)
    remedies = models.JSONField(default=list, blank=True)
    transmitted_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    state_since = models.DateField(null=True, blank=True)
    arrested_on = models.DateField(null=True, blank=True)
    released_on = models.DateField(null=True, blank=True)
    papers_on = models.DateField(null=True, blank=True)
    consented_on = models.DateField(null=True, blank=True)
    granted_on = models.DateField(null=True, blank=True)
    surrender_on = models.DateField(null=True, blank=True)
    return_by = models.DateField(null=True, blank=True)
    surrendered_on = models.DateField(null=True, blank=True)
    submitted_on = models.DateField(null=True, blank=True)
    sentence_months = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="cases_part_number"),
            models.CheckConstraint(condition=_of_its_family("measure"), name="cases_part_measure"),
            models.CheckConstraint(condition=_of_its_family("state"), name="cases_part_state"),
            models.CheckConstraint(
                condition=models.Q(recovery="") | models.Q(measure=RECOVERING, recovery__in=list(RECOVERIES)),
                name="cases_part_recovery",
            ),
        ]
        indexes = [models.Index(fields=["executing", "state"], name="cases_part_executing")]

    @property
    def due_on(self) -> date | None:
        """The day by which it is wanted: its own, or the whole request's where that comes first or is the only one."""
        return min((day for day in (self.deadline, self.case.wanted_by) if day), default=None)


class Moment(models.Model):
    """A day by which time limits are counted, of a case or of a part (`rules.moments`). `hour` is local to the case's authority."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="moments")
    part = models.ForeignKey(Part, models.PROTECT, null=True, blank=True, related_name="moments")
    code = models.CharField(max_length=30)
    on = models.DateField()
    hour = models.TimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "part", "code"], name="cases_moment_once", nulls_distinct=False),
            models.CheckConstraint(condition=~models.Q(code=""), name="cases_moment_code"),
        ]


class StepTaken(models.Model):
    """One step of a part, in the order taken. `before` holds the columns that it changed, so that a correction restores them,
    and under "persons" how the persons were held whom it arrested or released.

    `data` is what was given, `passed` the gates that the head passed with the reasons. `same_hand`: who decided had also
    prepared, as happens in a small office. `acting_for`: in whose place a deputy took it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    part = models.ForeignKey(Part, models.PROTECT, related_name="steps")
    serial = models.PositiveIntegerField()
    step = models.CharField(max_length=30)
    state_before = models.CharField(max_length=24)
    state_after = models.CharField(max_length=24)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField()
    data = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    passed = models.JSONField(default=dict)
    same_hand = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    acting_for = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "serial"], name="cases_step_serial")]


class Person(models.Model):
    """A natural or legal person of one case. `protected`: the address is shown to nobody who need not know it.

    `efforts`: what was done to find out identity or whereabouts, where they are not known (UNCAC 46(15)(e)).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="persons")
    parts = models.ManyToManyField(Part, related_name="persons", blank=True)
    natural = models.BooleanField(default=True)
    name = models.CharField(max_length=200)
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    folded = models.TextField()
    role = models.CharField(max_length=20, default="subject")
    category = models.CharField(max_length=20, default="other")
    born = models.DateField(null=True, blank=True)
    nationality = models.CharField(max_length=80, blank=True)
    identity_document = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=300, blank=True)
    efforts = models.CharField(max_length=500, blank=True)
    protected = models.BooleanField(default=False)
    custody_place = models.CharField(max_length=200, blank=True)
    custody_since = models.DateField(null=True, blank=True)
    custody_review = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=list(PERSON_ROLES)), name="cases_person_role"),
            models.CheckConstraint(
                condition=models.Q(category__in=list(PERSON_CATEGORIES)), name="cases_person_category"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="cases_person_name"),
        ]
        indexes = [GinIndex(OpClass("folded", name="gin_trgm_ops"), name="cases_person_folded")]


class Offence(models.Model):
    """An offence: as the request cites it, ours, and an article of the Convention where one applies.

    `committed`: when and where (ECE 12(2)(b)). `months_asking`, `months_asked`: the longest deprivation of liberty by the law of the State
    that asks, and of the State that is asked (ECE 2(1)).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="offences")
    cited = models.CharField(max_length=300)
    provision = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    penalty = models.CharField(max_length=200, blank=True)
    ours = models.CharField(max_length=200, blank=True)
    uncac = models.CharField(max_length=2, blank=True)
    committed = models.CharField(max_length=300, blank=True)
    months_asking = models.PositiveSmallIntegerField(null=True, blank=True)
    months_asked = models.PositiveSmallIntegerField(null=True, blank=True)


class Reference(models.Model):
    """Somebody's number for the matter. Found whatever the punctuation: `folded` holds letters and digits only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="references")
    text = models.CharField(max_length=120)
    folded = models.CharField(max_length=120)
    owner = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "folded", "owner"], name="cases_reference_once")]
        indexes = [GinIndex(OpClass("folded", name="gin_trgm_ops"), name="cases_reference_folded")]


class Link(models.Model):
    """One case that has to do with another of the same readers."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="links")
    other = models.ForeignKey(Case, models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "other"], name="cases_link_once"),
            models.CheckConstraint(condition=~models.Q(case=models.F("other")), name="cases_link_other"),
        ]


class Mark(models.Model):
    """Handling codes and use limits of one item. They travel with it wherever it goes (`rules.handling`).

    `purposes`: numbers of the cases for which it was given; `source` and `accuracy` evaluate it, A1 to X4.
    """

    placement = models.OneToOneField(Placement, models.PROTECT, related_name="+")
    handling = ArrayField(models.CharField(max_length=2), default=list)
    note = models.CharField(max_length=500, blank=True)
    received = models.BooleanField(default=True)
    third_party_rule = models.BooleanField(default=False)
    purposes = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    source = models.CharField(max_length=1, blank=True)
    accuracy = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(handling__contained_by=list(HANDLING_CODES)), name="cases_mark_handling"
            )
        ]
