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

# --- выпуск

release = Выпуск { $number }
release-as-of = данные на { $moment }
release-by-methodology = методика { $methodology }
release-with-digest = контрольная сумма { $digest }
release-other = другие выпуски
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

# --- уровни, периоды, журналы

level-school = школа
level-municipality = муниципалитет
level-region = регион
levels-school = Школы
levels-municipality = Муниципалитеты
levels-region = Регион
level = Уровень
period = Период
period-kind = Вид периода
period-kind-week = Недели
period-kind-month = Месяцы
period-kind-term = Учебные периоды
period-week = { $number }‑я неделя ({ $days })
term-quarter = { $number }‑я четверть { $year }
term-trimester = { $number }‑й триместр { $year }
term-half-year = { $number }‑е полугодие { $year }
term-module = { $number }‑й модуль { $year }
term-semester = { $number }‑й семестр { $year }
term-year = учебный год { $year }
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
csv-period = Период
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

# --- уроки

lessons-title = Уроки за показателем { $code }: { $school }
lessons-back = К странице школы
lessons-state = Состояние
lessons-all = все уроки
lessons-not-on-time = только не в срок
lessons-shown = { $from }–{ $to } из { $total }
lessons-empty = Уроков с таким состоянием нет.
lessons-caption = Что было положено, к какому сроку и что вышло
lessons-previous = Предыдущие
lessons-next = Следующие
lessons-figure = Значение показателя
lesson-on = Дата
lesson-number = Урок
lesson-class = Класс
lesson-subject = Предмет
lesson-subject-id = Предмет в журнале
lesson-due = Срок
lesson-fulfilled = Внесено впервые
lesson-state = Состояние
lesson-reason = Причина
duty-on-time = в срок
duty-late = с опозданием
duty-missing = не внесено
duty-excused = не учитывается
duty-not-measurable = журнал не доказывает
duty-unknown = неизвестно
duty-pending = срок не наступил
excuse-cancelled = урок отменён
excuse-cancelled-late = урок отменён после срока
excuse-counted-in-other = учтён в другом журнале
excuse-unknown-group = группа не описана в реестре
excuse-unknown-calendar = нет календаря параллели
excuse-unknown-enrollment = нет сведений о составе группы
excuse-not-declared = возможности журнала не объявлены
excuse-time-too-coarse = время внесения слишком неточно
excuse-not-authoritative = основной журнал — другой
excuse-non-instructional = неучебный день
excuse-outage = сбой передачи данных
excuse-not-enrolled = в группе нет учащихся
excuse-grade-without-homework = класс без домашних заданий
excuse-subject-without-homework = предмет без домашних заданий
excuse-before-vacation = последний урок перед каникулами
excuse-no-entry-time = журнал не хранит время записи

# --- недели расписания

timetable-title = Расписание за показателем { $code }: { $school }
timetable-caption = Часы учебного плана по неделям, классам и предметам и сколько из них стоит в расписании
timetable-only = Строки
timetable-all = все строки
timetable-incomplete = только неполные
timetable-empty = Таких строк нет.
timetable-week = Неделя
timetable-scheduled = Уроков в расписании
timetable-planned = Часов по плану
timetable-filled = Из них обеспечено
timetable-pending = Неделя не закончилась
timetable-unobserved = Неизвестно
timetable-reason = Причина
timetable-running = неделя не закончилась
timetable-short-week = неполная неделя, сравнить не с чем
timetable-outage = сбой передачи данных
timetable-unknown-plan = нет учебного плана класса
timetable-unknown-calendar = нет календаря параллели
timetable-unknown-group = группа не описана в реестре
timetable-missing = Не хватает
count-of-lines = { $count ->
    [one] { $shown } строки
   *[other] { $shown } строк
}

# --- уроки вне учёта

