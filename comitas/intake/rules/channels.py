"""How a thing came."""

from comitas.core.text import N_

CHANNELS: dict[str, str] = {
    "post": N_("Post"),
    "courier": N_("Courier"),
    "diplomatic": N_("Diplomatic bag or embassy"),
    "interpol": N_("INTERPOL"),
    "mail": N_("E-mail"),
    "hand": N_("By hand"),
    "telephone": N_("By telephone"),
    "upload": N_("Upload"),
}
