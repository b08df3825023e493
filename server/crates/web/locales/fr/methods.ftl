# Machine-made wording; awaits a native reader. The words are chosen in main.ftl.

# The person's authenticators
methods-title = Méthodes d’authentification
methods-manage = Gérer vos méthodes d’authentification
methods-text = En plus de votre mot de passe, chaque connexion demande quelque chose que vous seul possédez. Prenez-en soin comme de vos clés, et ne le donnez à personne. Configurez au moins deux méthodes, afin que la perte de l’une ne vous prive pas d’accès.
methods-backup-one = Vous n’avez qu’un authentificateur. Si vous le perdez, vous ne pourrez plus vous connecter : ajoutez-en un deuxième, ou des codes de récupération que vous conservez sur papier.
methods-backup-none = Il ne reste que des codes de récupération. Ajoutez un téléphone ou une application avant qu’ils ne soient épuisés.
methods-backup-missing = Aucun authentificateur n’est prêt à l’emploi. Configurez-en un maintenant, pour que votre compte soit protégé par plus que son mot de passe.
methods-add = En ajouter une autre
methods-add-this = Ajouter : { $what }
add = Ajouter
close = Fermer
back = Retour

add-phone-title = Téléphone dans le navigateur
add-phone-text = Votre téléphone vous interroge à chaque connexion. Aucune application n’est nécessaire : le navigateur du téléphone s’en charge.
add-phone-steps = La page suivante affiche un code à scanner avec l’appareil photo de votre téléphone. Activez le verrouillage de l’écran de votre téléphone : quiconque peut utiliser le téléphone peut approuver vos connexions.
add-app-title = Application d’authentification
add-app-text = L’application de votre organisation vous interroge à chaque connexion.
add-app-steps = Installez d’abord l’application et autorisez-la à afficher des notifications. La page suivante affiche un code à scanner avec elle. Activez le verrouillage de l’écran de votre téléphone : quiconque peut utiliser le téléphone peut approuver vos connexions.
add-both-title = Application d’authentification avec codes
add-both-text = L’application de votre organisation vous interroge à chaque connexion, et affiche des codes pour les moments où elle est hors ligne.
add-both-steps = Installez d’abord l’application et autorisez-la à afficher des notifications. La page suivante affiche un seul code à scanner pour les deux, et demande le premier code que l’application affiche. Activez le verrouillage de l’écran de votre téléphone : quiconque peut utiliser le téléphone peut approuver vos connexions.
add-codes-title = Application de mots de passe à usage unique
add-codes-text = Toute application qui affiche un nouveau code toutes les 30 secondes, sur un téléphone ou sur un ordinateur. Vous saisissez le code à chaque connexion.
add-codes-steps = Installez d’abord une telle application. La page suivante affiche un code à scanner, ou une clé à saisir, et demande le premier code que l’application affiche.
add-paper-title = Codes de récupération
add-paper-text = Dix codes sur papier, chacun valable pour une connexion, pour le jour où tout le reste est perdu.
add-paper-steps = La page suivante affiche les codes une seule fois. Imprimez-les ou notez-les. Les codes que vous avez reçus auparavant cessent de fonctionner.

method-push = Téléphone
method-kind = Ce que c’est
method-device = Appareil
method-state = État
method-added = Date d’ajout
method-used = Dernière utilisation
method-used-from = Depuis le réseau
method-never-used = pas encore
method-codes-left = Codes restants
label = Nom
label-optional = Nom (si vous le souhaitez)
label-refused = Un nom compte 60 caractères au plus, tous visibles.
rename = Enregistrer le nom
remove-title = Supprimer
remove-text = Il cessera aussitôt de fonctionner, et vos autres sessions prendront fin.
remove-in-app = Supprimez aussi le compte dans l’application.
remove-last = Sans lui, vous ne pourriez plus vous connecter. Ajoutez-en d’abord un autre ; vous pourrez ensuite supprimer celui-ci.
remove-leaves-codes = Il ne restera ensuite que des codes de récupération. Chacun vous permet d’entrer une fois.
remove-after-login = Votre connexion date d’il y a quelque temps ; nous vous demandons donc de vous reconnecter d’abord.
remove = Supprimer définitivement
remove-sure-title = Ne garder que des codes de récupération ?
remove-sure-text = Sans { $name }, il ne reste que des codes de récupération. Chacun vous permet d’entrer une fois ; une fois épuisés ou perdus, vous ne pourrez plus vous connecter.
remove-sure-keep = Le garder
apps-scan = Scanner avec un téléphone pour installer { $app }
add-full-title = Vous en avez autant que possible
add-full-text = Supprimez-en un que vous n’utilisez plus ; vous pourrez alors en ajouter un autre.
problem-too-many-authenticators = L’utilisateur a autant de moyens d’authentification de ce genre que le serveur le permet. Il faut d’abord en supprimer un.
