# Awaits a native reader. The words are chosen in main.ftl.

# The phone in the browser: around all screens
phone-title = Authentificateur
phone-no-script = Cette page a besoin de JavaScript : elle crée ses clés dans votre navigateur, là où le serveur ne peut pas les voir.
phone-loading = Un instant, s’il vous plaît.
phone-offline = Il n’y a pas de connexion réseau pour le moment. Vos codes fonctionnent ; approuver une connexion nécessite le réseau.
phone-waiting = Une connexion attend votre réponse.
phone-open = L’afficher
phone-back = Retour
phone-scan = Scanner un code
phone-video = Image de l’appareil photo
phone-scan-aim = Tenez l’appareil photo de façon que le code soit au milieu de l’image.
phone-scan-helped = Ce navigateur ne sait pas lire les codes seul. Pendant que vous scannez, les images sont envoyées à { $server }, qui les lit et n’en conserve aucune.
phone-copied = Copié.
phone-copy-link = Copier le lien
phone-ios = Sur ce téléphone, les notifications ne fonctionnent que depuis l’écran d’accueil. Touchez Partager, choisissez « Sur l’écran d’accueil », et ouvrez l’authentificateur de là avant d’ajouter un compte : ce que vous configurez ici reste ici.

# The list of accounts
phone-accounts = Vos comptes
phone-empty = Il n’y a pas encore de compte ici. La page qui configure votre authentificateur affiche un code à scanner avec ce téléphone.
phone-add = Ajouter un compte
phone-settings = Réglages du verrou
phone-look = Chercher des connexions
phone-looking = Recherche de connexions. Une connexion en attente s’affiche aussitôt.
phone-details = Détails
phone-details-of = Détails de { $account }
phone-copy = Copier
phone-copy-of = Copier le code de { $account }
phone-seconds = { $seconds } s
phone-not-accepted-short = Le serveur n’accepte pas ce téléphone pour le compte en ce moment.
phone-removed = Le serveur a indiqué le { $day } que ce téléphone a été supprimé du compte.

# A login that asks
phone-asks = { $service } demande
phone-account = Compte
phone-place = Adresse
phone-browser = Navigateur
phone-time = Commencée à
phone-unknown = inconnu
phone-left = Temps restant :
phone-pick = Quel nombre la page de connexion affiche-t-elle ? Vous avez un seul essai.
phone-type = Saisissez les six chiffres que la page de connexion affiche. Vous avez un seul essai.
phone-six-digits = La page de connexion affiche six chiffres. Veuillez les saisir tous.
phone-scan-approve = Approuver en scannant le code de la page de connexion
phone-type-instead = Saisir plutôt les chiffres
phone-plain = N’approuvez que ce que vous venez de commencer vous-même.
phone-scanned = Vous avez ouvert le code de cette connexion. Ne continuez que si vous venez de le scanner vous-même, sur une page devant vous. Si quelqu’un vous l’a envoyé, ce n’était pas vous.
phone-approve = Approuver
phone-deny = Refuser
phone-report = Ce n’était pas moi
phone-no-camera = L’appareil photo ne peut pas être utilisé. Autorisez-le dans les réglages de votre navigateur, ou saisissez ce que vous voyez.
phone-other-code = Ce code est celui d’autre chose. Scannez celui de la page où vous vous connectez.
phone-sending = Envoi de votre réponse.
phone-sending-again = Il n’y a pas encore de réseau. Nous essayons jusqu’à ce que le temps soit écoulé.

# How it ended
phone-approved-title = Approuvée
phone-approved-text = Vous pouvez revenir à la page où vous vous connectez.
phone-denied-title = Refusée
phone-denied-text = Personne n’entre par cette connexion.
phone-reported-title = Refusée et signalée
phone-reported-text = Personne n’entre par cette connexion, et nous avons noté que ce n’était pas vous. Quelqu’un connaît peut-être votre mot de passe : veuillez le changer bientôt.
phone-wrong-number-title = Non approuvée
phone-wrong-number-text = Le nombre n’était pas celui de la page de connexion. Si vous voulez vous connecter, recommencez là-bas.
phone-failed-title = Non approuvée
phone-failed-text = La connexion a échoué. Si vous voulez vous connecter, recommencez sur la page de connexion.
phone-expired-title = Le temps est écoulé
phone-expired-text = Personne n’a répondu à temps ; personne n’entre donc par cette connexion.
phone-gone-title = Plus rien n’est demandé
phone-gone-text = La connexion a été annulée, ou on y a répondu d’une autre façon.
phone-too-late-title = Trop tard
phone-too-late-text = La connexion était décidée avant l’arrivée de votre réponse, ou son temps était écoulé.
phone-unsent-title = Non envoyée
phone-unsent-text = Il n’y a pas eu de réseau à temps ; votre réponse n’a donc pas compté. Si vous voulez vous connecter, recommencez sur la page de connexion.
phone-unjudged-title = Non acceptée
phone-unjudged-text = Le serveur n’a pas pu accepter votre réponse. Si cela se reproduit, dites-le à votre assistance.
phone-not-accepted-title = Ce téléphone n’est pas accepté
phone-not-accepted-text = Le serveur n’accepte pas ce téléphone pour le compte en ce moment. Le compte a peut-être été transféré sur un autre téléphone, supprimé ou suspendu.
phone-on = Continuer

