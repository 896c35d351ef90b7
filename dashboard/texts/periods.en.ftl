# Texts about periods, and about what changed from one to another.

# --- periods

period = Period
period-kind = Kind of period
period-kind-week = Weeks
period-kind-year = School year
period-year = school year { $year }
period-running = { $period } – runs until { $until }
period-week-running = { $period } – still runs
period-kind-month = Months
period-kind-term = School terms
period-week = Week { $number } ({ $days })
term-quarter = Quarter { $number }, { $year }
term-trimester = Trimester { $number }, { $year }
term-half-year = Half-year { $number }, { $year }
term-module = Module { $number }, { $year }
term-semester = Semester { $number }, { $year }
term-year = School year { $year }
term-kind-quarter = quarters
term-kind-trimester = trimesters
term-kind-half-year = half-years
term-kind-module = modules
term-kind-semester = semesters
term-kind-year = the whole year
term-kind-none = none announced
terms-compared = Compared are the schools whose terms are { $kinds }.
terms-other = Schools with other terms
terms-other-jump = Not compared: { $count }
terms-other-count = Not compared here: { $count }, whose terms are of another kind. By school year, month and week all can be compared.
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
trend-running = A hollow point at the end of a line is a week that still runs, until { $until }.

# --- changes

change-points = { $points } pp
change-since = Change is against { $period }, with the earlier numerator and denominator below it; where a figure has another period, it is named. The difference of exact shares is rounded once, so that it may be 0.01 off the difference of the percentages shown.
change-running = The period is not over yet: a change is not final.
change-none = Change: there is nothing to compare with – the release has no earlier period of this kind that is over.
change-nothing = no figure before
change-was = was { $numerator } / { $denominator }
change-was-in = was { $numerator } / { $denominator }: { $period }
change-place = place { $places }: was { $place } of { $all }
change-place-same = same place: was { $place } of { $all }

# --- files

csv-period = Period
csv-period-id = Period code
csv-period-over = Period is over
csv-other-terms = Other terms
csv-earlier-period = earlier period
csv-earlier-numerator = earlier numerator
csv-earlier-denominator = earlier denominator
csv-change = change, pp
csv-places-risen = places risen
