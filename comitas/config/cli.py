"""The command line: `comitas up`, `migrate`, `manage`, `settings`, `check`, `messages`, `test-database`."""

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Iterator

from comitas.config import commands as operator
from comitas.config import database, environment, postgres, scratch, service, supervisor

WRITES_CODE = ("makemigrations", "squashmigrations", "startapp", "shell")  # a developer's, in the checkout
HELP = """commands:
  up                      start everything and keep it running: database, pages, uploads, worker
  settings                print every setting, its default and what it is
  check                   say whether this instance may start as it is set
  migrate                 bring the database's tables up to date, and say who may do what with them
  manage COMMAND ...      a management command of Django or of Comitas
  backup [TARGET]         database, originals, checkpoints and keys, while everything runs
  restore FOLDER --into HOME
                          a new instance from a backup
  drill [FOLDER]          restore the newest backup for trial, and say whether it holds
  keys change NAME ...    new keys (secret, master, signing) for the next start, which moves everything to them
  ledger verify           whether the ledger is what was written, and up to where that is sure
  ledger checkpoint       attest to its head now
  check-originals         open every original and compare it with its fingerprint
  rebuild NAME            make a projection again from the ledger
  messages [--check]      extract the texts, and add what is new to every translation
  test-database -- CMD    run CMD with a throw-away database
any other word is passed to `manage`
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code is 1 where it refuses, with its reasons on standard error."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        return _dispatch(given)
    except environment.Misconfigured as refusal:
        _complain("Comitas does not start with these settings:", *refusal.problems)
    except (postgres.Refused, database.Unfit, supervisor.Refused) as refusal:
        _complain(str(refusal))
    except KeyboardInterrupt:
        return 130
    return 1


def _complain(first: str, *more: str) -> None:
    print("\n".join([first, *(f"- {line}" for line in more)]), file=sys.stderr)


def _dispatch(given: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="comitas", epilog=HELP, formatter_class=argparse.RawDescriptionHelpFormatter, usage="comitas COMMAND [...]"
    )
    parser.add_argument("command", help=argparse.SUPPRESS)
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    found = parser.parse_args(given)
    commands: dict[str, Callable[[list[str]], int]] = {
        "up": up,
        "settings": settings,
        "check": check,
        "migrate": migrate,
        "manage": managed,
        "serve": serve,
        "messages": messages,
        "restore": restore,
        "keys": keys,
        "test-database": test_database,
    }
    if found.command in operator.WITH_DATABASE:
        return operate(found.command, found.rest)
    if found.command in commands:
        return commands[found.command](found.rest)
    return managed([found.command, *found.rest])


def up(rest: list[str]) -> int:
    env = environment.read(make_keys=False)
    service.become(env, ["up", *rest])
    supervisor.up(environment.read())
    return 0


def settings(_rest: list[str]) -> int:
    """Print the table, whatever is set: each name, its default, what it is."""
    for setting in environment.TABLE:
        name = setting.name + (", or " + setting.name + "_FILE" if setting.kind == "secret" else "")
        choices = f" ({' or '.join(setting.choices)})" if setting.choices else ""
        print(f"{name}\n    {setting.sentence}{choices}\n    default: {setting.default or '-'}")
    return 0


def check(_rest: list[str]) -> int:
    env = environment.read(make_keys=False)
    if not env.embedded:
        database.probe(env.database_url, env.database_owner_url)
    print(f"Instance {env.instance} may start: {env.mode}, second factor {env.second_factor}.")
    return 0


def migrate(rest: list[str]) -> int:
    with _database(["migrate", *rest]):
        _set_up_django()
        from comitas.config import migration

        migration.migrate()
        migration.seal_what_lay_in_clear()
        _finish_key_change()
        if "--demonstration" in rest:
            from django.core.management import call_command

            call_command("demonstration")
    return 0


def _finish_key_change() -> None:
    """Nothing else of the instance runs yet: what lies under a former key is moved now."""
    from django.conf import settings

    from comitas.config import keychange

    if not (settings.OLD_MASTER_KEYS or settings.OLD_SIGNING_KEY):
        return
    done = keychange.finish()
    print(
        f"Keys: {done.wrapped} keys of compartments wrapped anew{', the signer has changed' if done.handed_over else ''}."
    )
    if settings.ENV.production:
        print(
            "Nothing lies under the old keys any more: take COMITAS_OLD_MASTER_KEYS and COMITAS_OLD_SIGNING_KEY away."
        )
    else:
        keychange.forget(settings.ENV)


def keys(rest: list[str]) -> int:
    """Make new keys; the next start moves everything to them."""
    from comitas.config import keychange
    from comitas.config.commands import words

    parser = words.parser("keys", "Change keys of this instance.")
    parser.add_argument("what", choices=("change",))
    parser.add_argument("names", nargs="+", choices=keychange.NAMES)
    given = parser.parse_args(rest)
    env = environment.read(make_keys=False)
    if env.production or not (env.keys / "master_key").exists():
        print(keychange.HOW)
        return 0
    with supervisor.sole(env):
        keychange.make(env, tuple(given.names))
    print("New keys are made. The next `comitas up` moves everything to them. Make a backup afterwards.")
    return 0


def managed(rest: list[str]) -> int:
    if rest and rest[0] in WRITES_CODE:
        return manage(rest)
    with _database(["manage", *rest]):
        return manage(rest)


def operate(name: str, rest: list[str]) -> int:
    """A command of the operator, with the instance's database."""
    given = operator.arguments(name, rest)
    with _database([name, *given]):
        return operator.run(name, given)


def restore(rest: list[str]) -> int:
    from comitas.config import restore as restoring

    return restoring.main(rest)


def serve(rest: list[str]) -> int:
    """For the supervisor only: be one of its children."""
    from comitas.config import serving

    if rest not in (["pages"], ["uploads"], ["worker"]):
        raise supervisor.Refused("Type `comitas up`: it starts and stops these by itself.")
    serving.serve(environment.read(), rest[0])
    return 0


def messages(rest: list[str]) -> int:
    from comitas.config import messages as catalogues

    return catalogues.run(check_only="--check" in rest)


def test_database(rest: list[str]) -> int:
    command = rest[1:] if rest[:1] == ["--"] else rest
    if not command:
        raise supervisor.Refused("Name the command to run: comitas test-database -- pytest")
    return scratch.run(command)


def manage(rest: list[str]) -> int:
    """A management command of Django, in this process. The exit code is that of the command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comitas.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["comitas", *rest])
    return 0


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comitas.config.settings")
    import django

    django.setup()


@contextlib.contextmanager
def _database(arguments: list[str]) -> Iterator[None]:
    """As the service's account, with the instance's database: the running one, or one started for this command."""
    env = environment.read(make_keys=False)
    if not scratch.made(env):
        service.become(env, arguments)
    env = environment.read()
    if not env.embedded or supervisor.held(env):
        yield
        return
    with supervisor.sole(env), postgres.running(env):
        yield
