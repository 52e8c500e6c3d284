"""The cases of the demonstration, oldest first. Every person, company, bank and place in them is invented."""

from datetime import date

from comitas.samples.neighbours import COURT, REGISTRY
from comitas.samples.stories import CHAPTER_V, ECE, ORDER, Asked, Named, Step, Story

OPG = "Office of the Prosecutor General of Borland"
CASTELLAN = "Ministry of Justice of Castellan"
DORVANIA = "Ministry of Justice of Dorvania"
ESTMARK = "State Prosecutor's Office of Estmark"

DREDGING, DETAINED, SILENT, DISCREET = "dredging", "detained", "silent", "discreet"
READY, CLOSED, FRESH, ANSWERED, FERRY = "ready", "closed", "fresh", "answered", "ferry"
WANTED, RIVAL, NATIONAL, RECOVERY, SENTENCED = "wanted", "rival", "national", "recovery", "sentenced"


def _person(name: str, born: date, category: str, nationality: str, role: str = "subject", **more: object) -> Named:
    return Named(name, {"born": born, "category": category, "nationality": nationality, "role": role} | more)


def _company(name: str, address: str, role: str = "holder") -> Named:
    return Named(name, {"natural": False, "category": "company", "role": role, "address": address})


def _given(ago: int, authority: str, number: str = "", review_in: int | None = None) -> Step:
    more = {"their_number": number} if number else {}
    return Step(ago, "transmit", {"authority": authority, **more}, review_in=review_in)


def _result(ago: int, words: str, by: str = "") -> Step:
    return Step(ago, "report-result" if by else "record-result", {"result": words}, by=by)


_closed = Story(
    CLOSED, "Hospital equipment tenders: bank records", "XE", ESTMARK, 240, 246, "rosa", "ines", "SP 311/25-IC",
    (
        _person("Oskar Vendel", date(1968, 11, 2), "accused", "Estmark"),
        _company("Vendel Medical Supply Ltd", "14 Rope Walk, Norrhaven"),
    ),
    (("Criminal Code of Estmark, section 304: taking of bribes by an official", "15"),),
    (
        Asked("f", "Opening documents and statements of account 7140 22 61853, Norrhaven Savings Bank, 1 January 2022 to 31 December 2024",
              (0, 1), "To prove payments to the chairman of the tender board",
              steps=(Step(234, "accept"), _given(230, COURT, "D 88/25-RH"), _result(150, "Certified statements, 214 pages, and the opening documents."),
                     Step(143, "answer", {"channel": "diplomatic"}))),
    ),
    {"proceeding_kind": "prosecution", "conducting": "Estby Regional Court", "subject": "Bribery in the award of hospital equipment, 2022 to 2024"},
    acknowledged=236, closed=32,
)  # fmt: skip

_silent = Story(
    SILENT, "Estby harbour fund: freezing of two accounts", "XE", ESTMARK, 124, 131, "rosa", "jonas", "SP 077/26-IC",
    (
        _person("Ilse Marder", date(1974, 5, 19), "suspect", "Estmark", aliases=["Ilse Marder-Holm"]),
        _company("Holm Quay Holdings", "c/o 2 Lantern Street, Norrhaven", "owner"),
    ),
    (("Criminal Code of Estmark, section 201: embezzlement in public office", "17"), ("Criminal Code of Estmark, section 289a: money laundering", "23")),
    (
        Asked("j", "Freezing of accounts 5502 10 33417 and 5502 10 33425, Bank of Two Rivers, up to 1,240,000", (0, 1),
              steps=(Step(118, "examine"),
                     Step(70, "ask", {"asked": "A copy of the freezing order or of the decision on which it rests; how the accounts are linked with the fund."},
                          review_in=-42))),
    ),
    {"proceeding_kind": "investigation", "subject": "Payments out of the harbour fund without services in return"},
    channel="mail", acknowledged=119,
)  # fmt: skip

