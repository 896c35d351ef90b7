# Тексты о стране и о том, что вокруг каждого региона.

# --- страна и её регионы

country = Россия
level-country = страна
trail = Где эта страница
country-title = Рейтинг регионов: { $period }
country-caption-by-code = { $count } по кодам
country-compared = Сравниваются по методике { $methodology }: { $count }; страна — сумма их числителей к сумме знаменателей.
country-unfinished = Период ещё не закончился: показатели изменятся.
country-times = Данные регионов — на один и тот же день, но на разное его время: от { $first } до { $last } по местным часам.
country-preliminary = Выпуски предварительные.
country-release = { $code } · выпуск { $number }, { $state }, данные на { $moment }
country-apart = Регионы вне сравнения
country-apart-note = У них нет места, и в суммы по стране они не входят: их показатели нельзя сравнить с остальными.
country-apart-reason = Вне сравнения, потому что
country-unreleased = Регионы встанут здесь рядом с первых своих выпусков: их публикует svodka rate --all-regions.
country-maturity-title = Цифровая зрелость регионов
country-maturity-caption = Регионы по кодам, каждый по своему последнему выпуску
country-maturity-note = У каждого числа своя дата, поэтому здесь ничего не складывается и мест нет: под числителем и знаменателем — их даты.
country-maturity-target = цель { $percent }
apart-unregistered = региона нет в реестре регионов
apart-other-rules = выпуск сделан по другим правилам: методика, запросы или версия программы
apart-lacks-period = в выпуске нет этого периода
apart-older = выпуск старше: на более ранний день периода
apart-preliminary = выпуск предварительный, а у большинства окончательный
count-regions = { $count ->
    [one] { $shown } регион
    [few] { $shown } региона
   *[many] { $shown } регионов
}
region-code = Код региона
region-oktmo = ОКТМО начинается с
region-zone = Часовой пояс
moment-and-moscow = { $local }, в Москве { $moscow }