account-title = Уроки вне учёта
account-note = Каждый урок расписания либо несёт обязанности, либо стоит вне учёта по одной причине: первой, которая подходит.
account-none = В расписании за этот период нет ни одного урока.
account-none-outside = Все уроки расписания несут обязанности.
account-lessons = Уроков в расписании
account-counted = Несут обязанности
account-outside = Вне учёта
account-owed-nothing = Ничего не должно
account-unknown = Неизвестно
account-unknown-note = в реестрах не хватает сведений; снижает охват показателей
account-reason = Причина
account-group = Группа
account-count = Уроков
account-share = Доля
account-list = список
account-list-label = список уроков: { $reason }
account-schools = по школам
account-schools-label = по школам: { $reason }
outside-lessons-title = Уроки вне учёта: { $school }
outside-lessons-empty = Таких уроков нет.
outside-lessons-caption = Уроки расписания и что с каждым стало
outside-lessons-all = все уроки вне учёта
outside-lesson-journal = Установка журнала
outside-lesson-id = Урок в журнале
outside-lesson-disposition = Что с уроком
outside-schools-title = Уроки вне учёта по школам
outside-schools-caption = Школы, у которых есть такие уроки, по их числу
outside-schools-chosen-count = Уроков по выбранной причине
outside-schools-moved = школы, сменившие муниципалитет
outside-schools-empty = Таких уроков нет ни у одной школы.
disposition-counted = несёт обязанности
disposition-counted-why = К уроку должны быть внесены тема, посещаемость и всё, что полагается по методике.
disposition-not-ended = урок ещё не закончился
disposition-not-ended-why = К моменту выпуска урок не закончился.
disposition-not-curricular = не урок учебного плана
disposition-not-curricular-why = Внеурочное занятие, консультация или экзамен: показатели считают уроки учебного плана.
disposition-cancelled = урок отменён
disposition-cancelled-why = Отмена внесена до срока заполнения.
disposition-cancelled-late = урок отменён после срока
disposition-cancelled-late-why = Отмена внесена после срока заполнения; методика такой урок извиняет.
disposition-not-authoritative = основной журнал — другой
disposition-not-authoritative-why = По реестру для школы, параллели и дня основной — другой журнал.
disposition-counted-in-other = учтён в другом журнале
disposition-counted-in-other-why = Урок есть в двух журналах, и ни один не назван основным: он учтён один раз, в другом.
disposition-individual = обучение на дому или один ученик
disposition-individual-why = Группа обучается на дому или состоит из одного ученика: методика её не учитывает.
disposition-non-instructional = неучебный день
disposition-non-instructional-why = По календарю параллели в этот день уроков нет.
disposition-outage = сбой передачи данных
disposition-outage-why = Подтверждённый сбой закрыл время, когда урок можно было заполнить. Такие уроки снижают охват.
disposition-not-enrolled = в группе нет учащихся
disposition-not-enrolled-why = В этот день в группу не входит ни один ученик.
disposition-unknown-group = группа не описана в реестре
disposition-unknown-group-why = Ни один реестр не говорит, что это за группа и какой она параллели.
disposition-unknown-calendar = нет календаря параллели
disposition-unknown-calendar-why = Без календаря неизвестно, учебный ли это день.
disposition-unknown-enrollment = нет сведений о составе группы
disposition-unknown-enrollment-why = Ни один реестр не говорит, входит ли кто-нибудь в группу.

# --- замечания к данным

