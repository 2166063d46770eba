retraction-notice = Corrected on { $day }: “{ $name }” was withdrawn. Why: { $reason }.
retraction-changed = { $label }: we said { $before }; without it, it is { $now }.
retraction-gone = { $label }: we said { $before }; without it there is no number.
retraction-same = { $label }: { $before }, unchanged without it.
retraction-many = { $count ->
    [one] One figure here rested on it and was counted again without it.
   *[other] { $shown } figures here rested on it and were counted again without it.
 }
retraction-used = An earlier version of this text used it.
retraction-more = All corrections
retraction-title = Corrections
retraction-lead = What was withdrawn, since when and why; what was said and what is true now. Every text that used it bears the same notice.
retraction-col-said = What we said
retraction-col-now = What is true now
retraction-no-number = no number any more
retraction-where = Where it stood
retraction-where-report = The report
retraction-where-poll = A poll: { $name }
retraction-where-letter = The letter: { $title }
retraction-rest = { $count ->
    [one] One more figure by place and period is marked in the data.
   *[other] { $shown } more figures by place and period are marked in the data.
 }
retraction-by-numbers = Numbers are not given: they would tell what a source reported that is not named.
erratum-title = Erratum: { $name }
erratum-draft = Draft. Check every sentence, fill in every …, and say who decided.
erratum-none = No published figure changes.
erratum-line = { $file }, line { $line }, column { $column }: { $what }
erratum-apology = We regret the error. The corrected texts are marked, and the data are counted again.
