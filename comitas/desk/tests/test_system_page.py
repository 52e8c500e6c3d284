"""The administration page: what it tells, to whom, and what it never shows."""

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.translation import gettext

from comitas.accounts.models import User
from comitas.core import clock
from comitas.core.refusals import Denied
from comitas.desk import queries
from comitas.desk.rules import safekeeping
from comitas.documents import actions as documents
from comitas.ledger.models import Line


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def job(status: str, name: str = "documents.read", args: str = '{"document": "secret-name"}') -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, args) VALUES ('default', %s, %s::procrastinate_job_status, %s)",
            [name, status, args],
        )


@pytest.fixture
def places(tmp_path: Path, settings: Any) -> Path:
    """Originals, checkpoints and backups in a folder of the test's own."""
    settings.OBJECTS, settings.CHECKPOINTS = tmp_path / "objects", tmp_path / "ledger.jsonl"
    backups = tmp_path / "backups"
    backups.mkdir()
    settings.ENV = _With(settings.ENV, backups)
    return backups


class _With:
    """The environment with another folder of backups."""

    def __init__(self, env: Any, backups: Path) -> None:
        self._env, self.backups, self.home = env, backups, backups.parent

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env, name)


def test_only_the_administrator_sees_it(signed_in: Any, cast: Any, places: Path) -> None:
    assert signed_in(cast.ada).get("/system/").status_code == 200
    for name in ("rosa", "ines", "karin", "max", "lea", "pavel"):
        assert signed_in(getattr(cast, name)).get("/system/").status_code == 403, name
    for ask in (queries.jobs, queries.room, queries.safety, queries.settings_shown):
        with pytest.raises(Denied):
            ask(cast.ines)


def test_home_and_menu_lead_there(signed_in: Any, cast: Any) -> None:
    assert text(signed_in(cast.ada).get("/")).count('href="/system/"') == 2
    assert 'href="/system/"' not in text(signed_in(cast.ines).get("/"))


def test_why_documents_are_not_read_and_what_to_do(signed_in: Any, cast: Any, places: Path, at: datetime) -> None:
    page = signed_in(cast.ada)
    assert "Nobody has looked yet" in text(page.get("/system/"))
    documents.note_conversion(by=cast.ada, at=at, reason="bubblewrap is missing. Install it.")
    told = text(page.get("/system/"))
    assert "bubblewrap is missing. Install it." in told and "restart" in told and "Documents are not read" in told
    documents.note_conversion(by=cast.ada, at=at, reason="")
    assert "Documents are kept, but not read" not in text(page.get("/system/"))


def test_jobs_are_counted_and_failed_ones_named_without_content(signed_in: Any, cast: Any, places: Path) -> None:
    page = signed_in(cast.ada)
    before = queries.jobs(cast.ada)
    for status in ("todo", "todo", "failed", "failed", "succeeded"):
        job(status)
    now = queries.jobs(cast.ada)
    assert (now.waiting - before.waiting, now.failed - before.failed) == (2, 2)
    assert [(kind.name, kind.times) for kind in now.kinds] == [("documents.read", 2)]
    told = text(page.get("/system/"))
    assert "Some background work failed" in told and "documents.read" in told and "secret-name" not in told


