# Everything that a reader sees, in English. The three languages have the same keys; a test compares them.

unknown = not known
amount-about = about { $number }
amount-more = more than { $number }
amount-less = fewer than { $number }
people = { $count ->
    [one] { $amount } person
   *[other] { $amount } people
 }
period-months = { $start } to { $end }
period-days = { $start } to { $end }
as-of = as of { $day }
list-separator = {"; "}
and-more = { $count ->
    [one] and one more
   *[other] and { $shown } more
 }
range-of = { $range }

# Figures
label-flow-total = Arrivals of displaced people, { $period }
label-flow-to = Arrivals of displaced people in { $place }, { $period }
label-flow-from = Arrivals of people displaced from { $origin }, { $period }
label-flow-pair = Arrivals in { $place } of people displaced from { $origin }, { $period }
label-flow-since = New displacement (movements), { $period }
label-stock-total = Displaced people present, { $day }
label-stock-in = Displaced people present in { $place }, { $day }
label-returnees = People who have returned, present in { $place }, { $day }
label-capacity = People whom the sites of { $place } can hold, { $day }
whole-area = the whole area of the crisis
label-preferred = { $what }, by the preferred source
label-flow-arrivals = Arrivals in { $place } within its account, { $period }
label-flow-departures = Displaced people who left { $place } for elsewhere, { $period }
label-flow-returns = Displaced people who left { $place } to go home, { $period }
label-flow-unreported = Arrivals in { $place } that no report names, { $period }
label-flow-residual = Change of the stock that the reported flows leave open, { $place }, { $period }
label-stock-start = Displaced people present in { $place } at the start, { $day }
unreported-share = { $share } of this number lies in places and times of which no report speaks by itself.
unreported-silent = Incomplete: no report of this period speaks of places to which { $share } of all known arrivals came.
incomplete-periods = Incomplete, not small: in these periods no report speaks of places to which so much of all known arrivals came: { $periods }.
unreported-older = { $share } of this number rests on older counts that the accounts carry forward.

# The issue
report = Report
issue-number = Issue { $number }
data-as-of = Data as of { $day }
published-on = Published { $day }
contents = Contents
languages = Languages
skip = Skip to the text
download-pdf = This report as PDF
figure-evidence = Where this number comes from
synthetic = Invented data
withheld = a source that is not named
place-outside = outside the area of the crisis
status-suppressed = hidden: few people
status-unknown = not known
status-no_access = no access
status-not_covered = not covered
note-flow = Arrivals and new displacement are movements: a person who fled more than once is counted more than once.
note-range = The range spans what the sources say; it is no margin of error.
note-interval = The { $level } interval encloses that share of many sets of accounts drawn from those that the reports allow; where less is reported it is wider.
note-hidden = { $count ->
    [one] One figure is hidden, because few people stand behind it or it would reveal one that is.
   *[other] { $shown } figures are hidden, because few people stand behind them or they would reveal one that is.
 }

section-key = The figures
section-months = Month by month
section-weeks = Week by week
section-since = Since { $day }
section-since-published = Since { $day }, as published
section-places = Where people arrived
section-origins = Where people fled from
section-stock = Where displaced people live
section-account = Account by period
section-accounts = The account of each place
section-agreement = Where sources disagree
section-said = What the sources say
section-gaps = What is not known
section-compare = Other crises, for scale
section-sources = Sources
section-method = How this was counted
section-data = Data
section-evidence = Evidence for every figure

