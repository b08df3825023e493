# Awaits a native reader.
# Words: authenticator = authentificateur, approve = approuver (approval = approbation), deny = refuser, confirm = confirmer,
# set up (enrolment) = configurer (configuration), recovery code = code de récupération.

# On phones
push-login = Se connecter à { $service } ?
push-confirm = Confirmer ce téléphone pour { $service } ?
push-login-message = { $service } : { $message }

# Everywhere
language-name = Français
language = Langue
help = Aide
skip = Aller au contenu
list-comma = { ", " }
continue = Continuer
cancel = Annuler
password = Mot de passe
username = Nom d’utilisateur
to-start = Vers la page d’accueil
try-again = Réessayer
not-found-title = Il n’y a rien ici
not-found-text = L’adresse est fausse, ou ce qui était ici n’existe plus.
ended-title = C’est terminé
ended-text = Le lien a déjà servi, ou son délai est écoulé. Veuillez en demander un nouveau.
too-many-title = Trop de tentatives
too-many-text = Veuillez patienter. Vous pourrez réessayer dans { $minutes ->
    [one] { $minutes } minute
    [many] { $minutes } de minutes
   *[other] { $minutes } minutes
}.
refused-title = Cela n’a pas fonctionné
refused-text = Ce que votre navigateur a envoyé ne peut pas être utilisé ici. Revenez en arrière, rechargez la page et réessayez.
unavailable-title = Impossible pour le moment
unavailable-text = Le serveur ne peut rien décider pour le moment. Rien n’est perdu ; veuillez réessayer dans un instant.

# Login
login-title = Connexion
login-refused = Le nom d’utilisateur ou le mot de passe est incorrect.
no-authenticator-title = Aucun téléphone à interroger
no-authenticator-text = Aucun de vos téléphones ne peut être interrogé pour le moment. Veuillez contacter votre assistance.
login-for = Vous vous connectez à { $service }.
wait-title = Regardez votre téléphone
wait-sent = Nous avons envoyé une demande à : { $devices }.
wait-number = Choisissez ce nombre sur votre téléphone :
wait-type = Saisissez ce nombre sur votre téléphone :
wait-here = Approuver dans ce navigateur
wait-scan = Scanner plutôt avec le téléphone
wait-scan-text = Ouvrez le téléphone, choisissez la demande et scannez ce code avec lui.
wait-scan-code = Code pour le téléphone
wait-approve = Approuvez-la si c’est bien vous.
wait-late = La notification n’est pas arrivée sur votre téléphone : le service qui la transporte ne répond pas ou ne l’accepte pas.
wait-late-look = Ouvrez vous-même l’authentificateur sur votre téléphone : la demande s’y trouve.
wait-late-code = Vous pouvez saisir un code à la place. Il n’est pas nécessaire de vous reconnecter pour cela.
wait-late-alone = Nous continuons d’essayer. Si rien n’arrive, réessayez dans quelques minutes, ou demandez de l’aide à ceux qui vous ont donné votre compte.
wait-left = Temps restant :
code-instead = Saisir un code à la place
code-title = Saisissez votre code
code-from-app = Ouvrez votre application d’authentification et saisissez le code qu’elle affiche pour ce compte.
code-from-paper = Un code de récupération convient aussi. Chacun ne sert qu’une fois.
code-label = Code
code-phone-instead = Utiliser le téléphone à la place
code-wrong = Ce code est incorrect ou a déjà servi. { $left ->
    [0] Il ne reste aucune tentative.
    [one] Il reste { $left } tentative.
    [many] Il reste { $left } de tentatives.
   *[other] Il reste { $left } tentatives.
}
resend = Renvoyer
resend-early = Nous venons de l’envoyer. Attendez un instant avant de la renvoyer.
difficulties = Vous rencontrez des difficultés ?
login-approved-title = Approuvée
login-approved-text = Vous pouvez revenir à la page d’où vous venez.
login-denied-title = Refusée
login-denied-text = La demande a été refusée sur votre téléphone.
login-reported-text = La demande a été signalée sur votre téléphone comme ne venant pas de vous.
login-expired-title = Le temps est écoulé
login-expired-text = Personne n’a répondu à temps.
login-cancelled-title = Annulée
login-cancelled-text = La connexion a été annulée.
login-superseded-text = Une connexion plus récente a remplacé celle-ci.
login-suspended-text = La connexion a pris fin parce que le compte ou le téléphone a été suspendu.
login-restored-text = La connexion a pris fin parce que le service a été rétabli à partir d’une sauvegarde. Veuillez recommencer.
login-failed-title = Non approuvée
login-wrong-number-text = Un autre nombre a été choisi sur le téléphone. Si ce n’était pas vous, changez votre mot de passe.
login-too-many-codes-text = Trop de codes incorrects ont été saisis.
login-locked-text = Votre authentificateur a été verrouillé après trop d’échecs. Veuillez contacter votre assistance.
login-missing-number-text = Le téléphone n’a envoyé aucun nombre. Mettez à jour l’application d’authentification.

