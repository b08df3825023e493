# Awaits a native reader. The words are chosen in main.ftl.

# Recovery codes, lost authenticators, and the way back
recovery-for = Für das Konto { $name }. Jeder Code gilt einmal.
recovery-print = Drucken
recovery-copy = Kopieren
recovery-save = Als Datei speichern
recovery-copied = Kopiert. Wer die Zwischenablage liest, liest die Codes: Bewahren Sie sie bald an einem sicheren Ort auf.
recovery-replace = Neue Codes erstellen

lost-link = Telefon oder Schlüssel verloren
lost-title = Was ist verloren?
lost-text = Was Sie melden, funktioniert sofort nicht mehr, und wer damit angemeldet ist, wird abgemeldet. Sie erhalten eine E-Mail. Wenn Sie es wiederfinden, können Sie es zurückholen, sobald Sie sich mit etwas anderem angemeldet haben.
lost-nothing = Nichts, was verloren gehen könnte, ist in Gebrauch.
lost-report = Ist verloren
lost-this = { $what }: ist verloren
lost-done-title = Es ist gesperrt
lost-done-text = Mit { $what } kommt niemand mehr hinein. Machen Sie mit etwas anderem weiter, oder fügen Sie nach der Anmeldung etwas Neues hinzu.
lost-go-on = Weiter anmelden
state-lost = verloren
found-title = Wiedergefunden?
found-text = Holen Sie es nur zurück, wenn es nie in fremden Händen war.
found = Ich habe es gefunden
remove-after-stronger-login = Sie haben sich mit einem Wiederherstellungs- oder Übergangscode angemeldet. Um dies zu entfernen, melden Sie sich zuerst mit etwas Stärkerem an, etwa mit dem, was Sie gerade hinzugefügt haben.

recover-link = Haben Sie nichts mehr, womit Sie sich anmelden können?
recover-title = Wenn alles verloren ist
recover-first = Mit Wiederherstellungscodes, oder wenn Sie jemand beim Support kennt, geht es schneller: Mit einem Ihrer Codes oder einem Übergangscode von dort melden Sie sich sofort an.
recover-text = Sonst schicken wir Ihnen einen Code, nicht vor { $at }. Bis dahin teilen wir Ihnen per E-Mail mit, dass jemand darauf wartet, und Sie, oder wer in Ihrem Konto angemeldet ist, können es anhalten. Mit dem Code und Ihrem Passwort melden Sie sich einmal an und fügen ein neues Telefon hinzu.
recover-ask = Ersten Link zusenden
recover-mailed-text = Öffnen Sie den Link in der E-Mail innerhalb von 30 Minuten: Damit beginnt die Wartezeit.
recover-no-mail-text = Ihr Konto hat keine E-Mail-Adresse; nur Ihr Support kann Ihnen helfen.
recover-off-text = Dieser Server verschickt keine E-Mails; nur Ihr Support kann Ihnen helfen.
recover-for = Für das Konto { $name }.
recover-begin = Wartezeit beginnen
recover-begun-title = Die Wartezeit läuft
recover-begun-text = Am { $at } schicken wir Ihnen den Code. Er gilt 24 Stunden, zusammen mit Ihrem Passwort.
recover-notice = Jemand mit Ihrem Passwort und Ihrem Postfach wartet darauf, hineinzukommen: Am { $at } geht ein Code dorthin. Wenn Sie das nicht sind, halten Sie es jetzt an und ändern Sie Ihr Passwort.
recover-stop-title = Anhalten?
recover-stop-text = Jemand wartet auf einen Code, der in das Konto { $name } führt. Wenn Sie es anhalten, gilt kein solcher Code.
recover-stop = Anhalten
recover-stopped-title = Es ist angehalten
recover-stopped-text = Wer das angefordert hat, kennt Ihr Passwort und liest Ihre E-Mails. Ändern Sie jetzt beide Passwörter.
method-temporary-code = Übergangscode
move-title = Zu einem neuen Telefon wechseln
move-text = Solange das alte Telefon zur Hand ist, lässt es das neue an seine Stelle treten.
move-open = Öffnen Sie den Authenticator auf dem alten Telefon, in dessen Browser.
move-details = Wählen Sie das Konto, dann seine Einzelheiten, dann den Umzug.
move-scan = Scannen Sie den Code, den es zeigt, mit dem neuen Telefon. Das alte antwortet danach nicht mehr.
move-app = Eine App Ihrer Organisation fügen Sie auf dem neuen Telefon neu hinzu und entfernen dann die alte aus der Liste.
move-lost = Ist das alte Telefon verloren, melden Sie das bei der nächsten Anmeldung, nach dem Passwort.
move-phone = Authenticator in diesem Browser öffnen
temporary-text = Der Code, den Sie von Ihrem Support oder nach der Wartezeit per E-Mail erhalten haben. Er gilt einmal.

