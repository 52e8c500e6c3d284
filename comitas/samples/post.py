"""Two letters from outside, as the demonstration's mail brings them: born digital, invented from letterhead to signature."""

from datetime import date, timedelta

from comitas.drafting import queries
from comitas.samples import paper

BORLANDS = "PG/IC/0417/26"
"""The number under which Borland keeps what it asks."""


def request(written: date, answer_by: date) -> bytes:
    """A request of Borland's prosecutor under article 46 of UNCAC, in French, as PDF."""
    day, until = (queries.in_words(each, "fr") for each in (written, answer_by))
    return paper.pdf(
        "BUREAU DU PROCUREUR GÉNÉRAL DU BORLAND\nService de la coopération internationale\n1 Quay Street, Port Selwyn",
        "À l’Autorité centrale d’Arland\n1 Customs Quay, Norrhaven",
        f"Port Selwyn, le {day}\nN/Réf. : {BORLANDS}",
        "Objet : Demande d’entraide judiciaire en matière pénale",
        "Madame, Monsieur,",
        *_asked(until),
        "Veuillez agréer, Madame, Monsieur, l’assurance de ma haute considération.",
        "Corin Halloway\nProcureur général adjoint du Borland",
        "Pièces jointes : ordonnance du juge d’instruction ; textes de loi applicables",
    )


def _asked(until: str) -> tuple[str, ...]:
    return (
        "Le Bureau du procureur général du Borland transmet à votre autorité la présente demande, émanant du parquet de Port Selwyn. "
        "Il s’agit d’une enquête conduite par le juge d’instruction de Port Selwyn. Elle se fonde sur l’article 46 de la Convention des Nations Unies contre la corruption.",
        "Personnes concernées :\n1. Edric MALVERN, suspect, né le 14 mars 1969 à Port Selwyn, de nationalité borlandaise\n"
        "2. Sabine THOREL, témoin, née le 2 novembre 1982 à Norrhaven, de nationalité arlandaise",
        "Infraction : corruption passive d’agent public (article 188 du code pénal du Borland ; article 15 de la Convention).",
        "Faits : De janvier 2023 à juin 2024, M. MALVERN, chef du service des permis portuaires, aurait reçu un total de 182 500 EUR de "
        "la société Harrow Quay Ltd. Les versements auraient transité par un compte ouvert à Norrhaven. Sabine THOREL tenait la "
        "comptabilité de cette société.",
        "Mesures demandées :\n1. Remise des relevés du compte 4471 09 22816 ouvert auprès de la Norrhaven Savings Bank, du "
        "1er janvier 2023 au 30 juin 2024\n2. Audition de Sabine THOREL en qualité de témoin sur les factures de la société",
        f"La réponse est demandée avant le {until}, date de l’audience de renvoi. Le parquet demande que l’existence et le contenu de la "
        "présente demande restent confidentiels.",
    )


def reply(written: date, asked: str) -> bytes:
    """The registry's reply on our part *asked*, such as 2026/0003-3, as PDF."""
    day, checked = (queries.in_words(each, "en") for each in (written, written - timedelta(days=1)))
    return paper.pdf(
        "COMPANIES REGISTRY OF ARLAND\nRecords Division\n2 Register Street, Norrhaven",
        "To: Central Authority of Arland\n1 Customs Quay, Norrhaven",
        f"Norrhaven, {day}\nOur reference: R 2291/26\nYour reference: {asked}",
        "Subject: Extract from the register, Norrhaven Dredging Ltd",
        "Dear Sir or Madam,",
        *_replied(checked, asked),
        "Yours faithfully,",
        "Wendel Ashgrove\nCompanies Registry of Arland",
        "Enclosures: certified extract, 6 pages; list of shareholders since 2020, 2 pages",
    )


def _replied(checked: str, asked: str) -> tuple[str, ...]:
    return (
        f"We refer to your letter of transmission, your number {asked}, and return the extract that you asked for, certified as of {checked}.",
        "Norrhaven Dredging Ltd, number 30 118 724, was entered on 6 May 2009. Its registered office is 5 Breakwater Road, Norrhaven. Its "
        "share capital is 400,000. The directors are Alma Fenwick, since 2014, and Jorun Stavel, since 2020.",
        "Since 12 October 2020, 60 per cent of the shares have been held by Breakwater Holding Ltd, whose beneficial owner is entered as "
        "Tomas Ravelin, born 14 August 1971. The remaining shares are held by Alma Fenwick.",
        "Nothing in the extract is subject to secrecy. No fee is charged.",
    )
