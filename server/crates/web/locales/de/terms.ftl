# Awaits a native reader. The words are chosen in main.ftl.

# The terms of use; the terms themselves are under web/terms
terms-title = Nutzungsbedingungen
terms-version = Fassung
terms-ask = Nehmen Sie diese Bedingungen an? Ohne das lässt sich hier kein Authenticator einrichten.
terms-accept = Annehmen
terms-accept-confirm = Annehmen und bestätigen
terms-accepted = Sie haben diese Bedingungen am { $day } angenommen.
terms-declined-title = Nichts wurde angenommen
terms-declined-text = Sie haben die Nutzungsbedingungen nicht angenommen, und nichts hat sich geändert. Authenticatoren können Sie einrichten, sobald Sie sie angenommen haben.
terms-again = Nutzungsbedingungen noch einmal lesen
problem-terms-not-accepted = Die Person hat die geltenden Nutzungsbedingungen nicht angenommen. Sie tut das auf der Seite, auf der sie den Authenticator einrichtet.
