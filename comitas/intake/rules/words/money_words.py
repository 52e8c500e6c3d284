"""Words for accounts, currencies (ISO 4217) and scales of number."""

from comitas.intake.rules.folding import fold

ACCOUNTS = (
    "account number", "account no", "bank account", "account", "compte bancaire n°", "compte n°", "compte bancaire",
    "compte", "cuenta núm", "cuenta n.º", "cuenta bancaria", "cuenta", "conta n.º",
    "conta bancária", "conta", "по счёту", "счёт №", "счёта №", "счету №", "счёту", "счёт", "расчётный счёт",
    "الحساب رقم", "حساب رقم", "الحساب المصرفي رقم", "账号为", "账号", "账户号", "帐号",
)  # fmt: skip

SIGNS = {
    "eur": "EUR", "€": "EUR", "usd": "USD", "us$": "USD", "u$s": "USD", "gbp": "GBP", "£": "GBP", "chf": "CHF",
    "r$": "BRL", "brl": "BRL", "nok": "NOK", "sek": "SEK", "dkk": "DKK", "rub": "RUB", "cny": "CNY", "rmb": "CNY",
    "jpy": "JPY", "aed": "AED", "sar": "SAR", "kwd": "KWD", "mxn": "MXN", "cop": "COP", "ars": "ARS", "clp": "CLP",
    "pen": "PEN", "zar": "ZAR", "ngn": "NGN", "kes": "KES", "sgd": "SGD", "aud": "AUD", "cad": "CAD", "inr": "INR",
    "pln": "PLN", "czk": "CZK", "uah": "UAH", "kzt": "KZT", "try": "TRY", "xof": "XOF", "xaf": "XAF", "mad": "MAD",
    "dzd": "DZD", "tnd": "TND", "egp": "EGP", "jod": "JOD", "aoa": "AOA", "mzn": "MZN", "$": "",
}  # fmt: skip

# A name that several currencies share has no code: the number is proposed, the currency is the officer's.
CURRENCIES = {
    "euros": "EUR", "euro": "EUR", "евро": "EUR", "欧元": "EUR", "يورو": "EUR", "US dollars": "USD",
    "United States dollars": "USD", "dollars des États-Unis": "USD", "dollars américains": "USD",
    "dólares estadounidenses": "USD",
    "dólares de los Estados Unidos": "USD", "dólares americanos": "USD", "долларов США": "USD", "دولار أمريكي": "USD",
    "دولارا أمريكيا": "USD", "美元": "USD", "pounds sterling": "GBP", "livres sterling": "GBP",
    "libras esterlinas": "GBP", "英镑": "GBP",
    "фунтов стерлингов": "GBP", "Swiss francs": "CHF", "francs suisses": "CHF", "francos suizos": "CHF",
    "франков": "CHF", "рублей": "RUB", "руб.": "RUB", "roubles": "RUB", "人民币": "CNY", "reais": "BRL", "yen": "JPY",
    "日元": "JPY",
    "pesos": "", "dollars": "", "dólares": "", "долларов": "", "dinars": "", "دينار": "", "ريال": "", "درهم": "",
    "دولار": "", "francs CFA": "XOF", "francs": "", "kwanzas": "AOA", "meticais": "MZN",
}  # fmt: skip
CURRENCIES_FOLDED = {fold(name).replace(" ", ""): code for name, code in CURRENCIES.items()}

SCALES = {
    "million": 10**6, "millions": 10**6, "billion": 10**9, "millones": 10**6, "millón": 10**6, "milhões": 10**6,
    "milhão": 10**6, "миллионов": 10**6, "миллиона": 10**6, "млн": 10**6, "млрд": 10**9, "тыс.": 1000, "тысяч": 1000,
    "مليون": 10**6, "ملايين": 10**6, "万": 10**4, "亿": 10**8, "mil millones": 10**9, "milliards": 10**9,
    "milliard": 10**9,
}  # fmt: skip
SCALES_FOLDED = {fold(name).replace(" ", ""): factor for name, factor in SCALES.items()}
