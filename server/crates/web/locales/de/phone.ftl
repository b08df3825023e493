# Awaits a native reader. The words are chosen in main.ftl.

# The phone in the browser: around all screens
phone-title = Authenticator
phone-no-script = Diese Seite braucht JavaScript: Sie erzeugt ihre Schlüssel in Ihrem Browser, wo der Server sie nicht sehen kann.
phone-loading = Einen Moment, bitte.
phone-offline = Es gibt gerade keine Verbindung. Ihre Codes funktionieren; um eine Anmeldung freizugeben, braucht es eine Verbindung.
phone-waiting = Eine Anmeldung wartet auf Ihre Antwort.
phone-open = Anzeigen
phone-back = Zurück
phone-scan = Code scannen
phone-video = Bild der Kamera
phone-scan-aim = Halten Sie die Kamera so, dass der Code in der Mitte des Bildes ist.
phone-scan-helped = Dieser Browser kann Codes nicht selbst lesen. Während Sie scannen, werden die Bilder an { $server } gesendet, dort gelesen und nicht aufbewahrt.
phone-copied = Kopiert.
phone-copy-link = Link kopieren
phone-ios = Auf diesem Telefon funktionieren Benachrichtigungen nur vom Home-Bildschirm aus. Tippen Sie auf „Teilen“, wählen Sie „Zum Home-Bildschirm“, und öffnen Sie den Authenticator von dort, bevor Sie ein Konto hinzufügen: Was Sie hier einrichten, bleibt hier.

# The list of accounts
phone-accounts = Ihre Konten
phone-empty = Hier ist noch kein Konto. Die Seite, auf der Sie Ihren Authenticator einrichten, zeigt einen Code, den dieses Telefon scannt.
phone-add = Konto hinzufügen
phone-settings = Sperre einstellen
phone-look = Nach Anmeldungen sehen
phone-looking = Wir sehen nach Anmeldungen. Wenn eine wartet, wird sie sofort gezeigt.
phone-details = Details
phone-details-of = Details zu { $account }
phone-copy = Kopieren
phone-copy-of = Code von { $account } kopieren
phone-seconds = { $seconds } s
phone-not-accepted-short = Der Server akzeptiert dieses Telefon für das Konto gerade nicht.
phone-removed = Der Server hat am { $day } mitgeteilt, dass dieses Telefon aus dem Konto entfernt wurde.

# A login that asks
phone-asks = { $service } fragt an
phone-account = Konto
phone-place = Adresse
phone-browser = Browser
phone-time = Begonnen um
phone-unknown = unbekannt
phone-left = Verbleibende Zeit:
phone-pick = Welche Zahl zeigt die Anmeldeseite? Sie haben einen Versuch.
phone-type = Geben Sie die sechs Ziffern ein, die die Anmeldeseite zeigt. Sie haben einen Versuch.
phone-six-digits = Die Anmeldeseite zeigt sechs Ziffern. Bitte geben Sie alle ein.
phone-scan-approve = Durch Scannen des Codes auf der Anmeldeseite freigeben
phone-type-instead = Stattdessen die Ziffern eingeben
phone-plain = Geben Sie nur frei, was Sie gerade selbst begonnen haben.
phone-scanned = Sie haben den Code dieser Anmeldung geöffnet. Machen Sie nur weiter, wenn Sie ihn gerade selbst gescannt haben, von einer Seite vor Ihnen. Wenn jemand ihn Ihnen geschickt hat, waren es nicht Sie.
phone-approve = Freigeben
phone-deny = Ablehnen
phone-report = Das war ich nicht
phone-no-camera = Die Kamera kann nicht benutzt werden. Erlauben Sie sie in den Einstellungen Ihres Browsers, oder geben Sie ein, was Sie sehen.
phone-other-code = Dieser Code gehört zu etwas anderem. Scannen Sie den auf der Seite, auf der Sie sich anmelden.
phone-sending = Ihre Antwort wird gesendet.
phone-sending-again = Es gibt noch keine Verbindung. Wir versuchen es, bis die Zeit abgelaufen ist.