_dredging = Story(
    DREDGING, "Dredging contract of Port Selwyn: bank records, search, register extract", "XB", OPG, 96, 103, "rosa", "ines", "PG/IC/0288/26",
    (
        _person("Tomas Ravelin", date(1971, 8, 14), "suspect", "Borland", address="22 Pilot Lane, Port Selwyn"),
        _company("Norrhaven Dredging Ltd", "5 Breakwater Road, Norrhaven"),
        _person("Elsa Brynmark", date(1985, 1, 30), "witness", "Arland", "third-party", protected=True, address="Norrhaven"),
    ),
    (("Penal Code of Borland, article 187: active bribery of a public official", "15"), ("Penal Code of Borland, article 241: money laundering", "23")),
    (
        Asked("f", "Statements of account 3010 44 90127 of Norrhaven Dredging Ltd, Norrhaven Savings Bank, 2021 to 2024", (0, 1),
              "To trace four payments to the deputy harbour master",
              steps=(Step(88, "accept"), _given(84, COURT, "D 112/26-RH"), _result(33, "Certified statements for 48 months, 96 pages.", "pavel"),
                     Step(27, "answer", {"channel": "courier"}))),
        Asked("c", "Search of the business premises and seizure of the project correspondence, 2021 to 2024", (1,), due_in=20,
              steps=(Step(88, "accept"), _given(84, COURT, "D 113/26-RH"),
                     Step(47, "go-to-court", {"court": COURT, "their_number": "D 113/26-RH"}))),
        Asked("e", "Current extract from the companies register with shareholders and beneficial owners since 2020", (1,), due_in=12, bases=ORDER,
              steps=(Step(88, "accept"), _given(41, REGISTRY, review_in=3))),
    ),
    {"proceeding_kind": "investigation", "conducting": "Investigating Judge of Port Selwyn", "dual_criminality": "yes",
     "subject": "Bribes for the award of the dredging contract of 2021",
     "facts": "The company is said to have paid a total of 385,000 through an adviser to the deputy harbour master, who sat on the award board.",
     "nexus": "The payments left an account of the company in Norrhaven.", "procedure": "Originals to be sealed in the presence of a witness."},
    acknowledged=92,
)  # fmt: skip

_answered = Story(
    ANSWERED, "Selwyn Ferry Company: extracts from the land register", "XB", OPG, 74, 80, "rosa", "ines", "PG/IC/0331/26",
    (_person("Margit Solander", date(1962, 3, 27), "suspect", "Arland"), _company("Solander Estates Ltd", "9 Chapel Steps, Norrhaven", "owner")),
    (("Penal Code of Borland, article 241: money laundering", "23"),),
    (
        Asked("e", "Extracts from the land register on 9 and 11 Chapel Steps, Norrhaven", (0, 1),
              steps=(Step(68, "accept"), _given(64, COURT, "G 51/26"), _result(12, "Both extracts, certified, with the deeds of 2019."),
                     Step(6, "answer", {"channel": "courier"}))),
    ),
    {"proceeding_kind": "investigation", "subject": "Purchase of land with the proceeds of bribery"},
    acknowledged=71,
)  # fmt: skip

_discreet = Story(
    DISCREET, "Ministry of Works of Borland: trading in influence", "XB", OPG, 52, 55, "karin", "ines", "PG/IC/0359/26-S",
    (
        _person("Anselm Corvey", date(1959, 12, 8), "suspect", "Borland", aliases=["A. C. Ellery"]),
        _company("Ellery Advisory Partners", "30 Customs House Square, Norrhaven"),
    ),
    (("Penal Code of Borland, article 191: trading in influence", "18"),),
    (
        Asked("f", "Statements of account 8820 17 50036 of Ellery Advisory Partners, Bank of Two Rivers, since 2020", (0, 1),
              "To establish who paid for the adviser's interventions", due_in=25,
              steps=(Step(46, "accept"), _given(42, COURT, "D 150/26-V", review_in=4))),
        Asked("a", "Statement of the firm's bookkeeper as a witness, after the records have been seen", steps=(Step(48, "examine"),)),
    ),
    {"proceeding_kind": "investigation", "subject": "Payments for influence on the award of road works"},
    channel="diplomatic", acknowledged=49, restricted=True,
)  # fmt: skip

_ready = Story(
    READY, "Service of an indictment on Pellin Garrow", "XD", DORVANIA, 45, 58, "rosa", "ines", "MJ-4/1187/2026",
    (_person("Pellin Garrow", date(1980, 7, 3), "accused", "Dorvania", "addressee", address="17 Weavers Row, Norrhaven"),),
    (("Criminal Code of Dorvania, article 320: bribery in the private sector", "21"),),
    (
        Asked("b", "Service of the indictment of the Regional Court of Dorva and of a summons", (0,), due_in=15, days={"hearing": 21},
              steps=(Step(39, "accept"), _given(38, COURT, "Z 402/26"),
                     _result(4, "Handed over to the addressee in person, who signed the receipt; he needs no translation."))),
    ),
    {"proceeding_kind": "judicial-proceeding", "conducting": "Regional Court of Dorva", "language": "en"},
    channel="diplomatic", acknowledged=42,
)  # fmt: skip

