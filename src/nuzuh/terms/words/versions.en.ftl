# The versions of a letter: for each addressee, for the press, on one page, as a card
letter-of-you = What we ask of you
letter-of-others = What we ask of others
letter-others-to = Asked of: { $who }
letter-versions = Versions of this letter
letter-version-to = To { $who }
letter-open = The open letter
letter-page = page
press-notice = Notice to the press
press-until = Embargoed until { $when }
press-since = Free for publication since { $when }
press-free = Free for publication
embargo-day = the beginning of { $day }
embargo-moment = { $day }, { $time } ({ $zone })
press-lead = { $signed }. Open letter of { $day } to: { $who }.
press-lead-unsigned = Open letter of { $day } to: { $who }.
press-figures = Key figures
press-source = Source: { $sources }
press-calls = What the letter calls for
press-contact = Contact
press-pdf = This notice as PDF
press-plain = This notice as plain text
press-evidence = Each figure with its evidence
brief = Brief
brief-pdf = This brief as PDF
brief-what = What
brief-value = Value
brief-when = Period or day
brief-source = Source
brief-more = { $count ->
    [one] One more call stands in the letter.
   *[other] { $shown } more calls stand in the letter.
 }
card-alt = { $title }. { $label }: { $value }. { $source } { $day }.
frozen-heading = What changed since this letter was frozen
frozen-lead = The text stands as it was frozen, with the numbers of that day.
frozen-change = { $label }. Frozen: { $was }. Now: { $now }.
frozen-reason = Why the letter stays as it is: { $reason } ({ $by })
frozen-gone = there is no such figure any more
frozen-source = The source { $source } was withdrawn
frozen-withdrawn = withdrawn
frozen-text = This text is frozen. Its SHA-256:
frozen-bundle = The frozen letter with its figures and evidence, for anyone to check (zip)
