# Тексты о периодах и о том, что изменилось от одного к другому.

# --- периоды

period = Период
period-kind = Вид периода
period-kind-week = Недели
period-kind-year = Учебный год
period-year = { $year } учебный год
period-running = { $period } — идёт, до { $until }
period-week-running = { $period } — идёт
period-kind-month = Месяцы
period-kind-term = Учебные периоды
period-week = { $number }‑я неделя ({ $days })
term-quarter = { $number }‑я четверть { $year }
term-trimester = { $number }‑й триместр { $year }
term-half-year = { $number }‑е полугодие { $year }
term-module = { $number }‑й модуль { $year }
term-semester = { $number }‑й семестр { $year }
term-year = учебный год { $year }
term-kind-quarter = четверти
term-kind-trimester = триместры
term-kind-half-year = полугодия
term-kind-module = модули
term-kind-semester = семестры
term-kind-year = учебный год целиком
term-kind-none = не объявлены
terms-compared = Сравниваются школы, чьи учебные периоды — { $kinds }.
terms-other = Школы с другими учебными периодами
terms-other-jump = Вне сравнения — { $count }
terms-other-count = Вне сравнения — { $count }: учебные периоды другого вида. В учебном году, месяце и неделе сравнимы все.
month-1 = январь
month-2 = февраль
month-3 = март
month-4 = апрель
month-5 = май
month-6 = июнь
month-7 = июль
month-8 = август
month-9 = сентябрь
month-10 = октябрь
month-11 = ноябрь
month-12 = декабрь
trend-running = Полый кружок в конце линии — неделя, которая ещё идёт, до { $until }.

# --- изменения

change-points = { $points } п. п.
change-since = Изменение — к периоду: { $period }, под ним — прежние числитель и знаменатель; другой период у значения назван. Разность точных долей округляется один раз, поэтому может на 0,01 отличаться от разности показанных процентов.
change-running = Период ещё идёт: изменение не окончательное.
change-none = Изменение: сравнить не с чем — более раннего завершённого периода этого вида в выпуске нет.
change-nothing = раньше значения не было
change-was = было { $numerator } / { $denominator }
change-was-in = было { $numerator } / { $denominator }: { $period }
change-place = место { $places }: было { $place } из { $all }
change-place-same = место прежнее: { $place } из { $all }

# --- файлы

csv-period = Период
csv-period-id = Код периода
csv-period-over = Период завершён
csv-other-terms = Другие учебные периоды
csv-earlier-period = прошлый период
csv-earlier-numerator = прошлый числитель
csv-earlier-denominator = прошлый знаменатель
csv-change = изменение, п. п.
csv-places-risen = изменение места