_ferry = Story(
    FERRY, "Ferry licences: hearing of two witnesses on the island", "XB", OPG, 30, 34, "solo", "solo", "PG/IC/0402/26",
    (
        _person("Runa Telford", date(1990, 2, 11), "witness", "Arland", "to-be-heard"),
        _person("Casper Dunmore", date(1977, 9, 25), "witness", "Borland", "to-be-heard"),
    ),
    (("Penal Code of Borland, article 188: passive bribery", "15"),),
    (
        Asked("a", "Statement of Runa Telford as a witness, by video link if possible", (0,), due_in=18, steps=(Step(24, "accept"), _given(22, COURT, review_in=6))),
        Asked("a", "Statement of Casper Dunmore as a witness", (1,), due_in=18, steps=(Step(26, "examine"),)),
    ),
    {"proceeding_kind": "investigation", "procedure": "Both witnesses to be heard under oath."}, channel="mail", acknowledged=27,
)  # fmt: skip

_recovery = Story(
    RECOVERY, "Harbour levies of Estby: confiscation of a warehouse", "XE", ESTMARK, 28, 33, "rosa", "jonas", "SP 140/26-AR",
    (_person("Alvar Stenby", date(1964, 4, 9), "convicted", "Estmark"), _company("Stenby Storage Ltd", "2 Tar Yard, Norrhaven", "owner")),
    (("Criminal Code of Estmark, section 201: embezzlement in public office", "17"),),
    (
        Asked("k", "Enforcement of the order of confiscation of the warehouse at 2 Tar Yard, Norrhaven, and of its rents", (0, 1),
              "To recover harbour levies of 2019 to 2022", due_in=40, steps=(Step(24, "accept"), _given(20, COURT, "K 14/26", review_in=9)),
              bases=CHAPTER_V, recovery="enforce"),
    ),
    {"proceeding_kind": "judicial-proceeding", "conducting": "Estby Regional Court", "dual_criminality": "yes",
     "subject": "Levies that never reached the harbour fund, 2019 to 2022",
     "facts": "The cashier of the harbour fund is said to have kept 610,000 of the levies, with which the warehouse was bought."},
    channel="courier", acknowledged=25, kind="asset_recovery", papers={"order_copy": True, "order_facts": True, "order_extent": True, "order_final": True},
)  # fmt: skip

_sentenced = Story(
    SENTENCED, "Transfer of a sentenced clerk to Dorvania", "XD", DORVANIA, 26, 31, "rosa", "jonas", "MJ-4/1240/2026",
    (
        Named("Ludo Marwick", {"born": date(1983, 3, 17), "category": "convicted", "nationality": "Dorvania", "identity_document": "Passport D7720158"},
              custody=(410, "Prison of Norrhaven", 30)),
    ),
    (("Penal Code of Arland, section 276: taking of bribes by a public official", "15"),),
    (
        Asked("i", "Transfer to Dorvania, where he lives, to serve what remains of four years", (0,), due_in=50, steps=(Step(22, "examine"),), bases=()),
    ),
    {"proceeding_kind": "judicial-proceeding", "conducting": "Regional Court of Dorva", "subject": "Sentence of the District Court of Norrhaven, to be served in Dorvania"},
    channel="diplomatic", acknowledged=23, kind="transfer_of_sentenced_person",
    papers={"ts_final": True, "ts_remaining": True, "ts_consent": True, "ts_told": False},
)  # fmt: skip

_national = Story(
    NATIONAL, "Extradition of a freight agent of Norrhaven", "XC", CASTELLAN, 23, 29, "rosa", "jonas", "DACG/X-088/26",
    (_person("Sigrun Aldermoor", date(1976, 12, 1), "accused", "Arland", address="11 Hawser Street, Norrhaven"),),
    (("Code pénal de Castellan, article 433: corruption active", "15"),),
    (
        Asked("surrender", "Extradition for prosecution, warrant of the Tribunal of Castel", (0,), bases=ECE,
              steps=(Step(22, "examine"),
                     Step(16, "refuse-national", {"ground": "ECE6", "reason": "She is a national of Arland, and Arland does not extradite its nationals."}, by="karin"),
                     Step(15, "open-prosecution"))),
    ),
    {"proceeding_kind": "prosecution", "conducting": "Tribunal of Castel", "language": "fr", "translation_attached": True,
     "subject": "Payments to an inspector of customs, 2023 and 2024"},
    channel="diplomatic", acknowledged=21, kind="extradition_request", penalties=(84, 96),
    papers={"warrant": True, "offences": True, "enactments": True, "conflicting": False},
)  # fmt: skip