# Adding an account
phone-add-text = Scannez le code affiché par la page qui configure votre authentificateur. Les codes d’autres services pour mots de passe à usage unique conviennent aussi.
phone-paste = Ou collez le lien ici
phone-connect-title = Connecter ce téléphone à { $server } ?
phone-connect-text = Il répondra alors à vos connexions sur { $host }. Ne continuez que si vous y configurez votre authentificateur en ce moment.
phone-unfinished = Vous avez déjà commencé à connecter ce téléphone, mais aucune réponse n’est arrivée. Vous pouvez réessayer.
phone-device = Nom de ce téléphone
phone-device-hint = Il s’affiche quand on vous demande de regarder votre téléphone.
phone-connect = Connecter
phone-connecting = Connexion en cours.
phone-enroll-refused-title = Non connecté
phone-enroll-refused-text = Ce code a déjà servi, ou son temps est écoulé. Demandez-en un nouveau là où vous configurez votre authentificateur.
phone-connected-title = Ce téléphone est connecté
phone-connected-text = Il répond désormais aux connexions de { $account }.
phone-notify-offer = Avec les notifications, vous voyez aussitôt quand une connexion demande votre réponse. Sans elles, ouvrez cette page lorsque vous vous connectez.
phone-protect-offer = Un verrou empêche d’autres de répondre à votre place pendant qu’ils ont votre téléphone en main.
phone-protect = Configurer un verrou
phone-keep-title = Garder ces mots de passe à usage unique ?
phone-keep-text = Les codes de { $account } s’afficheront sur ce téléphone. Ils fonctionnent sans réseau. Rien n’est envoyé.
phone-keep-issuer = Service
phone-keep = Garder
phone-elsewhere-title = Ceci appartient à un autre serveur
phone-elsewhere-text = Le code a été créé par { $host }. Ses comptes se trouvent sur sa propre page. Ne l’ouvrez que si vous la connaissez.
phone-elsewhere-open = Ouvrir cette page
phone-other-app-title = Ceci est pour une autre application
phone-other-app-text = Ce code a été créé pour une application d’authentification d’un autre type. Là où vous configurez votre authentificateur, choisissez plutôt le téléphone dans le navigateur.
phone-unknown-link-title = Nous ne connaissons pas ce code
phone-unknown-link-text = Ce n’est pas un code pour ce téléphone, ou il en manque une partie.

# Links from the login page
phone-proving-title = Recherche de votre connexion
phone-proving-text = Elle s’affiche ici dès que le serveur l’a envoyée à ce téléphone.
phone-not-here-title = Pas ce navigateur
phone-not-here-text = Cette connexion n’a pas commencé dans ce navigateur. Répondez-y avec son nombre, ou scannez le code de sa page.
phone-no-such-login-title = Cette connexion n’interroge pas ce téléphone
phone-no-such-login-text = Elle est peut-être terminée, ou elle concerne un compte qui n’est pas sur ce téléphone.

