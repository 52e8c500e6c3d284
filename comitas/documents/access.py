"""Who may upload, and the token that stands for one upload in the upload process."""

from uuid import UUID

from django.core import signing

from comitas.accounts import access
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.documents.rules import uploads

UPLOADING = ("arrival:register", "document:add")
_SALT = "comitas.documents.upload"


def may_upload(actor: Actor) -> bool:
    """Whether *actor* may upload anything at all: whoever registers arrivals or adds documents anywhere."""
    return any(access.may(actor, permission) for permission in UPLOADING)


def require_upload(actor: Actor) -> None:
    """Raises `Denied` unless `may_upload`."""
    if not may_upload(actor):
        access.require_in(actor, UPLOADING[0])


def token(upload: UUID, user: int) -> str:
    """What lets its bearer send parts of one upload, for as long as uploads are kept. Signed, not secret in itself."""
    return signing.dumps([str(upload), user], salt=_SALT)


def token_holder(text: str) -> tuple[UUID, int]:
    """The upload and the user that a token names. `NotThere` for one that is forged, altered or too old."""
    try:
        upload, user = signing.loads(text, salt=_SALT, max_age=uploads.LIFE)
        return UUID(upload), int(user)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise NotThere("upload") from error