lead-months = Arrivals that lie within one calendar month. A report that spans several months is not cut up: it counts in the total only.
lead-weeks = Arrivals that lie within one calendar week. A report that spans several weeks is not cut up: it counts in the total only.
lead-since = Running totals as the sources published them. Each replaces the one before; they must not be added up.
lead-places = Arrivals by place over the whole period, from the reports that name the place. They need not add up to the total.
lead-origins = Arrivals by place of origin, from the reports that name it.
lead-stock = People living in displacement on a day: a stock. It cannot be added to arrivals.
lead-months-accounts = The most likely arrivals in each calendar month, given all reports; a report that spans several months is shared out between them. Hollow points are what one source says of the same month.
lead-weeks-accounts = The most likely arrivals in each calendar week, given all reports; a report that spans several weeks is shared out between them. Hollow points are what one source says of the same week.
lead-since-accounts = The arrivals of the accounts, added up since the first day. Each number replaces the one before; they must not be added up.
lead-places-accounts = The most likely arrivals by place over the whole period, given all reports.
lead-origins-accounts = The most likely arrivals by place of origin, given all reports.
lead-accounts = Stock at the start, plus arrivals, plus arrivals that nobody reported, less departures and returns, is the stock at the end.
accounts-close = Every account closes: nobody appears or vanishes. The numbers shown are rounded each by itself, so a row may miss by what rounding takes.
accounts-residual = The residual is no part of the account. It is the stock at the end, less the stock at the start and the arrivals, returns and departures that reports name. People who leave without a report make it negative, arrivals that nobody reports make it positive; far from zero, the reports of stock and of flow do not fit each other.
lead-agreement = For each source: how many of its rows count, what it reports against the accounts (1 is the same, 1.2 a fifth more), how far one of its rows strays, and how far the total of arrivals moves when the source is left out.
agreement-places = What each source says of every figure stands side by side on the page of the place.
lead-said = For the same total, each source by itself, with the period that it covers. Only figures of the same period are comparable.
lead-gaps-none = No source reports a place without access or cover.
lead-compare = Published figures of other crises. They count other people in other ways; metric, population and period are given with each.
no-figures = No source gives such a figure for this period.

chart-months = Arrivals by month
chart-weeks = Arrivals by week
chart-since = New displacement since { $day }, running total
chart-since-accounts = Arrivals since { $day }, added up
chart-places = Arrivals by place
chart-origins = Arrivals by origin
chart-matrix = From where to where
chart-map = Map of arrivals by place
chart-map-stock = Map of displaced people present by place
chart-stock = Displaced people present by place
chart-desc = { $count ->
    [one] One value; the table below holds it.
   *[other] { $shown } values; the highest is { $highest } ({ $where }). The table below holds them all.
 }
map-attribution = Natural Earth. Borders and names imply no judgement on their status.
map-own-attribution = { $attribution }. Borders and names imply no judgement on their status.
map-km = { $number } km
chart-stock-months = Displaced people present at the end of each month
chart-stock-weeks = Displaced people present at the end of each week
chart-place-months = Arrivals in { $place } by month
chart-place-weeks = Arrivals in { $place } by week
chart-place-stock = Displaced people present in { $place }
chart-accounts = Accounts, { $period }
chart-account = Account of { $place } by period
chart-said = What each source says, { $place }
map-silent = { $count ->
    [one] A hollow circle marks the place of which nothing is known. That is not the same as none.
   *[other] Hollow circles mark the { $shown } places of which nothing is known. That is not the same as none.
 }
matrix-table = The table has the { $shown } greatest flows; data/pairs.csv has them all.
matrix-order = The darker, the more people. Grey: nothing reported. Dashed: not known. The numbers over the columns are those beside the names.
matrix-more = { $count ->
    [one] and one more pair
   *[other] and { $shown } more pairs
 }
chart-more = { $count ->
    [one] The picture leaves out one place; the table has it.
   *[other] The picture leaves out { $shown } places; the table has them.
 }
axis-people = people
other-sources = Other sources

