# What expressions in letters say: of how many a share is, and what one figure is against another

letter-base-asked = of those we asked ({ $people } answered)
letter-base-chance = of those asked, who were drawn by chance ({ $people } answered)
letter-base-share = of { $amount } counted or asked
letter-compare-factor = { $quantifier ->
    [more-than] more than { $number } times
    [less-than] less than { $number } times
    [about] about { $number } times
   *[exactly] { $number } times
 }
letter-compare-whole = { $factor }{ $range } as many as “{ $label }” ({ $amount })
letter-compare-day = { $factor }{ $range } as many a day as “{ $label }” ({ $amount } in the whole period)
letter-compare-times = { $factor }{ $range } as many
letter-compare-more = more
letter-compare-fewer = fewer
letter-compare-range = {" "}({ $range })
letter-compare-level = {" "}({ $range }, { $level } interval)
letter-waived = Words that rest on no figure
letter-waived-by = “{ $text }”: { $name } answers for it: { $reason }
