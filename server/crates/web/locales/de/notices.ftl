# Awaits a native reader. The words are chosen in main.ftl.

# What owners are told of changes of their authenticators. { $what } is its name and kind, { $where } about where the change came from.
mail-by-operator = ein Administrator
mail-by-unknown = unbekannt
place-near = in der Nähe von { $town }, { $country }

mail-authenticator-added-subject = { $service }: ein Authenticator wurde hinzugefügt
mail-authenticator-added-text =
    Am { $at } wurde Ihrem Konto { $name } bei { $service } ein Authenticator hinzugefügt: { $what }.

    Woher das kam: { $where }

    Wenn Sie das waren, ist nichts zu tun.

    Wenn Sie das nicht waren, öffnen Sie sofort diesen Link. Er sperrt aus, was hinzugefügt wurde, und meldet Sie überall ab:

    { $link }

    Er funktioniert einmal, drei Tage lang. Geben Sie ihn niemandem.

mail-authenticator-renamed-subject = { $service }: ein Authenticator wurde umbenannt
mail-authenticator-renamed-text =
    Am { $at } hat ein Authenticator Ihres Kontos { $name } bei { $service } einen anderen Namen bekommen: { $what }.

    Woher das kam: { $where }

    Wenn Sie das waren, ist nichts zu tun.

    Wenn Sie das nicht waren, öffnen Sie sofort diesen Link. Er meldet Sie überall ab und beendet, dass andere für Sie oder Sie für andere handeln, soweit es seitdem eingerichtet wurde:

    { $link }

    Sehen Sie dann Ihre Anmeldeverfahren durch und entfernen Sie, was nicht Ihres ist: Daran ändert der Link nichts.

    Er funktioniert einmal, drei Tage lang. Geben Sie ihn niemandem.

mail-authenticator-removed-subject = { $service }: ein Authenticator wurde entfernt
mail-authenticator-removed-text =
    Am { $at } wurde ein Authenticator aus Ihrem Konto { $name } bei { $service } entfernt: { $what }.

    Woher das kam: { $where }

    Wenn Sie das waren, ist nichts zu tun.

    Wenn Sie das nicht waren, öffnen Sie sofort diesen Link. Er meldet Sie überall ab und beendet, dass andere für Sie oder Sie für andere handeln, soweit es seitdem eingerichtet wurde:

    { $link }

    Sehen Sie dann Ihre Anmeldeverfahren durch und entfernen Sie, was nicht Ihres ist: Daran ändert der Link nichts.

    Er funktioniert einmal, drei Tage lang. Geben Sie ihn niemandem.

mail-authenticator-suspended-subject = { $service }: ein Authenticator wurde gesperrt
mail-authenticator-suspended-text =
    Am { $at } wurde ein Authenticator Ihres Kontos { $name } bei { $service } stillgelegt: { $what }. Vorerst meldet er niemanden an.

    Woher das kam: { $where }

    Wenn Sie das waren, ist nichts zu tun.

    Wenn Sie das nicht waren, öffnen Sie sofort diesen Link. Er meldet Sie überall ab und beendet, dass andere für Sie oder Sie für andere handeln, soweit es seitdem eingerichtet wurde:

    { $link }

    Sehen Sie dann Ihre Anmeldeverfahren durch und entfernen Sie, was nicht Ihres ist: Daran ändert der Link nichts.

    Er funktioniert einmal, drei Tage lang. Geben Sie ihn niemandem.

mail-authenticator-resumed-subject = { $service }: ein Authenticator ist wieder nutzbar
mail-authenticator-resumed-text =
    Am { $at } wurde ein Authenticator Ihres Kontos { $name } bei { $service } wieder in Gebrauch genommen: { $what }.

    Woher das kam: { $where }

    Wenn Sie das waren, ist nichts zu tun.

    Wenn Sie das nicht waren, öffnen Sie sofort diesen Link. Er sperrt aus, was hinzugefügt wurde, und meldet Sie überall ab:

    { $link }

    Er funktioniert einmal, drei Tage lang. Geben Sie ihn niemandem.

mail-authenticator-locked-subject = { $service }: ein Authenticator wurde nach Fehlversuchen gesperrt
mail-authenticator-locked-text =
    Am { $at } wurde ein Authenticator Ihres Kontos { $name } bei { $service } nach zu vielen Fehlversuchen gesperrt: { $what }. Ihr Support kann ihn entsperren.

    Woher das kam: { $where }

    Wenn Sie das waren, ist nichts zu tun.

    Wenn Sie das nicht waren, öffnen Sie sofort diesen Link. Er meldet Sie überall ab und beendet, dass andere für Sie oder Sie für andere handeln, soweit es seitdem eingerichtet wurde:

    { $link }

    Sehen Sie dann Ihre Anmeldeverfahren durch und entfernen Sie, was nicht Ihres ist: Daran ändert der Link nichts.

    Er funktioniert einmal, drei Tage lang. Geben Sie ihn niemandem.

