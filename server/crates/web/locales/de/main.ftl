# Awaits a native reader.
# Words: authenticator = Authenticator, approve = freigeben (approval = Freigabe), deny = ablehnen, confirm = bestätigen,
# set up (enrolment) = einrichten (Einrichtung), recovery code = Wiederherstellungscode.

# On phones
push-login = Bei { $service } anmelden?
push-confirm = Dieses Telefon für { $service } bestätigen?
push-login-message = { $service }: { $message }

# Everywhere
language-name = Deutsch
language = Sprache
help = Hilfe
skip = Zum Inhalt springen
list-comma = { ", " }
continue = Weiter
cancel = Abbrechen
password = Passwort
username = Benutzername
to-start = Zur Startseite
try-again = Noch einmal versuchen
not-found-title = Hier gibt es nichts
not-found-text = Die Adresse ist falsch, oder was hier war, gibt es nicht mehr.
ended-title = Das ist beendet
ended-text = Der Link wurde schon benutzt, oder seine Zeit ist abgelaufen. Bitte fordern Sie einen neuen an.
too-many-title = Zu viele Versuche
too-many-text = Bitte warten Sie. Sie können es { $minutes ->
    [one] in einer Minute
   *[other] in { $minutes } Minuten
} wieder versuchen.
refused-title = Das hat nicht geklappt
refused-text = Was Ihr Browser gesendet hat, kann hier nicht verwendet werden. Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.
unavailable-title = Im Moment nicht möglich
unavailable-text = Der Server kann gerade nicht entscheiden. Es ist nichts verloren; bitte versuchen Sie es gleich noch einmal.

# Login
login-title = Anmelden
login-refused = Benutzername oder Passwort ist falsch.
no-authenticator-title = Kein Telefon erreichbar
no-authenticator-text = Keines Ihrer Telefone kann gerade gefragt werden. Bitte wenden Sie sich an Ihren Support.
login-for = Sie melden sich bei { $service } an.
wait-title = Schauen Sie auf Ihr Telefon
wait-sent = Wir haben eine Anfrage gesendet an: { $devices }.
wait-number = Wählen Sie diese Zahl auf Ihrem Telefon:
wait-type = Tippen Sie diese Zahl auf Ihrem Telefon ein:
wait-here = In diesem Browser freigeben
wait-scan = Stattdessen mit dem Telefon scannen
wait-scan-text = Öffnen Sie das Telefon, wählen Sie die Anfrage und scannen Sie damit diesen Code.
wait-scan-code = Code für das Telefon
wait-approve = Geben Sie sie frei, wenn Sie das sind.
wait-late = Die Benachrichtigung ist nicht bei Ihrem Telefon angekommen: Der Dienst, der sie überträgt, antwortet nicht oder nimmt sie nicht an.
wait-late-look = Öffnen Sie den Authenticator auf Ihrem Telefon selbst: Dort ist die Anfrage.
wait-late-code = Sie können stattdessen einen Code eingeben. Dafür müssen Sie sich nicht neu anmelden.
wait-late-alone = Wir versuchen es weiter. Wenn nichts ankommt, versuchen Sie es in einigen Minuten noch einmal, oder bitten Sie die Stelle, von der Sie Ihr Konto haben, um Hilfe.
wait-left = Verbleibende Zeit:
code-instead = Stattdessen einen Code eingeben
code-title = Geben Sie Ihren Code ein
code-from-app = Öffnen Sie Ihre Authenticator-App und geben Sie den Code ein, den sie für dieses Konto zeigt.
code-from-paper = Auch ein Wiederherstellungscode ist möglich. Jeder gilt einmal.
code-label = Code
code-phone-instead = Stattdessen das Telefon benutzen
code-wrong = Dieser Code ist falsch oder wurde schon benutzt. { $left ->
    [0] Sie haben keinen Versuch mehr.
    [one] Sie haben noch einen Versuch.
   *[other] Sie haben noch { $left } Versuche.
}
resend = Noch einmal senden
resend-early = Wir haben sie gerade erst gesendet. Warten Sie einen Moment, bevor Sie sie noch einmal senden.
difficulties = Klappt etwas nicht?
login-approved-title = Freigegeben
login-approved-text = Sie können zu der Seite zurückkehren, von der Sie gekommen sind.
login-denied-title = Abgelehnt
login-denied-text = Die Anfrage wurde auf Ihrem Telefon abgelehnt.
login-reported-text = Auf Ihrem Telefon wurde gemeldet, dass die Anfrage nicht von Ihnen ist.
login-expired-title = Die Zeit ist abgelaufen
login-expired-text = Niemand hat rechtzeitig geantwortet.
login-cancelled-title = Abgebrochen
login-cancelled-text = Die Anmeldung wurde abgebrochen.
login-superseded-text = Eine neuere Anmeldung ist an die Stelle dieser getreten.
login-suspended-text = Die Anmeldung wurde beendet, weil das Konto oder das Telefon gesperrt wurde.
login-restored-text = Die Anmeldung wurde beendet, weil der Dienst aus einer Sicherung wiederhergestellt wurde. Bitte beginnen Sie noch einmal.
login-failed-title = Nicht freigegeben
login-wrong-number-text = Auf dem Telefon wurde eine andere Zahl gewählt. Wenn Sie das nicht waren, ändern Sie Ihr Passwort.
login-too-many-codes-text = Es wurden zu viele falsche Codes eingegeben.
login-locked-text = Ihr Authenticator wurde nach zu vielen Fehlversuchen gesperrt. Bitte wenden Sie sich an Ihren Support.
login-missing-number-text = Das Telefon hat keine Zahl gesendet. Aktualisieren Sie die Authenticator-App.