col-period = Period
col-day = Day
col-place = Place
col-origin = Origin
col-people = People
col-range = Range over sources
col-interval = { $level } interval
col-range-mixed = Range or interval
caption-time = { $caption }, { $time }
range-level = { $range } ({ $level })
col-stock-start = Stock at the start
col-arrivals = Arrivals
col-unreported = Arrivals nobody reported
col-departures = Departures
col-returns = Returns
col-stock-end = Stock at the end
col-residual = Residual
col-rows = Rows
col-factor = Reports against the accounts
col-error = Error of one row
col-moved = Total without it
col-accounts = Accounts
col-preferred = Preferred source
col-difference = Difference
col-ours = This report
percent-little = under { $share }
small-line = Beneath each number stands its { $what }.
said-of = { $value } ({ $period })
col-sources = Sources
col-source = Source
col-organisation = Organisation
col-grade = Grade
col-covers = Period that it covers
col-figure = Figure
col-what = What
col-metric = Metric
col-of-whom = Of whom
col-when = When
col-where = Where
col-citation = Source
col-reason = Reason
col-file = File
col-format = What it holds
metric-stock = stock
metric-flow = flow
metric-share = share
kind-un = United Nations
kind-government = government
kind-ngo = non-governmental organisation
kind-research = research
kind-media = media
kind-informant = key informants
kind-coalition = coalition
kind-other = other
grade-A = A: completely reliable
grade-B = B: usually reliable
grade-C = C: fairly reliable
grade-D = D: not usually reliable
grade-E = E: unreliable
grade-F = F: cannot be judged
gaps-places = { $count ->
    [one] One place at the finest published level has no report at all.
   *[other] { $shown } places at the finest published level have no report at all.
 }

method-1 = A flow counts arrivals in a period; a stock counts people present on a day. The two are never added up or compared.
method-2 = For the same place, origin and period the best graded source gives the value, and all sources graded A to D give the range. Sources graded E or F give neither where a better one speaks.
method-3 = Two reports of the same people are never added up. Where statements overlap in place, origin and time, the widest is counted: the coarser place, then the longer period. The others are shown, not added.
method-4 = Households are turned into people with the household size of the report, or else of the crisis ({ $size }).
method-5 = What nobody reported is not known; it is never taken as none.
method-6 = Places are published no finer than level { $level } of the gazetteer; counts under { $smallest } people are hidden, and so is what would reveal them. Public figures are rounded; a “more than” is only ever rounded down.
method-6-idmc = Rounding: two significant digits up to 100,000, above that the nearest thousand.
method-7 = Every number leads to the evidence page; anyone who holds the input files finds its rows with: nuzuh trace { $figure }
method-accounts-1 = Every place and period has an account: the people at the start, plus those who arrive, less those who leave or go home, are the people at the end. Nobody appears or vanishes, and no number is below zero.
method-accounts-2 = Every report is taken as a sum of such numbers with an error: a town for a day, a governorate for a month, a known origin or an unknown one, people or households. Reports of the same people never add up. Each pulls the accounts towards itself, a well graded source more than a poor one.
method-accounts-3 = Where sources overlap it is worked out how much each tends to report too much or too little, and how far its rows stray. Published are the most likely accounts, given all reports together.
method-accounts-4 = The interval says how sure that is. From all accounts that the reports allow many sets are drawn; low and high enclose { $level } of them. It holds as far as the assumptions do: if all sources miss the same people, no interval shows it.
method-accounts-5 = What nobody reported is not known; it is never taken as none. Where no report speaks, the number comes from the rest of the accounts alone, and each figure states which share of it that is.
method-accounts-6 = Beside it stands the transparent method: of several sources the best graded gives the value, what overlaps is set aside, and the range spans what sources say. It has no probability, but can be checked by hand.
method-both = Both methods side by side

data-json = All figures with period, population, method, sources and status; its JSON Schema lies beside it
data-csv = All figures as a table
data-xlsx = All figures as a workbook, with a sheet that explains the columns
data-parquet = All figures, for analysis
data-geojson = Figures by place, for maps
data-accounts = The account of every place and period, with intervals
data-pairs = From where to where, with intervals
data-feed = Atom feed of issues and letters

evidence-lead = Every figure on these pages, with what it counts, its sources and its records. The digest changes when any of the records changes.
evidence-method = Method
evidence-records = Records
evidence-records-value = { $count ->
    [one] one row of { $table }, SHA-256 { $digest }
   *[other] { $shown } rows of { $table }, SHA-256 { $digest }
 }
