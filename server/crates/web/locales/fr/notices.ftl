# Awaits a native reader. The words are chosen in main.ftl.

# What owners are told of changes of their authenticators. { $what } is its name and kind, { $where } about where the change came from.
mail-by-operator = un administrateur
mail-by-unknown = inconnue
place-near = près de { $town }, { $country }

mail-authenticator-added-subject = { $service }: un authentificateur a été ajouté
mail-authenticator-added-text =
    Le { $at }, un authentificateur a été ajouté à votre compte { $name } chez { $service } : { $what }.

    Provenance : { $where }

    Si c’était vous, il n’y a rien à faire.

    Si ce n’était pas vous, ouvrez tout de suite ce lien. Il met hors service ce qui a été ajouté et vous déconnecte partout :

    { $link }

    Il fonctionne une fois, pendant trois jours. Ne le donnez à personne.

mail-authenticator-renamed-subject = { $service }: un authentificateur a été renommé
mail-authenticator-renamed-text =
    Le { $at }, un authentificateur de votre compte { $name } chez { $service } a changé de nom : { $what }.

    Provenance : { $where }

    Si c’était vous, il n’y a rien à faire.

    Si ce n’était pas vous, ouvrez tout de suite ce lien. Il vous déconnecte partout et met fin aux autorisations d’agir pour vous, ou vous pour d’autres, données ou acceptées depuis :

    { $link }

    Parcourez ensuite vos méthodes d’authentification et supprimez ce qui n’est pas à vous : le lien les laisse telles quelles.

    Il fonctionne une fois, pendant trois jours. Ne le donnez à personne.

mail-authenticator-removed-subject = { $service }: un authentificateur a été supprimé
mail-authenticator-removed-text =
    Le { $at }, un authentificateur a été supprimé de votre compte { $name } chez { $service } : { $what }.

    Provenance : { $where }

    Si c’était vous, il n’y a rien à faire.

    Si ce n’était pas vous, ouvrez tout de suite ce lien. Il vous déconnecte partout et met fin aux autorisations d’agir pour vous, ou vous pour d’autres, données ou acceptées depuis :

    { $link }

    Parcourez ensuite vos méthodes d’authentification et supprimez ce qui n’est pas à vous : le lien les laisse telles quelles.

    Il fonctionne une fois, pendant trois jours. Ne le donnez à personne.

mail-authenticator-suspended-subject = { $service }: un authentificateur a été suspendu
mail-authenticator-suspended-text =
    Le { $at }, un authentificateur de votre compte { $name } chez { $service } a été suspendu : { $what }. Pour l’instant, il ne connecte personne.

    Provenance : { $where }

    Si c’était vous, il n’y a rien à faire.

    Si ce n’était pas vous, ouvrez tout de suite ce lien. Il vous déconnecte partout et met fin aux autorisations d’agir pour vous, ou vous pour d’autres, données ou acceptées depuis :

    { $link }

    Parcourez ensuite vos méthodes d’authentification et supprimez ce qui n’est pas à vous : le lien les laisse telles quelles.

    Il fonctionne une fois, pendant trois jours. Ne le donnez à personne.

mail-authenticator-resumed-subject = { $service }: un authentificateur est de nouveau utilisable
mail-authenticator-resumed-text =
    Le { $at }, un authentificateur de votre compte { $name } chez { $service } a été remis en service : { $what }.

    Provenance : { $where }

    Si c’était vous, il n’y a rien à faire.

    Si ce n’était pas vous, ouvrez tout de suite ce lien. Il met hors service ce qui a été ajouté et vous déconnecte partout :

    { $link }

    Il fonctionne une fois, pendant trois jours. Ne le donnez à personne.

mail-authenticator-locked-subject = { $service }: un authentificateur a été verrouillé
mail-authenticator-locked-text =
    Le { $at }, un authentificateur de votre compte { $name } chez { $service } a été verrouillé après trop d’échecs de suite : { $what }. L’assistance peut le déverrouiller.

    Provenance : { $where }

    Si c’était vous, il n’y a rien à faire.

    Si ce n’était pas vous, ouvrez tout de suite ce lien. Il vous déconnecte partout et met fin aux autorisations d’agir pour vous, ou vous pour d’autres, données ou acceptées depuis :

    { $link }

    Parcourez ensuite vos méthodes d’authentification et supprimez ce qui n’est pas à vous : le lien les laisse telles quelles.

    Il fonctionne une fois, pendant trois jours. Ne le donnez à personne.

