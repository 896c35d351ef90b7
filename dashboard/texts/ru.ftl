# Тексты страниц. Новый текст — новый ключ в обоих файлах: texts/ru.ftl и texts/en.ftl.

service = Сводка
service-about = сводный отчёт по электронным журналам школ
skip-to-content = К содержанию
navigation = Разделы
languages = Язык
nav-rating = Рейтинг
nav-maturity = Цифровая зрелость
nav-data = Данные
nav-methodology = Методика
show = Показать
download-csv = Скачать CSV
table-of-chart = Те же числа таблицей
hidden = скрыто
yes = да
no = нет

# --- выпуск

release = Выпуск { $number }
release-as-of = данные на { $moment }
release-by-methodology = методика { $methodology }
release-with-digest = контрольная сумма { $digest }
release-other = другие выпуски
release-old = Это не последний выпуск.
release-newest = Последний — выпуск { $number }, данные на { $moment }
release-none = Выпусков ещё нет
release-preliminary = предварительный
release-frozen = окончательный
release-number = Выпуск
release-state = Состояние
release-moment = Данные на
release-methodology = Методика
release-snapshot = Снимок хранилища
release-register-version = Версия реестров
release-digest = Контрольная сумма
release-created = Рассчитан
release-shown = показан сейчас

# --- состояния показателя

state-ok = измерено
state-low-count = мало данных
state-low-coverage = низкий охват
state-not-measurable = журнал не доказывает
state-not-applicable = не применимо
state-no-data = нет данных

# --- уровни, журналы

level-school = школа
level-municipality = муниципалитет
level-region = регион
levels-school = Школы
levels-municipality = Муниципалитеты
levels-region = Регион
level = Уровень
journal-dnevnik = Дневник.ру
journal-elschool = ELSCHOOL
journal-mes = МЭШ
journal-sgo = Сетевой город
settlement-urban = городская местность
settlement-rural = сельская местность
source-sferum = «Сферум»
source-my-school = «Моя школа»
source-official-line = строка официальной формы
source-live-count = подсчёт по журналам

# --- количества

count-schools = { $count ->
    [one] { $shown } школа
    [few] { $shown } школы
   *[many] { $shown } школ
}
count-municipalities = { $count ->
    [one] { $shown } муниципалитет
    [few] { $shown } муниципалитета
   *[many] { $shown } муниципалитетов
}
count-events = { $count ->
    [one] { $shown } событие
    [few] { $shown } события
   *[many] { $shown } событий
}
count-bytes = { $count ->
    [one] { $shown } байт
    [few] { $shown } байта
   *[many] { $shown } байт
}
count-of-schools = { $count ->
    [one] { $shown } школы
   *[other] { $shown } школ
}
count-of-lessons = { $count ->
    [one] { $shown } урока
   *[other] { $shown } уроков
}
age-seconds = { $count ->
    [one] { $shown } секунда
    [few] { $shown } секунды
   *[many] { $shown } секунд
}
age-minutes = { $count ->
    [one] { $shown } минута
    [few] { $shown } минуты
   *[many] { $shown } минут
}
age-hours = { $count ->
    [one] { $shown } час
    [few] { $shown } часа
   *[many] { $shown } часов
}
age-days = { $count ->
    [one] { $shown } день
    [few] { $shown } дня
   *[many] { $shown } дней
}

# --- рейтинг

rating-title-municipality = Рейтинг муниципалитетов: { $period }
rating-title-school = Рейтинг школ: { $period }
rating-caption = { $count } по местам показателя { $code } «{ $indicator }»
rating-caption-by-name = { $count } по алфавиту
rating-empty = В этом выпуске нет ни одной строки.
rating-how-to-read = Под долей — числитель и знаменатель. Место есть только у сопоставимых значений, равные значения делят место. «Нет данных» — не ноль: ноль показан как 0,00 %.
coverage-of = охват { $percent }: { $seen } из { $due }
rating-sort-by = сортировать
place = Место
place-of-label = место { $place } из { $all }
municipality-filter = Муниципалитет
municipality-all = все муниципалитеты
pages = Страницы
trend-title = Динамика по неделям
trend-jump = К динамике по неделям
trend-none = Ни за одну неделю значения нет.
trend-nothing = { $name }: значений нет.
trend-sentence = { $name }: от { $first } (неделя с { $from }) до { $last } (неделя с { $to }), наименьшее { $lowest }, наибольшее { $highest }.
trend-legend = Линии
week = Неделя
csv-level = Уровень
csv-territory = Территория
csv-territory-id = Код
csv-within = Муниципалитет
csv-release-state = Состояние выпуска
csv-numerator = числитель
csv-denominator = знаменатель
csv-state = состояние
csv-coverage = охват, %
csv-seen = учтено
csv-due = подлежало учёту
csv-place = место
csv-published-percent = публикуемое, %
csv-raw-percent = до ограничения, %
csv-code = Показатель
csv-indicator = Название
csv-target = цель, %
csv-target-year = год цели
csv-attainment = достижение цели, %
csv-numerator-as-of = числитель на дату
csv-denominator-as-of = знаменатель на дату
csv-numerator-as-of-from = числитель с даты
csv-denominator-as-of-from = знаменатель с даты
csv-basis = знаменатель: откуда
csv-schools-covered = школ учтено
csv-schools-with-form = школ с формой
csv-schools-with-numerator = школ с числителем
csv-schools = школ всего
csv-pupils-covered = учащихся в учтённых школах
csv-pupils = учащихся всего
csv-numerator-source = числитель: откуда
csv-method = Способ
csv-value = Значение

