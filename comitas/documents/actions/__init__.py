"""Writing: files taken in (`uploads`, `streams`), what was read from them (`readings`), the files inside them (`enclosing`), what is put
together from their pages (`sheets`), what is held and let go."""

from comitas.documents.actions.destroying import HOLDINGS, destroy, shred
from comitas.documents.actions.enclosing import keep_enclosed
from comitas.documents.actions.holding import hold, let_go
from comitas.documents.actions.moving import move_all
from comitas.documents.actions.readings import (
    add_page,
    begin_reading,
    finish_reading,
    note_conversion,
    note_progress,
    put_off,
    read_again,
    refuse_reading,
    resume_readings,
)
from comitas.documents.actions.sheets import (
    keep_searchable,
    keep_view,
    put_together,
    refuse_view,
    resume_views,
)
from comitas.documents.actions.streams import LengthChanged, SetDown, keep_set_down, set_down, take_back
from comitas.documents.actions.tables import keep_table
from comitas.documents.actions.uploads import (
    abandon,
    begin_upload,
    complete_upload,
    expire_upload,
    keep,
    keep_file,
    receive_file,
    receive_part,
    remove_strays,
)

__all__ = [
    "HOLDINGS",
    "destroy",
    "shred",
    "LengthChanged",
    "SetDown",
    "abandon",
    "add_page",
    "begin_reading",
    "begin_upload",
    "complete_upload",
    "expire_upload",
    "finish_reading",
    "hold",
    "keep",
    "keep_enclosed",
    "keep_file",
    "keep_set_down",
    "keep_table",
    "let_go",
    "keep_searchable",
    "keep_view",
    "move_all",
    "note_conversion",
    "note_progress",
    "put_off",
    "put_together",
    "read_again",
    "receive_file",
    "receive_part",
    "refuse_reading",
    "refuse_view",
    "remove_strays",
    "resume_readings",
    "set_down",
    "take_back",
    "resume_views",
]