_wanted = Story(
    WANTED, "Provisional arrest of a former harbour inspector", "XB", OPG, 12, 12, "rosa", "jonas", "PG/EX/0031/26",
    (_person("Rurik Halvane", date(1979, 5, 23), "accused", "Borland", identity_document="Passport B2290417", address="8 Cooper Stairs, Norrhaven"),),
    (("Penal Code of Borland, article 188: passive bribery", "15"),),
    (
        Asked("arrest", "Provisional arrest for four counts of passive bribery, warrant of the Court of Port Selwyn", (0,), "So that he does not leave before the request comes",
              steps=(Step(12, "examine"), _given(12, COURT, "X 9/26"),
                     Step(9, "arrest-provisionally", {"place": "Remand prison of Norrhaven"})), bases=ECE),
    ),
    {"proceeding_kind": "prosecution", "conducting": "Court of Port Selwyn", "subject": "Bribes for the inspection of ships, 2022 to 2025", "authentic": True},
    channel="interpol", acknowledged=11, kind="provisional_arrest", papers={"warrant_exists": True, "will_follow": True},
)  # fmt: skip

_rival = Story(
    RIVAL, "Extradition of Rurik Halvane", "XC", CASTELLAN, 8, 15, "rosa", "jonas", "DACG/X-093/26",
    (_person("HALVANE Rurik", date(1979, 5, 23), "accused", "Borland", identity_document="Passport B2290417"),),
    (("Code pénal de Castellan, article 432: corruption passive", "15"),),
    (
        Asked("surrender", "Extradition for prosecution, warrant of the Tribunal of Castel", (0,), bases=ECE, steps=(Step(6, "examine"),)),
    ),
    {"proceeding_kind": "prosecution", "conducting": "Tribunal of Castel", "language": "fr", "translation_attached": True,
     "subject": "Bribes for the inspection of ships at Castel, 2021"},
    channel="diplomatic", acknowledged=7, kind="extradition_request", penalties=(60, 96),
    papers={"warrant": True, "offences": True, "enactments": True},
)  # fmt: skip

_detained = Story(
    DETAINED, "Customs clearances at Castel: hearing while the accused is held", "XC", CASTELLAN, 5, 7, "rosa", "ines", "DACG/E-512/26",
    (
        Named("Bastien Orvault", {"born": date(1979, 4, 6), "category": "accused", "nationality": "Castellan", "identity_document": "Passport C0417733"},
              custody=(38, "Remand prison of Castel", 6)),
        _person("Hedda Lindmoor", date(1988, 10, 21), "witness", "Arland", "to-be-heard", address="3 Sail Loft Yard, Norrhaven"),
    ),
    (("Code pénal de Castellan, article 432: corruption passive", "15"), ("Code pénal de Castellan, article 441: faux commis par un agent public", "")),
    (
        Asked("a", "Statement of Hedda Lindmoor, forwarding agent, as a witness", (1,), "Her statement decides whether the accused remains in custody", due_in=7,
              steps=(Step(4, "accept"), _given(3, COURT, "D 171/26-RH", review_in=2))),
        Asked("f", "Customs entries lodged by the forwarding agent for the accused, 2024 and 2025", (0,), due_in=8, steps=(Step(4, "examine"),)),
    ),
    {"proceeding_kind": "prosecution", "conducting": "Tribunal of Castel", "language": "fr", "translation_attached": True,
     "subject": "Payments for the clearance of goods without examination"},
    wanted=(8, "Custody hearing of the accused"), urgent="The accused is held; the court decides next week whether that goes on.", channel="mail",
)  # fmt: skip

_fresh = Story(
    FRESH, "School meals contract of Castel: register extract and bank records", "XC", CASTELLAN, 1, 9, "rosa", "", "DACG/E-519/26",
    (_person("Odile Fontmarre", date(1966, 6, 17), "suspect", "Castellan"), _company("Quayside Catering Ltd", "41 Fishmarket, Norrhaven")),
    (("Code pénal de Castellan, article 434: abus de fonctions", "19"),),
    (
        Asked("e", "Extract from the companies register on Quayside Catering Ltd", (1,)),
        Asked("f", "Statements of the company's accounts since 2023", (0, 1)),
    ),
    {"language": "fr"}, channel="post",
)  # fmt: skip

CASEBOOK: tuple[Story, ...] = (
    _closed,
    _silent,
    _dredging,
    _answered,
    _discreet,
    _ready,
    _ferry,
    _recovery,
    _sentenced,
    _national,
    _wanted,
    _rival,
    _detained,
    _fresh,
)