evidence-trace = Down to file and line
method-preferred = the preferred source's value, the range over all sources
evidence-here = Each number of this page with its rows. The report's evidence page and data/figures.json have the digests.
evidence-unreported = Unreported
method-accounts = the most likely accounts, given all reports
method-as-published = as published by its source
back = Back to the report

# The page of a place
place-lies-in = Lies in
place-code = Code { $code }
section-place-arrivals = Arrivals
section-place-stock = Displaced people present
section-place-origins = Where people came from
section-place-destinations = Where people from here went
section-place-parts = Places in it
lead-place-said = The figure of this report and beside it what each source alone says. Where a source speaks of other days, they are given.
place-no-figures = No report gives a figure for this place.
place-more = { $count ->
    [one] and one more place
   *[other] and { $shown } more places
 }

# The letter
letter = Joint letter
letters = Letters
letter-to = To
letter-calls = We call
letter-calls-to = To: { $who }
letter-signed = Signed by { $count ->
    [one] one organisation
   *[other] { $shown } organisations
 }
letter-signed-protected = { $count ->
    [one] one of them is not named for its safety
   *[other] { $shown } of them are not named for their safety
 }
letter-evidence = The evidence for the figures
letter-evidence-lead = Each number in the text leads here; the report's evidence page has the whole record.
letter-pdf = This letter as PDF
letter-signatories-label = Organisations that signed
method-count = the rows of the list, counted
letter-not-signed = No organisation has signed yet.
compare-refused = not comparable
feed-issue = { $title }: issue as of { $day }
feed-letter = { $title }: joint letter of { $day }

# Other crises: why figures are not compared, and what they are when they are
unit-people = people
unit-households = households
unit-percent = per cent
metric-index = index
counts-movements = movements
counts-people = different people
who-displaced = internally displaced people
who-refugees = refugees
who-displaced_and_refugees = displaced people and refugees together
who-returnees = displaced people who returned
who-returned_refugees = returned refugees
who-residents = residents
who-capacity = places in sites
who-other = people counted in another way
length-months = { $count ->
    [one] one month
   *[other] { $shown } months
 }
length-days = { $count ->
    [one] one day
   *[other] { $shown } days
 }
refused-pair = { $reference } against { $ours }
refused-population-unsaid = people of whom it is not said who they are against { $ours }
refused-value = one of the two numbers is not known or hidden
refused-zero = the other number is zero
refused-share = shares of other denominators
refused-bounds = what is known of the two numbers does not say which is larger
col-against = Against this report
compare-times = { $what }: { $times } times this number
compare-times-range = { $what }: { $times } times this number ({ $range })
compare-times-level = { $what }: { $times } times this number ({ $range }, { $level } interval)
ratio-less = less than { $number }
compare-per-day = a day: { $ours } against { $reference } ({ $times } times)
compare-per-head = for every 1,000 residents: { $ours } against { $reference } ({ $times } times)
compare-per-head-day = a day for every 1,000 residents: { $ours } against { $reference } ({ $times } times)
compare-only-day = { $what }: only per day, since the periods differ ({ $reason })
compare-not = not compared with { $what }: { $reasons }
compare-no-heads = Nothing is given for every 1,000 residents, because the residents of one area are not known.
compare-rule = Figures are compared only if metric, unit and population are the same, and flows only if both count movements or both count different people, in periods of the same length (within 5 per cent). Everything else is refused, with all reasons. A figure a day is the mean over its period.

# People displaced at least once
label-flow-once = People displaced at least once, { $period } (limits that follow from the reports, no margin of error)
once-heading = People displaced at least once
once-between = At least { $low } and at most { $high } different people.
once-least = At least { $low } different people. No report says how many at most.
once-most = At most { $high } different people. No report says how many at least.
once-counted = One source counts different people for the whole period: { $value }.
once-why-low = The least is the highest of: what a source counts as different people; the movements that it reports for a single day; the people whom it finds displaced on one day beyond those whom it found in the same places in the month before the period. It assumes that nobody fled twice in a day, and that the source counted alike both times.
once-why-high = The most is the upper end of the total of movements, each taken for another person. It assumes that the reports miss no movement.
once-why = These are limits that follow by logic; no probability goes with them.
method-bounds = limits that follow from the reports by logic
method-as-counted = a part of those counted or asked, by each source with its own denominator

