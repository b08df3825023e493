# Awaits a native reader. The words are chosen in main.ftl.

# Telephones to which codes are sent
method-sms = Текстовое сообщение
method-voice = Телефонный звонок
method-number = Номер
acr-sms = код, отправленный на ваш телефон
acr-sms-pwd = ваш пароль и код, отправленный на ваш телефон

add-telephone-title = Сообщение или звонок
add-telephone-text = Мы отправляем код на ваш номер телефона или диктуем его по телефону. Это работает с любым телефоном, но защищает хуже, чем другие способы.
add-telephone-steps = Выбирайте этот способ, только если другие вам недоступны, и при первой возможности добавьте более надёжный.

telephone-number = Номер телефона
telephone-number-hint = Начните с + и кода страны, например +1 202 555 0123.
telephone-channel = Как передать вам код?
telephone-by-sms = Текстовым сообщением
telephone-by-voice = Звонком
telephone-risk = Почему коды по телефону защищают хуже
telephone-risk-text = Сообщения и звонки могут быть перехвачены, а номером может завладеть тот, кто обманет вашего оператора. Никому не передавайте код: мы его не спрашиваем. Если номер сменится, удалите его здесь и добавьте новый.
telephone-unreadable = Это не номер телефона. Используйте цифры, пробелы и + в начале.
telephone-no-country = Не хватает кода страны: начните с +, например +7 для России.
telephone-not-assigned = Такого номера в этой стране нет. Проверьте цифры.
telephone-wrong-kind = Мы отправляем коды только на мобильные и стационарные телефоны, но не на сервисные и интернет-номера.
telephone-landline = Это стационарный телефон. Выберите звонок.
telephone-not-served = На этот номер таким способом код отправить нельзя. Выберите другой способ или другой номер.
telephone-repaired = Мы изменили то, что вы ввели. Проверьте номер и продолжайте, если он верен.
telephone-repaired-from = Вы ввели
telephone-repaired-to = Мы поняли так
telephone-send = Отправить код
telephone-wait = Код только что был отправлен, или их было слишком много. Подождите, прежде чем запрашивать следующий.
telephone-country = Страна номера
telephone-country-none = Номер начинается с +
telephone-country-hint = Если выбрать страну, номер можно записать так, как это принято в ней.
telephone-preview = Мы понимаем так:
method-number-show = Показать номер полностью

enroll-telephone-title = Подтвердите номер телефона
enroll-telephone-type = Полученный код
telephone-sent-sms = Мы отправили код текстовым сообщением на этот номер:
telephone-sent-voice = Мы звоним на этот номер и диктуем код:
telephone-late = Сообщение пока не принято: служба, которая его доставляет, не отвечает или отказывает.
telephone-arrived = Сообщение доставлено.
telephone-again = Запросить новый код
telephone-help = Ничего не пришло?
telephone-help-text = Сообщение может идти несколько минут. Действует только последний код. Если его нет, проверьте номер и связь или воспользуйтесь другим способом.

code-by-telephone = Код в сообщении или звонке
way-telephone-text = Мы отправим его на ваш номер телефона или продиктуем по телефону.
telephone-choose = Куда отправить код?
telephone-text-it = Отправить сообщение
telephone-call-it = Позвонить мне

# On telephones. The first two are messages: with a last line for phones that fill in the code, 160 characters of the basic
# alphabet or 70 others are one message. Those after the call are messages too, as short as can be; { $link } comes last,
# { $what } is the kind of an authenticator, when it was, and about where.
sms-login = { $service } { $account }: секретный код входа { $code }
sms-enrollment = { $service } { $account }: секретный код номера { $code }
voice-code = Здравствуйте. Ваш код для { $service }: { $digits }. Повторяю: { $digits }. До свидания.
sms-authenticator-added = { $service } { $account }: добавлено: { $what }. Не вы? Откройте { $link }
sms-authenticator-removed = { $service } { $account }: удалено: { $what }. Не вы? Откройте { $link }
sms-authenticator-suspended = { $service } { $account }: отключено: { $what }. Не вы? Откройте { $link }
sms-authenticator-suspended-aside = { $service } { $account }: отключено: { $what }. Не вы? Пишите поддержке.
sms-authenticator-resumed = { $service } { $account }: включено: { $what }. Не вы? Откройте { $link }
sms-recovery-begun = { $service } { $account }: кто-то ждёт входа без вас. Не вы? Остановите это.
sms-authenticator-confirmed = { $service } { $account }: подтверждено: { $what }. Не вы? Откройте { $link }
sms-authenticator-lost = { $service } { $account }: утеря: { $what }. Не вы? Откройте { $link }
sms-authenticator-lost-aside = { $service } { $account }: утеря: { $what }. Не вы? Смените пароль.
sms-temporary-code = { $service } { $account }: выдан временный код. Не просили? Пишите поддержке.
