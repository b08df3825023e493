# Awaits a native reader. The words are chosen in main.ftl.

# What people let others do for them: $day is the latest last day, $name a person, $reason an operator's words
delegations-title = Действия за других
delegations-text = Вы отвечаете за то, кому разрешаете действовать за вас. Время от времени просматривайте эту страницу: кого вовремя не подтвердили, тот не может действовать, пока вы не подтвердите.
delegations-given = Кто действует за вас
delegations-given-none = За вас никто не действует.
delegations-held = За кого действуете вы
delegations-held-none = Вы ни за кого не действуете.
delegations-ended = Недавно завершено
delegation-resource = Для чего
delegation-resource-hint = Так, как это называет сервис, например filing.
delegation-resource-invalid = Это не обозначает ничего, что можно передать. Пишите так же, как сервис: строчные латинские буквы, цифры, точки, двоеточия, косые черты, дефисы и подчёркивания.
delegation-state = Состояние
delegation-invited = приглашение ещё не принято
delegation-acts = может действовать
delegation-overdue = не может действовать, пока вы не подтвердите
delegation-asked = просит вас действовать от своего имени
delegation-you-act = вы можете действовать
delegation-paused = сейчас вы не можете действовать
delegation-review = Подтвердить раньше, чем
delegation-until = До
delegation-last-day = Последний день
delegation-confirm = Подтвердить
delegation-end = Завершить
delegation-accept = Принять
delegation-decline = Отклонить
delegation-new = Разрешить кому-либо действовать за вас
delegation-new-text = Этот человек пользуется собственной учётной записью, а не вашей. Он принимает приглашение в своей учётной записи; если в течение семи дней, а если последний день наступит раньше, то до его конца, никто этого не сделает, приглашение завершится.
delegation-name = Имя пользователя этого человека
delegation-invite = Пригласить
delegation-refused-oneself = Это ваше собственное имя пользователя. Чтобы действовать за себя, разрешение не нужно.
delegation-refused-until = Выберите последний день не раньше сегодняшнего и не позже { $day }.
delegation-refused-exists = Вы уже назвали этого человека для этого.
delegation-refused-full = Больше открытых разрешений быть не может. Сначала завершите одно из них.
delegation-ended-owner = завершено вами
delegation-ended-delegate = завершено этим человеком
delegation-ended-operator = завершено оператором: { $reason }
delegation-ended-unanswered = никто не принял вовремя
delegation-ended-expired = срок истёк
admin-delegation-given = Разрешает действовать: { $name }
admin-delegation-held = Действует за: { $name }

# Mails about it. { $owner } is for whom somebody acts, { $delegate } who acts, { $what } in what, { $by } when it ends or is to be confirmed.
mail-delegation-invited-subject = { $service }: { $owner } просит вас действовать от своего имени
mail-delegation-invited-text =
    { $at } { $owner } попросил(а), чтобы вы действовали от этого имени в { $service } с вашей учётной записью { $name }, не дольше чем до { $by }. Речь идёт о следующем: { $what }

    Войдите, чтобы принять или отклонить:

    { $link }

    Если ничего не делать, через семь дней, а если последний день наступит раньше, то после него, приглашение завершится и ничего не изменится.

mail-delegation-accepted-subject = { $service }: кто-то теперь действует за другого
mail-delegation-accepted-text =
    С { $at } { $delegate } может действовать за { $owner } в { $service }, не дольше чем до { $by }. Речь идёт о следующем: { $what }

    Вам сообщают об этом, потому что это касается вашей учётной записи { $name }. Завершить это можно в любое время:

    { $link }

    Если вам об этом ничего не известно, сразу завершите это и обратитесь в поддержку.

mail-delegation-ended-subject = { $service }: кто-то больше не действует за другого
mail-delegation-ended-text =
    С { $at } { $delegate } больше не может действовать за { $owner } в { $service }. Речь шла о следующем: { $what }

    Вам сообщают об этом, потому что это касалось вашей учётной записи { $name }. Состояние показано здесь:

    { $link }

    Если вы этого не ожидали, обратитесь в поддержку.

mail-delegation-review-subject = { $service }: подтвердите, кто действует за вас
mail-delegation-review-text =
    { $delegate } действует за вас в { $service }, ваша учётная запись там — { $name }. Речь идёт о следующем: { $what }

    Это по-прежнему верно? Тогда подтвердите это раньше, чем { $by }; если нет, завершите:

    { $link }

    Если не сделать ни того, ни другого, { $delegate } с этого времени не сможет действовать, пока вы не подтвердите.

mail-delegation-expiring-subject = { $service }: { $delegate } скоро перестанет действовать за вас
mail-delegation-expiring-text =
    { $delegate } действует за вас в { $service }, ваша учётная запись там — { $name }. Речь идёт о следующем: { $what }

    Это завершится { $by }. Чтобы продолжить, подтвердите это с более поздним днём:

    { $link }

    Если нет, делать ничего не нужно.
