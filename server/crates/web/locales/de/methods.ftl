# Machine-made wording; awaits a native reader. The words are chosen in main.ftl.

# The person's authenticators
methods-title = Anmeldeverfahren
methods-manage = Ihre Anmeldeverfahren verwalten
methods-text = Außer Ihrem Passwort verlangt jede Anmeldung etwas, das nur Sie haben. Behandeln Sie es wie Ihre Schlüssel, und geben Sie es niemandem. Richten Sie mindestens zwei Verfahren ein, damit der Verlust des einen Sie nicht aussperrt.
methods-backup-one = Sie haben nur einen Authenticator. Wenn Sie ihn verlieren, können Sie sich nicht anmelden: Fügen Sie einen zweiten hinzu, oder Wiederherstellungscodes, die Sie auf Papier aufbewahren.
methods-backup-none = Es sind nur noch Wiederherstellungscodes übrig. Fügen Sie ein Telefon oder eine App hinzu, bevor sie aufgebraucht sind.
methods-backup-missing = Kein Authenticator ist einsatzbereit. Richten Sie jetzt einen ein, damit Ihr Konto durch mehr als das Passwort geschützt ist.
methods-add = Weiteres hinzufügen
methods-add-this = Hinzufügen: { $what }
add = Hinzufügen
close = Schließen
back = Zurück

add-phone-title = Telefon im Browser
add-phone-text = Ihr Telefon fragt Sie bei jeder Anmeldung. Es braucht keine App: Das erledigt der Browser des Telefons.
add-phone-steps = Die nächste Seite zeigt einen Code, den Sie mit der Kamera Ihres Telefons scannen. Schalten Sie die Bildschirmsperre Ihres Telefons ein: Wer das Telefon benutzen kann, kann Ihre Anmeldungen freigeben.
add-app-title = Authenticator-App
add-app-text = Die App Ihrer Organisation fragt Sie bei jeder Anmeldung.
add-app-steps = Installieren Sie zuerst die App und erlauben Sie ihr, Benachrichtigungen zu zeigen. Die nächste Seite zeigt einen Code, den Sie damit scannen. Schalten Sie die Bildschirmsperre Ihres Telefons ein: Wer das Telefon benutzen kann, kann Ihre Anmeldungen freigeben.
add-both-title = Authenticator-App mit Codes
add-both-text = Die App Ihrer Organisation fragt Sie bei jeder Anmeldung und zeigt Codes für die Zeit, in der sie offline ist.
add-both-steps = Installieren Sie zuerst die App und erlauben Sie ihr, Benachrichtigungen zu zeigen. Die nächste Seite zeigt einen einzigen Code zum Scannen für beides und fragt nach dem ersten Code, den die App zeigt. Schalten Sie die Bildschirmsperre Ihres Telefons ein: Wer das Telefon benutzen kann, kann Ihre Anmeldungen freigeben.
add-codes-title = App für Einmalpasswörter
add-codes-text = Jede App, die alle 30 Sekunden einen neuen Code zeigt, auf einem Telefon oder einem Computer. Sie geben den Code bei jeder Anmeldung ein.
add-codes-steps = Installieren Sie zuerst eine solche App. Die nächste Seite zeigt einen Code zum Scannen oder einen Schlüssel zum Eingeben und fragt nach dem ersten Code, den die App zeigt.
add-paper-title = Wiederherstellungscodes
add-paper-text = Zehn Codes auf Papier, jeder gültig für eine Anmeldung, für den Tag, an dem alles andere verloren ist.
add-paper-steps = Die nächste Seite zeigt die Codes ein einziges Mal. Drucken Sie sie aus oder schreiben Sie sie auf. Codes, die Sie früher bekommen haben, gelten dann nicht mehr.

method-push = Telefon
method-kind = Was es ist
method-device = Gerät
method-state = Zustand
method-added = Hinzugefügt
method-used = Zuletzt benutzt
method-used-from = Aus dem Netz
method-never-used = noch nicht
method-codes-left = Verbleibende Codes
label = Name
label-optional = Name (wenn Sie möchten)
label-refused = Ein Name hat bis zu 60 Zeichen, die alle sichtbar sind.
rename = Namen speichern
remove-title = Entfernen
remove-text = Es funktioniert dann sofort nicht mehr, und Ihre anderen Sitzungen werden beendet.
remove-in-app = Entfernen Sie das Konto auch in der App.
remove-last = Ohne dies könnten Sie sich nicht anmelden. Fügen Sie zuerst etwas anderes hinzu; dann können Sie dies entfernen.
remove-leaves-codes = Danach sind nur noch Wiederherstellungscodes übrig. Jeder lässt Sie einmal hinein.
remove-after-login = Ihre Anmeldung ist schon eine Weile her, deshalb bitten wir Sie, sich zuerst noch einmal anzumelden.
remove = Endgültig entfernen
remove-sure-title = Nur Wiederherstellungscodes behalten?
remove-sure-text = Ohne { $name } bleiben nur Wiederherstellungscodes. Jeder lässt Sie einmal hinein; wenn sie aufgebraucht oder verloren sind, können Sie sich nicht mehr anmelden.
remove-sure-keep = Behalten
apps-scan = Mit dem Telefon scannen, um { $app } zu installieren
add-full-title = Mehr davon sind nicht möglich
add-full-text = Entfernen Sie eines, das Sie nicht mehr benutzen; dann können Sie ein anderes hinzufügen.
problem-too-many-authenticators = Der Benutzer hat so viele Authentifikatoren dieser Art, wie der Server erlaubt. Zuerst muss einer davon entfernt werden.
