"""Why something is not done. Each carries a sentence for the person who asked; config turns it into an answer."""


class Refusal(Exception):
    """Base of what a view need not catch: the house answers for it."""


class NotThere(Refusal, LookupError):
    """There is no such thing, or not for this actor. Both look alike on purpose (answer 404)."""


class Denied(Refusal):
    """The actor may see it but may not do this (answer 403). The sentence says who may."""


class Conflict(Refusal):
    """Somebody changed it meanwhile (answer 409). Nothing was written; what was typed goes back to the page."""


class Invalid(Refusal, ValueError):
    """What was given cannot be taken (answer 400, or errors at the fields). `fields` maps a field's name to a sentence."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = fields
