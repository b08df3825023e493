# Awaits a native reader. The words are chosen in main.ftl.

# Choosing how to log in
ways-title = Wie möchten Sie sich anmelden?
ways-text = Wählen Sie ein Verfahren. Bis Sie angemeldet sind, können Sie es sich anders überlegen, ohne Ihr Passwort noch einmal einzugeben.
ways-last = zuletzt in diesem Browser benutzt
ways-log-in = Anmelden
ways-refused = Wählen Sie eines der Verfahren, die jetzt benutzt werden können.
ways-others = Zurzeit nicht verfügbar
way-push = Auf dem Telefon zustimmen
way-push-text = Wir senden eine Anfrage an Ihr Telefon, und Sie stimmen ihr dort zu.
way-code = Einen Code eingeben
way-code-text = Ihre Authenticator-App zeigt ihn für dieses Konto an.
way-recovery = Einen Wiederherstellungscode benutzen
way-recovery-text = Einer der Codes, die Sie auf Papier aufbewahren. Jeder gilt einmal.
way-used-up = Alle Codes sind aufgebraucht. Neue erhalten Sie unter „Anmeldeverfahren“.
way-unconfirmed = Ein anderer Dienst hat es eingerichtet. Bestätigen Sie zuerst, dass es Ihnen gehört.
way-locked = Nach zu vielen Fehlversuchen gesperrt. Bitte wenden Sie sich an Ihren Support.
way-not-in-use = Es wurde außer Betrieb genommen und kann zurzeit nicht benutzt werden.
way-not-set-up = Sie haben es nicht eingerichtet. Sobald Sie angemeldet sind, können Sie das unter „Anmeldeverfahren“ tun.

# When no request arrives
difficulties-open = Öffnen Sie die Authenticator-App und ziehen Sie nach unten, um neu zu laden: Eine wartende Anfrage wird dort angezeigt.
difficulties-online = Prüfen Sie, ob das Telefon online ist und die App Mitteilungen anzeigen darf. Senden Sie die Anfrage dann noch einmal.
difficulties-device = Die Anfrage ist auf allen diesen Geräten, nehmen Sie also ein anderes: { $devices }.
difficulties-code = Stattdessen einen Code eingeben
difficulties-ways = Andere Verfahren zur Anmeldung
difficulties-support = Hilfe, und wer Ihnen helfen kann
denied-not-you = Wenn nicht Sie abgelehnt haben, hat vielleicht jemand anders Ihr Telefon. Melden Sie sich auf einem anderen Weg an, melden Sie es als verloren und ändern Sie Ihr Passwort.

# What services demand of a login
policy-announced = Ab { $date } verlangt manches, was Sie hier tun, eine stärkere Anmeldung. Sehen Sie in Ihrem Konto unter „Anmeldeverfahren“ nach, ob Sie eine haben.
way-too-weak = Es ist nicht stark genug für das, was Sie vorhaben.
problem-insufficient-user-authentication = Die Anmeldung ist für diese Ressource zu schwach oder zu alt. Beginnen Sie eine weitere mit derselben Ressource; acr_values und max_age sagen, was verlangt wird.
