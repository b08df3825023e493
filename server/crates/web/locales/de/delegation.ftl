# Awaits a native reader. The words are chosen in main.ftl.

# What people let others do for them: $day is the latest last day, $name a person, $reason an operator's words
delegations-title = Für andere handeln
delegations-text = Sie stehen dafür ein, wen Sie für sich handeln lassen. Sehen Sie diese Seite ab und zu durch: Wer nicht rechtzeitig bestätigt wird, darf nicht handeln, bis Sie es bestätigen.
delegations-given = Wer für Sie handelt
delegations-given-none = Niemand handelt für Sie.
delegations-held = Für wen Sie handeln
delegations-held-none = Sie handeln für niemanden.
delegations-ended = Kürzlich beendet
delegation-resource = Wofür
delegation-resource-hint = So, wie der Dienst es nennt, zum Beispiel filing.
delegation-resource-invalid = Das benennt nichts, was weitergegeben werden kann. Schreiben Sie es wie der Dienst: Kleinbuchstaben, Ziffern, Punkte, Doppelpunkte, Schrägstriche, Bindestriche und Unterstriche.
delegation-state = Stand
delegation-invited = eingeladen, noch nicht angenommen
delegation-acts = darf handeln
delegation-overdue = darf nicht handeln, bis Sie es bestätigen
delegation-asked = bittet Sie, für sich zu handeln
delegation-you-act = Sie dürfen handeln
delegation-paused = Sie dürfen zurzeit nicht handeln
delegation-review = Zu bestätigen vor dem
delegation-until = Bis
delegation-last-day = Letzter Tag
delegation-confirm = Bestätigen
delegation-end = Beenden
delegation-accept = Annehmen
delegation-decline = Ablehnen
delegation-new = Jemanden für sich handeln lassen
delegation-new-text = Die Person benutzt ein eigenes Konto, nie Ihres. Sie nimmt in ihrem eigenen Konto an; tut das niemand innerhalb von sieben Tagen oder, wenn der früher ist, bis zum letzten Tag, endet die Einladung.
delegation-name = Benutzername der Person
delegation-invite = Einladen
delegation-refused-oneself = Das ist Ihr eigener Benutzername. Um für sich selbst zu handeln, brauchen Sie keine Erlaubnis.
delegation-refused-until = Wählen Sie einen letzten Tag ab heute, spätestens den { $day }.
delegation-refused-exists = Sie haben diese Person dafür schon benannt.
delegation-refused-full = Mehr dürfen nicht zugleich offen sein. Beenden Sie zuerst eine.
delegation-ended-owner = von Ihnen beendet
delegation-ended-delegate = von der Person beendet
delegation-ended-operator = von einem Betreiber beendet: { $reason }
delegation-ended-unanswered = niemand hat rechtzeitig angenommen
delegation-ended-expired = die Zeit war um
admin-delegation-given = Lässt { $name } handeln
admin-delegation-held = Handelt für { $name }

# Mails about it. { $owner } is for whom somebody acts, { $delegate } who acts, { $what } in what, { $by } when it ends or is to be confirmed.
mail-delegation-invited-subject = { $service }: { $owner } bittet Sie, für sich zu handeln
mail-delegation-invited-text =
    Am { $at } hat { $owner } darum gebeten, dass Sie mit Ihrem Konto { $name } bei { $service } für diese Person handeln, längstens bis { $by }. Es geht um: { $what }

    Melden Sie sich an, um anzunehmen oder abzulehnen:

    { $link }

    Wenn Sie nichts tun, endet die Einladung nach sieben Tagen oder, wenn der früher ist, nach ihrem letzten Tag, und nichts ändert sich.

mail-delegation-accepted-subject = { $service }: Jemand handelt jetzt für jemand anderen
mail-delegation-accepted-text =
    Seit { $at } darf { $delegate } bei { $service } für { $owner } handeln, längstens bis { $by }. Es geht um: { $what }

    Sie erfahren es, weil Ihr Konto { $name } daran beteiligt ist. Sie können es jederzeit beenden:

    { $link }

    Wenn Sie nichts davon wissen, beenden Sie es sofort, und wenden Sie sich an Ihren Support.

mail-delegation-ended-subject = { $service }: Jemand handelt nicht mehr für jemand anderen
mail-delegation-ended-text =
    Seit { $at } darf { $delegate } bei { $service } nicht mehr für { $owner } handeln. Es ging um: { $what }

    Sie erfahren es, weil Ihr Konto { $name } daran beteiligt war. Den Stand sehen Sie hier:

    { $link }

    Wenn Sie das nicht erwartet haben, wenden Sie sich an Ihren Support.

mail-delegation-review-subject = { $service }: Bitte bestätigen Sie, wer für Sie handelt
mail-delegation-review-text =
    { $delegate } handelt bei { $service } für Sie; Ihr Konto dort ist { $name }. Es geht um: { $what }

    Ist das noch richtig? Dann bestätigen Sie es vor { $by }; sonst beenden Sie es:

    { $link }

    Wenn Sie beides nicht tun, darf { $delegate } von da an nicht handeln, bis Sie es bestätigen.

mail-delegation-expiring-subject = { $service }: { $delegate } handelt nur noch kurze Zeit für Sie
mail-delegation-expiring-text =
    { $delegate } handelt bei { $service } für Sie; Ihr Konto dort ist { $name }. Es geht um: { $what }

    Das endet am { $by }. Wenn es weitergehen soll, bestätigen Sie es mit einem späteren Tag:

    { $link }

    Wenn nicht, ist nichts zu tun.