# Enrolment
enroll-title = Richten Sie Ihren Authenticator ein
enroll-push-title = Richten Sie Ihr Telefon ein
enroll-combined-title = Richten Sie Ihr Telefon ein
enroll-combined-type = Geben Sie den Code ein, den die App für dieses Konto zeigt:
enroll-oath-title = Richten Sie Ihre Authenticator-App ein
enroll-oath-type = Geben Sie den Code ein, den die App für dieses Konto zeigt:
enroll-recovery-title = Ihre Wiederherstellungscodes
enroll-recovery-type = Geben Sie einen davon ein, um zu zeigen, dass Sie sie aufbewahrt haben:
enroll-cancelled-title = Einrichtung abgebrochen
enroll-cancelled-text = Es wurde nichts eingerichtet. Fordern Sie einen neuen Link an, um von vorn zu beginnen.
enroll-cancelled-in-part-text = Was schon verbunden war, bleibt es; der Rest wurde nicht eingerichtet. Fordern Sie einen neuen Link an, um fortzufahren.
enroll-too-many-codes-text = Es wurden zu viele falsche Codes eingegeben. Fordern Sie einen neuen Link an, um von vorn zu beginnen.
enroll-registered = Ihr Telefon ist verbunden.
enroll-no-code = Die App zeigt keinen Code
enroll-no-camera = Die App kann nicht scannen
enroll-type-key = Geben Sie diesen Schlüssel in die App ein. Wählen Sie zeitbasierte Codes, wenn Ihnen nichts anderes gesagt wurde.
recovery-codes = Wiederherstellungscodes
recovery-keep = Drucken Sie diese Codes aus oder schreiben Sie sie auf, und bewahren Sie sie an einem sicheren Ort auf. Mit jedem davon können Sie sich einmal anmelden, wenn Sie Ihr Telefon verloren haben. Sie werden nur jetzt gezeigt.
method-totp = App für Einmalpasswörter
method-hotp = Token für Einmalpasswörter
method-recovery-code = Wiederherstellungscodes
enroll-for = Für das Konto { $name }.
enroll-once = Der folgende Code wird nur in diesem Browser gezeigt, und nur einmal.
enroll-show = Code zeigen
password-refused = Das Passwort ist falsch.
enroll-scan = Öffnen Sie die Authenticator-App auf Ihrem Telefon und scannen Sie diesen Code.
enroll-code = Code zum Einrichten
enroll-same-phone = Die App ist auf diesem Telefon
enroll-scan-native = Scannen Sie diesen Code mit Ihrem Telefon: mit dem Authenticator, wenn er schon da ist, sonst mit der Kamera. Die Kamera öffnet den Authenticator im Browser des Telefons.
enroll-same-browser = Den Authenticator in diesem Browser einrichten
enroll-done-title = Alles ist eingerichtet
enroll-done-text = Sie können sich jetzt anmelden mit: { $what }.
confirm-title = Gehört das Ihnen?
confirm-text = Ein anderer Dienst hat für das Konto { $name } einen Authenticator eingerichtet. Sobald Sie ihn bestätigen, gilt er für jeden Dienst.
confirm-which = Welcher davon ist Ihrer?
confirm-service = eingerichtet von { $service }
confirm-none = Keiner davon
confirm-none-text = Ein eigenes Telefon einrichten.
confirm-warning = Bestätigen Sie nur, was Sie in der Hand haben. Wir fragen nach einer Zahl auf dem Telefon oder nach einem Code. Wenn Sie nichts davon kennen, sagen Sie es Ihrem Support.
confirm = Bestätigen

