# Awaits a native reader. The words are chosen in main.ftl.

# Choosing how to log in
ways-title = Comment souhaitez-vous vous connecter ?
ways-text = Choisissez un moyen. Jusqu’à la connexion, vous pouvez changer d’avis sans ressaisir votre mot de passe.
ways-last = utilisé en dernier dans ce navigateur
ways-log-in = Se connecter
ways-refused = Choisissez l’un des moyens utilisables en ce moment.
ways-others = Indisponible pour le moment
way-push = Approuver sur votre téléphone
way-push-text = Nous envoyons une demande à votre téléphone, et vous l’approuvez sur celui-ci.
way-code = Saisir un code
way-code-text = Votre application d’authentification l’affiche pour ce compte.
way-recovery = Utiliser un code de récupération
way-recovery-text = L’un des codes que vous conservez sur papier. Chacun ne sert qu’une fois.
way-used-up = Tous les codes ont été utilisés. Créez-en de nouveaux sous « Méthodes d’authentification ».
way-unconfirmed = Un autre service l’a configuré. Confirmez d’abord qu’il est à vous.
way-locked = Verrouillé après trop d’échecs. Veuillez contacter votre assistance.
way-not-in-use = Il a été mis de côté et ne sert pas pour le moment.
way-not-set-up = Vous ne l’avez pas configuré. Une fois connecté, vous pourrez le faire sous « Méthodes d’authentification ».

# When no request arrives
difficulties-open = Ouvrez l’application d’authentification et tirez vers le bas pour actualiser : une demande en attente y est affichée.
difficulties-online = Vérifiez que le téléphone est en ligne et que l’application peut afficher des notifications. Renvoyez ensuite la demande.
difficulties-device = La demande est sur chacun de ces appareils, prenez-en donc un autre : { $devices }.
difficulties-code = Saisir plutôt un code
difficulties-ways = Autres moyens de se connecter
difficulties-support = L’aide, et qui peut vous aider
denied-not-you = Si ce n’est pas vous qui avez refusé, quelqu’un d’autre a peut-être votre téléphone. Connectez-vous d’une autre façon, signalez sa perte et changez votre mot de passe.

# What services demand of a login
policy-announced = À partir du { $date }, certaines opérations demanderont ici une connexion plus forte. Vérifiez dans votre compte, sous « Méthodes d’authentification », si vous en avez une.
way-too-weak = Ce moyen n’est pas assez fort pour ce que vous allez faire.
problem-insufficient-user-authentication = La connexion est trop faible ou trop ancienne pour cette ressource. Commencez-en une autre avec la même ressource ; acr_values et max_age disent ce qui est exigé.
