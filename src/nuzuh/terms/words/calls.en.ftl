calls-title = What became of each call
calls-of = What became of the calls: { $title }
calls-as-of = As of { $day }
calls-lead = Every call to every addressee. What an addressee says of itself and what others observed stand side by side and are never merged: a promise is no deed, and a deed that nobody saw is a statement.
calls-matrix = Call by addressee
calls-short-silent = –
calls-short-not_sent = not sent
calls-short-sent = sent
calls-short-received = received
calls-short-answered = answered
calls-short-promised = promised
calls-short-acted = acted
calls-short-no_action = nothing done
calls-short-withdrawn = promise taken back
calls-short-refused = refused
calls-short-late = overdue
calls-short-none = not addressed
calls-late-lead = A day that was asked or promised counts as missed from the day after it.
calls-col-addressee = Addressee
calls-col-sent = Sent
calls-col-says = Says of itself
calls-col-observed = Observed
calls-state-not_sent = Not sent
calls-state-silent-says = Says nothing
calls-state-silent-observed = Nothing observed
calls-state-sent = Sent: { $day }
calls-state-received = Received: { $day }
calls-state-answered = Answered: { $day }
calls-state-promised = Promised: { $day }
calls-state-acted = Acted: { $day }
calls-state-no_action = Nothing done so far: { $day }
calls-state-withdrawn = Took its promise back: { $day }
calls-state-refused = Refused: { $day }
calls-until = by { $day }
calls-ago = { $count ->
    [0] today
    [one] one day ago
   *[other] { $shown } days ago
 }
calls-answered-after = { $count ->
    [0] First answer on the same day
    [one] First answer after one day
   *[other] First answer after { $shown } days
 }
calls-late-answer = Overdue: an answer was asked by { $day } ({ $ago })
calls-late-call = Overdue: asked for by { $day } ({ $ago })
calls-late-promise = Overdue: promised by { $day } ({ $ago })
calls-late-report = Overdue: the next report was asked by { $day } ({ $ago })
calls-wait-answer = An answer is asked by { $day }
calls-wait-call = Asked for by { $day }
calls-wait-promise = Promised by { $day }
calls-wait-report = The next report is asked by { $day }
calls-by-actor = as it says of itself
calls-by-observed = as we observed
calls-by-third_party = as { $source } reports
calls-by-others = others
calls-evidence = Evidence
calls-on-file = Evidence is on file and not published.
calls-history = { $count ->
    [one] History: one entry
   *[other] History: { $shown } entries
 }
calls-measure = How it is measured
calls-measure-value = { $label }: { $value }
calls-target-least = Asked: at least { $target }
calls-target-most = Asked: at most { $target }
calls-met-met = The figure meets what was asked.
calls-met-not_met = The figure does not meet what was asked.
calls-met-unsure = The figure is too uncertain to say whether it meets what was asked.
calls-met-before = The figure ends before the letter was sent: it says nothing yet of what was asked.
calls-met-hidden = The figure is hidden because it speaks of few people.
calls-met-unknown = The figure is not known.
calls-no-cause = Why the figure is what it is, it does not say.
calls-rhythm = { $count ->
    [0] No report
    [one] One report
   *[other] { $shown } reports
 }
calls-rhythm-gap = { $count ->
    [one] longest time without one: one day
   *[other] longest time without one: { $shown } days
 }
calls-rhythm-asked = { $count ->
    [one] Asked: at least one report a day
   *[other] Asked: at least one report every { $shown } days
 }
calls-sum-pairs = { $count ->
    [one] One call to one addressee
   *[other] { $shown } calls, each counted once for every addressee
 }
calls-sum-not_sent = Not sent: { $shown }
calls-sum-silent = Sent, and no answer: { $shown }
calls-sum-late = Overdue by what was observed: { $shown }
calls-sum-unseen = Said to be done, and not observed: { $shown }
calls-sum-acted = Observed to be done: { $shown }
calls-sum-refused = Refused: { $shown }
calls-protected = { $shown } entries are not published, to protect those who made them.
calls-data = The data of this page