# Who they are
section-shares = Who they are
lead-shares = Each share has its own denominator: those whom that source counted or asked. Shares of different sources are never mixed, and say nothing of people who were not asked.
label-share = { $group }: share of { $of } { $who } counted or asked in { $place }, { $when }
label-share-none = { $group }: share of { $who } in { $place }, { $when }; of how many is not said
label-share-hidden = { $group }: share of { $who } in { $place }, { $when }
shared-displaced-people = displaced people
shared-displaced-households = displaced households
shared-returnees-people = returned people
shared-returnees-households = returned households
shared-residents-people = residents
shared-residents-households = resident households
group-women = Women
group-men = Men
group-girls = Girls
group-boys = Boys
group-children = Children
group-adults = Adults
group-elderly = Elderly people
group-disabled = Disabled people
group-female = Women and girls
group-male = Men and boys
col-group = Group
col-share = Share
col-of = Of how many
col-said-too = Other sources
share-of = { $source }: { $share } of { $of }
share-of-unsaid = { $source }: { $share }, of how many is not said
of-unsaid = not said

## poll

label-poll-asked = { $poll }: people asked
label-poll-answered = { $poll }: people who answered
label-poll-share = { $poll }: “{ $question }” – { $answer }
label-poll-mean = { $poll }: “{ $question }” – average
label-poll-group = { $what } ({ $question }: { $group })
method-poll = part, or average, of the people who answered
poll-heading = Asked: { $poll }
poll-fixed = fixed by calibration
chart-poll-answer = { $caption } – { $answer }
poll-those-asked = Of those we asked: they were not drawn by chance. What they say holds for them and not for all who were displaced, and a margin of error would mean nothing.
poll-those-asked-unknown = Of those we asked: nothing says that they were drawn by chance. What they say holds for them and not for all who were displaced, and a margin of error would mean nothing.
poll-purpose = The places were chosen on purpose; they are no sample of places.
poll-purpose-interval = The places were chosen on purpose and are no sample of places: the intervals speak of the people within these places only.
poll-everyone = Everyone was asked, so there is no error of sampling.
poll-few-clusters =
    { $count ->
        [one] The sample has { $shown } cluster to judge by. With so few no interval is safe: it holds the truth less often than it promises.
       *[other] The sample has { $shown } clusters to judge by. With so few no interval is safe: it holds the truth less often than it promises.
    }
poll-weighted-accounts = The answers are weighted to the number of displaced people whom the accounts of this report count.
poll-weighted = The answers are weighted.
poll-hidden = Hidden: fewer than { $smallest } people stand behind it, or it would reveal such a number.
poll-small-base = * Fewer than { $n } people answered: take it with care.
poll-answered-of =
    { $count ->
        [one] { $answered } person of { $asked } asked answered.
       *[other] { $answered } people of { $asked } asked answered.
    }
poll-base =
    { $count ->
        [one] { $shown } person answered this question.
       *[other] { $shown } people answered this question.
    }
poll-base-many = { $base } They could give more than one answer, so the shares do not add up to all.
poll-everybody = All who answered
hidden-short = hidden
poll-by = By the answer to “{ $question }”
poll-fact-asked = People asked
poll-fact-answered = People who answered
poll-fact-when = When
poll-fact-where = Where
poll-fact-origins = Had fled from
poll-fact-whom = Who could be asked
poll-fact-chosen = How they were chosen
poll-fact-mode = How they were asked
poll-fact-by = Who asked
poll-fact-left-out = Interviews not counted
poll-fact-design = Precision
poll-fact-more = All answers, by group
poll-design = Typical design effect { $deff }: as precise as { $effective } people drawn one by one.
poll-places =
    { $count ->
        [one] { $shown } place, in { $names }
       *[other] { $shown } places, in { $names }
    }
