# Awaits a native reader. The words are chosen in main.ftl.

# Whom people can ask, and when
support-title = Assistance
support-intro = Écrivez ou appelez si vous n’arrivez pas à continuer. Personne ici ne demande votre mot de passe ni un code ; gardez-les pour vous.
support-none = Aucun bureau n’est indiqué ici. Adressez-vous à la personne qui vous a donné votre compte.
support-link = Demander de l’aide à quelqu’un : nos bureaux et leurs horaires
support-yours = Les heures sont celles de votre fuseau horaire, { $zone }.
support-zone = Les heures sont celles du bureau : { $zone }.
support-now = En ce moment
support-open = ouvert
support-closed = fermé
support-closes = Ferme
support-opens = Ouvre
support-hours = Horaires des sept prochains jours
support-phone = Téléphone
support-mail = E-mail
support-form = Formulaire
support-write = Écrire à { $office }
support-languages = Langues
weekday-mon = lundi
weekday-tue = mardi
weekday-wed = mercredi
weekday-thu = jeudi
weekday-fri = vendredi
weekday-sat = samedi
weekday-sun = dimanche

# The pages of help
help-search = Chercher dans ces pages
help-search-submit = Chercher
help-found = Ces parties contiennent tous vos mots :
help-not-found = Aucune partie ne contient tous vos mots. Essayez-en moins ou d’autres, ou demandez à quelqu’un.
help-all = Tout afficher
help-version = Ces pages décrivent la version { $version } du logiciel.
