# Awaits a native reader. The words are chosen in main.ftl.

# Telephones to which codes are sent
method-sms = Textnachricht
method-voice = Anruf
method-number = Nummer
acr-sms = ein Code an Ihr Telefon
acr-sms-pwd = Ihr Passwort und ein Code an Ihr Telefon

add-telephone-title = Textnachricht oder Anruf
add-telephone-text = Wir senden einen Code an Ihre Telefonnummer oder lesen ihn am Telefon vor. Das geht mit jedem Telefon, schützt Sie aber weniger als die anderen Verfahren.
add-telephone-steps = Wählen Sie dies nur, wenn Sie kein anderes Verfahren nutzen können, und fügen Sie ein sichereres hinzu, sobald es geht.

telephone-number = Telefonnummer
telephone-number-hint = Beginnen Sie mit + und der Landesvorwahl, zum Beispiel +49 30 23125 012.
telephone-channel = Wie soll der Code Sie erreichen?
telephone-by-sms = Als Textnachricht
telephone-by-voice = Per Anruf
telephone-risk = Warum Codes per Telefon Sie weniger schützen
telephone-risk-text = Nachrichten und Anrufe können abgefangen werden, und eine Nummer kann jemand übernehmen, der Ihren Anbieter dazu überredet. Geben Sie einen Code niemals weiter: Wir fragen nicht danach. Wenn sich Ihre Nummer ändert, entfernen Sie sie hier und fügen die neue hinzu.
telephone-unreadable = Das ist keine Telefonnummer. Verwenden Sie Ziffern, Leerzeichen und ein + am Anfang.
telephone-no-country = Die Landesvorwahl fehlt: Beginnen Sie mit +, zum Beispiel +49 für Deutschland.
telephone-not-assigned = Diese Nummer gibt es in diesem Land nicht. Prüfen Sie die Ziffern.
telephone-wrong-kind = Wir senden Codes nur an Mobiltelefone und Festnetzanschlüsse, nicht an Service- oder Internetnummern.
telephone-landline = Das ist ein Festnetzanschluss. Wählen Sie den Anruf.
telephone-not-served = An diese Nummer können wir auf diesem Weg keinen Code senden. Wählen Sie einen anderen Weg oder eine andere Nummer.
telephone-repaired = Wir haben Ihre Eingabe geändert. Prüfen Sie die Nummer und fahren Sie fort, wenn sie stimmt.
telephone-repaired-from = Ihre Eingabe
telephone-repaired-to = So haben wir sie verstanden
telephone-send = Code senden
telephone-wait = Gerade wurde ein Code gesendet, oder es waren zu viele. Bitte warten Sie, bevor Sie einen weiteren anfordern.
telephone-country = Land der Nummer
telephone-country-none = Die Nummer beginnt mit +
telephone-country-hint = Wenn Sie ein Land wählen, können Sie die Nummer so schreiben, wie man es dort tut.
telephone-preview = Wir verstehen:
method-number-show = Ganze Nummer anzeigen

enroll-telephone-title = Telefonnummer bestätigen
enroll-telephone-type = Code, den Sie erhalten haben
telephone-sent-sms = Wir haben einen Code als Textnachricht an diese Nummer gesendet:
telephone-sent-voice = Wir rufen diese Nummer an und lesen einen Code vor:
telephone-late = Die Nachricht wurde bisher nicht angenommen: Der Dienst, der sie überträgt, antwortet nicht oder lehnt sie ab.
telephone-arrived = Die Nachricht ist angekommen.
telephone-again = Neuen Code anfordern
telephone-help = Nichts erhalten?
telephone-help-text = Nachrichten können einige Minuten brauchen. Nur der neueste Code gilt. Wenn keiner ankommt, prüfen Sie Nummer und Empfang oder verwenden Sie ein anderes Verfahren.

code-by-telephone = Code per Textnachricht oder Anruf
way-telephone-text = Wir senden ihn an Ihre Telefonnummer oder lesen ihn am Telefon vor.
telephone-choose = Wohin sollen wir den Code senden?
telephone-text-it = Textnachricht senden
telephone-call-it = Anrufen

# On telephones. The first two are messages: with a last line for phones that fill in the code, 160 characters of the basic
# alphabet or 70 others are one message. Those after the call are messages too, as short as can be; { $link } comes last,
# { $what } is the kind of an authenticator, when it was, and about where.
sms-login = { $code } ist Ihr Code zur Anmeldung bei { $service } (Konto { $account }). Sagen Sie ihn niemandem.
sms-enrollment = { $code } ist Ihr Code, um diese Nummer bei { $service } (Konto { $account }) hinzuzufügen. Sagen Sie ihn niemandem.
voice-code = Guten Tag. Ihr Code für { $service } lautet: { $digits }. Noch einmal: { $digits }. Auf Wiederhören.
sms-authenticator-added = { $service }: Zu Ihrem Konto { $account } kam ein Authenticator hinzu: { $what }. Waren Sie das nicht, öffnen Sie { $link }
sms-authenticator-removed = { $service }: Ein Authenticator Ihres Kontos { $account } wurde entfernt: { $what }. Waren Sie das nicht, öffnen Sie { $link }
sms-authenticator-suspended = { $service }: Ein Authenticator Ihres Kontos { $account } wurde gesperrt: { $what }. Waren Sie das nicht, öffnen Sie { $link }
sms-authenticator-suspended-aside = { $service }: Ein Authenticator Ihres Kontos { $account } wurde gesperrt: { $what }. Waren Sie das nicht, wenden Sie sich an Ihren Support.
sms-authenticator-resumed = { $service }: Ein Authenticator Ihres Kontos { $account } gilt wieder: { $what }. Waren Sie das nicht, öffnen Sie { $link }
sms-recovery-begun = { $service }: Jemand wartet auf Zugang zu Ihrem Konto { $account } ohne Authenticator. Sind Sie das nicht, melden Sie sich an und halten Sie es an.
sms-authenticator-confirmed = { $service }: Ein Authenticator Ihres Kontos { $account } wurde bestätigt: { $what }. Waren Sie das nicht, öffnen Sie { $link }
sms-authenticator-lost = { $service }: Ein Authenticator Ihres Kontos { $account } wurde als verloren gemeldet: { $what }. Waren Sie das nicht, kennt jemand Ihr Passwort. Öffnen Sie { $link }
sms-authenticator-lost-aside = { $service }: Ein Authenticator Ihres Kontos { $account } wurde als verloren gemeldet: { $what }. Waren Sie das nicht, kennt jemand Ihr Passwort. Ändern Sie es.
sms-temporary-code = { $service }: Ihr Support hat einen Übergangscode für Ihr Konto { $account } ausgestellt. Wollten Sie keinen, wenden Sie sich sofort an ihn.
