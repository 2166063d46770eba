"""A small snap poll in three languages that several tests look at."""

from __future__ import annotations

from collections.abc import Mapping

from nuzuh.poll.questionnaire import Answer, Asked, Heading

ENGLISH, ARABIC, TURKISH = LANGUAGES = ("English (en)", "Arabic (ar)", "Turkish (tr)")
HEADING = Heading(
    "Snap poll",
    "snap",
    "2020-02-06",
    ("en", "ar", "tr"),
    {"en": "Hand in Hand", "ar": "يدًا بيد", "tr": "El Ele"},
)


def said(en: str, ar: str, tr: str) -> Mapping[str, str]:
    return {"en": en, "ar": ar, "tr": tr}


MOVES = Asked("moves", "number", said("How many times have you moved?", "كم مرة انتقلت؟", "Kaç kez yer değiştirdiniz?"))
AID = Asked("aid", "yesno", said("Any aid this month?", "هل وصلتك مساعدة هذا الشهر؟", "Bu ay yardım aldınız mı?"))
NEEDS = Asked(
    "needs",
    "many",
    said("What do you need most?", "ما أهم ما تحتاج إليه؟", "En çok neye ihtiyacınız var?"),
    said("Up to three.", "حتى ثلاثة.", "En çok üç."),
    (
        Answer("food", said("Food", "غذاء", "Gıda")),
        Answer("shelter", said("Shelter", "مأوى", "Barınma")),
        Answer("nothing", said("Nothing", "لا شيء", "Hiçbir şey"), alone=True),
    ),
    relevant="${aid} != 'yes'",
)
RETURN = Asked(
    "return",
    "one",
    said("Will you go back?", "هل ستعود؟", "Geri dönecek misiniz?"),
    answers=(Answer("yes", said("Yes", "نعم", "Evet")), Answer("later", said("Later", "لاحقًا", "Daha sonra"))),
)
WHY = Asked("why", "text", said("Why?", "لماذا؟", "Neden?"), relevant="${return} = 'later'")
ASKED = [MOVES, AID, NEEDS, RETURN, WHY]
PLACES = [Answer("atma", said("Atma", "أطمة", "Atme")), Answer("kili", said("Killi", "كللي", "Killi"))]
