"""Files on their way. The bytes themselves go to the upload process, part by part, and can be resumed there."""

from typing import Any
from uuid import UUID

from django.conf import settings
from ninja import Router, Status

from comitas.api.forms.asked import UploadBegun
from comitas.api.presenters.arrivals import Sending
from comitas.api.presenters.arrivals import upload as sending
from comitas.api.views.door import needs
from comitas.core import clock
from comitas.core.refusals import NotThere
from comitas.documents import access, actions, queries
from comitas.documents.models import Upload
from comitas.documents.rules import uploads

router = Router(tags=["uploads"])
WRITE = needs("arrival:register", "arrivals:write")


@router.post(
    "/uploads", response={201: Sending}, operation_id="begin_upload", url_name="uploads", summary="Begin to send a file"
)
@WRITE
def begin(request: Any, asked: UploadBegun) -> Status[Sending]:
    """Room for a file within the account's quota; then its parts are sent with PUT to `url`, each with `token`.

    Parts begin and end at multiples of one mebibyte; only the last may be shorter. A part that was cut off is sent again.
    """
    made = actions.begin_upload(by=request.actor, at=clock.now(), name=asked.name, size=asked.size)
    return Status(201, _shown(request, made))


@router.get(
    "/uploads/{uuid:upload}",
    response=Sending,
    operation_id="upload",
    url_name="upload",
    summary="How much of a file has arrived",
)
@WRITE
def upload(request: Any, upload: UUID) -> Sending:
    """Go on at `received` where a part was cut off."""
    found = queries.upload(request.actor, upload)
    if found.state not in uploads.WAITING or found.expires_at <= clock.now():
        raise NotThere(str(upload))
    return _shown(request, found)


@router.delete(
    "/uploads/{uuid:upload}",
    response={204: None},
    operation_id="abandon_upload",
    url_name="upload",
    summary="Give a file up",
)
@WRITE
def abandon(request: Any, upload: UUID) -> Status[None]:
    """What has arrived of it is removed."""
    actions.abandon(by=request.actor, at=clock.now(), upload=upload)
    return Status(204, None)


def _shown(request: Any, made: Upload) -> Sending:
    origin = uploads.origin(request.get_host(), secure=settings.SECURE, port=settings.UPLOAD_PORT)
    return sending(
        made,
        f"{origin}/upload/{made.pk}",
        access.token(made.pk, made.user_id),
        uploads.part_bytes(settings.UPLOAD_PART),
    )