# Enrolment
enroll-title = Configurez votre authentificateur
enroll-push-title = Configurez votre téléphone
enroll-combined-title = Configurez votre téléphone
enroll-combined-type = Saisissez le code que l’application affiche pour ce compte :
enroll-oath-title = Configurez votre application d’authentification
enroll-oath-type = Saisissez le code que l’application affiche pour ce compte :
enroll-recovery-title = Vos codes de récupération
enroll-recovery-type = Saisissez l’un d’eux pour montrer que vous les avez conservés :
enroll-cancelled-title = Configuration annulée
enroll-cancelled-text = Rien n’a été configuré. Demandez un nouveau lien pour recommencer.
enroll-cancelled-in-part-text = Ce qui était déjà connecté le reste ; le reste n’a pas été configuré. Demandez un nouveau lien pour continuer.
enroll-too-many-codes-text = Trop de codes incorrects ont été saisis. Demandez un nouveau lien pour recommencer.
enroll-registered = Votre téléphone est connecté.
enroll-no-code = L’application n’affiche aucun code
enroll-no-camera = L’application ne peut pas scanner
enroll-type-key = Saisissez cette clé dans l’application. Choisissez des codes basés sur l’heure, sauf indication contraire.
recovery-codes = Codes de récupération
recovery-keep = Imprimez ces codes ou notez-les, et conservez-les en lieu sûr. Avec chacun d’eux, vous pouvez vous connecter une fois si vous avez perdu votre téléphone. Ils ne sont affichés que maintenant.
method-totp = Application de mots de passe à usage unique
method-hotp = Jeton de mots de passe à usage unique
method-recovery-code = Codes de récupération
enroll-for = Pour le compte { $name }.
enroll-once = Le code qui suit ne s’affiche que dans ce navigateur, et une seule fois.
enroll-show = Afficher le code
password-refused = Le mot de passe est incorrect.
enroll-scan = Ouvrez l’application d’authentification sur votre téléphone et scannez ce code.
enroll-code = Code de configuration
enroll-same-phone = L’application est sur ce téléphone
enroll-scan-native = Scannez ce code avec votre téléphone : avec l’authentificateur s’il s’y trouve déjà, sinon avec l’appareil photo. Celui-ci ouvre l’authentificateur dans le navigateur du téléphone.
enroll-same-browser = Configurer l’authentificateur dans ce navigateur
enroll-done-title = Tout est configuré
enroll-done-text = Vous pouvez maintenant vous connecter avec : { $what }.
confirm-title = Est-ce à vous ?
confirm-text = Un autre service a configuré un authentificateur pour le compte { $name }. Dès que vous l’aurez confirmé, il fonctionnera pour tous les services.
confirm-which = Lequel est le vôtre ?
confirm-service = configuré par { $service }
confirm-none = Aucun d’eux
confirm-none-text = Configurer un téléphone à moi.
confirm-warning = Ne confirmez que ce que vous avez en main. Nous demanderons un nombre sur le téléphone ou un code. Si vous ne reconnaissez rien de tout cela, dites-le à votre assistance.
confirm = Confirmer

