# Mektuplardaki ifadelerin söyledikleri: bir payın kaç kişiden olduğu, bir rakamın başka bir rakama göre ne olduğu

letter-base-asked = sorduklarımız arasında ({ $people } yanıt verdi)
letter-base-chance = kurayla seçilip sorulanlar arasında ({ $people } yanıt verdi)
letter-base-share = sayılan ya da sorulan { $amount } içinde
letter-compare-whole = “{ $label }” ({ $amount }) sayısının { $times } katı
letter-compare-day = bir günde, “{ $label }” (bütün dönemde { $amount }) sayısının { $times } katı
letter-compare-times = { $times } katı
letter-compare-more = daha fazla
letter-compare-fewer = daha az
letter-compare-less = { $number } değerinden az
letter-compare-range = { $times } ({ $range })
letter-compare-level = { $times } ({ $range }, { $level } aralık)
letter-waived = Hiçbir rakama dayanmayan sözler
letter-waived-by = “{ $text }”: sorumluluğu { $name } üstleniyor: { $reason }
