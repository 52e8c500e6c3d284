"""What carrying a request out needs, each a row of its case. Nothing is deleted: what was entered by mistake is annulled with why."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import Q

from comitas.accounts.models import Compartment, User
from comitas.cases.models import Case, Part, Person, StepTaken
from comitas.core.ids import new_id
from comitas.directory.models import Authority, State
from comitas.documents.models import Placement
from comitas.execution.rules import calls, costs, freezes, papers, serving

CODE = 20
CURRENCY = 3


def _line(longest: int = 200) -> "models.CharField[str, str]":
    return models.CharField(max_length=longest, blank=True)


def _day() -> "models.DateField[date | None, date | None]":
    return models.DateField(null=True, blank=True)


def _money() -> "models.DecimalField[Decimal | None, Decimal | None]":
    return models.DecimalField(max_digits=17, decimal_places=2, null=True, blank=True)


def _placement() -> "models.ForeignKey[Placement | None, Placement | None]":
    return models.ForeignKey(Placement, models.PROTECT, null=True, blank=True, related_name="+")


class Entry(models.Model):
    """What every entry has. `annulled_because` is "" for an entry that stands; figures and dates look at those alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    part = models.ForeignKey(Part, models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    annulled_because = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class Happened(models.Model):
    """What happened to an entry, never changed afterwards. `serial` counts from 1 in each entry."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    serial = models.PositiveIntegerField()
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


class Item(Entry):
    """A physical thing. `holder`, `place` and `seals` are those of its last movement."""

    what = _line(300)
    seals = _line()
    bag = _line(80)
    received_on = _day()
    holder = _line()
    place = _line()
    due_back = _day()
    waived_on = _day()
    returned_on = _day()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="execution_item_what"),
            models.CheckConstraint(condition=Q(waived_on=None) | Q(returned_on=None), name="execution_item_one_end"),
        ]
        indexes = [models.Index(fields=["case", "-entered_at", "-id"], name="execution_item_case")]


class Movement(Happened):
    """A link of the chain of custody: handed to whom, kept where, under which seals."""

    of = models.ForeignKey(Item, models.PROTECT, related_name="happened")
    to_whom = _line()
    place = _line()
    seals = _line()
    why = models.TextField(max_length=1_000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "serial"], name="execution_movement_serial")]


class Paper(Entry):
    """A certified copy, an apostille or a legalisation, as a thing to be done."""

    way = models.CharField(max_length=CODE)
    what = _line(300)
    document = _placement()
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")
    asked_of = _line()
    asked_on = _day()
    due = _day()
    done_on = _day()
    number = _line(80)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(way__in=list(papers.WAYS)), name="execution_paper_way")]
        indexes = [models.Index(fields=["case", "-entered_at", "-id"], name="execution_paper_case")]


class Translation(Entry):
    """An order. `source` is what is translated, `result` the translation; `cleared`: None where nobody has said."""

    what = _line(300)
    source = _placement()
    from_language = models.CharField(max_length=12)
    to_language = models.CharField(max_length=12)
    translator = _line()
    cleared = models.BooleanField(null=True)
    cleared_on = _day()
    ordered_on = _day()
    due = _day()
    received_on = _day()
    certified = models.BooleanField(default=False)
    amount = _money()
    currency = models.CharField(max_length=CURRENCY, blank=True)
    invoice = _line(80)
    result = _placement()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_language=models.F("to_language")), name="execution_translation_two"
            ),
            models.CheckConstraint(condition=Q(amount=None) | ~Q(currency=""), name="execution_translation_currency"),
        ]
        indexes = [models.Index(fields=["case", "-entered_at", "-id"], name="execution_translation_case")]


class Cost(Entry):
    """A cost, ordinary or extraordinary. `agreed`: what the other State said when consulted, None where it has not."""

    what = _line(300)
    nature = models.CharField(max_length=CODE)
    quoted = _money()
    amount = _money()
    currency = models.CharField(max_length=CURRENCY, blank=True)
    asked_on = _day()
    answer_by = _day()
    agreed = models.BooleanField(null=True)
    agreed_on = _day()
    payer = models.CharField(max_length=CODE, blank=True)
    invoice = _line(80)
    paid_on = _day()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(nature__in=list(costs.NATURES)), name="execution_cost_nature"),
            models.CheckConstraint(condition=Q(payer__in=["", *costs.PAYERS]), name="execution_cost_payer"),
            models.CheckConstraint(
                condition=Q(amount=None, quoted=None) | ~Q(currency=""), name="execution_cost_currency"
            ),
        ]
        indexes = [models.Index(fields=["case", "-entered_at", "-id"], name="execution_cost_case")]


class Decision(Entry):
    """A court's decision about a part. `step`: the step that recorded it, which then also says how the remedy stands."""

    step = models.ForeignKey(StepTaken, models.PROTECT, null=True, blank=True, related_name="+")
    court = _line(300)
    their_number = _line(80)
    decided_on = models.DateField()
    operative = models.TextField(max_length=1_000)
    remedy_until = _day()
    suspensive = models.BooleanField(default=False)
    lodged = models.BooleanField(default=False)
    final_on = _day()
    document = _placement()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(part__isnull=False), name="execution_decision_part"),
            models.UniqueConstraint(fields=["step"], condition=Q(annulled_because=""), name="execution_decision_step"),
        ]
        indexes = [models.Index(fields=["case", "-entered_at", "-id"], name="execution_decision_case")]