# Account
account-title = Votre compte
account-hello = Vous êtes connecté en tant que { $name }.
account-assurance = Vérifié lors de cette connexion : { $what }.
acr-push = votre téléphone
acr-push-pwd = votre mot de passe et votre téléphone
acr-push-number = votre téléphone et le nombre qui s’y trouvait
acr-oob = votre téléphone, sur lequel vous avez saisi ou scanné ce que cette page affichait
acr-oob-pwd = votre mot de passe et votre téléphone, sur lequel vous avez saisi ou scanné ce que cette page affichait
acr-otp = votre mot de passe à usage unique
acr-otp-pwd = votre mot de passe et votre mot de passe à usage unique
acr-recovery = un code de récupération
acr-recovery-pwd = votre mot de passe et un code de récupération
acr-push-number-pwd = votre mot de passe, votre téléphone et le nombre qui s’y trouvait
state-active = en service
state-unconfirmed = pour un seul service, jusqu’à ce que vous le confirmiez
state-inactive = hors service
logout = Se déconnecter

# Problems, for whoever builds a client
problem-malformed-request = Le corps n’est pas du JSON, ou l’adresse contient un paramètre illisible.
problem-invalid-client = Envoyez client_id et client_secret par HTTP Basic. Un client suspendu reçoit la même réponse.
problem-invalid-device = Signez la requête avec la clé de l’appareil, pour cette adresse et pour cet instant ; server_time indique l’heure qu’il est ici.
problem-device-removed = L’appareil a été supprimé de son compte et ne peut pas y revenir : removal est la déclaration signée du serveur. Le téléphone peut oublier le compte, et se configure de nouveau s’il le faut.
problem-challenge-not-open = On y a déjà répondu, ou sa connexion est terminée. Récupérez de nouveau les demandes ouvertes.
problem-insufficient-scope = Un opérateur accorde les droits aux clients lorsqu’il les ajoute.
problem-fresh-approval-required = L’utilisateur a un authentificateur actif. Indiquez une connexion de cet utilisateur et de ce client, approuvée il y a cinq minutes au plus et qui n’a pas encore servi à cela.
problem-forbidden = Les formulaires ne sont acceptés que depuis les pages du serveur lui-même.
problem-not-found = Cela n’existe pas, ou appartient à un autre client.
problem-method-not-allowed = Voir la description de l’interface à l’adresse /openapi.json.
problem-login-not-pending = Elle a déjà été décidée ou annulée, ou elle a expiré.
problem-enrollment-not-pending = Elle a déjà été achevée ou annulée, ou elle a expiré, ou aucun code n’est attendu.
problem-wrong-code = Le code est incorrect ou a déjà servi. attempts_left indique combien peuvent encore être essayés ; à 0, c’était le dernier.
problem-last-authenticator = Sans lui, l’utilisateur ne pourrait plus se connecter. Ajoutez-en d’abord un autre.
problem-already-exists = Choisissez un autre nom.
problem-request-in-progress = Attendez la réponse à la première requête.
problem-too-large = Le corps peut avoir jusqu’à 16 Kio.
problem-invalid-request = Un membre est inconnu, manque ou est hors limites ; detail indique lequel.
problem-no-usable-authenticator = L’utilisateur est inconnu, suspendu ou verrouillé, ou n’a rien qui puisse répondre. Il n’est pas dit ce qu’il en est.
problem-idempotency-key-reused = La même Idempotency-Key est arrivée avec un autre corps ou une autre adresse. Utilisez une nouvelle clé pour une nouvelle requête.
problem-too-many-requests = Attendez aussi longtemps que l’indique Retry-After.
problem-internal-error = Il s’est passé quelque chose qui n’aurait pas dû se passer. Le journal dit quoi.
problem-unavailable = La base de données est inaccessible ou ne peut être écrite. Réessayez dans un instant.