poll-mode-face-to-face = face to face
poll-mode-phone = by phone
poll-mode-web = on the web
poll-mode-paper = on paper
poll-mode-mixed = in several ways
poll-chosen-unknown = not told
poll-chosen-convenience = whoever could be reached
poll-chosen-quota = whoever could be reached, until set numbers of each group were
poll-chosen-snowball = through people who had been asked
poll-chosen-chance = drawn by chance
poll-chosen-everyone = everyone
col-fact = What
col-fact-value = Of this poll
col-answer = Answer
col-average = Average
col-answered = Who answered
average = Average
poll-page = Poll
section-poll-facts = Who was asked, where, when and how
section-poll-tests = Do the groups differ?
lead-poll-tests = The chance that groups who think alike would differ as much as these. Under 5 in 100 is usually called a difference.
col-question = Question
col-groups = Groups by
col-p = Chance (p)
p-little = under { $p }
section-poll-printed = Percentages printed elsewhere
lead-poll-printed = Whether a number of people can give the percentage as it was printed. This says nothing of whether it is true.
col-printed = As printed
col-printed-of = Of how many
col-verdict = Can it be?
verdict-attainable = yes
verdict-not-attainable = not as printed
verdict-exempt = cannot be tested
section-poll-method = How this was asked and worked out
poll-method-base = Each share is of the people who answered the question. Who was not asked it, or did not answer, is not in it. Reports made by collecting tools often divide by all submissions, or a group by all who answered; their shares differ from these.
poll-method-validation-not-rejected = Interviews that the review did not approve are not counted.
poll-method-validation-approved = Only interviews that the review approved are counted.
poll-method-validation-all = All interviews are counted, whatever the review said.
poll-method-interval = Intervals hold the truth in { $level } of all samples drawn this way, by the method { $method }; those of groups use the degrees of freedom of the group.
poll-method-test = Groups are compared by Rao and Scott’s test, which knows how people were drawn.
poll-method-hidden = Numbers of fewer than { $smallest } people are hidden, and with them as many others as it takes for nobody to work them out; no share is given of so few. All tables were looked at together.
poll-method-cleaned =
    { $count ->
        [one] { $shown } answer was changed when the data were cleaned, with a reason on record; the file as received is kept.
       *[other] { $shown } answers were changed when the data were cleaned, each with a reason on record; the file as received is kept.
    }
poll-method-trace = Numbers over all lead to their evidence. Every number, by group too, has its name in the tables to download; anyone who holds the input files finds its rows with: nuzuh trace { $figure }
section-poll-data = Downloads
poll-data-form = The form, as it was used (XLSForm)
poll-data-form-csv = The questions of the form, as a table
poll-data-tables = All published tables (CSV)
poll-data-tables-xlsx = All published tables (workbook)
poll-no-responses = The answers themselves are not in this report.
## poll form
form-introduction = Hello. I work for { $organisation }. We are asking people who had to leave their homes how they are and what they need. You decide whether you take part. You may leave out any question, and stop at any time. The aid that you receive depends neither on whether you take part nor on what you answer. I will not write down your name or telephone number. It takes about { $count ->
    [one] one minute
   *[other] { $minutes } minutes
}.
form-consent = Do you agree to take part?
form-consent-no = Thank you for your time. The interview ends here.
form-thanks = Thank you. These were all our questions.
form-yes = Yes
form-no = No
form-dont-know = Don't know
form-refused = Prefer not to answer
form-alone = These answers cannot be chosen together with others: { $answers }
form-leave-empty = Leave empty if the person does not know or prefers not to answer.
form-number = A whole number, 0 or more.
form-interviewer = Code of the interviewer
form-interviewer-hint = The code only, not the name.
form-cluster = Place of the interview
## poll: attainable
attain-yes = { $figure } of { $n } is attainable: { $way }.
attain-not = { $figure } of { $n } is not attainable by rounding to nearest: { $near }.
attain-near = { $people } of { $n } is { $share }
attain-comma = { $first }, { $second }
attain-or = { $first }, or { $second }
attain-and = { $first } and { $second }
attain-of = { $figure } of { $n }
attain-fits = It fits { $ways }.
attain-they-fit = Attainable { $ways }.
attain-way = { $people } of { $n }
attain-way-if = { $people } of { $n } { $conditions }
attain-cut = { $count ->
    [0] if cut off before the decimals
    [1] if cut off after the first decimal
    [2] if cut off after the second decimal
   *[other] if cut off after { $shown } decimals
 }
