"""The mail server. Without one a message stays where it is, and the administrator is told so loudly."""

import logging
import smtplib
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from comitas.duty.models import Message
from comitas.duty.rules.post import NO_MAIL

log = logging.getLogger(__name__)
BACKEND = "django.core.mail.backends.smtp.EmailBackend"


class NotTaken(Exception):
    """The mail server did not take a message. `for_good`: it says that it never will."""

    def __init__(self, words: str, *, for_good: bool) -> None:
        super().__init__(words)
        self.for_good = for_good


class Mailer(Protocol):
    """Sends a message, or raises `NotTaken`. `unavailable`: why nothing is sent at all; "" where it is."""

    unavailable: str

    def send(self, message: Message) -> None: ...


class Null:
    """No mail server: nothing leaves, and it says so each time."""

    unavailable = NO_MAIL

    def send(self, message: Message) -> None:
        log.warning("Message %s was NOT sent: no mail server is set (COMITAS_SMTP_HOST).", message.pk)
        raise NotTaken(NO_MAIL, for_good=False)


class Smtp:
    """The server of the settings, by Django's own mail backend; certificates are checked."""

    unavailable = ""

    def send(self, message: Message) -> None:
        connection = get_connection(
            BACKEND, host=settings.EMAIL_HOST, port=settings.EMAIL_PORT, username=settings.EMAIL_HOST_USER,
            password=settings.EMAIL_HOST_PASSWORD, use_tls=settings.EMAIL_USE_TLS, use_ssl=settings.EMAIL_USE_SSL,
            timeout=settings.EMAIL_TIMEOUT,
        )  # fmt: skip
        headers = {"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"}
        mail = EmailMessage(
            message.subject, message.body, settings.DEFAULT_FROM_EMAIL, [message.address], headers=headers
        )
        mail.connection = connection
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()), (550, b""))
            raise NotTaken(_said(code, words), for_good=code >= 500) from error
        except smtplib.SMTPAuthenticationError as error:  # a setting is wrong, not the message
            raise NotTaken(_said(error.smtp_code, error.smtp_error), for_good=False) from error
        except smtplib.SMTPResponseException as error:
            raise NotTaken(_said(error.smtp_code, error.smtp_error), for_good=error.smtp_code >= 500) from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotTaken(f"{type(error).__name__}: {error}", for_good=False) from error


def mailer() -> Mailer:
    """The one that is set."""
    return Smtp() if settings.EMAIL_HOST else Null()


def message_id(message: Message) -> str:
    """The same for every try, so that a mailbox shows a second copy as what it is."""
    return f"<{message.pk}@{urlsplit(settings.ENV.url).hostname or 'localhost'}>"


def _said(code: int, words: bytes | str) -> str:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"