mail-temporary-code-subject = { $service }: ein Übergangscode für Ihr Konto
mail-temporary-code-text =
    Am { $at } hat Ihr Support einen Code ausgestellt, der einmal in Ihr Konto { $name } bei { $service } führt.

    Wenn Sie darum gebeten haben, müssen Sie nichts tun.

    Wenn nicht, wenden Sie sich sofort an Ihren Support.

mail-recovery-asked-subject = { $service }: Haben Sie alles verloren, womit Sie sich anmelden?
mail-recovery-asked-text =
    Am { $at } hat jemand bei { $service } Ihr Passwort eingegeben und gesagt, dass alles andere verloren ist, womit sich das Konto { $name } anmeldet.

    Wenn Sie das waren, öffnen Sie diesen Link. Damit beginnt eine Wartezeit von einigen Tagen, an deren Ende wir Ihnen einen Code schicken:

    { $link }

    Er funktioniert einmal, 30 Minuten lang.

    Wenn Sie das nicht waren, kennt jemand Ihr Passwort: Ändern Sie es sofort. Ohne diesen Link geschieht nichts.

mail-recovery-begun-subject = { $service }: Jemand wartet darauf, in Ihr Konto zu kommen
mail-recovery-begun-text =
    Am { $at } begann die Wartezeit auf einen Code, der ohne Ihr Telefon in Ihr Konto { $name } bei { $service } führt.

    Wenn Sie das waren, müssen Sie nur auf die nächste E-Mail warten.

    Wenn Sie das nicht waren, halten Sie es hier an und ändern Sie dann Ihr Passwort und das Ihres Postfachs:

    { $link }

mail-recovery-code-subject = { $service }: Ihr Code
mail-recovery-code-text =
    Die Wartezeit ist vorbei. Mit diesem Code und Ihrem Passwort können Sie sich einmal in Ihrem Konto { $name } bei { $service } anmelden:

    { $code }

    Er gilt 24 Stunden. Fügen Sie dann unter Ihren Anmeldemethoden ein neues Telefon hinzu. Geben Sie diesen Code niemandem.

    Wenn Sie nicht darum gebeten haben, halten Sie es hier an und ändern Sie dann Ihr Passwort und das Ihres Postfachs:

    { $link }

mail-recovery-stopped-subject = { $service }: Niemand kommt in Ihr Konto
mail-recovery-stopped-text =
    Am { $at } wurde angehalten, dass ein Code ohne Ihr Telefon in Ihr Konto { $name } bei { $service } führt.

    Wenn Sie das nicht waren, melden Sie sich an und prüfen Sie Ihre Anmeldemethoden, oder wenden Sie sich an Ihren Support.

mail-authenticator-lost-subject = { $service }: Etwas, womit Sie sich anmelden, wurde als verloren gemeldet
mail-authenticator-lost-text =
    Am { $at } hat jemand, der Ihr Passwort kennt, gemeldet, dass etwas verloren ist, womit Sie sich in Ihrem Konto { $name } bei { $service } anmelden: { $what }. Es funktioniert nicht mehr.

    Woher das kam: { $where }

    Wenn Sie das waren, melden Sie sich mit etwas anderem an und fügen Sie etwas Neues hinzu.

    Wenn Sie das nicht waren: Dadurch ist niemand hineingekommen, aber jemand kennt Ihr Passwort. Ändern Sie es. Was gemeldet wurde, können Sie unter Ihren Anmeldemethoden zurückholen.

    Dieser Link meldet Sie überall ab und beendet, dass andere für Sie oder Sie für andere handeln, soweit es seitdem eingerichtet wurde:

    { $link }

    Er funktioniert einmal, drei Tage lang. Geben Sie ihn niemandem.

mail-recovery-warned-subject = { $service }: Jemand sagt, dass alles verloren ist, womit Sie sich anmelden
mail-recovery-warned-text =
    Am { $at } hat jemand bei { $service } Ihr Passwort eingegeben und gesagt, dass alles andere verloren ist, womit sich das Konto { $name } anmeldet. Den Link, mit dem die Wartezeit auf einen Code beginnt, haben wir an Ihre erste E-Mail-Adresse geschickt.

    Wenn Sie das waren, machen Sie dort weiter.

    Wenn Sie das nicht waren, kennt jemand Ihr Passwort: Ändern Sie es sofort, und auch das Ihres ersten Postfachs.