not-me-title = Ce n’était pas vous ?
not-me-text = Il s’agit du compte { $name }. Si quelqu’un d’autre a fait ce que nous vous avons signalé, voici ce que nous ferons :
not-me-suspends = Mettre hors service l’authentificateur ajouté.
not-me-ends = Vous déconnecter partout et mettre fin à ce qui attend une réponse.
not-me-delegations = Mettre fin aux autorisations d’agir pour vous, ou vous pour d’autres, données ou acceptées depuis.
not-me-submit = Ce n’était pas moi
not-me-nothing = Si c’était vous, fermez cette page : rien n’a changé.
not-me-done-title = Votre compte est fermé à cette personne
not-me-done-text = Ce qui a été ajouté est hors service et tout le monde est déconnecté. Choisissez maintenant un nouveau mot de passe, car quelqu’un connaît peut-être le vôtre, et prévenez l’assistance, qui peut rétablir ce dont vous avez besoin.
not-me-password = Choisir un nouveau mot de passe
not-me-kept-title = Tout le monde est déconnecté
not-me-kept-text = Ce qui attendait une réponse a pris fin, de même que les autorisations d’agir pour vous, ou vous pour d’autres, données ou acceptées depuis. Vos méthodes d’authentification sont restées telles quelles : parcourez-les et supprimez ce qui n’est pas à vous. Choisissez aussi un nouveau mot de passe, car quelqu’un connaît peut-être le vôtre, et prévenez l’assistance.

advice-set-up = En configurer un autre
advice-later = Pas maintenant

second-email-title = Seconde adresse
second-email-text = Les avis de modification de votre compte sont aussi envoyés à cette adresse : vous en êtes informé même si quelqu’un d’autre lit vos e-mails. Elle ne permet à personne d’entrer dans votre compte.
second-email-now = Les avis sont aussi envoyés à { $email }.
second-email-new = Seconde adresse e-mail
second-email-remove = La retirer
second-email-same = Votre compte a déjà cette adresse.
second-email-confirm-text = Désormais, les avis de modification du compte { $name } seront aussi envoyés à cette adresse.
second-email-done-title = Votre seconde adresse est enregistrée
second-email-removed-title = Votre seconde adresse est retirée

mail-second-email-proof-subject = { $service } : est-ce votre seconde adresse e-mail ?
mail-second-email-proof-text =
    Le { $at }, quelqu’un a demandé que les avis de modification du compte { $name } chez { $service } soient aussi envoyés à cette adresse e-mail.

    Si c’était vous, ouvrez ce lien là où vous êtes connecté, ou reconnectez-vous pour cela :

    { $link }

    Il fonctionne une seule fois, pendant 30 minutes.

    Si ce n’était pas vous, ne faites rien : rien ne sera changé.

mail-second-email-changed-subject = { $service } : votre seconde adresse e-mail a été modifiée
mail-second-email-changed-text =
    Le { $at }, la seconde adresse e-mail de votre compte { $name } chez { $service } a été ajoutée, modifiée ou retirée. Cet e-mail a été envoyé à toutes les adresses, anciennes et nouvelles.

    Si c’était vous, il n’y a rien à faire.

    Si ce n’était pas vous, contactez immédiatement votre assistance.

mail-authenticator-confirmed-subject = { $service }: un authentificateur a été confirmé
mail-authenticator-confirmed-text =
    Le { $at }, un authentificateur de votre compte { $name } chez { $service } a été confirmé : { $what }. Il sert désormais à se connecter partout, et plus seulement au service qui l’a configuré.

    Provenance : { $where }

    Si c’était vous, il n’y a rien à faire.

    Si ce n’était pas vous, ouvrez tout de suite ce lien. Il met hors service ce qui a été ajouté et vous déconnecte partout :

    { $link }

    Il fonctionne une fois, pendant trois jours. Ne le donnez à personne.

mail-impossible-travel-subject = { $service } : une connexion venue de loin
mail-impossible-travel-text =
    Le { $at }, quelqu’un s’est connecté à votre compte { $name } chez { $service } depuis un lieu où personne n’a pu se rendre depuis la connexion précédente.

    Provenance : { $where }

    La connexion précédente : { $what }

    Si c’était vous les deux fois, il n’y a rien à faire : les VPN et les réseaux mobiles semblent souvent être ailleurs.

    Si l’une des deux n’était pas vous, ouvrez tout de suite ce lien. Il vous déconnecte partout et met fin aux autorisations d’agir pour vous, ou vous pour d’autres, données ou acceptées depuis :

    { $link }

    Parcourez ensuite vos méthodes d’authentification et supprimez ce qui n’est pas à vous : le lien les laisse telles quelles.

    Il fonctionne une fois, pendant trois jours. Ne le donnez à personne.
