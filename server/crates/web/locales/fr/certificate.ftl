# Awaits a native reader. The words are chosen in main.ftl.

# Digital certificates of people
method-certificate = Certificat numérique
acr-certificate = un certificat numérique
acr-certificate-pwd = votre mot de passe et un certificat numérique
add-certificate-title = Certificat numérique
add-certificate-text = Vous le demandez, une personne l’approuve pendant les heures de bureau, et votre navigateur doit le détenir. Les autres méthodes sont plus rapides à configurer et plus faciles à utiliser.
cert-others = Un certificat est plus long à obtenir que toute autre méthode, et moins commode à utiliser. Si vous avez bientôt besoin d’une autre méthode, choisissez d’abord l’une de celles-là.
cert-others-link = Voir les autres méthodes
cert-rule = Un certificat appartient à un seul compte. Gardez sa clé en lieu sûr, et ne la donnez à personne.
cert-how = Vous le demandez ici, une personne l’approuve, et vous le retirez sur cette page.
cert-expected = Si vous le demandez maintenant, nous pensons répondre avant { $when }.
cert-request = Demander un certificat
cert-requested = Vous avez demandé un certificat le { $at }.
cert-answer-by = Nous pensons répondre avant { $when }.
cert-withdraw = Retirer la demande
cert-approved = Votre demande a été approuvée. Retirez le certificat avant { $when } ; ensuite, il faudrait le redemander.
cert-rejected = Votre demande a été rejetée : { $reason }
cert-lapsed = Votre certificat n’a pas été retiré à temps. Vous pouvez en redemander un.
cert-have = Vous avez un certificat. Il est valable jusqu’à { $when }.
cert-details = Détails du certificat
cert-own-key-title = Avec votre propre clé
cert-own-key-text = Créez une clé sur votre propre ordinateur et collez ici la demande de certification (PKCS #10, PEM). La clé ne quitte jamais votre ordinateur. Votre nom vient de votre compte, quoi que dise la demande.
cert-own-key-example = Avec OpenSSL, par exemple :
cert-request-label = Demande de certification
cert-request-refused = Ce n’est pas une demande de certification qui prouve sa clé. Sont acceptées les clés sur P-256 ou P-384, Ed25519, et RSA de 2048 à 4096 bits.
cert-pick-up = Retirer le certificat
cert-file-title = Avec un fichier pour votre navigateur
cert-file-text = Choisissez un mot de passe : vous recevez un fichier avec le certificat et sa clé, à ouvrir dans votre navigateur ou votre système (PKCS #12). Il n’est remis qu’une fois, et nous ne gardons aucune clé. Votre propre clé est plus sûre, car personne d’autre ne l’a jamais eue.
cert-file-password = Mot de passe du fichier
cert-file-again = Le même mot de passe encore une fois
cert-file-refused = Saisissez deux fois le même mot de passe, de 10 à 128 caractères.
cert-file-pick-up = Obtenir le fichier
cert-organisation-title = Avec un certificat de votre organisation
cert-organisation-text = Si vous avez déjà un certificat de { $names }, présentez-le ici pour l’ajouter à votre compte. Personne n’a besoin de l’approuver.
cert-ask-title = Avec un certificat de ce service
cert-shown-title = Ajouter ce certificat ?
cert-shown-text = Votre navigateur a présenté ce certificat. Une fois ajouté, il vous connecte ici et ne peut être ajouté à aucun autre compte.
cert-shown-add = Ajouter ce certificat
cert-subject = Délivré à
cert-issuer = Délivré par
cert-serial = Numéro de série
cert-from = Valable à partir de
cert-until = Valable jusqu’à
cert-fingerprint = Empreinte (SHA-256)
cert-download = Télécharger le certificat (PEM)
cert-removal = Le supprimer révoque le certificat : il ne pourra plus jamais servir.
cert-removal-organisation = Le supprimer le retire seulement de ce compte : son émetteur n’en est pas informé, et vous pouvez l’ajouter de nouveau.
cert-instead = Utiliser un certificat numérique
cert-instead-text = Votre navigateur présente le certificat qu’il détient.
cert-show-title = Se connecter avec un certificat
cert-show-text = Votre navigateur va demander quel certificat présenter. La page { $host } appartient à ce service ; elle lit le certificat et vous ramène ici.
cert-show = Choisir un certificat
cert-again = Si votre navigateur ne demande plus rien, fermez d’abord toutes ses fenêtres : il retient votre choix.
cert-refused-missing = Votre navigateur n’a présenté aucun certificat.
cert-refused-expired = Le certificat a expiré, ou n’est pas encore valable.
cert-refused-usage = Ce certificat n’est pas destiné à la connexion.
cert-refused-untrusted = Ce certificat n’a été délivré par personne à qui l’on fait confiance ici.
cert-refused-revoked = Ce certificat a été révoqué ou suspendu.
cert-refused-other = Ce certificat n’appartient pas à ce compte.
cert-refused-unchecked = Personne ne peut dire pour le moment si ce certificat a été révoqué. Réessayez plus tard ou choisissez une autre méthode.
cert-refused-taken = Ce certificat appartient déjà à un compte. Un certificat n’appartient qu’à un seul compte.
cert-refused-ended = Cela a pris trop de temps, ou la connexion est terminée. Essayez encore une fois.

# Mails about them
mail-certificate-approved-subject = { $service } : retirez votre certificat
mail-certificate-approved-text =
    Le certificat numérique que vous avez demandé dans votre compte { $name } chez { $service } a été approuvé le { $at }.

    Connectez-vous et ouvrez la page du certificat numérique parmi vos méthodes d’authentification pour le retirer. Si vous attendez trop longtemps, il faudra le redemander.

    Si vous n’en avez pas demandé, contactez immédiatement votre assistance.

mail-certificate-rejected-subject = { $service } : au sujet de votre demande de certificat
mail-certificate-rejected-text =
    Le certificat numérique que vous avez demandé dans votre compte { $name } chez { $service } n’a pas été approuvé ({ $at }).

    Connectez-vous pour en voir la raison. Vos autres méthodes d’authentification fonctionnent comme avant.

mail-certificate-issued-subject = { $service } : un certificat a été ajouté à votre compte
mail-certificate-issued-text =
    Le { $at }, un certificat numérique a été délivré pour votre compte { $name } chez { $service }. Il permet désormais de se connecter.

    Provenance : { $where }

    Si c’était vous, il n’y a rien à faire.

    Si ce n’était pas vous, ouvrez tout de suite ce lien. Il met hors service ce qui a été ajouté et vous déconnecte partout :

    { $link }

    Il fonctionne une fois, pendant trois jours. Ne le donnez à personne.

mail-certificate-revoked-subject = { $service } : votre certificat a été révoqué
mail-certificate-revoked-text =
    Le { $at }, le certificat numérique de votre compte { $name } chez { $service } a été révoqué. Il ne peut plus servir.

    Si vous ne vous y attendiez pas, contactez votre assistance.

mail-certificate-expiring-subject = { $service } : votre certificat expire bientôt
mail-certificate-expiring-text =
    Le certificat numérique de votre compte { $name } chez { $service } expire bientôt ({ $at }). Il ne peut pas être renouvelé.

    Demandez-en un nouveau à temps, ou configurez une autre méthode d’authentification. La page du certificat indique quand il expire.

mail-certificate-expired-subject = { $service } : votre certificat a expiré
mail-certificate-expired-text =
    Le certificat numérique de votre compte { $name } chez { $service } a expiré ({ $at }). Il ne permet plus de se connecter.

    Connectez-vous par une autre méthode pour en demander un nouveau.