# One account
phone-rename = Nom sur ce téléphone
phone-save = Enregistrer
phone-saved = Enregistré.
phone-known-as = Le serveur connaît ce téléphone sous le nom { $device }.
phone-notifications = Notifications
phone-notify-on = Les notifications sont activées.
phone-notify-off = Les notifications sont désactivées.
phone-notify-turn-on = Activer les notifications
phone-notify-turn-off = Désactiver les notifications
phone-notify-refused = Votre navigateur n’autorise pas les notifications pour cette page. Vous pouvez changer cela dans ses réglages.
phone-notify-ios = Sur ce téléphone, les notifications ne fonctionnent que depuis l’écran d’accueil. Touchez Partager, choisissez « Sur l’écran d’accueil », ouvrez l’authentificateur de là et transférez-y ce compte comme sur un nouveau téléphone.
phone-notify-impossible = Ce navigateur ou ce serveur ne gère pas les notifications. Ouvrez cette page lorsque vous vous connectez.
phone-move = Transférer sur un nouveau téléphone
phone-move-text = Le nouveau téléphone prend la place de celui-ci : { $account } fonctionne alors là-bas, et plus ici. Les notifications, le verrou et les codes d’autres services ne sont pas transférés.
phone-move-show = Afficher le code
phone-move-scan = Scannez ce code avec le nouveau téléphone. Ne le montrez à personne d’autre : quiconque le scanne prend le contrôle du compte.
phone-move-code = Code pour le nouveau téléphone
phone-move-until = Il est valable jusqu’à { $time }.
phone-remove = Supprimer
phone-remove-title = Supprimer { $account } ?
phone-remove-known = Le serveur n’interrogera plus ce téléphone, et vous serez informé de sa suppression. Si c’est votre seul moyen de vous connecter, configurez-en d’abord un autre : sinon il vous faudra un code de récupération ou votre assistance.
phone-remove-moved = Le serveur n’accepte pas ce téléphone pour le compte en ce moment : il a peut-être été transféré, supprimé ou suspendu. Le supprimer ici ne change rien sur le serveur.
phone-remove-removed = Le serveur a supprimé ce téléphone du compte. Supprimer le compte ici ne change rien sur le serveur. Si ce n’est pas vous qui avez supprimé le téléphone, dites-le à votre assistance.
phone-remove-codes = Les mots de passe à usage unique de ce compte disparaissent aussi et ne peuvent pas être rétablis d’ici.

# The lock
phone-lock-title = Verrou
phone-lock-none = Cette page s’ouvre sans verrou.
phone-lock-passkey = Votre téléphone demande votre visage, votre doigt ou son propre code avant l’ouverture de cette page.
phone-lock-pin = Un code PIN est demandé avant l’ouverture de cette page.
phone-lock-about = Le verrou arrête quiconque met la main un moment sur votre téléphone déverrouillé. Il ne remplace pas le verrou du téléphone lui-même.
phone-lock-set-passkey = Utiliser le visage, le doigt ou le code du téléphone
phone-lock-set-pin = Utiliser un code PIN
phone-lock-unset = Désactiver le verrou
phone-unlock-title = Verrouillé
phone-unlock-passkey = Déverrouiller
phone-passkey-refused = Le téléphone n’a pas confirmé que c’est bien vous. Veuillez réessayer.
phone-pin = Code PIN
phone-pin-title = Choisissez un code PIN
phone-pin-about = Choisissez au moins quatre chiffres que vous n’utilisez nulle part ailleurs. Après dix essais incorrects, tout ce qui est ici est oublié, et vos comptes doivent être configurés de nouveau.
phone-pin-again = Le code PIN encore une fois
phone-pin-short = Veuillez choisir au moins quatre chiffres, et uniquement des chiffres.
phone-pin-differs = Ce sont deux codes PIN différents. Veuillez saisir deux fois le même.
phone-pin-wrong = Ce code PIN est incorrect. Essais restants : { $left }
phone-pin-wait = Vous pourrez réessayer dans { $time }.
phone-forget = Je ne peux pas déverrouiller
phone-forget-text = Vous pouvez faire oublier tout ce qui est conservé ici. Vos comptes devront alors être configurés de nouveau, avec un code de récupération ou par votre assistance.
phone-forget-really = Tout oublier
phone-forgotten-title = Tout ce qui était ici est oublié
phone-forgotten-text = Vos comptes ne sont plus sur ce téléphone. Vous pouvez les configurer de nouveau.

# What can go wrong
phone-no-connection = Il n’y a pas de réseau. Veuillez réessayer lorsqu’il y en aura.
phone-not-accepted = Le serveur n’accepte pas ce téléphone pour le compte en ce moment.
phone-too-many = Il y a eu trop de tentatives. Veuillez patienter un moment.
phone-server-trouble = Le serveur ne peut pas répondre pour le moment. Veuillez réessayer dans un instant.
phone-refused = Le serveur n’a pas accepté cela. Si cela se reproduit, dites-le à votre assistance.
phone-unexpected = Cela n’a pas fonctionné. Veuillez réessayer.
phone-unsupported-title = Ce navigateur ne peut pas être votre téléphone
phone-unsupported-text = Il lui manque un moyen de vérifier des signatures ou de conserver des clés. Mettez-le à jour, utilisez un autre navigateur, et quittez les fenêtres privées : elles oublient tout.

# Shown when a push cannot be read
phone-notification = Ouvrez pour voir ce qu’il y a de nouveau.
