# What expressions in letters say: of how many a share is, and what one figure is against another

letter-base-asked = of those we asked ({ $people } answered)
letter-base-chance = of those asked, who were drawn by chance ({ $people } answered)
letter-base-share = of { $amount } counted or asked
letter-compare-whole = { $times } times as many as “{ $label }” ({ $amount })
letter-compare-day = { $times } times as many a day as “{ $label }” ({ $amount } in the whole period)
letter-compare-times = { $times } times as many
letter-compare-more = more
letter-compare-fewer = fewer
letter-compare-less = less than { $number }
letter-compare-range = { $times } ({ $range })
letter-compare-level = { $times } ({ $range }, { $level } interval)
letter-waived = Words that rest on no figure
letter-waived-by = “{ $text }”: { $name } answers for it: { $reason }
