"""Words that stand beside a place's name or inside it: kinds of place, sides and sizes, articles, what lies near."""

from __future__ import annotations

import re
from functools import cache

# Level of the place that a word announces, in the languages of the region; letters as `letters.folded` leaves them.
_LEVELS = {
    1: "governorate governorates governate province gov muhafazat muhafaza muhafazah mohafazat mohafaza mohafazah mhafzt mhafzh "
    "محافظة محافظه ili vilayeti vilayet gouvernorat parêzgeha parêzgeh wilayat wilaya",
    2: "district districts mantiqa mantiqat mantiqah mantika mantikat mintaqat mintaqah mintaqa manatiq mntqt mntqh منطقة منطقه "
    "قضاء ilçe ilçesi qada caza kaza kazası qeza navçeya navçe",
    3: "subdistrict subdistricts nahiya nahiyat nahiyah nahiyeh nahia nahiye nahiyesi nahyt nahyh ناحية ناحيه bucak bucağı "
    "nahya nahiyê nahiyeya",
    4: "city cities town village villages town's qaryat qaryah qarya qaryet karyat madinat madinah medinat madina balda baldat "
    "baldah مدينة مدينه قرية قريه بلدة بلده köy köyü şehir şehri kasaba kasabası ville gund gundê bajar bajarê community "
    "hamlet commune belde beldesi mdynt qryt bldt",
    5: "camp camps mukhayyam mukhayam mukhaiam mukhayamat مخيم مخيمات kamp kampı kampları site tajamu تجمع",
}
LEVEL_OF = {word: level for level, words in _LEVELS.items() for word in words.split()}
LEVEL_WORDS = {1: "governorate", 2: "district", 3: "subdistrict", 4: "town or village", 5: "camp or site"}
CITY = frozenset("city cities madinat madinah medinat madina مدينة مدينه şehir şehri ville bajar bajarê mdynt".split())
CENTRE = frozenset("markaz mrkz merkez merkezi center centre مركز".split())

ARTICLES = frozenset("al el il ul l ال the la le les".split())
# The article takes on the sound of the letter after it: only before such a word is it one.
SUN_ARTICLES = {
    "ad": "dD9", "ed": "dD9", "aḑ": "D", "as": "sS", "es": "sS", "aş": "sS$", "eş": "$", "ash": "$", "esh": "$", "at": "tT8",
    "et": "tT8", "aţ": "T", "ath": "8", "eth": "8", "az": "zZ", "ez": "zZ", "an": "n", "en": "n", "ar": "r", "er": "r",
    "adh": "9", "edh": "9",
}  # fmt: skip

LINKS = frozenset("of de du in".split())

# A name with such a word lies near the place it names, or is a part of it; it is not the place.
NEAR = frozenset(
    "near nearby vicinity outside around between outskirts towards road route crossroads junction surroundings "
    "قرب بالقرب بين محيط طريق أطراف اطراف حول خارج شمال جنوب شرق غرب yakınında yakını civarı arası yolu nêzîkî".split()
)
PART = frozenset(
    "neighborhood neighbourhood neighborhoods quarter suburb hay حي mahalle mahallesi taxa farms mazare مزارع barracks base "
    "airport airbase airfield hospital checkpoint crossing bridge dam مطار مشفى مستشفى حاجز معبر جسرا".split()
)
_SIDE_OF = re.compile(r"\b(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)\s+of\b")

# A region: it is a place only where the gazetteer has one of that very name.
AREA = frozenset(
    "jabal jebel jabl djebel jabel cebel jibal mount mountain mountains جبل جبال sahl sehl plain plains سهل reef rif ريف "
    "countryside rural steppe desert badia badiyat badiyah بادية heights highland highlands dağı çiya çiyayê ghouta غوطة "
    "ghab غاب kırsalı hawran حوران region area basin".split()
)

_SIDES = {
    "+": r"big|bigger|large|great|greater|grande?|k[aei]?b[iey]{1,2}r(?:a|ah|eh?|i|t)?|k[ou]{1,2}bra|büyük|buyuk|mezin|كبير[ةه]?|كبر[ىي]",
    "-": r"little|littler|small|smaller|lesser|petite?|[sz][aei]?gh[iey]{1,2}r(?:a|ah|eh?|i|t)?|s[ou]{1,2}ghra|küçük|kucuk|biçûk|صغير[ةه]?|صغر[ىي]",
    "U": r"upper|f(?:aw|o|ou|u|au|oo)[qk]a(?:n[iy]\w*)?|yukarı|yukari|jorîn|jorin|فوقاني[ةه]?|فوقا|عليا",
    "D": r"lower|taht[ae](?:n[iy]\w*)?|aşağı|asagi|jêrîn|jerin|s[ou]fla|تحتاني[ةه]?|تحتا|سفل[ىي]",
    "N": r"north|northern|sh[aei]?m[ae]{1,2}l[iy]\w*|kuzey|شمالي[ةه]?",
    "S": r"south|southern|[jg][aeiou]?n[ou]{1,2}b[iy]\w*|güney|guney|جنوبي[ةه]?|q[aeiou]bl[iy]\w*|قبلي[ةه]?",
    "E": r"east|eastern|sh[ae]r[qkg][iy]\w*|doğu|dogu|شرقي[ةه]?",
    "W": r"west|western|gh?[ae]rb[iy]\w*|batı|bati|غربي[ةه]?",
    "M": r"middle|central|w[aeiou]st[ae]n[iy]\w*|w[aeiou]sta|orta|وسطاني[ةه]?|وسط[ىي]",
    "n": r"new|yeni|nû",
    "o": r"old|eski|[qk][ae]d[ie]{1,2}m(?:a|ah|eh?)?|قديم[ةه]?",
}
_SIDE = {sign: re.compile(rf"(?:(?:al|el|ال|ash|esh|as|es|sh)-?)?(?:{pattern})") for sign, pattern in _SIDES.items()}

# English words of gazetteers that translate a part of the name.
_TRANSLATED = {"castle": "qalaat", "fortress": "qalaat", "mount": "jabal", "mountain": "jabal", "hill": "tal",
               "valley": "wadi", "farm": "mazraat", "saint": "mar", "monastery": "deir"}  # fmt: skip

# First words that many places share: alone they name none of them.
GENERIC = (
    "tal tall tell um umm abu ain ein khirba khirbat kherbet rasm kafr kafar bir biir jeb jubb beit bayt deir ras sheikh shaykh "
    "marj mazraa mazraat mazare burj qasr wadi hosh jdidet harsh arab tel khan nahr jisr haj haji"
).split()
GENERIC_ARABIC = "تل أم ام أبو ابو عين خربة رسم كفر بئر بير جب بيت دير رأس راس شيخ الشيخ مرج مزرعة مزارع برج قصر وادي حوش حرش خان نهر جسر حاج".split()


@cache
def side_of(word: str) -> str:
    """Return the sign of a word that tells two places of one name apart, such as big, lower or eastern; else empty.

    Examples
    --------
    >>> side_of("kubra") == side_of("big") == side_of("الكبيرة"), side_of("sarmada")
    (True, '')
    """
    return next((sign for sign, pattern in _SIDE.items() if pattern.fullmatch(word)), "")


def translated(word: str) -> str:
    """Return the Arabic word in Latin letters for an English word that gazetteers put in its place."""
    return _TRANSLATED.get(word, word)


def is_side_phrase(text: str) -> bool:
    """Return whether a text says that something lies to one side of a place, as in "north of Idlib"."""
    return _SIDE_OF.search(text) is not None