# Account
account-title = Ihr Konto
account-hello = Sie sind angemeldet als { $name }.
account-assurance = Bei dieser Anmeldung geprüft: { $what }.
acr-push = Ihr Telefon
acr-push-pwd = Ihr Passwort und Ihr Telefon
acr-push-number = Ihr Telefon und die Zahl darauf
acr-oob = Ihr Telefon, auf dem Sie eingetippt oder gescannt haben, was diese Seite gezeigt hat
acr-oob-pwd = Ihr Passwort und Ihr Telefon, auf dem Sie eingetippt oder gescannt haben, was diese Seite gezeigt hat
acr-otp = Ihr Einmalpasswort
acr-otp-pwd = Ihr Passwort und Ihr Einmalpasswort
acr-recovery = ein Wiederherstellungscode
acr-recovery-pwd = Ihr Passwort und ein Wiederherstellungscode
acr-push-number-pwd = Ihr Passwort, Ihr Telefon und die Zahl darauf
state-active = in Gebrauch
state-unconfirmed = für einen einzigen Dienst, bis Sie es bestätigen
state-inactive = nicht in Gebrauch
logout = Abmelden

# Problems, for whoever builds a client
problem-malformed-request = Der Inhalt ist kein JSON, oder die Adresse hat einen Parameter, der nicht gelesen werden kann.
problem-invalid-client = Senden Sie client_id und client_secret mit HTTP Basic. Ein gesperrter Client bekommt dieselbe Antwort.
problem-invalid-device = Signieren Sie die Anfrage mit dem Schlüssel des Geräts, für diese Adresse und diesen Moment; server_time sagt, wie spät es hier ist.
problem-device-removed = Das Gerät wurde aus seinem Konto entfernt und kann nicht zurückkehren: removal ist das unterschriebene Wort des Servers dafür. Das Telefon kann das Konto vergessen und wird neu eingerichtet, wenn es gebraucht wird.
problem-challenge-not-open = Sie wurde schon beantwortet, oder ihre Anmeldung ist beendet. Holen Sie die offenen Anfragen neu.
problem-insufficient-scope = Ein Betreiber vergibt die Rechte, wenn er einen Client hinzufügt.
problem-fresh-approval-required = Der Benutzer hat einen aktiven Authenticator. Nennen Sie eine Anmeldung dieses Benutzers bei diesem Client, die vor höchstens fünf Minuten freigegeben und noch nicht so verwendet wurde.
problem-forbidden = Formulare werden nur von den Seiten des Servers selbst angenommen.
problem-not-found = Es existiert nicht oder gehört einem anderen Client.
problem-method-not-allowed = Siehe die Beschreibung der Schnittstelle unter /openapi.json.
problem-login-not-pending = Sie wurde schon entschieden, abgebrochen oder ist abgelaufen.
problem-enrollment-not-pending = Sie wurde schon abgeschlossen, abgebrochen oder ist abgelaufen, oder es wird kein Code erwartet.
problem-wrong-code = Der Code ist falsch oder wurde schon benutzt. attempts_left sagt, wie viele noch versucht werden können; bei 0 war es der letzte.
problem-last-authenticator = Ohne ihn könnte sich der Benutzer nicht mehr anmelden. Fügen Sie zuerst einen anderen hinzu.
problem-already-exists = Wählen Sie einen anderen Namen.
problem-request-in-progress = Warten Sie auf die Antwort auf die erste Anfrage.
problem-too-large = Der Inhalt darf bis zu 16 KiB groß sein.
problem-invalid-request = Ein Feld ist unbekannt, fehlt oder liegt außerhalb des Erlaubten; detail sagt, welches.
problem-no-usable-authenticator = Der Benutzer ist unbekannt oder gesperrt, oder hat nichts, was antworten könnte. Was davon zutrifft, wird nicht gesagt.
problem-idempotency-key-reused = Derselbe Idempotency-Key kam mit anderem Inhalt oder anderer Adresse. Nehmen Sie für eine neue Anfrage einen neuen Schlüssel.
problem-too-many-requests = Warten Sie so lange, wie Retry-After sagt.
problem-internal-error = Etwas ist geschehen, das nicht geschehen sollte. Das Protokoll sagt, was.
problem-unavailable = Die Datenbank ist nicht erreichbar oder nicht beschreibbar. Versuchen Sie es gleich noch einmal.
