# Machine-made wording; awaits a native reader. The words are chosen in main.ftl.

# How an authenticator is doing
push-test = Test von { $service }. Er öffnet nichts, was auch immer Sie antworten.
method-pushes = Benachrichtigungen
method-pushes-arrive = keine Schwierigkeit bekannt
test-text = Prüfen Sie, ob Benachrichtigungen auf diesem Telefon ankommen. Ein Test öffnet nichts, was auch immer Sie antworten.
test-send = Eine Testbenachrichtigung senden
test-title = Testbenachrichtigung
test-waiting = An { $name } wurde ein Test gesendet. Antworten Sie dort. Ob ja oder nein, er öffnet nichts.
test-answered = Der Test ist angekommen, und Sie haben ihn beantwortet. Benachrichtigungen erreichen dieses Telefon.
test-unanswered = Der Dienst, der Benachrichtigungen überbringt, hat den Test angenommen, aber niemand hat innerhalb einer Minute geantwortet.
test-unanswered-hint = Öffnen Sie die App und sehen Sie dort nach. Prüfen Sie, ob das Telefon online ist und ob seine Einstellungen der App erlauben, Benachrichtigungen zu zeigen.
test-undelivered = Der Test konnte nicht zugestellt werden.
push-trouble-no-address = Dieses Telefon hat keine Benachrichtigungen erlaubt. Öffnen Sie dort die App: Anfragen warten darin.
push-trouble-late = Der Dienst, der Benachrichtigungen überbringt, hat die letzte bisher nicht angenommen.
push-trouble-gone = Auf diesem Telefon ist die App nicht mehr installiert, sagt der Dienst, der Benachrichtigungen überbringt. Entfernen Sie diesen Eintrag und richten Sie das Telefon neu ein.
push-trouble-refused = Der Dienst, der Benachrichtigungen überbringt, hat die letzte nicht angenommen. Wenn das wieder geschieht, bitten Sie um Hilfe.
push-trouble-misconfigured = Dieser Server kann solchen Telefonen zurzeit keine Benachrichtigungen senden. Wer ihn betreibt, kann das beheben: Bitte sagen Sie dort Bescheid.
push-trouble-unreachable = Der Dienst, der Benachrichtigungen überbringt, war nicht rechtzeitig erreichbar. Versuchen Sie es in einigen Minuten noch einmal.
method-platform = Art des Geräts
platform-android = Android
platform-ios = iPhone oder iPad
platform-web = ein Browser
platform-desktop = ein Computer
method-app = App
method-app-own = der eigene Authenticator dieses Servers
method-app-compatible = eine App der Organisation
method-worth = Als was eine Anmeldung damit gilt
