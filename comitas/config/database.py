"""The database from outside Django: its roles, what each may do, and whether a given server is fit."""

from collections.abc import Collection

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

OLDEST = 17
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")
IDLE_LIMIT = "5min"  # an open transaction holds back every reader of the ledger
READ_ONLY = ("django_migrations",)
CONNECT_SECONDS = 10


class Unfit(Exception):
    """The given database server cannot be used; the message says why and what to do."""


def found(maintenance_url: str, url: str, *, throw_away: bool = False) -> None:
    """Make the two roles, the database and its extensions where they are absent. Both addresses are of a superuser.

    A throw-away cluster also lets the owner make databases, and gives each the extensions from the start.
    """
    with psycopg.connect(maintenance_url, autocommit=True) as connection:
        for role in ("comitas_owner", "comitas_app"):
            _make_role(connection, role)
        if throw_away:
            connection.execute("ALTER ROLE comitas_owner CREATEDB")
        if not _exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s", "comitas"):
            connection.execute("CREATE DATABASE comitas OWNER comitas_owner")
        connection.execute("REVOKE ALL ON DATABASE comitas FROM PUBLIC")
        connection.execute("GRANT CONNECT ON DATABASE comitas TO comitas_app")
    _extend(url)
    if throw_away:
        _extend(maintenance_url.replace("/postgres?", "/template1?"))


def _make_role(connection: psycopg.Connection, role: str) -> None:
    name = sql.Identifier(role)
    if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(name))
    limit = sql.Literal(IDLE_LIMIT)
    connection.execute(sql.SQL("ALTER ROLE {} SET idle_in_transaction_session_timeout = {}").format(name, limit))


def _exists(connection: psycopg.Connection, query: str, *values: str) -> bool:
    return connection.execute(query.encode(), values).fetchone() is not None


def _extend(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for extension in EXTENSIONS:
            connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))


def grant(owner_url: str, app_role: str, insert_only: Collection[str]) -> None:
    """Say anew, in one transaction, what the role that runs may do with each table: all, insert and select, or select.

    *insert_only* names the tables whose rows can never be changed. It can be repeated at will.
    """
    role = sql.Identifier(app_role)
    with psycopg.connect(owner_url) as connection:
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
        for (table,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall():
            _grant_table(connection, role, table, insert_only)
        connection.execute(sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(role))


def _grant_table(
    connection: psycopg.Connection, role: sql.Identifier, table: str, insert_only: Collection[str]
) -> None:
    rights = "SELECT, INSERT, UPDATE, DELETE"
    if table in READ_ONLY:
        rights = "SELECT"
    elif table in insert_only:
        rights = "SELECT, INSERT"
    name = sql.Identifier("public", table)
    connection.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(name, role))
    connection.execute(sql.SQL("GRANT {} ON {} TO {}").format(sql.SQL(rights), name, role))


def role_of(url: str) -> str:
    """The role that *url* connects as. Unfit where it names none."""
    role = conninfo_to_dict(url).get("user")
    if not role:
        raise Unfit("DATABASE_URL names no role: write it as postgresql://ROLE@HOST/DATABASE.")
    return str(role)


def probe(app_url: str, owner_url: str) -> None:
    """Check that the given server is one that Comitas is right on. Unfit, with one sentence a reason, where it is not."""
    if not owner_url:
        raise Unfit("DATABASE_OWNER_URL is not set: name the role that owns and migrates the database at DATABASE_URL.")
    reasons = _probe_owner(owner_url) + _probe_app(app_url, owner_url)
    if reasons:
        raise Unfit("\n".join(reasons))


def _connect(name: str, url: str) -> psycopg.Connection:
    try:
        return psycopg.connect(url, connect_timeout=CONNECT_SECONDS)
    except psycopg.OperationalError as error:
        raise Unfit(f"{name} cannot be reached: {str(error).strip()}") from error


FOLDING = """SELECT lower('ЗАПРОСЫ ÉTÉ') = 'запросы été'
    AND to_tsvector('french', 'ÉLÈVE') @@ to_tsquery('french', 'élève')
    AND to_tsvector('russian', 'ЗАПРОСЫ') @@ to_tsquery('russian', 'запросы')"""


def _probe_owner(url: str) -> list[str]:
    reasons = []
    with _connect("DATABASE_OWNER_URL", url) as connection:
        version = connection.info.server_version // 10000
        if version < OLDEST:
            reasons.append(f"The server is PostgreSQL {version}: Comitas needs {OLDEST} or newer.")
        if connection.execute("SHOW server_encoding").fetchone() != ("UTF8",):
            reasons.append("The database is not in UTF8: make it with ENCODING 'UTF8'.")
        elif connection.execute(FOLDING).fetchone() != (True,):
            reasons.append(
                "The database does not fold É or Я, so searches would miss words: make it with LC_CTYPE 'C.UTF-8', or on "
                "version 18 with LOCALE_PROVIDER builtin BUILTIN_LOCALE 'PG_UNICODE_FAST'."
            )
        rows = connection.execute("SELECT name FROM pg_available_extensions").fetchall()
        if missing := sorted(set(EXTENSIONS) - {row[0] for row in rows}):
            reasons.append(f"The server lacks {', '.join(missing)}: install PostgreSQL's contrib modules.")
    return reasons


def _probe_app(url: str, owner_url: str) -> list[str]:
    reasons = []
    if role_of(url) == role_of(owner_url):
        reasons.append(
            "DATABASE_URL and DATABASE_OWNER_URL name the same role: the role that runs may not own the tables."
        )
    with _connect("DATABASE_URL", url) as connection:
        row = connection.execute(
            "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        if row == (True,):
            reasons.append("DATABASE_URL names a superuser: the ledger would not be safe from the program itself.")
    return reasons