attain-up = if always rounded up
attain-even = if halves were rounded to the even digit
attain-down = if halves were rounded down
attain-missing = { $count ->
    [one] if one of the { $n } did not answer
   *[other] if { $shown } of the { $n } did not answer
 }
attain-nothing = { $count ->
    [0] That holds for cutting off and rounding up too.
    [one] That holds for cutting off and rounding up too, even if one of the { $n } did not answer.
   *[other] That holds for cutting off and rounding up too, even if up to { $shown } of the { $n } did not answer.
 }
attain-exempt = { $figure } is weighted: any percentage can come of weights, and counts of people do not test it.
attain-exempt-all = The percentages are weighted: any percentage can come of weights, and counts of people do not test them.
attain-rough = “{ $text }” of { $n } is a rough statement that several counts can bear out: it is not tested further.
attain-rough-none = “{ $text }” of { $n } is not attainable: a share lies between none and all.
attain-nearly = From { $n } nearly every percentage with so few decimals is attainable, so that passing this test means little.
attain-every = From { $n } every percentage with so few decimals is attainable, so that passing this test means nothing.
attain-alone = { $count ->
    [one] { $list } is not attainable by rounding to nearest.
   *[other] These are not attainable by rounding to nearest: { $list }.
 }
attain-set-yes = { $count ->
    [one] The percentage of { $n } is attainable.
   *[other] The { $shown } percentages of { $n } are attainable together.
 }
attain-set-many = Each percentage of { $n } is attainable by itself, but not all together: they make at least { $people } people, more than { $n }.
attain-set-few = Each percentage of { $n } is attainable by itself, but not all together: they make at most { $people } people, fewer than { $n }.
attain-groups-yes = The percentages of the groups and that of all { $n } are attainable together.
attain-groups-apart = Each percentage is attainable by itself, but not all together: the groups make { $groups } people, the percentage of all { $n } makes { $total }.
attain-count-yes = { $people } of { $n } is { $figure }.
attain-count-not = { $people } of { $n } is { $share } by rounding to nearest, not { $figure }.
attain-change-points = From { $before } to { $after } the change is { $points } percentage points, or { $percent }: { $change } fits as percentage points only.
attain-change-percent = From { $before } to { $after } the change is { $points } percentage points, or { $percent }: { $change } fits as per cent only.
attain-change-both = From { $before } to { $after } the change is { $points } percentage points, or { $percent }: { $change } fits as either.
attain-change-neither = From { $before } to { $after } the change is { $points } percentage points, or { $percent }: { $change } fits as neither.
attain-undefined = undefined in per cent
attain-percent = { $percent } per cent of the first
attain-margin-fits = A margin of error of ± { $margin } percentage points fits { $n } answers: a simple random sample of them has ± { $simple }.
attain-margin-wide = A margin of error of ± { $margin } percentage points fits { $n } answers with a design effect of { $low } to { $high }: a simple random sample of them has ± { $simple }.
attain-margin-narrow = A margin of error of ± { $margin } percentage points is narrower than { $n } answers allow: a simple random sample of them has ± { $simple }. It takes { $few } to { $many } answers.
attain-margin-narrow-open = A margin of error of ± { $margin } percentage points is narrower than { $n } answers allow: a simple random sample of them has ± { $simple }. It takes { $few } answers at least.