# How it ended
phone-approved-title = Freigegeben
phone-approved-text = Sie können zu der Seite zurückkehren, auf der Sie sich anmelden.
phone-denied-title = Abgelehnt
phone-denied-text = Durch diese Anmeldung kommt niemand hinein.
phone-reported-title = Abgelehnt und gemeldet
phone-reported-text = Durch diese Anmeldung kommt niemand hinein, und wir haben vermerkt, dass Sie es nicht waren. Vielleicht kennt jemand Ihr Passwort: Bitte ändern Sie es bald.
phone-wrong-number-title = Nicht freigegeben
phone-wrong-number-text = Die Zahl war nicht die auf der Anmeldeseite. Wenn Sie sich anmelden möchten, beginnen Sie dort neu.
phone-failed-title = Nicht freigegeben
phone-failed-text = Die Anmeldung ist fehlgeschlagen. Wenn Sie sich anmelden möchten, beginnen Sie auf der Anmeldeseite neu.
phone-expired-title = Die Zeit ist abgelaufen
phone-expired-text = Niemand hat rechtzeitig geantwortet, deshalb kommt durch diese Anmeldung niemand hinein.
phone-gone-title = Nicht mehr gefragt
phone-gone-text = Die Anmeldung wurde abgebrochen oder auf andere Weise beantwortet.
phone-too-late-title = Zu spät
phone-too-late-text = Die Anmeldung war entschieden, bevor Ihre Antwort ankam, oder ihre Zeit war abgelaufen.
phone-unsent-title = Nicht gesendet
phone-unsent-text = Es gab nicht rechtzeitig eine Verbindung, deshalb hat Ihre Antwort nicht gezählt. Wenn Sie sich anmelden möchten, beginnen Sie auf der Anmeldeseite neu.
phone-unjudged-title = Nicht angenommen
phone-unjudged-text = Der Server konnte Ihre Antwort nicht annehmen. Wenn das wieder geschieht, sagen Sie es Ihrem Support.
phone-not-accepted-title = Dieses Telefon wird nicht akzeptiert
phone-not-accepted-text = Der Server akzeptiert dieses Telefon für das Konto gerade nicht. Vielleicht wurde das Konto auf ein anderes Telefon übertragen, entfernt oder gesperrt.
phone-on = Weiter

# Adding an account
phone-add-text = Scannen Sie den Code auf der Seite, auf der Sie Ihren Authenticator einrichten. Codes anderer Dienste für Einmalpasswörter gehen auch.
phone-paste = Oder fügen Sie den Link hier ein
phone-connect-title = Dieses Telefon mit { $server } verbinden?
phone-connect-text = Es beantwortet dann Ihre Anmeldungen bei { $host }. Machen Sie nur weiter, wenn Sie dort gerade Ihren Authenticator einrichten.
phone-unfinished = Sie haben schon begonnen, dieses Telefon zu verbinden, aber es kam keine Antwort. Sie können es noch einmal versuchen.
phone-device = Name dieses Telefons
phone-device-hint = Er wird gezeigt, wenn Sie auf Ihr Telefon schauen sollen.
phone-connect = Verbinden
phone-connecting = Wird verbunden.
phone-enroll-refused-title = Nicht verbunden
phone-enroll-refused-text = Dieser Code wurde schon benutzt, oder seine Zeit ist abgelaufen. Fordern Sie dort einen neuen an, wo Sie Ihren Authenticator einrichten.
phone-connected-title = Dieses Telefon ist verbunden
phone-connected-text = Es beantwortet jetzt Anmeldungen von { $account }.
phone-notify-offer = Mit Benachrichtigungen sehen Sie sofort, wenn eine Anmeldung fragt. Ohne sie öffnen Sie diese Seite, wenn Sie sich anmelden.
phone-protect-offer = Eine Sperre verhindert, dass andere für Sie antworten, während sie Ihr Telefon in Händen haben.
phone-protect = Sperre einrichten
phone-keep-title = Diese Einmalpasswörter behalten?
phone-keep-text = Die Codes von { $account } werden auf diesem Telefon gezeigt. Sie funktionieren ohne Verbindung. Es wird nichts gesendet.
phone-keep-issuer = Dienst
phone-keep = Behalten
phone-elsewhere-title = Das gehört zu einem anderen Server
phone-elsewhere-text = Der Code wurde von { $host } erzeugt. Dessen Konten sind auf einer eigenen Seite. Öffnen Sie sie nur, wenn Sie sie kennen.
phone-elsewhere-open = Diese Seite öffnen
phone-other-app-title = Das ist für eine andere App
phone-other-app-text = Dieser Code wurde für eine Authenticator-App anderer Art erzeugt. Wählen Sie dort, wo Sie Ihren Authenticator einrichten, stattdessen das Telefon im Browser.
phone-unknown-link-title = Diesen Code kennen wir nicht
phone-unknown-link-text = Das ist kein Code für dieses Telefon, oder ein Teil davon fehlt.

