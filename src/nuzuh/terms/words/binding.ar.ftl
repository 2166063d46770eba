# ما تقوله العبارات في الرسائل: من كم هي النسبة، وما نسبة رقم إلى رقم آخر

letter-base-asked = ممّن سألناهم (أجاب { $people })
letter-base-chance = ممّن سُئلوا وقد اختيروا بالقرعة (أجاب { $people })
letter-base-share = من { $amount } ممن عُدّوا أو سُئلوا
letter-compare-whole = { $times } من أمثال «{ $label }» ({ $amount })
letter-compare-day = { $times } من أمثال «{ $label }» في اليوم الواحد ({ $amount } في الفترة كلها)
letter-compare-times = { $times } من أمثال
letter-compare-more = أكثر
letter-compare-fewer = أقل
letter-compare-less = أقل من { $number }
letter-compare-range = { $times } ({ $range })
letter-compare-level = { $times } ({ $range }، فترة بمستوى { $level })
letter-waived = عبارات لا تستند إلى رقم
letter-waived-by = «{ $text }»: على مسؤولية { $name }: { $reason }
