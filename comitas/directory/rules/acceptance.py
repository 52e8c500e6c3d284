"""What an authority accepts: languages, channels, originals, electronic transmission.

Sources of the questions: UNCAC article 46(13) (central authority, diplomatic channel, INTERPOL in urgent cases) and
46(14) (written form, acceptable language, authenticity), and what directories of competent authorities record beyond
them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from comitas.core.text import N_
from comitas.directory.rules.sentences import Sentence, say

REQUEST_TYPES: dict[str, str] = {
    "mla": N_("Mutual legal assistance"),
    "service": N_("Service of documents"),
    "extradition": N_("Extradition"),
    "provisional-arrest": N_("Provisional arrest"),
    "asset-recovery": N_("Freezing, confiscation and return of assets"),
    "transfer-of-person": N_("Transfer of a person"),
    "transfer-of-proceedings": N_("Transfer of proceedings"),
    "police": N_("Police cooperation"),
    "joint-investigation": N_("Joint investigation"),
    "spontaneous": N_("Spontaneous information"),
    "enquiry": N_("Enquiry"),
}

CHANNELS: dict[str, str] = {
    "post": N_("Post"),
    "courier": N_("Courier"),
    "by-hand": N_("By hand"),
    "diplomatic": N_("Diplomatic channel"),
    "email": N_("E-mail"),
    "secure-email": N_("Encrypted e-mail"),
    "fax": N_("Fax"),
    "portal": N_("Portal of the authority"),
    "iber": N_("Iber@"),
    "e-evidence": N_("e-CODEX"),
    "siena": N_("SIENA"),
    "egmont": N_("Egmont Secure Web"),
    "interpol": N_("INTERPOL I-24/7"),
    "comitas": N_("Comitas"),
}

ELECTRONIC = frozenset(
    {"email", "secure-email", "portal", "iber", "e-evidence", "siena", "egmont", "interpol", "comitas"}
)
"""Channels that carry no paper."""

DUAL_CRIMINALITY: dict[str, str] = {
    "always": N_("Requires dual criminality for every measure"),
    "coercive": N_("Requires dual criminality for coercive measures only"),
    "never": N_("Does not require dual criminality"),
    "case": N_("Decides on dual criminality case by case"),
}

Verdict = Literal["accepted", "refused", "unclear"]


@dataclass(frozen=True, slots=True)
class Electronic:
    """Whether a type of request may come electronically, by which media, and whether it must be signed."""

    accepted: bool | None = None
    media: tuple[str, ...] = ()
    signature_needed: bool | None = None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What one authority has told us. None, or an empty tuple, means that it has told us nothing."""

    languages: tuple[str, ...] = ()
    urgent_language: str = ""
    electronic: Mapping[str, Electronic] = field(default_factory=dict)
    originals_required: bool | None = None
    apostille_required: bool | None = None
    diplomatic_channel_required: bool | None = None
    interpol_urgent: bool | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    """How a request is about to be sent. `channel` is a key of CHANNELS, `language` that of the request or its
    translation.
    """

    request_type: str
    language: str
    channel: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that the authority accepts, refuses, or has not told us."""

    verdict: Verdict
    sentence: Sentence


def remarks(acceptance: Acceptance, sending: Sending) -> tuple[Remark, ...]:
    """What there is to say about sending so: language, channel, electronic form, originals, apostille, in this
    order.
    """
    return (
        _language(acceptance, sending),
        *_channel(acceptance, sending),
        *_electronic(acceptance, sending),
        *_paper(acceptance),
    )


def base_language(tag: str) -> str:
    """The primary subtag of a BCP 47 tag: `pt` of `pt-BR`."""
    return tag.split("-", 1)[0].lower()


def _language(acceptance: Acceptance, sending: Sending) -> Remark:
    if not acceptance.languages and not acceptance.urgent_language:
        return _remark("unclear", "languages-unknown", _LANGUAGES_UNKNOWN)
    accepted = acceptance.languages + ((acceptance.urgent_language,) if sending.urgent else ())
    if base_language(sending.language) in {base_language(tag) for tag in accepted if tag}:
        return _remark("accepted", "language-accepted", _LANGUAGE_ACCEPTED, language=sending.language)
    if not acceptance.languages:
        return _remark("unclear", "languages-unknown", _LANGUAGES_UNKNOWN)
    return _remark("refused", "language-refused", _LANGUAGE_REFUSED, languages=", ".join(acceptance.languages))


def _channel(acceptance: Acceptance, sending: Sending) -> tuple[Remark, ...]:
    """UNCAC 46(13): direct to the central authority, unless the State requires the diplomatic channel."""
    if sending.channel == "interpol":
        return (_interpol(acceptance, sending),)
    if sending.channel == "diplomatic":
        return (_remark("accepted", "diplomatic-accepted", _DIPLOMATIC_ACCEPTED),)
    if acceptance.diplomatic_channel_required:
        return (_remark("refused", "diplomatic-required", _DIPLOMATIC_REQUIRED),)
    if acceptance.diplomatic_channel_required is None:
        return (_remark("unclear", "diplomatic-unknown", _DIPLOMATIC_UNKNOWN),)
    return ()


def _interpol(acceptance: Acceptance, sending: Sending) -> Remark:
    """UNCAC 46(13), last sentence: in urgent circumstances, where the States agree, through INTERPOL if possible."""
    if not sending.urgent:
        return _remark("refused", "interpol-not-urgent", _INTERPOL_NOT_URGENT)
    if acceptance.interpol_urgent is None:
        return _remark("unclear", "interpol-unknown", _INTERPOL_UNKNOWN)
    if acceptance.interpol_urgent:
        return _remark("accepted", "interpol-accepted", _INTERPOL_ACCEPTED)
    return _remark("refused", "interpol-refused", _INTERPOL_REFUSED)


def _electronic(acceptance: Acceptance, sending: Sending) -> tuple[Remark, ...]:
    if sending.channel not in ELECTRONIC or sending.channel == "interpol":
        return ()
    told = acceptance.electronic.get(sending.request_type, Electronic())
    if told.accepted is None:
        return (_remark("unclear", "electronic-unknown", _ELECTRONIC_UNKNOWN),)
    if not told.accepted:
        return (_remark("refused", "electronic-refused", _ELECTRONIC_REFUSED),)
    if told.media and sending.channel not in told.media:
        return (_remark("refused", "medium-refused", _MEDIUM_REFUSED),)
    return (_remark("accepted", "electronic-accepted", _ELECTRONIC_ACCEPTED), *_signature(told))


def _signature(told: Electronic) -> tuple[Remark, ...]:
    if told.signature_needed is None:
        return (_remark("unclear", "signature-unknown", _SIGNATURE_UNKNOWN),)
    if told.signature_needed:
        return (_remark("accepted", "signature-needed", _SIGNATURE_NEEDED),)
    return ()


def _paper(acceptance: Acceptance) -> tuple[Remark, ...]:
    found = []
    if acceptance.originals_required is None:
        found.append(_remark("unclear", "originals-unknown", _ORIGINALS_UNKNOWN))
    elif acceptance.originals_required:
        found.append(_remark("accepted", "originals-required", _ORIGINALS_REQUIRED))
    if acceptance.apostille_required:
        found.append(_remark("accepted", "apostille-required", _APOSTILLE_REQUIRED))
    return tuple(found)


def _remark(verdict: Verdict, code: str, text: str, **values: str) -> Remark:
    return Remark(verdict, say(code, text, **values))


_LANGUAGES_UNKNOWN = N_("The languages that this authority accepts are not recorded.")
_LANGUAGE_ACCEPTED = N_("It accepts this language.")
_LANGUAGE_REFUSED = N_("It accepts only %(languages)s. Attach a translation.")
_DIPLOMATIC_ACCEPTED = N_("The diplomatic channel is always open.")
_DIPLOMATIC_REQUIRED = N_("It requires the diplomatic channel. Send the request through it.")
_DIPLOMATIC_UNKNOWN = N_("Whether it requires the diplomatic channel is not recorded.")
_INTERPOL_NOT_URGENT = N_(
    "INTERPOL carries requests only in urgent cases. Use another channel, or say why it is urgent."
)
_INTERPOL_UNKNOWN = N_("Whether it accepts urgent requests through INTERPOL is not recorded.")
_INTERPOL_ACCEPTED = N_("It accepts urgent requests through INTERPOL.")
_INTERPOL_REFUSED = N_("It does not accept requests through INTERPOL. Use another channel.")
_ELECTRONIC_UNKNOWN = N_("Whether it accepts such requests electronically is not recorded.")
_ELECTRONIC_REFUSED = N_("It does not accept such requests electronically. Send paper.")
_MEDIUM_REFUSED = N_("It accepts such requests electronically, but not by this channel.")
_ELECTRONIC_ACCEPTED = N_("It accepts such requests by this channel.")
_SIGNATURE_NEEDED = N_("It requires an electronic signature.")
_SIGNATURE_UNKNOWN = N_("Whether it requires an electronic signature is not recorded.")
_ORIGINALS_REQUIRED = N_("It requires the original on paper. Send it as well.")
_ORIGINALS_UNKNOWN = N_("Whether it requires originals on paper is not recorded.")
_APOSTILLE_REQUIRED = N_("It requires an apostille or legalisation.")