# Links from the login page
phone-proving-title = Ihre Anmeldung wird gesucht
phone-proving-text = Sie wird hier gezeigt, sobald der Server sie an dieses Telefon gesendet hat.
phone-not-here-title = Nicht dieser Browser
phone-not-here-text = Diese Anmeldung wurde nicht in diesem Browser begonnen. Beantworten Sie sie mit ihrer Zahl, oder scannen Sie den Code auf ihrer Seite.
phone-no-such-login-title = Diese Anmeldung fragt dieses Telefon nicht
phone-no-such-login-text = Vielleicht ist sie beendet, oder sie gehört zu einem Konto, das nicht auf diesem Telefon ist.

# One account
phone-rename = Name auf diesem Telefon
phone-save = Speichern
phone-saved = Gespeichert.
phone-known-as = Der Server kennt dieses Telefon als { $device }.
phone-notifications = Benachrichtigungen
phone-notify-on = Benachrichtigungen sind eingeschaltet.
phone-notify-off = Benachrichtigungen sind ausgeschaltet.
phone-notify-turn-on = Benachrichtigungen einschalten
phone-notify-turn-off = Benachrichtigungen ausschalten
phone-notify-refused = Ihr Browser erlaubt dieser Seite keine Benachrichtigungen. Das können Sie in seinen Einstellungen ändern.
phone-notify-ios = Auf diesem Telefon funktionieren Benachrichtigungen nur vom Home-Bildschirm aus. Tippen Sie auf „Teilen“, wählen Sie „Zum Home-Bildschirm“, öffnen Sie den Authenticator von dort, und übertragen Sie dieses Konto dorthin wie auf ein neues Telefon.
phone-notify-impossible = Dieser Browser oder dieser Server beherrscht keine Benachrichtigungen. Öffnen Sie diese Seite, wenn Sie sich anmelden.
phone-move = Auf ein neues Telefon übertragen
phone-move-text = Das neue Telefon tritt an die Stelle von diesem: { $account } funktioniert dann dort und nicht mehr hier. Benachrichtigungen, die Sperre und Codes anderer Dienste werden nicht mit übertragen.
phone-move-show = Code zeigen
phone-move-scan = Scannen Sie diesen Code mit dem neuen Telefon. Zeigen Sie ihn sonst niemandem: Wer ihn scannt, übernimmt das Konto.
phone-move-code = Code für das neue Telefon
phone-move-until = Er gilt bis { $time }.
phone-remove = Entfernen
phone-remove-title = { $account } entfernen?
phone-remove-known = Der Server fragt dieses Telefon dann nicht mehr, und Sie bekommen Nachricht, dass es entfernt wurde. Wenn Sie sich nur damit anmelden können, richten Sie zuerst etwas anderes ein: Sonst brauchen Sie einen Wiederherstellungscode oder Ihren Support.
phone-remove-moved = Der Server akzeptiert dieses Telefon für das Konto gerade nicht: Vielleicht wurde es übertragen, entfernt oder gesperrt. Es hier zu entfernen ändert auf dem Server nichts.
phone-remove-removed = Der Server hat dieses Telefon aus dem Konto entfernt. Das Konto hier zu entfernen ändert dort nichts. Wenn nicht Sie das Telefon entfernt haben, sagen Sie es Ihrem Support.
phone-remove-codes = Auch die Einmalpasswörter dieses Kontos gehen verloren und können von hier aus nicht zurückgeholt werden.

