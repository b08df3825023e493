# Awaits a native reader. The words are chosen in main.ftl.

# Recovery codes, lost authenticators, and the way back
recovery-for = Pour le compte { $name }. Chaque code sert une fois.
recovery-print = Imprimer
recovery-copy = Copier
recovery-save = Enregistrer dans un fichier
recovery-copied = Copié. Quiconque lit le presse-papiers peut lire les codes : rangez-les vite en lieu sûr.
recovery-replace = Créer de nouveaux codes

lost-link = Un téléphone ou une clé est perdu
lost-title = Qu’est-ce qui est perdu ?
lost-text = Ce que vous signalez cesse aussitôt de fonctionner, et quiconque s’est connecté avec est déconnecté. Un e-mail vous en informe. Si vous le retrouvez, vous pouvez le reprendre après vous être connecté autrement.
lost-nothing = Rien de ce qui pourrait être perdu n’est utilisé.
lost-report = C’est perdu
lost-this = { $what } : c’est perdu
lost-done-title = C’est hors d’usage
lost-done-text = Plus personne n’entre avec { $what }. Continuez autrement, ou ajoutez-en un nouveau une fois connecté.
lost-go-on = Poursuivre la connexion
state-lost = perdu
found-title = Retrouvé ?
found-text = Ne le reprenez que s’il n’a jamais été entre d’autres mains.
found = Je l’ai retrouvé
remove-after-stronger-login = Vous vous êtes connecté avec un code de récupération ou temporaire. Pour retirer ceci, connectez-vous d’abord avec quelque chose de plus fort, par exemple ce que vous venez d’ajouter.

recover-link = Vous n’avez plus rien pour vous connecter ?
recover-title = Quand tout est perdu
recover-first = Si vous avez des codes de récupération, ou si quelqu’un de votre assistance vous connaît, c’est plus rapide : avec un de vos codes, ou un code temporaire de leur part, vous vous connectez aussitôt.
recover-text = Sinon, nous vous envoyons un code par e-mail, pas avant { $at }. D’ici là, un e-mail vous dit que quelqu’un l’attend, et vous, ou quiconque est connecté à votre compte, pouvez l’arrêter. Avec le code et votre mot de passe, vous vous connectez une fois et ajoutez un nouveau téléphone.
recover-ask = M’envoyer le premier lien
recover-mailed-text = Ouvrez le lien de l’e-mail dans les 30 minutes : l’attente commence alors.
recover-no-mail-text = Votre compte n’a pas d’adresse e-mail : seule votre assistance peut vous aider.
recover-off-text = Ce serveur n’envoie pas d’e-mails : seule votre assistance peut vous aider.
recover-for = Pour le compte { $name }.
recover-begin = Commencer l’attente
recover-begun-title = L’attente a commencé
recover-begun-text = Nous vous envoyons le code le { $at }. Il vaut 24 heures, avec votre mot de passe.
recover-notice = Quelqu’un qui a votre mot de passe et votre boîte aux lettres attend d’entrer : le { $at }, un code lui parvient par e-mail. Si ce n’est pas vous, arrêtez cela maintenant et changez de mot de passe.
recover-stop-title = L’arrêter ?
recover-stop-text = Quelqu’un attend un code pour entrer dans le compte { $name }. Si vous l’arrêtez, aucun code de ce genre ne vaudra.
recover-stop = L’arrêter
recover-stopped-title = C’est arrêté
recover-stopped-text = La personne qui l’a demandé connaît votre mot de passe et lit vos e-mails. Changez maintenant les deux mots de passe.
method-temporary-code = Code temporaire
move-title = Passer à un nouveau téléphone
move-text = Tant que l’ancien téléphone est à portée de main, il laisse le nouveau prendre sa place.
move-open = Ouvrez l’authentificateur sur l’ancien téléphone, dans son navigateur.
move-details = Choisissez le compte, puis ses détails, puis le transfert.
move-scan = Scannez avec le nouveau téléphone le code affiché. L’ancien ne répond plus ensuite.
move-app = Une application de votre organisation s’ajoute à nouveau sur le nouveau téléphone ; retirez ensuite l’ancienne de la liste.
move-lost = Si l’ancien téléphone est perdu, dites-le à la prochaine connexion, après le mot de passe.
move-phone = Ouvrir l’authentificateur dans ce navigateur
temporary-text = Le code que votre assistance vous a donné, ou reçu par e-mail après l’attente. Il sert une fois.