def test_work_that_waits_long_is_told(signed_in: Any, cast: Any, places: Path) -> None:
    job("todo")
    assert "Work has waited" not in text(signed_in(cast.ada).get("/system/"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '1 hour'")
    assert "Work has waited since" in text(signed_in(cast.ada).get("/system/"))


def test_the_last_finished_backup_of_this_instance_counts(
    signed_in: Any, cast: Any, places: Path, settings: Any
) -> None:
    page, instance = signed_in(cast.ada), settings.ENV.instance
    assert "There is no backup yet" in text(page.get("/system/"))
    for name in (f"comitas-{instance}-20260101T020000000Z.partial", "comitas-another-20260109T020000000Z", "notes"):
        (places / name).mkdir()
    (places / f"comitas-{instance}-20260109T020000000Z.keys").write_text("sealed")
    assert "There is no backup yet" in text(page.get("/system/"))
    (places / f"comitas-{instance}-20260101T020000000Z").mkdir()
    (places / f"comitas-{instance}-20260102T020000000Z").mkdir()
    assert queries.safety(cast.ada).backup == datetime(2026, 1, 2, 2, tzinfo=UTC)
    assert "The last backup is of 2 January 2026" in text(page.get("/system/"))
    fresh = clock.now() - timedelta(hours=3)
    (places / f"comitas-{instance}-{fresh:%Y%m%dT%H%M%S}000Z").mkdir()
    assert "The last backup is of" not in text(page.get("/system/"))


def test_the_last_checkpoint_is_dated(cast: Any, places: Path, settings: Any) -> None:
    assert queries.safety(cast.ada).checkpoint is None
    Path(settings.CHECKPOINTS).write_text("{}\n")
    assert queries.safety(cast.ada).checkpoint is not None


def test_a_folder_of_backups_that_cannot_be_read_is_told(
    signed_in: Any, cast: Any, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def barred(_self: Path) -> Any:
        raise PermissionError

    monkeypatch.setattr(Path, "iterdir", barred)
    assert "cannot be looked at from here" in text(signed_in(cast.ada).get("/system/"))


def test_no_secret_and_no_address_with_a_password_is_shown(
    signed_in: Any, cast: Any, places: Path, settings: Any
) -> None:
    told = text(signed_in(cast.ada).get("/system/"))
    env = settings.ENV
    secrets = [
        env.secret_key,
        env.given_database_url,
        env.given_database_owner_url,
        *(base64.b64encode(key).decode() for key in (env.master_key, env.signing_key)),
    ]
    assert "COMITAS_INSTANCE" in told and not [secret for secret in secrets if secret and secret in told]


def test_the_page_costs_the_same_with_more_jobs(signed_in: Any, cast: Any, places: Path) -> None:
    page = signed_in(cast.ada)

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            page.get("/system/")
        return len(seen)

    cost()
    few = cost()
    for number in range(30):
        job("failed", f"kind.{number}")
    assert cost() == few


def test_a_backup_is_asked_for_with_one_button(
    signed_in: Any, cast: Any, places: Path, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    page, asked = signed_in(cast.ada), settings.ENV.home / safekeeping.ASKED
    assert "Back up now" in text(page.get("/system/"))
    with django_capture_on_commit_callbacks(execute=True):
        answer = page.post("/system/backup/", follow=True)
    assert "The backup begins within half a minute." in text(answer) and asked.exists()
    assert Line.objects.filter(kind="instance.backup-asked").count() == 1
    assert signed_in(cast.karin).post("/system/backup/").status_code == 403


def said(words: str) -> str:
    """A sentence in the language of the test, with its spaces as `text` has them."""
    return " ".join(gettext(words).split())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_how_the_last_backup_and_the_last_drill_stand(
    signed_in: Any, cast: Any, places: Path, settings: Any, language: str
) -> None:
    User.objects.filter(pk=cast.ada.id).update(language=language)
    fresh = clock.now() - timedelta(hours=3)
    (places / f"comitas-{settings.ENV.instance}-{fresh:%Y%m%dT%H%M%S}000Z").mkdir()
    page = signed_in(cast.ada)
    with translation.override(language):
        assert said("No backup was ever restored for trial. Do it with “comitas drill”.") in text(page.get("/system/"))
        failed = {"state": "failed", "at": fresh.isoformat(), "why": "not-plugged-in"}
        held = {"state": "done", "at": fresh.isoformat(), "of": "comitas-demo-1"}
        (settings.ENV.home / safekeeping.NOTED).write_text(json.dumps({"backup": failed, "drill": held}))
        told = text(page.get("/system/"))
        assert said(safekeeping.WHY["not-plugged-in"]) in told and "comitas-demo-1" in told
        assert said("No backup was ever restored for trial. Do it with “comitas drill”.") not in told
        long_ago = {**held, "at": (fresh - timedelta(days=100)).isoformat(), "state": "failed", "why": "<b>"}
        (settings.ENV.home / safekeeping.NOTED).write_text(json.dumps({"drill": long_ago}))
        told = text(page.get("/system/"))
        assert said(safekeeping.WHY["other"]) in told and said("Last drill") in told
    for rubbish in ("{", "[]", '{"drill": {"at": "never"}}'):
        (settings.ENV.home / safekeeping.NOTED).write_text(rubbish)
        assert page.get("/system/").status_code == 200


def test_which_backups_are_kept_and_what_became_of_old_ones(
    signed_in: Any, cast: Any, places: Path, settings: Any
) -> None:
    for day in (1, 2, 3):
        (places / f"comitas-{settings.ENV.instance}-2026030{day}T020000000Z").mkdir()
    page = signed_in(cast.ada)
    told = text(page.get("/system/"))
    assert "The oldest is of 1 March 2026." in told and "removed on" not in told
    assert "Kept: the last 7, one a day of the last 14 days and one a week of the last 8 weeks." in told
    thinned = {"state": "done", "at": "2026-03-03T03:00:00+00:00", "removed": 1, "left": 2}
    (settings.ENV.home / safekeeping.NOTED).write_text(json.dumps({"thinning": thinned}))
    told = text(page.get("/system/"))
    assert (
        "1 was removed on 3 March 2026, 04:00." in told and "2 folders are called like backups of this instance" in told
    )
    failed = {"state": "failed", "at": "2026-03-03T03:00:00+00:00", "why": "not-removed"}
    (settings.ENV.home / safekeeping.NOTED).write_text(json.dumps({"thinning": failed}))
    assert "Old backups could not be removed. Look whether the account" in text(page.get("/system/"))
    settings.ENV.backup_keep = safekeeping.Keep(0)
    assert "None is ever removed." in text(page.get("/system/"))
