# Awaits a native reader. The words are chosen in main.ftl.

# Passkeys
passkey-title = Passkey verwenden
passkey-text = Ihr Browser fragt gleich nach Fingerabdruck, Gesicht oder PIN.
passkey-use = Passkey verwenden
passkey-instead = Stattdessen einen Passkey verwenden
passkey-first = Mit einem Passkey anmelden
passkey-often = Das waren zu viele Versuche. Warten Sie eine Weile, oder geben Sie Ihren Benutzernamen ein.
passkey-again = Dieser Versuch ist vorbei. Versuchen Sie es noch einmal.
passkey-failed = Der Server hat nicht richtig geantwortet. Versuchen Sie es noch einmal, oder melden Sie sich mit Ihrem Benutzernamen an.
passkey-create = Passkey erstellen
passkey-create-text = Ihr Browser fragt gleich, wo der Passkey liegen soll, und nach Fingerabdruck, Gesicht oder PIN.
passkey-stopped = Der Browser hat keinen Passkey verwendet. Versuchen Sie es noch einmal oder wählen Sie einen anderen Weg.
passkey-refused = Dieser Passkey wurde nicht angenommen. Versuchen Sie es noch einmal oder wählen Sie einen anderen.
passkey-known = Dort liegt schon ein Passkey von Ihnen. Wählen Sie für den neuen einen anderen Ort.
passkey-impossible = Dieser Browser kann keine Passkeys verwenden. Wählen Sie einen anderen Weg oder einen anderen Browser.
passkey-no-script = Passkeys brauchen JavaScript, das in diesem Browser ausgeschaltet ist. Schalten Sie es ein oder wählen Sie einen anderen Weg.
passkey-late = Für einen Passkey ist es bei dieser Anmeldung zu spät. Brechen Sie ab und melden Sie sich neu an, oder wählen Sie einen anderen Weg.

method-passkey = Passkey
method-kept = Liegt
method-kept-device = nur auf einem Gerät
method-kept-copied = bei einem Konto, das ihn auf Ihre Geräte kopiert
acr-passkey = Ihr Passkey
acr-passkey-pwd = Ihr Passwort und Ihr Passkey

add-passkey-title = Passkey
add-passkey-text = Ihr Gerät oder ein Sicherheitsschlüssel fragt nach Fingerabdruck, Gesicht oder PIN. Er antwortet nur dieser Seite; niemand kann ihn Ihnen anderswo entlocken.
add-passkey-steps = Auf der nächsten Seite erstellt Ihr Browser den Passkey. Er kann auf diesem Gerät, auf einem Telefon oder auf einem Sicherheitsschlüssel liegen.
enroll-passkey-title = Ihren Passkey erstellen