# The lock
phone-lock-title = Sperre
phone-lock-none = Diese Seite öffnet sich ohne Sperre.
phone-lock-passkey = Ihr Telefon fragt nach Ihrem Gesicht, Ihrem Finger oder seinem eigenen Code, bevor sich diese Seite öffnet.
phone-lock-pin = Bevor sich diese Seite öffnet, wird eine PIN verlangt.
phone-lock-about = Die Sperre hält ab, wer Ihr entsperrtes Telefon für einen Moment in die Hand bekommt. Sie ersetzt nicht die Sperre des Telefons selbst.
phone-lock-set-passkey = Gesicht, Finger oder Code des Telefons verwenden
phone-lock-set-pin = PIN verwenden
phone-lock-unset = Sperre ausschalten
phone-unlock-title = Gesperrt
phone-unlock-passkey = Entsperren
phone-passkey-refused = Das Telefon hat nicht bestätigt, dass Sie es sind. Bitte versuchen Sie es noch einmal.
phone-pin = PIN
phone-pin-title = PIN wählen
phone-pin-about = Wählen Sie mindestens vier Ziffern, die Sie sonst nirgends verwenden. Nach zehn falschen Versuchen wird alles hier vergessen, und Ihre Konten müssen neu eingerichtet werden.
phone-pin-again = Die PIN noch einmal
phone-pin-short = Bitte wählen Sie mindestens vier Ziffern, und nur Ziffern.
phone-pin-differs = Das sind zwei verschiedene PINs. Bitte geben Sie zweimal dieselbe ein.
phone-pin-wrong = Diese PIN ist falsch. Verbleibende Versuche: { $left }
phone-pin-wait = Sie können es in { $time } wieder versuchen.
phone-forget = Ich kann das nicht entsperren
phone-forget-text = Sie können alles vergessen lassen, was hier aufbewahrt ist. Ihre Konten müssen dann neu eingerichtet werden, mit einem Wiederherstellungscode oder durch Ihren Support.
phone-forget-really = Alles vergessen
phone-forgotten-title = Hier ist alles vergessen
phone-forgotten-text = Ihre Konten sind nicht mehr auf diesem Telefon. Sie können sie neu einrichten.

# What can go wrong
phone-no-connection = Es gibt keine Verbindung. Bitte versuchen Sie es noch einmal, wenn es eine gibt.
phone-not-accepted = Der Server akzeptiert dieses Telefon für das Konto gerade nicht.
phone-too-many = Es gab zu viele Versuche. Bitte warten Sie eine Weile.
phone-server-trouble = Der Server kann gerade nicht antworten. Bitte versuchen Sie es gleich noch einmal.
phone-refused = Der Server hat das nicht angenommen. Wenn es wieder geschieht, sagen Sie es Ihrem Support.
phone-unexpected = Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.
phone-unsupported-title = Dieser Browser kann nicht Ihr Telefon sein
phone-unsupported-text = Ihm fehlt etwas, um Signaturen zu prüfen oder Schlüssel aufzubewahren. Aktualisieren Sie ihn, nehmen Sie einen anderen Browser, und verlassen Sie private Fenster: Sie vergessen alles.

# Shown when a push cannot be read
phone-notification = Öffnen, um Neues zu sehen.
