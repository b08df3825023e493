# Awaits a native reader. The words are chosen in main.ftl.

# Passkeys
passkey-title = Utiliser votre clé d’accès
passkey-text = Votre navigateur vous demandera votre empreinte, votre visage ou votre code PIN.
passkey-use = Utiliser une clé d’accès
passkey-instead = Utiliser une clé d’accès à la place
passkey-first = Se connecter avec une clé d’accès
passkey-often = Il y a eu trop de tentatives. Attendez un moment, ou saisissez votre nom d’utilisateur.
passkey-again = Cette tentative est terminée. Réessayez.
passkey-failed = Le serveur n’a pas répondu comme prévu. Réessayez, ou connectez-vous avec votre nom d’utilisateur.
passkey-create = Créer une clé d’accès
passkey-create-text = Votre navigateur vous demandera où conserver la clé d’accès, puis votre empreinte, votre visage ou votre code PIN.
passkey-stopped = Le navigateur n’a utilisé aucune clé d’accès. Réessayez ou choisissez un autre moyen.
passkey-refused = Cette clé d’accès n’a pas été acceptée. Réessayez ou choisissez-en une autre.
passkey-known = Une de vos clés d’accès s’y trouve déjà. Choisissez un autre endroit pour la nouvelle.
passkey-impossible = Ce navigateur ne peut pas utiliser de clés d’accès. Choisissez un autre moyen ou un autre navigateur.
passkey-no-script = Les clés d’accès ont besoin de JavaScript, qui est désactivé dans ce navigateur. Activez-le ou choisissez un autre moyen.
passkey-late = Il est trop tard pour une clé d’accès dans cette connexion. Annulez-la et reconnectez-vous, ou choisissez un autre moyen.

method-passkey = Clé d’accès
method-kept = Conservée
method-kept-device = sur un seul appareil
method-kept-copied = dans un compte qui la copie sur vos appareils
acr-passkey = votre clé d’accès
acr-passkey-pwd = votre mot de passe et votre clé d’accès

add-passkey-title = Clé d’accès
add-passkey-text = Votre appareil ou une clé de sécurité demande votre empreinte, votre visage ou votre code PIN. Elle ne répond qu’à ce site : personne ne peut vous la soutirer ailleurs.
add-passkey-steps = Sur la page suivante, votre navigateur crée la clé d’accès. Elle peut être conservée sur cet appareil, sur un téléphone ou sur une clé de sécurité.
enroll-passkey-title = Créez votre clé d’accès