# --- муниципалитет и школа

municipality-schools = Школы муниципалитета
municipality-maturity = Цифровая зрелость школ муниципалитета
fact-municipality = Муниципалитет
fact-settlement = Местность
fact-pupils = Учащихся
fact-journal = Журнал
fact-id = ОГРН-КПП
school-figures = Показатели: { $period }
school-lessons = уроки
school-lessons-label = уроки за показателем { $code }
school-timetable = расписание
school-timetable-label = расписание за показателем { $code }
school-maturity = Цифровая зрелость школы
school-maturity-none = О цифровой зрелости этой школы в выпуске ничего нет.
indicator = Показатель
outside = Вне знаменателя
outside-excused = не учитываются: { $shown }
outside-not-measurable = журнал не доказывает: { $shown }
outside-unknown = неизвестно: { $shown }
outside-pending = срок не наступил: { $shown }

# --- цифровая зрелость

maturity-title = Цифровая зрелость
maturity-region = Показатели региона
maturity-note-cap = Публикуемое значение не превышает 100 %. Если числитель больше знаменателя (у них разные даты), исходное значение показано рядом.
maturity-note-hidden = «Скрыто»: значение составлено менее чем из пяти человек или по нему такое значение можно было бы вычислить.
maturity-value = Значение
maturity-target = Цель
maturity-target-by = к { $year } году
maturity-target-none = не установлена
maturity-attainment = Достижение цели
maturity-reached = цель достигнута
maturity-numerator = Числитель
maturity-denominator = Знаменатель
maturity-as-of = на { $date }
maturity-raw = до ограничения { $percent }: числитель больше знаменателя
maturity-chosen = взят больший источник: { $source }
maturity-act = Основание цели
maturity-summaries = Сводные значения
maturity-summaries-note = Порядок сведения пяти показателей в одно значение официально не подтверждён, поэтому показаны все четыре способа.
maturity-by-municipality = По муниципалитетам
maturity-schools-of = Школы: { $municipality }
maturity-as-of-different = на разные даты: с { $from } по { $to }
maturity-from-form = взята строка официальной формы
maturity-from-count = взят подсчёт по журналам
maturity-own-line = собственная строка территории
maturity-sum-of-schools = сумма по школам
maturity-forms = форма получена от { $count } из { $schools }
maturity-numerators = числитель известен по { $count } из { $schools }
maturity-pupils = в учтённых школах { $covered } из { $all } учащихся
maturity-without-form = форма не получена
maturity-without-numerator = числитель неизвестен
maturity-missing = Школы, не вошедшие в значения региона
maturity-missing-of = Школы, не вошедшие в значения: { $municipality }
maturity-missing-note = Школа без формы не входит ни в знаменатель, ни в числитель. Если значение составлено по слишком малой доле школ, оно не публикуется.
maturity-lacks = Чего нет
summary-mean-of-values = Среднее значений
summary-mean-of-values-explained = среднее пяти значений, каждое не выше 100 %
summary-mean-of-capped-attainment = Среднее достижение цели, не выше 100 %
summary-mean-of-capped-attainment-explained = среднее отношений значения к цели, каждое не выше 100 %
summary-mean-of-attainment = Среднее достижение цели
summary-mean-of-attainment-explained = среднее отношений значения к цели без ограничения сверху
summary-targets-reached = Достигнутые цели
summary-targets-reached-explained = число показателей, достигших цели
summary-reached = { $reached } из { $all }

# --- состояние данных

