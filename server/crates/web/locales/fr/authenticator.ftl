# Machine-made wording; awaits a native reader. The words are chosen in main.ftl.

# How an authenticator is doing
push-test = Essai de { $service }. Il n’ouvre rien, quelle que soit votre réponse.
method-pushes = Notifications
method-pushes-arrive = aucune difficulté connue
test-text = Vérifiez si les notifications arrivent sur ce téléphone. Un essai n’ouvre rien, quelle que soit votre réponse.
test-send = Envoyer une notification d’essai
test-title = Notification d’essai
test-waiting = Un essai a été envoyé à { $name }. Répondez-y sur l’appareil. Que ce soit oui ou non, il n’ouvre rien.
test-answered = L’essai est arrivé et vous y avez répondu. Les notifications arrivent sur ce téléphone.
test-unanswered = Le service qui transporte les notifications a pris l’essai, mais personne n’a répondu en une minute.
test-unanswered-hint = Ouvrez l’application et cherchez-le. Vérifiez que le téléphone est en ligne et que ses réglages autorisent l’application à afficher des notifications.
test-undelivered = L’essai n’a pas pu être remis.
push-trouble-no-address = Ce téléphone n’a pas autorisé les notifications. Ouvrez-y l’application : les demandes y attendent.
push-trouble-late = Le service qui transporte les notifications n’a pas encore pris la dernière.
push-trouble-gone = L’application n’est plus installée sur ce téléphone, d’après le service qui transporte les notifications. Supprimez cette entrée et configurez de nouveau le téléphone.
push-trouble-refused = Le service qui transporte les notifications n’a pas accepté la dernière. Si cela se reproduit, demandez de l’aide.
push-trouble-misconfigured = Ce serveur ne peut pas envoyer de notifications à de tels téléphones en ce moment. Ceux qui l’exploitent peuvent y remédier : merci de les prévenir.
push-trouble-unreachable = Le service qui transporte les notifications n’a pas pu être joint à temps. Réessayez dans quelques minutes.
method-platform = Type d’appareil
platform-android = Android
platform-ios = iPhone ou iPad
platform-web = un navigateur
platform-desktop = un ordinateur
method-app = Application
method-app-own = l’authentificateur propre à ce serveur
method-app-compatible = une application de l’organisation
method-worth = Ce que vaut une connexion avec elle
