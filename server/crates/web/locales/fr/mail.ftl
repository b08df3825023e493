# Awaits a native reader. The words are chosen in main.ftl.

# Mails: plain text. { $service } is the organisation, { $name } the user name, { $at } when it happened, { $link } where to go on.
mail-sender =
    { $service }
    Cet e-mail a été envoyé par le serveur de connexion { $host }. Personne ne lit les réponses.

mail-sign-up-subject = { $service } : terminez la création de votre compte
mail-sign-up-text =
    Le { $at }, quelqu’un a demandé un compte chez { $service } avec le nom d’utilisateur { $name } et cette adresse e-mail.

    Si c’était vous, ouvrez ce lien et saisissez le mot de passe que vous avez choisi :

    { $link }

    Il fonctionne une seule fois, pendant 30 minutes.

    Si ce n’était pas vous, ne faites rien : sans ce lien, aucun compte ne sera créé.

mail-sign-up-name-taken-subject = { $service } : veuillez choisir un autre nom d’utilisateur
mail-sign-up-name-taken-text =
    Le { $at }, quelqu’un a demandé un compte chez { $service } avec le nom d’utilisateur { $name } et cette adresse e-mail.

    Ce nom appartient à quelqu’un d’autre, ou ressemble à un nom déjà pris. Si c’est vous qui avez fait la demande, choisissez-en un autre ici :

    { $link }

    Si ce n’était pas vous, ne faites rien.

mail-sign-up-known-subject = { $service } : vous avez déjà un compte
mail-sign-up-known-text =
    Le { $at }, quelqu’un a demandé un compte chez { $service } avec cette adresse e-mail.

    Il en existe déjà un. Son nom d’utilisateur : { $name }

    Si c’est vous qui avez fait la demande, connectez-vous ici. Vous y trouverez aussi ce qu’il faut si vous avez oublié votre mot de passe :

    { $link }

    Si ce n’était pas vous, ne faites rien : votre compte est resté tel qu’il était, et la personne qui a fait la demande n’a pas appris qu’il existe.

mail-username-subject = { $service } : votre nom d’utilisateur
mail-username-text =
    Le { $at }, quelqu’un a demandé quel nom d’utilisateur correspond à cette adresse e-mail chez { $service }. C’est :

    { $name }

    Connectez-vous ici :

    { $link }

    Si ce n’est pas vous qui avez fait la demande, ne faites rien : la réponse n’a été envoyée qu’à cette adresse.

mail-password-reset-subject = { $service } : choisissez un nouveau mot de passe
mail-password-reset-text =
    Le { $at }, quelqu’un a demandé un nouveau mot de passe pour votre compte { $name } chez { $service }.

    Si c’était vous, ouvrez ce lien :

    { $link }

    Il fonctionne une seule fois, pendant 30 minutes. Votre authentificateur sera demandé comme auparavant lorsque vous vous connecterez.

    Si ce n’était pas vous, ne faites rien : votre mot de passe reste inchangé. Ne donnez ce lien à personne.

mail-password-changed-subject = { $service } : votre mot de passe a été changé
mail-password-changed-text =
    Le { $at }, le mot de passe de votre compte { $name } chez { $service } a été changé. Partout ailleurs où vous étiez connecté, vous avez été déconnecté.

    Si c’était vous, il n’y a rien à faire.

    Si ce n’était pas vous, contactez immédiatement votre assistance. D’ici là, refusez tout ce que votre authentificateur vous demande d’approuver.

mail-email-proof-subject = { $service } : est-ce votre adresse e-mail ?
mail-email-proof-text =
    Le { $at }, quelqu’un a demandé que les e-mails pour le compte { $name } chez { $service } soient désormais envoyés à cette adresse e-mail.

    Si c’était vous, ouvrez ce lien là où vous êtes connecté, ou reconnectez-vous pour cela :

    { $link }

    Il fonctionne une seule fois, pendant 30 minutes.

    Si ce n’était pas vous, ne faites rien : rien ne sera alors changé.

mail-email-asked-subject = { $service } : votre adresse e-mail va être changée
mail-email-asked-text =
    Le { $at }, quelqu’un qui était connecté en tant que { $name } chez { $service } a demandé une autre adresse e-mail. Rien n’a encore été changé : le titulaire de la nouvelle adresse doit d’abord donner son accord.

    Si c’était vous, il n’y a rien à faire.

    Si ce n’était pas vous, changez immédiatement votre mot de passe et contactez votre assistance.

mail-email-changed-subject = { $service } : votre adresse e-mail a été changée
mail-email-changed-text =
    Le { $at }, l’adresse e-mail de votre compte { $name } chez { $service } a été changée. Cet e-mail a été envoyé à l’ancienne adresse et à la nouvelle.

    Si c’était vous, il n’y a rien à faire.

    Si ce n’était pas vous, contactez immédiatement votre assistance.
