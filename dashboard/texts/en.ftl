# What the pages say. A new text is a new key in both files: texts/ru.ftl and texts/en.ftl.

service = Svodka
service-about = consolidated report on schools’ electronic journals
skip-to-content = Skip to content
navigation = Sections
languages = Language
nav-rating = Rating
nav-maturity = Digital maturity
nav-data = Data
nav-methodology = Methodology
show = Show
download-csv = Download CSV
table-of-chart = The same numbers as a table
hidden = hidden
yes = yes
no = no

# --- release

release = Release { $number }
release-as-of = data as of { $moment }
release-by-methodology = methodology { $methodology }
release-with-digest = digest { $digest }
release-other = other releases
release-old = This is not the newest release.
release-newest = The newest is release { $number }, data as of { $moment }
release-none = Nothing is published yet
release-preliminary = preliminary
release-frozen = final
release-number = Release
release-state = State
release-moment = Data as of
release-methodology = Methodology
release-snapshot = Lake snapshot
release-register-version = Register version
release-digest = Digest
release-created = Computed
release-shown = shown now

# --- states of a figure

state-ok = measured
state-low-count = too few data
state-low-coverage = low coverage
state-not-measurable = journal cannot prove it
state-not-applicable = not applicable
state-no-data = no data

# --- levels, journals

level-school = school
level-municipality = municipality
level-region = region
levels-school = Schools
levels-municipality = Municipalities
levels-region = Region
level = Level
journal-dnevnik = Dnevnik.ru
journal-elschool = ELSCHOOL
journal-mes = MES
journal-sgo = Setevoy gorod
settlement-urban = urban
settlement-rural = rural
source-sferum = Sferum
source-my-school = My School
source-official-line = line of an official form
source-live-count = count of the journals

# --- counts

count-schools = { $count ->
    [one] { $shown } school
   *[other] { $shown } schools
}
count-municipalities = { $count ->
    [one] { $shown } municipality
   *[other] { $shown } municipalities
}
count-events = { $count ->
    [one] { $shown } event
   *[other] { $shown } events
}
count-bytes = { $count ->
    [one] { $shown } byte
   *[other] { $shown } bytes
}
count-of-schools = { $count ->
    [one] { $shown } school
   *[other] { $shown } schools
}
count-of-lessons = { $count ->
    [one] { $shown } lesson
   *[other] { $shown } lessons
}
age-seconds = { $count ->
    [one] { $shown } second
   *[other] { $shown } seconds
}
age-minutes = { $count ->
    [one] { $shown } minute
   *[other] { $shown } minutes
}
age-hours = { $count ->
    [one] { $shown } hour
   *[other] { $shown } hours
}
age-days = { $count ->
    [one] { $shown } day
   *[other] { $shown } days
}

# --- rating

rating-title-municipality = Rating of municipalities: { $period }
rating-title-school = Rating of schools: { $period }
rating-caption = { $count } by the places of { $code }, “{ $indicator }”
rating-caption-by-name = { $count } by name
rating-empty = This release has no line here.
rating-how-to-read = Under a percentage stand its numerator and denominator. Only comparable figures have a place; equal figures share one. “No data” is not zero: a zero is shown as 0.00%.
coverage-of = coverage { $percent }: { $seen } of { $due }
rating-sort-by = sort
place = Place
place-of-label = place { $place } of { $all }
municipality-filter = Municipality
municipality-all = all municipalities
pages = Pages
trend-title = Trend by weeks
trend-jump = To the trend by weeks
trend-none = No week has a figure.
trend-nothing = { $name }: no figures.
trend-sentence = { $name }: from { $first } (week of { $from }) to { $last } (week of { $to }), lowest { $lowest }, highest { $highest }.
trend-legend = Lines
week = Week
csv-level = Level
csv-territory = Territory
csv-territory-id = Code
csv-within = Municipality
csv-release-state = Release state
csv-numerator = numerator
csv-denominator = denominator
csv-state = state
csv-coverage = coverage, %
csv-seen = seen
csv-due = due
csv-place = place
csv-published-percent = published, %
csv-raw-percent = before the cap, %
csv-code = Indicator
csv-indicator = Name
csv-target = target, %
csv-target-year = target year
csv-attainment = attainment, %
csv-numerator-as-of = numerator as of
csv-denominator-as-of = denominator as of
csv-numerator-as-of-from = numerator from
csv-denominator-as-of-from = denominator from
csv-basis = denominator is
csv-schools-covered = schools counted
csv-schools-with-form = schools with the form
csv-schools-with-numerator = schools with a numerator
csv-schools = schools
csv-pupils-covered = pupils in the schools counted
csv-pupils = pupils
csv-numerator-source = numerator is from
csv-method = Method
csv-value = Value

