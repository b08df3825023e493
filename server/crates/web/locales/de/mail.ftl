# Awaits a native reader. The words are chosen in main.ftl.

# Mails: plain text. { $service } is the organisation, { $name } the user name, { $at } when it happened, { $link } where to go on.
mail-sender =
    { $service }
    Diese E-Mail wurde vom Anmeldeserver { $host } gesendet. Antworten darauf liest niemand.

mail-sign-up-subject = { $service }: Stellen Sie Ihr Konto fertig
mail-sign-up-text =
    Am { $at } hat jemand ein Konto bei { $service } mit dem Benutzernamen { $name } und dieser E-Mail-Adresse angefordert.

    Wenn Sie das waren, öffnen Sie diesen Link und geben Sie das Passwort ein, das Sie gewählt haben:

    { $link }

    Er funktioniert einmal, 30 Minuten lang.

    Wenn Sie das nicht waren, tun Sie nichts: Ohne diesen Link entsteht kein Konto.

mail-sign-up-name-taken-subject = { $service }: Bitte wählen Sie einen anderen Benutzernamen
mail-sign-up-name-taken-text =
    Am { $at } hat jemand ein Konto bei { $service } mit dem Benutzernamen { $name } und dieser E-Mail-Adresse angefordert.

    Dieser Name gehört jemand anderem, oder er sieht einem vergebenen Namen ähnlich. Wenn Sie das Konto angefordert haben, wählen Sie hier einen anderen:

    { $link }

    Wenn Sie das nicht waren, tun Sie nichts.

mail-sign-up-known-subject = { $service }: Sie haben schon ein Konto
mail-sign-up-known-text =
    Am { $at } hat jemand ein Konto bei { $service } mit dieser E-Mail-Adresse angefordert.

    Es gibt schon eines. Sein Benutzername: { $name }

    Wenn Sie es angefordert haben, melden Sie sich hier an. Dort finden Sie auch, was Sie brauchen, wenn Sie Ihr Passwort vergessen haben:

    { $link }

    Wenn Sie das nicht waren, tun Sie nichts: Ihr Konto ist, wie es war, und wer gefragt hat, hat nicht erfahren, dass es existiert.

mail-username-subject = { $service }: Ihr Benutzername
mail-username-text =
    Am { $at } hat jemand gefragt, welcher Benutzername bei { $service } zu dieser E-Mail-Adresse gehört. Er lautet:

    { $name }

    Melden Sie sich hier an:

    { $link }

    Wenn Sie nicht gefragt haben, tun Sie nichts: Die Antwort ging nur an dieses Postfach.

mail-password-reset-subject = { $service }: Wählen Sie ein neues Passwort
mail-password-reset-text =
    Am { $at } hat jemand ein neues Passwort für Ihr Konto { $name } bei { $service } angefordert.

    Wenn Sie das waren, öffnen Sie diesen Link:

    { $link }

    Er funktioniert einmal, 30 Minuten lang. Wenn Sie sich anmelden, wird wie bisher nach Ihrem Authenticator gefragt.

    Wenn Sie das nicht waren, tun Sie nichts: Ihr Passwort bleibt, wie es ist. Geben Sie diesen Link niemandem.

mail-password-changed-subject = { $service }: Ihr Passwort wurde geändert
mail-password-changed-text =
    Am { $at } wurde das Passwort Ihres Kontos { $name } bei { $service } geändert. Überall sonst, wo Sie angemeldet waren, wurden Sie abgemeldet.

    Wenn Sie das waren, müssen Sie nichts tun.

    Wenn Sie das nicht waren, wenden Sie sich sofort an Ihren Support. Lehnen Sie bis dahin alles ab, was Sie auf Ihrem Authenticator freigeben sollen.

mail-email-proof-subject = { $service }: Ist das Ihre E-Mail-Adresse?
mail-email-proof-text =
    Am { $at } hat jemand darum gebeten, dass E-Mails für das Konto { $name } bei { $service } künftig an diese E-Mail-Adresse gehen.

    Wenn Sie das waren, öffnen Sie diesen Link dort, wo Sie angemeldet sind, oder melden Sie sich dafür noch einmal an:

    { $link }

    Er funktioniert einmal, 30 Minuten lang.

    Wenn Sie das nicht waren, tun Sie nichts: Dann wird nichts geändert.

mail-email-asked-subject = { $service }: Ihre E-Mail-Adresse soll geändert werden
mail-email-asked-text =
    Am { $at } hat jemand, der bei { $service } als { $name } angemeldet war, um eine andere E-Mail-Adresse gebeten. Noch wurde nichts geändert: Zuerst muss zustimmen, wem die neue Adresse gehört.

    Wenn Sie das waren, müssen Sie nichts tun.

    Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort, und wenden Sie sich an Ihren Support.

mail-email-changed-subject = { $service }: Ihre E-Mail-Adresse wurde geändert
mail-email-changed-text =
    Am { $at } wurde die E-Mail-Adresse Ihres Kontos { $name } bei { $service } geändert. Diese E-Mail ging an die bisherige Adresse und an die neue.

    Wenn Sie das waren, müssen Sie nichts tun.

    Wenn Sie das nicht waren, wenden Sie sich sofort an Ihren Support.
