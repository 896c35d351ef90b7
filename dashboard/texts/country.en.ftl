# What is said of the country and of what stands around every region.

# --- the country and its regions

country = Russia
level-country = country
trail = Where this page is
country-title = Rating of regions: { $period }
country-caption-by-code = { $count } by their codes
country-compared = Compared by methodology { $methodology }: { $count }; the country is the sum of their numerators over the sum of their denominators.
country-unfinished = The period is not over yet: the figures will change.
country-times = The regions' data are of the same day, and of different times of it: from { $first } to { $last } by local clocks.
country-preliminary = The releases are preliminary.
country-release = { $code } · release { $number }, { $state }, data as of { $moment }
country-apart = Regions that stand apart
country-apart-note = They have no place and are not in the country’s sums, for their figures cannot be compared with the others’.
country-apart-reason = Stands apart because
country-unreleased = The regions stand here side by side from their first releases on: svodka rate --all-regions publishes them.
country-maturity-title = Digital maturity of regions
country-maturity-caption = Regions by their codes, each by its newest release
country-maturity-note = Every number has a date of its own, so that nothing is summed or ranked here: below numerator and denominator stand their dates.
country-maturity-target = target { $percent }
apart-unregistered = the register of regions does not have it
apart-other-rules = its release is made by other rules: methodology, queries or program version
apart-lacks-period = its release does not have the period
apart-older = its release is older: of an earlier day of the period
apart-preliminary = its release is preliminary, and those of most are final
count-regions = { $count ->
    [one] { $shown } region
   *[other] { $shown } regions
}
region-code = Code of the region
region-oktmo = OKTMO begins with
region-zone = Time zone
moment-and-moscow = { $local }, in Moscow { $moscow }
