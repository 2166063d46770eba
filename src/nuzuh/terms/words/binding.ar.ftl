# ما تقوله العبارات في الرسائل: من كم هي النسبة، وما نسبة رقم إلى رقم آخر

letter-base-asked = ممّن سألناهم (أجاب { $people })
letter-base-chance = ممّن سُئلوا وقد اختيروا بالقرعة (أجاب { $people })
letter-base-share = من { $amount } ممن عُدّوا أو سُئلوا
letter-compare-factor = { $quantifier ->
    [more-than] أكثر من { $number }
    [less-than] أقل من { $number }
    [about] نحو { $number }
   *[exactly] { $number }
 }
letter-compare-whole = { $factor }{ $range } من أمثال «{ $label }» ({ $amount })
letter-compare-day = { $factor }{ $range } من أمثال «{ $label }» في اليوم الواحد ({ $amount } في الفترة كلها)
letter-compare-times = { $factor }{ $range } من أمثال
letter-compare-more = أكثر
letter-compare-fewer = أقل
letter-compare-range = {" "}({ $range })
letter-compare-level = {" "}({ $range }، فترة بمستوى { $level })
letter-waived = عبارات لا تستند إلى رقم
letter-waived-by = «{ $text }»: على مسؤولية { $name }: { $reason }
