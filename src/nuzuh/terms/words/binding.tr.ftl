# Mektuplardaki ifadelerin söyledikleri: bir payın kaç kişiden olduğu, bir rakamın başka bir rakama göre ne olduğu

letter-base-asked = sorduklarımız arasında ({ $people } yanıt verdi)
letter-base-chance = kurayla seçilip sorulanlar arasında ({ $people } yanıt verdi)
letter-base-share = sayılan ya da sorulan { $amount } içinde
letter-compare-factor = { $quantifier ->
    [more-than] { $number } katından fazlası
    [less-than] { $number } katından azı
    [about] yaklaşık { $number } katı
   *[exactly] { $number } katı
 }
letter-compare-whole = “{ $label }” ({ $amount }) sayısının { $factor }{ $range }
letter-compare-day = bir günde, “{ $label }” (bütün dönemde { $amount }) sayısının { $factor }{ $range }
letter-compare-times = { $factor }{ $range }
letter-compare-more = daha fazla
letter-compare-fewer = daha az
letter-compare-range = {" "}({ $range })
letter-compare-level = {" "}({ $range }, { $level } aralık)
letter-waived = Hiçbir rakama dayanmayan sözler
letter-waived-by = “{ $text }”: sorumluluğu { $name } üstleniyor: { $reason }