class Served(Happened):
    """One on whom a decision was served: a person of the case, or somebody else by name."""

    of = models.ForeignKey(Decision, models.PROTECT, related_name="happened")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    name = _line()
    manner = _line()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "serial"], name="execution_served_serial"),
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(name=""), name="execution_served_somebody"),
        ]


class Freeze(Entry):
    """Property frozen or seized. `until`, `renew_by` and `order_number` are those of its last renewal."""

    kind = models.CharField(max_length=CODE)
    what = _line(300)
    identifier = _line(120)
    court = _line(300)
    order_number = _line(80)
    value = _money()
    currency = models.CharField(max_length=CURRENCY, blank=True)
    keeper = _line()
    keeping_costs = _money()
    since = models.DateField()
    until = _day()
    renew_by = _day()
    notice_on = _day()
    no_notice_because = models.TextField(max_length=1_000, blank=True)
    lifted_on = _day()
    lifted_because = models.TextField(max_length=1_000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(freezes.OBJECTS)), name="execution_freeze_kind"),
            models.CheckConstraint(
                condition=Q(value=None, keeping_costs=None) | ~Q(currency=""), name="execution_freeze_currency"
            ),
            models.CheckConstraint(condition=Q(lifted_on=None) | ~Q(lifted_because=""), name="execution_freeze_lifted"),
        ]
        indexes = [models.Index(fields=["case", "-entered_at", "-id"], name="execution_freeze_case")]


class Renewal(Happened):
    """A freeze goes on. `before`: until when it had been in force."""

    of = models.ForeignKey(Freeze, models.PROTECT, related_name="happened")
    before = _day()
    until = models.DateField()
    renew_by = _day()
    order_number = _line(80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "serial"], name="execution_renewal_serial")]


class Service(Entry):
    """Documents to be served on somebody; the attempts are `Attempt`s."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    addressee = _line()
    documents = models.TextField(max_length=1_000)
    hearing_on = _day()
    latest_on = _day()
    served_on = _day()
    proof = models.CharField(max_length=CODE, blank=True)
    document = _placement()
    not_served = models.TextField(max_length=1_000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(proof__in=["", *serving.PROOFS]), name="execution_service_proof"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(addressee=""), name="execution_service_somebody"
            ),
            models.CheckConstraint(condition=Q(served_on=None) | Q(not_served=""), name="execution_service_one_end"),
        ]
        indexes = [models.Index(fields=["case", "-entered_at", "-id"], name="execution_service_case")]


class Attempt(Happened):
    """One attempt to serve."""

    of = models.ForeignKey(Service, models.PROTECT, related_name="happened")
    result = models.CharField(max_length=CODE)
    manner = _line()
    note = _line(500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "serial"], name="execution_attempt_serial"),
            models.CheckConstraint(condition=Q(result__in=list(serving.RESULTS)), name="execution_attempt_result"),
        ]


class Prisoner(Entry):
    """What is kept of a person held, besides where, since when and the next review, which the person carries."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ordered_by = _line(300)
    sentence_ends = _day()
    consented_on = _day()
    consent = _placement()
    transferred_on = _day()
    transferred_to = _line()
    return_by = _day()
    returned_on = _day()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(annulled_because=""), name="execution_prisoner_once")
        ]
        indexes = [models.Index(fields=["case", "-entered_at", "-id"], name="execution_prisoner_case")]


class Call(models.Model):
    """A phone note. Without a case it stands in a compartment of its own in the authority that took it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.ForeignKey(Compartment, models.PROTECT, related_name="+")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.ForeignKey(State, models.PROTECT, null=True, blank=True, related_name="+")
    way = models.CharField(max_length=CODE)
    with_whom = _line()
    phone = _line(60)
    verified = models.BooleanField(default=False)
    said = models.TextField(max_length=4_000)
    told = models.BooleanField(default=False)
    follow_up = _line(300)
    follow_up_on = _day()
    done_on = _day()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(way__in=list(calls.WAYS)), name="execution_call_way"),
            models.CheckConstraint(condition=Q(told=False) | Q(verified=True), name="execution_call_told"),
            models.CheckConstraint(
                condition=Q(follow_up="", follow_up_on=None) | ~Q(follow_up="") & Q(follow_up_on__isnull=False),
                name="execution_call_follow_up",
            ),
        ]
        indexes = [
            models.Index(fields=["-at", "-id"], name="execution_call_list"),
            models.Index(fields=["case", "-at", "-id"], name="execution_call_case"),
        ]
