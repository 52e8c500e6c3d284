"""The embedded cluster: who may connect, what each role may do, and what a kill leaves behind."""

import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from comitas.config import database, environment, postgres, processes

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be another account")
PATIENCE = 30.0


def one(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
        return row[0] if row else None


def ended(pid: int) -> bool:
    """Whether process *pid* has ended, or is only waiting to be reaped."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def until(condition) -> bool:
    began = time.monotonic()
    while not condition():
        if time.monotonic() - began > PATIENCE:
            return False
        time.sleep(0.05)
    return True


def test_it_is_private_and_whole(cluster):
    with postgres.cluster_running(cluster) as urls:
        assert one(urls.app, "SHOW listen_addresses") == ""
        assert one(urls.app, "SHOW data_checksums") == "on"
        assert one(urls.app, "SELECT lower('ЗАПРОСЫ ÉTÉ')") == "запросы été"
        extensions = "SELECT count(*) FROM pg_extension WHERE extname IN ('pg_trgm', 'unaccent', 'btree_gist')"
        assert one(urls.app, extensions) == 3
        database.probe(*urls)  # raises where a role or a right is missing
    modes = {path: path.stat().st_mode & 0o777 for path in (cluster.folder, cluster.sockets, cluster.data)}
    assert set(modes.values()) == {0o700}


def test_the_role_that_runs_makes_no_tables_and_leaves_the_ledger_alone(cluster):
    with postgres.cluster_running(cluster) as urls:
        with psycopg.connect(urls.owner, autocommit=True) as owner:
            for table in ("ledger_line", "plain", "django_migrations"):
                owner.execute(f"CREATE TABLE {table} (id bigint GENERATED ALWAYS AS IDENTITY, word text)")
        for _twice in range(2):
            database.grant(urls.owner, "comitas_app", ("ledger_line",))
        allowed = {
            (table, verb)
            for table in ("ledger_line", "plain", "django_migrations")
            for verb in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
            if one(urls.app, f"SELECT has_table_privilege('{table}', '{verb}')")
        }
        assert allowed == {
            ("ledger_line", "SELECT"),
            ("ledger_line", "INSERT"),
            ("plain", "SELECT"),
            ("plain", "INSERT"),
            ("plain", "UPDATE"),
            ("plain", "DELETE"),
            ("django_migrations", "SELECT"),
        }
        with psycopg.connect(urls.app, autocommit=True) as app:
            app.execute("INSERT INTO ledger_line (word) VALUES ('kept')")
            for forbidden in ("UPDATE ledger_line SET word = ''", "CREATE TABLE mine ()", "SET ROLE comitas_owner"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    app.execute(forbidden)


def test_what_was_committed_survives_a_kill(cluster):
    cluster.throw_away = False
    cluster.prepare()
    child = cluster.start()
    with psycopg.connect(cluster.url("postgres", "postgres"), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
    child.kill()
    child.wait()
    with postgres.cluster_running(cluster):
        assert one(cluster.url("postgres", "postgres"), "SELECT count(*) FROM kept") == 1000


PARENT = """
import sys, time
from pathlib import Path
from comitas.config import postgres, service
home = Path(sys.argv[1])
cluster = postgres.Cluster(home, home / "run", postgres.wheel_programs(), service.runner(), throw_away=True)
cluster.prepare()
print(cluster.start().pid, flush=True)
time.sleep(600)
"""


def test_it_ends_with_its_parent_and_starts_again_at_once(cluster):
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(cluster.folder)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    with parent, parent.stdout:
        server = int(parent.stdout.readline())
        assert not ended(server)
        parent.kill()
    with postgres.cluster_running(cluster) as urls:
        assert one(urls.app, "SELECT 1") == 1
        assert ended(server)


def test_a_start_that_was_interrupted_is_begun_anew(cluster):
    half = cluster.folder / "data.new" / "base"
    cluster.folder.mkdir(mode=0o700)
    half.mkdir(parents=True)
    if os.geteuid() == 0:
        os.chown(cluster.folder, cluster.account.uid, cluster.account.gid)
    with postgres.cluster_running(cluster) as urls:
        assert one(urls.app, "SELECT 1") == 1
    assert not (cluster.folder / "data.new").exists()


def test_data_of_another_version_are_refused_in_a_sentence(cluster):
    cluster.prepare()
    (cluster.data / "PG_VERSION").write_text("15\n")
    with pytest.raises(postgres.Refused, match="written by PostgreSQL 15"):
        cluster.prepare()


def test_programs_out_of_reach_are_copied_with_their_libraries(cluster, monkeypatch):
    monkeypatch.setattr(processes, "readable_by", lambda path, who: cluster.folder in path.parents)
    with postgres.cluster_running(cluster) as urls:
        assert cluster.folder in cluster.programs.parents
        assert one(urls.app, "SELECT 1") == 1


def test_a_server_that_cannot_start_says_why(cluster):
    cluster.prepare()
    (cluster.data / "postgresql.conf").write_text("shared_preload_libraries = 'nothing_of_this_name'\n")
    with pytest.raises(postgres.Refused, match="nothing_of_this_name"):
        cluster.start()


def test_unfit_servers_are_refused(cluster):
    with postgres.cluster_running(cluster) as urls:
        with pytest.raises(database.Unfit, match="same role"):
            database.probe(urls.owner, urls.owner)
        with pytest.raises(database.Unfit, match="superuser"):
            database.probe(cluster.url("postgres"), urls.owner)
        with psycopg.connect(cluster.url("postgres", "postgres"), autocommit=True) as connection:
            connection.execute(
                "CREATE DATABASE plain TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C' ENCODING 'UTF8'"
            )
        with pytest.raises(database.Unfit, match="does not fold"):
            database.probe(cluster.url("comitas_app", "plain"), cluster.url("comitas_owner", "plain"))
    with pytest.raises(database.Unfit, match="cannot be reached"):
        database.probe(*urls)


@as_root
def test_another_account_is_refused_by_the_folder_and_by_the_server(cluster):
    stranger = processes.account("nobody")
    psql = [cluster.programs / "psql", environment.socket_url(cluster.sockets, "comitas_app"), "-c", "SELECT 1"]

    def knock() -> str:
        child = processes.spawn(psql, environ=postgres.PLAIN, as_account=stranger, output=subprocess.PIPE)
        said, _ = child.communicate()
        return said.decode()

    with postgres.cluster_running(cluster):
        assert "Permission denied" in knock()
        for path in (cluster.folder, cluster.sockets):
            path.chmod(0o755)
        (cluster.sockets / ".s.PGSQL.5432").chmod(0o777)
        assert "Peer authentication failed" in knock()


@as_root
def test_a_folder_of_somebody_else_is_refused(cluster):
    cluster.folder.mkdir(mode=0o700)
    with pytest.raises(postgres.Refused, match="does not belong"):
        cluster.prepare()