not-me-title = Waren Sie das nicht?
not-me-text = Es geht um das Konto { $name }. Wenn jemand anderes getan hat, was wir Ihnen gemeldet haben, tun wir Folgendes:
not-me-suspends = Wir legen den hinzugefügten Authenticator still.
not-me-ends = Wir melden Sie überall ab und beenden, was auf eine Antwort wartet.
not-me-delegations = Wir beenden, dass andere für Sie oder Sie für andere handeln, soweit es seitdem eingerichtet wurde.
not-me-submit = Das war ich nicht
not-me-nothing = Wenn Sie es waren, schließen Sie diese Seite: Nichts hat sich geändert.
not-me-done-title = Wer das auch war, ist ausgesperrt
not-me-done-text = Was hinzugefügt wurde, ist außer Gebrauch, und alle sind abgemeldet. Wählen Sie jetzt ein neues Passwort, denn jemand kennt vielleicht Ihres, und sagen Sie Ihrem Support Bescheid. Dort kann man zurückholen, was Sie brauchen.
not-me-password = Neues Passwort wählen
not-me-kept-title = Alle sind abgemeldet
not-me-kept-text = Was auf eine Antwort wartete, ist beendet, und ebenso, dass andere für Sie oder Sie für andere handeln, soweit es seitdem eingerichtet wurde. Ihre Anmeldeverfahren sind, wie sie waren: Sehen Sie sie durch und entfernen Sie, was nicht Ihres ist. Wählen Sie auch ein neues Passwort, denn jemand kennt vielleicht Ihres, und sagen Sie Ihrem Support Bescheid.

advice-set-up = Weiteren einrichten
advice-later = Jetzt nicht

second-email-title = Zweite Adresse
second-email-text = Mitteilungen über Änderungen an Ihrem Konto gehen auch an diese Adresse, damit Sie davon erfahren, selbst wenn jemand anderes Ihre E-Mails liest. In Ihr Konto kommt damit niemand.
second-email-now = Mitteilungen gehen auch an { $email }.
second-email-new = Zweite E-Mail-Adresse
second-email-remove = Entfernen
second-email-same = Ihr Konto hat diese Adresse schon.
second-email-confirm-text = Von jetzt an gehen Mitteilungen über Änderungen am Konto { $name } auch an diese Adresse.
second-email-done-title = Ihre zweite Adresse ist gespeichert
second-email-removed-title = Ihre zweite Adresse ist entfernt

mail-second-email-proof-subject = { $service }: Ist das Ihre zweite E-Mail-Adresse?
mail-second-email-proof-text =
    Am { $at } hat jemand darum gebeten, dass Mitteilungen über Änderungen am Konto { $name } bei { $service } auch an diese E-Mail-Adresse gehen.

    Wenn Sie das waren, öffnen Sie diesen Link dort, wo Sie angemeldet sind, oder melden Sie sich dafür noch einmal an:

    { $link }

    Er funktioniert einmal, 30 Minuten lang.

    Wenn Sie es nicht waren, tun Sie nichts: Dann ändert sich nichts.

mail-second-email-changed-subject = { $service }: Ihre zweite E-Mail-Adresse wurde geändert
mail-second-email-changed-text =
    Am { $at } wurde die zweite E-Mail-Adresse Ihres Kontos { $name } bei { $service } gesetzt, geändert oder entfernt. Diese E-Mail ging an alle Adressen vorher und nachher.

    Wenn Sie das waren, ist nichts zu tun.

    Wenn Sie es nicht waren, wenden Sie sich sofort an Ihren Support.

mail-authenticator-confirmed-subject = { $service }: ein Authenticator wurde bestätigt
mail-authenticator-confirmed-text =
    Am { $at } wurde ein Authenticator Ihres Kontos { $name } bei { $service } bestätigt: { $what }. Von jetzt an meldet er überall an, nicht mehr nur bei dem Dienst, der ihn eingerichtet hat.

    Woher das kam: { $where }

    Wenn Sie das waren, ist nichts zu tun.

    Wenn Sie das nicht waren, öffnen Sie sofort diesen Link. Er sperrt aus, was hinzugefügt wurde, und meldet Sie überall ab:

    { $link }

    Er funktioniert einmal, drei Tage lang. Geben Sie ihn niemandem.

mail-impossible-travel-subject = { $service }: eine Anmeldung von weit her
mail-impossible-travel-text =
    Am { $at } hat sich jemand bei Ihrem Konto { $name } bei { $service } von einem Ort aus angemeldet, an den seit der Anmeldung davor niemand gereist sein kann.

    Woher das kam: { $where }

    Die Anmeldung davor: { $what }

    Wenn Sie beides waren, ist nichts zu tun: VPNs und Mobilfunknetze scheinen oft anderswo zu sein.

    Wenn Sie eines davon nicht waren, öffnen Sie sofort diesen Link. Er meldet Sie überall ab und beendet, dass andere für Sie oder Sie für andere handeln, soweit es seitdem eingerichtet wurde:

    { $link }

    Sehen Sie dann Ihre Anmeldeverfahren durch und entfernen Sie, was nicht Ihres ist: Daran ändert der Link nichts.

    Er funktioniert einmal, drei Tage lang. Geben Sie ihn niemandem.