data-title = Состояние данных
data-topics = Приём событий
data-topics-note = Прочитано = принято + повторы + отклонено + служебные записи: хранилище не принимает порцию, в которой это равенство не выполнено. Это события всех регионов вместе.
data-topics-of-others = Приём событий не делится по регионам, а в хранилище есть события и других регионов: как он идёт, видит лишь тот, кому открыты все регионы.
data-topics-none = События ещё не принимались.
data-topic = Топик
data-source = Источник
data-partitions = Разделов
data-passed = Прочитано
data-admitted = Принято
data-duplicates = Повторы
data-rejected = Отклонено
data-control = Служебные
data-last-emitted = Последнее событие отправлено
data-age = Прошло
data-moved = Последнее чтение
data-total = Всего
data-rejections = Отклонённые события
data-rejections-none = Отклонённых событий нет.
rejection-reason = Причина
rejection-meaning = Пояснение
rejection-count = Событий
rejection-replayed = Принято повторно
rejection-replayed-count = принято повторно: { $shown }
rejection-last = Последнее
rejection-last-at = последнее { $moment }
rejection-examples = Примеры
rejection-number = Номер
rejection-place = Топик, раздел и позиция
rejection-detail = Что не так
rejection-school = Школа в источнике
rejection-at = Отклонено
rejection-size = Размер
rejection-bytes = Первые байты
reason-oversized = больше допустимого размера
reason-unframed = нет обёртки сообщения
reason-unknown-schema = неизвестная схема
reason-malformed = не разбирается по схеме
reason-trailing-bytes = лишние байты в конце
reason-wrong-topic = не тот топик
reason-key-mismatch = ключ не соответствует содержанию
reason-unknown-school = неизвестная школа
reason-implausible-time = неправдоподобное время
reason-invalid-content = недопустимое содержание
silence-title = Молчащие школы
silence-summary = Молчат { $silent } из { $all }: ничего не отправили за { $days } до момента выпуска.
silence-none = Все школы на связи.
silence-needs-release = Перечень школ появится с первым выпуском.
silent-since = Молчит с
silent-never = не отвечала ни разу
silent-for = Молчит к выпуску
silent-events = Событий всего
releases-title = Выпуски

# --- методика

methodology-title = Методика
methodology-indicators = Показатели
methodology-formula = Формула
methodology-direction = Направление
methodology-minimum = Наименьший знаменатель
direction-up = больше — лучше
direction-down = меньше — лучше
methodology-places = Места считаются по точным отношениям: 10/11 равно 30/33. Равные значения делят место: 1-2-2-4. Значение муниципалитета и региона — сумма числителей, делённая на сумму знаменателей.
methodology-measures = Запросы
methodology-measures-note = Выпуск рассчитан этими запросами, в этом порядке, слово в слово; версия расчётной программы — { $engine }.
methodology-measures-none = Выпуск рассчитан до того, как выпуски стали хранить свои запросы.
methodology-measure = Запрос
methodology-text = Текст методики
methodology-text-note = Выпуск рассчитан по этому тексту слово в слово; SHA-256 { $sha256 }.

# --- до первого урока

beginning-title = В выпуске ещё нет уроков
beginning-lead = Показатели появятся, когда в выпуск попадёт урок, который должен был пройти к его моменту.
beginning-there = Что есть
beginning-missing = Чего не хватает
beginning-unreleased-title = Выпусков ещё нет
beginning-unreleased = Регион есть в реестре, но ни одного его выпуска ещё не опубликовано.
beginning-no-release = Выпуск: его публикует svodka rate --region { $code }.
beginning-arrived-note = События — всех регионов вместе.
beginning-no-schools = Сведений о школах (org.upserted): без них события не к кому отнести.
beginning-no-lessons = Уроков расписания (lesson.scheduled), день которых не позже момента выпуска.
beginning-needs = Чтобы уроки считались, нужны также классы (group.upserted), календарь (calendar.published) и зачисления (enrollment.changed).
beginning-data = Как идёт приём событий

# --- отказы

failure-not-found-title = Страница не найдена
failure-not-found = По этому адресу ничего нет: такой страницы, территории, периода или выпуска не существует.
failure-unknown-region-title = Нет такого региона
failure-unknown-region = В реестре нет региона с таким кодом. Код — налоговой службы, две цифры: 70 — Томская область.
failure-nothing-published-title = Выпусков ещё нет
failure-nothing-published = Показатели появятся после первого расчёта рейтинга. Как идёт приём событий, видно на странице «Данные».
failure-broken-title = Страница сейчас недоступна
failure-broken = Сбой на нашей стороне, он записан в журнал. Попробуйте открыть страницу позже.
failure-home = На первую страницу
