# Awaits a native reader. The words are chosen in main.ftl.

# Whom people can ask, and when
support-title = Unterstützung
support-intro = Schreiben Sie oder rufen Sie an, wenn Sie nicht weiterkommen. Niemand hier fragt nach Ihrem Passwort oder einem Code; behalten Sie beides für sich.
support-none = Hier ist keine Stelle genannt. Fragen Sie, wer Ihnen das Konto gegeben hat.
support-link = Einen Menschen fragen: unsere Stellen und ihre Zeiten
support-yours = Die Zeiten gelten in Ihrer eigenen Zeitzone, { $zone }.
support-zone = Die Zeiten gelten vor Ort: { $zone }.
support-now = Jetzt
support-open = geöffnet
support-closed = geschlossen
support-closes = Schließt
support-opens = Öffnet
support-hours = Zeiten in den kommenden sieben Tagen
support-phone = Telefon
support-mail = E-Mail
support-form = Formular
support-write = An { $office } schreiben
support-languages = Sprachen
weekday-mon = Montag
weekday-tue = Dienstag
weekday-wed = Mittwoch
weekday-thu = Donnerstag
weekday-fri = Freitag
weekday-sat = Samstag
weekday-sun = Sonntag

# The pages of help
help-search = In diesen Seiten suchen
help-search-submit = Suchen
help-found = Diese Abschnitte enthalten alle Ihre Wörter:
help-not-found = Kein Abschnitt enthält alle Ihre Wörter. Versuchen Sie weniger oder andere, oder fragen Sie einen Menschen.
help-all = Alles zeigen
help-version = Diese Seiten beschreiben die Version { $version } der Software.
