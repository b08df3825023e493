# Awaits a native reader. The words are chosen in main.ftl.

# Whom people can ask, and when
support-title = Поддержка
support-intro = Напишите или позвоните, если не получается продолжить. Никто здесь не спрашивает пароль или код; никому их не сообщайте.
support-none = Здесь не указано ни одного офиса. Обратитесь к тем, кто дал вам учётную запись.
support-link = Спросить человека: наши офисы и часы их работы
support-yours = Время указано по вашему часовому поясу: { $zone }.
support-zone = Время указано по часам офиса: { $zone }.
support-now = Сейчас
support-open = открыто
support-closed = закрыто
support-closes = Закрывается
support-opens = Открывается
support-hours = Часы работы на ближайшую неделю
support-phone = Телефон
support-mail = Электронная почта
support-form = Форма
support-write = Написать: { $office }
support-languages = Языки
weekday-mon = понедельник
weekday-tue = вторник
weekday-wed = среда
weekday-thu = четверг
weekday-fri = пятница
weekday-sat = суббота
weekday-sun = воскресенье

# The pages of help
help-search = Искать на этих страницах
help-search-submit = Искать
help-found = Все ваши слова есть в этих разделах:
help-not-found = Ни в одном разделе нет всех ваших слов. Попробуйте меньше слов или другие, или спросите человека.
help-all = Показать всё
help-version = Эти страницы описывают версию { $version } программы.