mail-temporary-code-subject = { $service } : un code temporaire pour votre compte
mail-temporary-code-text =
    Le { $at }, votre assistance a émis un code qui permet d’entrer une fois dans votre compte { $name } chez { $service }.

    Si vous l’avez demandé, il n’y a rien à faire.

    Sinon, contactez aussitôt votre assistance.

mail-recovery-asked-subject = { $service } : avez-vous perdu tout ce qui vous sert à vous connecter ?
mail-recovery-asked-text =
    Le { $at }, quelqu’un a saisi votre mot de passe chez { $service } et a dit que tout le reste de ce qui sert à connecter le compte { $name } est perdu.

    Si c’était vous, ouvrez ce lien. Une attente de quelques jours commence alors, au bout de laquelle nous vous envoyons un code :

    { $link }

    Il fonctionne une fois, pendant 30 minutes.

    Si ce n’était pas vous, quelqu’un connaît votre mot de passe : changez-le aussitôt. Sans ce lien, rien ne se passe.

mail-recovery-begun-subject = { $service } : quelqu’un attend d’entrer dans votre compte
mail-recovery-begun-text =
    Le { $at } a commencé l’attente d’un code qui permet d’entrer dans votre compte { $name } chez { $service } sans votre téléphone.

    Si c’était vous, il n’y a qu’à attendre le prochain e-mail.

    Si ce n’était pas vous, arrêtez-la ici, puis changez votre mot de passe et celui de votre boîte aux lettres :

    { $link }

mail-recovery-code-subject = { $service } : votre code
mail-recovery-code-text =
    L’attente est terminée. Avec ce code et votre mot de passe, vous pouvez vous connecter une fois à votre compte { $name } chez { $service } :

    { $code }

    Il vaut 24 heures. Ajoutez ensuite un nouveau téléphone parmi vos moyens d’authentification. Ne donnez ce code à personne.

    Si vous ne l’avez pas demandé, arrêtez cela ici, puis changez votre mot de passe et celui de votre boîte aux lettres :

    { $link }

mail-recovery-stopped-subject = { $service } : personne n’entre dans votre compte
mail-recovery-stopped-text =
    Le { $at }, le code qui aurait permis d’entrer dans votre compte { $name } chez { $service } sans votre téléphone a été arrêté.

    Si ce n’était pas vous, connectez-vous et vérifiez vos moyens d’authentification, ou contactez votre assistance.

mail-authenticator-lost-subject = { $service } : la perte d’un de vos moyens de connexion a été signalée
mail-authenticator-lost-text =
    Le { $at }, quelqu’un qui connaît votre mot de passe a signalé la perte d’un moyen de vous connecter à votre compte { $name } chez { $service } : { $what }. Il ne fonctionne plus.

    Provenance : { $where }

    Si c’était vous, connectez-vous autrement et ajoutez-en un nouveau.

    Si ce n’était pas vous, personne n’est entré ainsi, mais quelqu’un connaît votre mot de passe : changez-le. Vous pouvez reprendre ce qui a été signalé parmi vos moyens d’authentification.

    Ce lien vous déconnecte partout et met fin aux autorisations d’agir pour vous, ou vous pour d’autres, données ou acceptées depuis :

    { $link }

    Il fonctionne une fois, pendant trois jours. Ne le donnez à personne.

mail-recovery-warned-subject = { $service } : quelqu’un dit que tout ce qui vous sert à vous connecter est perdu
mail-recovery-warned-text =
    Le { $at }, quelqu’un a saisi votre mot de passe chez { $service } et a dit que tout le reste de ce qui sert à connecter le compte { $name } est perdu. Nous avons envoyé à votre première adresse e-mail le lien qui fait commencer l’attente d’un code.

    Si c’était vous, continuez là-bas.

    Si ce n’était pas vous, quelqu’un connaît votre mot de passe : changez-le aussitôt, ainsi que celui de votre première boîte aux lettres.
