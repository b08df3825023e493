# Awaits a native reader. The words are chosen in main.ftl.

# Digital certificates of people
method-certificate = Digitales Zertifikat
acr-certificate = ein digitales Zertifikat
acr-certificate-pwd = Ihr Passwort und ein digitales Zertifikat
add-certificate-title = Digitales Zertifikat
add-certificate-text = Sie beantragen es, ein Mensch genehmigt es zu den Bürozeiten, und Ihr Browser muss es haben. Die anderen Verfahren sind schneller eingerichtet und einfacher zu benutzen.
cert-others = Ein Zertifikat zu bekommen dauert länger als bei jedem anderen Verfahren, und es ist weniger bequem. Wenn Sie bald ein weiteres Verfahren brauchen, wählen Sie zuerst eines von diesen.
cert-others-link = Die anderen Verfahren ansehen
cert-rule = Ein Zertifikat gehört zu genau einem Konto. Bewahren Sie seinen Schlüssel sicher auf, und geben Sie ihn niemandem.
cert-how = Sie beantragen es hier, ein Mensch genehmigt es, und Sie holen es auf dieser Seite ab.
cert-expected = Wenn Sie es jetzt beantragen, antworten wir voraussichtlich bis { $when }.
cert-request = Zertifikat beantragen
cert-requested = Sie haben am { $at } ein Zertifikat beantragt.
cert-answer-by = Wir antworten voraussichtlich bis { $when }.
cert-withdraw = Antrag zurückziehen
cert-approved = Ihr Antrag wurde genehmigt. Holen Sie das Zertifikat vor { $when } ab; danach müssten Sie es neu beantragen.
cert-rejected = Ihr Antrag wurde abgelehnt: { $reason }
cert-lapsed = Ihr Zertifikat wurde nicht rechtzeitig abgeholt. Sie können erneut eines beantragen.
cert-have = Sie haben ein Zertifikat. Es gilt bis { $when }.
cert-details = Angaben zum Zertifikat
cert-own-key-title = Mit einem eigenen Schlüssel
cert-own-key-text = Erzeugen Sie auf Ihrem eigenen Computer einen Schlüssel, und fügen Sie hier die Zertifikatsanforderung ein (PKCS #10, PEM). Der Schlüssel verlässt Ihren Computer nie. Ihr Name wird aus Ihrem Konto übernommen, gleich was in der Anforderung steht.
cert-own-key-example = Mit OpenSSL zum Beispiel so:
cert-request-label = Zertifikatsanforderung
cert-request-refused = Das ist keine Zertifikatsanforderung, die ihren Schlüssel nachweist. Angenommen werden Schlüssel auf P-256 oder P-384, Ed25519 und RSA mit 2048 bis 4096 Bit.
cert-pick-up = Zertifikat abholen
cert-file-title = Mit einer Datei für Ihren Browser
cert-file-text = Wählen Sie ein Passwort, und Sie bekommen eine Datei mit dem Zertifikat und seinem Schlüssel, die Sie in Ihrem Browser oder System öffnen (PKCS #12). Sie wird nur einmal ausgegeben, und wir behalten keinen Schlüssel. Ein eigener Schlüssel ist stärker, weil ihn nie jemand anderes hatte.
cert-file-password = Passwort für die Datei
cert-file-again = Dasselbe Passwort noch einmal
cert-file-refused = Geben Sie zweimal dasselbe Passwort mit 10 bis 128 Zeichen ein.
cert-file-pick-up = Datei abholen
cert-organisation-title = Mit einem Zertifikat Ihrer Organisation
cert-organisation-text = Wenn Sie schon ein Zertifikat von { $names } haben, zeigen Sie es hier, um es Ihrem Konto hinzuzufügen. Niemand muss das genehmigen.
cert-ask-title = Mit einem Zertifikat dieses Dienstes
cert-shown-title = Dieses Zertifikat hinzufügen?
cert-shown-text = Ihr Browser hat dieses Zertifikat gezeigt. Ist es hinzugefügt, so melden Sie sich hier damit an, und es lässt sich keinem anderen Konto hinzufügen.
cert-shown-add = Dieses Zertifikat hinzufügen
cert-subject = Ausgestellt für
cert-issuer = Ausgestellt von
cert-serial = Seriennummer
cert-from = Gültig ab
cert-until = Gültig bis
cert-fingerprint = Fingerabdruck (SHA-256)
cert-download = Zertifikat herunterladen (PEM)
cert-removal = Wenn Sie es entfernen, wird das Zertifikat widerrufen: Es kann nie wieder benutzt werden.
cert-removal-organisation = Es wird nur aus diesem Konto entfernt: Sein Aussteller erfährt nichts davon, und Sie können es wieder hinzufügen.
cert-instead = Ein digitales Zertifikat benutzen
cert-instead-text = Ihr Browser zeigt das Zertifikat, das er hat.
cert-show-title = Mit einem Zertifikat anmelden
cert-show-text = Ihr Browser fragt Sie gleich, welches Zertifikat er zeigen soll. Die Seite { $host } gehört zu diesem Dienst; sie liest das Zertifikat und bringt Sie hierher zurück.
cert-show = Zertifikat wählen
cert-again = Wenn Ihr Browser nicht noch einmal fragt, schließen Sie zuerst alle seine Fenster: Er merkt sich Ihre Wahl.
cert-refused-missing = Ihr Browser hat kein Zertifikat gezeigt.
cert-refused-expired = Das Zertifikat ist abgelaufen oder noch nicht gültig.
cert-refused-usage = Dieses Zertifikat ist nicht zum Anmelden bestimmt.
cert-refused-untrusted = Dieses Zertifikat hat niemand ausgestellt, dem hier vertraut wird.
cert-refused-revoked = Dieses Zertifikat wurde widerrufen oder ausgesetzt.
cert-refused-other = Dieses Zertifikat gehört nicht zu diesem Konto.
cert-refused-unchecked = Im Moment lässt sich nicht feststellen, ob dieses Zertifikat widerrufen wurde. Versuchen Sie es später noch einmal, oder wählen Sie eine andere Methode.
cert-refused-taken = Dieses Zertifikat gehört schon zu einem Konto. Ein Zertifikat gehört zu einem einzigen Konto.
cert-refused-ended = Das hat zu lange gedauert, oder die Anmeldung ist beendet. Versuchen Sie es noch einmal.

# Mails about them
mail-certificate-approved-subject = { $service }: Holen Sie Ihr Zertifikat ab
mail-certificate-approved-text =
    Das digitale Zertifikat, das Sie in Ihrem Konto { $name } bei { $service } beantragt haben, wurde am { $at } genehmigt.

    Melden Sie sich an, und öffnen Sie unter Ihren Anmeldeverfahren die Seite des digitalen Zertifikats, um es abzuholen. Wenn Sie zu lange warten, müssen Sie es neu beantragen.

    Wenn Sie keines beantragt haben, wenden Sie sich sofort an Ihren Support.

mail-certificate-rejected-subject = { $service }: zu Ihrem Antrag auf ein Zertifikat
mail-certificate-rejected-text =
    Das digitale Zertifikat, das Sie in Ihrem Konto { $name } bei { $service } beantragt haben, wurde nicht genehmigt ({ $at }).

    Melden Sie sich an, um den Grund zu sehen. Ihre anderen Anmeldeverfahren funktionieren wie bisher.

mail-certificate-issued-subject = { $service }: Zu Ihrem Konto kam ein Zertifikat hinzu
mail-certificate-issued-text =
    Am { $at } wurde für Ihr Konto { $name } bei { $service } ein digitales Zertifikat ausgestellt. Von jetzt an kann man sich damit anmelden.

    Woher das kam: { $where }

    Wenn Sie das waren, müssen Sie nichts tun.

    Wenn Sie das nicht waren, öffnen Sie sofort diesen Link. Er sperrt aus, was hinzugefügt wurde, und meldet Sie überall ab:

    { $link }

    Er funktioniert einmal, drei Tage lang. Geben Sie ihn niemandem.

mail-certificate-revoked-subject = { $service }: Ihr Zertifikat wurde widerrufen
mail-certificate-revoked-text =
    Am { $at } wurde das digitale Zertifikat Ihres Kontos { $name } bei { $service } widerrufen. Es kann nicht mehr benutzt werden.

    Wenn Sie das nicht erwartet haben, wenden Sie sich an Ihren Support.

mail-certificate-expiring-subject = { $service }: Ihr Zertifikat läuft bald ab
mail-certificate-expiring-text =
    Das digitale Zertifikat Ihres Kontos { $name } bei { $service } läuft bald ab ({ $at }). Es kann nicht verlängert werden.

    Beantragen Sie rechtzeitig ein neues, oder richten Sie ein anderes Anmeldeverfahren ein. Die Seite des Zertifikats sagt, wann es abläuft.

mail-certificate-expired-subject = { $service }: Ihr Zertifikat ist abgelaufen
mail-certificate-expired-text =
    Das digitale Zertifikat Ihres Kontos { $name } bei { $service } ist abgelaufen ({ $at }). Man kann sich damit nicht mehr anmelden.

    Melden Sie sich mit einem anderen Verfahren an, um ein neues zu beantragen.