# --- municipality and school

municipality-schools = Schools of the municipality
municipality-maturity = Digital maturity of its schools
fact-municipality = Municipality
fact-settlement = Settlement
fact-pupils = Pupils
fact-journal = Journal
fact-id = OGRN-KPP
school-figures = Figures: { $period }
school-lessons = lessons
school-lessons-label = lessons behind { $code }
school-timetable = timetable
school-timetable-label = timetable behind { $code }
school-maturity = Digital maturity of the school
school-maturity-none = The release says nothing of this school’s digital maturity.
indicator = Indicator
outside = Outside the denominator
outside-excused = excused: { $shown }
outside-not-measurable = journal cannot prove it: { $shown }
outside-unknown = not known: { $shown }
outside-pending = not yet due: { $shown }

# --- digital maturity

maturity-title = Digital maturity
maturity-region = The region’s indicators
maturity-note-cap = A published value does not exceed 100%. Where the numerator is larger than the denominator (they have different dates), the raw value stands beside it.
maturity-note-hidden = “Hidden”: the value counts fewer than five persons, or such a value could be computed from it.
maturity-value = Value
maturity-target = Target
maturity-target-by = by { $year }
maturity-target-none = none set
maturity-attainment = Attainment
maturity-reached = target reached
maturity-numerator = Numerator
maturity-denominator = Denominator
maturity-as-of = as of { $date }
maturity-raw = { $percent } before the cap: the numerator exceeds the denominator
maturity-chosen = the larger source was taken: { $source }
maturity-act = Source of the target
maturity-summaries = Joined figures
maturity-summaries-note = How the five indicators are joined to one figure is not officially confirmed, so all four ways are shown.
maturity-by-municipality = By municipality
maturity-schools-of = Schools: { $municipality }
maturity-as-of-different = as of different days: from { $from } to { $to }
maturity-from-form = a line of an official form was taken
maturity-from-count = the journals’ count was taken
maturity-own-line = the territory’s own line
maturity-sum-of-schools = a sum over schools
maturity-forms = form received from { $count } of { $schools }
maturity-numerators = numerator known of { $count } of { $schools }
maturity-pupils = { $covered } of { $all } pupils are in the schools counted
maturity-without-form = form not received
maturity-without-numerator = numerator unknown
maturity-missing = Schools that are not in the region’s values
maturity-missing-of = Schools that are not in the values: { $municipality }
maturity-missing-note = A school without the form is neither in the denominator nor in the numerator. A value that rests on too small a share of the schools is not published.
maturity-lacks = What is missing
summary-mean-of-values = Mean of values
summary-mean-of-values-explained = the mean of the five values, each at most 100%
summary-mean-of-capped-attainment = Mean of attainment, capped
summary-mean-of-capped-attainment-explained = the mean of value over target, each at most 100%
summary-mean-of-attainment = Mean of attainment, uncapped
summary-mean-of-attainment-explained = the mean of value over target, without an upper limit
summary-targets-reached = Targets reached
summary-targets-reached-explained = how many indicators reached their target
summary-reached = { $reached } of { $all }

# --- state of the data