nav-findings = Замечания
findings-title = Замечания к данным
findings-note = Что в данных выглядит неверным, за все недели выпуска. Ни одно замечание не меняет показателей.
findings-none = Замечаний к данным нет.
findings-empty = Таких замечаний нет.
findings-open = Все замечания
findings-of = Замечания к данным: { $name }
findings-kind = Замечание
findings-kind-all = все замечания
findings-count = Сколько раз
findings-schools = Школ
findings-lines = Строк
findings-week = Неделя
findings-example = Пример в журнале
findings-why = Почему это важно
findings-do = Что сделать
findings-caption = Замечания по школам и неделям, с примером из журнала
findings-kinds-title = Виды замечаний
findings-list-title = Список
findings-school-id = Код школы
findings-municipality-id = Код муниципалитета
findings-region = весь регион
finding-back-dated-entry = запись задним числом
finding-back-dated-entry-why = У более новой версии записи время внесения раньше, чем у прежней. Первым внесением считается время самой первой версии, поэтому показатель от этого не растёт.
finding-back-dated-entry-do = Проверить часы сервера журнала и то, кто правил время записей.
finding-early-presence = посещаемость внесена до урока
finding-early-presence-why = Пока урок не начался, неизвестно, кто на нём присутствует. Такая отметка внесением не считается.
finding-early-presence-do = Отмечать посещаемость на уроке или после него; выяснить, не заполняет ли её журнал сам.
finding-entry-on-free-day = записи в неучебный день
finding-entry-on-free-day-why = По календарю параллели уроков в этот день нет, а у урока есть записи. Урок остаётся вне учёта.
finding-entry-on-free-day-do = Если день был учебным, исправить календарь; если нет, убрать урок из расписания.
finding-late-cancellation = урок отменён после срока
finding-late-cancellation-why = Отмена внесена после срока заполнения: так можно скрыть незаполненный урок. Извиняет ли она, решает методика.
finding-late-cancellation-do = Вносить отмены в день урока; проверить, состоялся ли урок.
finding-overruled-change = отмена или перенос без силы
finding-overruled-change-why = После отмены или переноса расписание внесено заново, и урок снова стоит в нём: действует последняя запись.
finding-overruled-change-do = Если урок всё же отменён или перенесён, внести это ещё раз.
finding-two-journals = урок в двух журналах
finding-two-journals-why = Урок есть в двух журналах, и ни один реестр не говорит, какой из них основной. Он учтён один раз.
finding-two-journals-do = Указать в реестре, какой журнал основной для школы и параллели и с какого дня.
finding-not-declared = возможности журнала не объявлены
finding-not-declared-why = Не объявлено, что журнал может доказать, например хранит ли он время внесения. Необъявленное ничего не доказывает, и охват ниже.
finding-not-declared-do = Объявить возможности этой установки журнала в перечне источников.
finding-untimed-entry = запись без времени внесения
finding-untimed-entry-why = Объявлено, что журнал хранит время внесения, а у записи его нет: своевременность этого урока измерить нельзя.
finding-untimed-entry-do = Передавать время внесения; если журнал его не хранит, исправить объявление.
finding-unknown-group = группа не описана в реестре
finding-unknown-group-why = У группы есть уроки, а в реестре её нет. Должно ли что-то, неизвестно: эти уроки вне учёта и снижают охват.
finding-unknown-group-do = Передать группу в реестр классов и групп.
finding-unknown-calendar = нет календаря параллели
finding-unknown-calendar-why = У параллели есть уроки, а календаря нет. Учебный ли это день, неизвестно: эти уроки вне учёта и снижают охват.
finding-unknown-calendar-do = Передать календарь параллели на учебный год.
finding-unknown-enrollment = нет сведений о составе группы
finding-unknown-enrollment-why = У группы есть уроки, а кто в неё входит, ни один реестр не говорит: эти уроки вне учёта и снижают охват.
finding-unknown-enrollment-do = Передать состав группы и дни, с которых он действует.
finding-unknown-plan = нет учебного плана класса
finding-unknown-plan-why = У класса есть уроки, а плана нет: сравнить расписание не с чем. Это снижает охват наполняемости расписания.
finding-unknown-plan-do = Передать учебный план класса.
finding-unconfirmed-outage = сбой никем не подтверждён
finding-unconfirmed-outage-why = О сбое сообщил только сам отправитель, поэтому он ничего не извиняет.
finding-unconfirmed-outage-do = Подтвердить сбой у оператора или отозвать сообщение о нём.
finding-form-with-holes = в форме нет части школ
finding-form-with-holes-why = Форма пришла не по всем школам, и сумма по территории занижена.
finding-form-with-holes-do = Дослать форму по недостающим школам.
finding-numerator-above-denominator = числитель больше знаменателя
finding-numerator-above-denominator-why = Числитель и знаменатель взяты на разные даты или из разных источников. Публикуется не больше 100 %.
finding-numerator-above-denominator-do = Сверить обе даты и оба источника.
finding-silent-family = журнал молчит о части событий
finding-silent-family-why = Журнал присылает одни события и давно не присылает другие. Сбой передачи выглядит тогда как незаполненный журнал.
finding-silent-family-do = Проверить в журнале выгрузку этих событий.
finding-unknown-school = уроки неизвестной школы
finding-unknown-school-why = Школы нет ни в одном реестре: её уроки не вошли ни в один показатель.
finding-unknown-school-do = Передать школу в реестр или исправить её код в журнале.

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
data-topics-note = Прочитано = принято + повторы + отклонено + служебные записи: хранилище не принимает порцию, в которой это равенство не выполнено.
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
beginning-no-schools = Сведений о школах (org.upserted): без них события не к кому отнести.
beginning-no-lessons = Уроков расписания (lesson.scheduled), день которых не позже момента выпуска.
beginning-needs = Чтобы уроки считались, нужны также классы (group.upserted), календарь (calendar.published) и зачисления (enrollment.changed).
beginning-data = Как идёт приём событий

# --- отказы

failure-not-found-title = Страница не найдена
failure-not-found = По этому адресу ничего нет: такой страницы, территории, периода или выпуска не существует.
failure-nothing-published-title = Выпусков ещё нет
failure-nothing-published = Показатели появятся после первого расчёта рейтинга. Как идёт приём событий, видно на странице «Данные».
failure-broken-title = Страница сейчас недоступна
failure-broken = Сбой на нашей стороне, он записан в журнал. Попробуйте открыть страницу позже.
failure-home = На первую страницу