data-title = State of the data
data-topics = Intake of events
data-topics-note = Passed = admitted + duplicates + rejected + control records: the warehouse takes no batch for which this does not hold. These are the events of all regions together.
data-topics-of-others = The intake keeps no region, and the warehouse has other regions’ events, too: only who may see all regions sees how it goes.
data-topics-none = No events have been taken yet.
data-topic = Topic
data-source = Source
data-partitions = Partitions
data-passed = Passed
data-admitted = Admitted
data-duplicates = Duplicates
data-rejected = Rejected
data-control = Control
data-last-emitted = Last event emitted
data-age = Time since
data-moved = Last read
data-total = All
data-rejections = Rejected events
data-rejections-none = No events were rejected.
rejection-reason = Reason
rejection-meaning = Meaning
rejection-count = Events
rejection-replayed = Taken later
rejection-replayed-count = taken later: { $shown }
rejection-last = Last
rejection-last-at = last { $moment }
rejection-examples = Examples
rejection-number = Number
rejection-place = Topic, partition and offset
rejection-detail = What is wrong
rejection-school = School in the source
rejection-at = Rejected
rejection-size = Size
rejection-bytes = First bytes
reason-oversized = larger than allowed
reason-unframed = no message frame
reason-unknown-schema = unknown schema
reason-malformed = does not fit its schema
reason-trailing-bytes = bytes left over at the end
reason-wrong-topic = wrong topic
reason-key-mismatch = the key does not match the content
reason-unknown-school = unknown school
reason-implausible-time = implausible time
reason-invalid-content = invalid content
silence-title = Silent schools
silence-summary = { $silent } of { $all } are silent: they sent nothing for { $days } before the release’s moment.
silence-none = Every school is heard.
silence-needs-release = The schools are known from the first release on.
silent-since = Silent since
silent-never = never heard
silent-for = Silent for
silent-events = Events in all
releases-title = Releases

# --- methodology

methodology-title = Methodology
methodology-indicators = Indicators
methodology-formula = Formula
methodology-direction = Direction
methodology-minimum = Minimum denominator
direction-up = more is better
direction-down = less is better
methodology-places = Places follow exact ratios: 10/11 equals 30/33. Equal figures share a place: 1-2-2-4. The figure of a municipality or the region is the sum of numerators over the sum of denominators.
methodology-measures = Queries
methodology-measures-note = The release was computed by these queries, in this order, word for word; the computing program’s version is { $engine }.
methodology-measures-none = The release was computed before releases kept their queries.
methodology-measure = Query
methodology-text = Text of the methodology
methodology-text-note = The release was computed by this text, word for word; SHA-256 { $sha256 }. The text is in its original language.

# --- before the first lesson

beginning-title = The release has no lessons yet
beginning-lead = Figures appear when the release has a lesson that was to be held by its moment.
beginning-there = What there is
beginning-missing = What is missing
beginning-unreleased-title = Nothing is published yet
beginning-unreleased = The register has this region, and no release of it has been published yet.
beginning-no-release = A release: svodka rate --region { $code } publishes one.
beginning-arrived-note = The events are those of all regions together.
beginning-no-schools = Schools (org.upserted): without them nobody knows whose the events are.
beginning-no-lessons = Lessons of the timetable (lesson.scheduled) on a day not after the release’s moment.
beginning-needs = For lessons to count, class groups (group.upserted), a calendar (calendar.published) and enrolments (enrollment.changed) are needed, too.
beginning-data = How the intake of events goes

# --- failures

failure-not-found-title = Page not found
failure-not-found = There is nothing at this address: no such page, territory, period or release.
failure-unknown-region-title = There is no such region
failure-unknown-region = The register of regions has no region with this code. A code is that of the tax service, two digits: 70 is Tomsk Oblast.
failure-nothing-published-title = Nothing is published yet
failure-nothing-published = Figures appear after the first run of the rating. The page “Data” shows how the intake of events goes.
failure-broken-title = The page is not available now
failure-broken = Something failed on our side, and it is logged. Please try again later.
failure-home = To the first page
