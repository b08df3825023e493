# Awaits a native reader. The words are chosen in main.ftl.

# The terms of use; the terms themselves are under web/terms
terms-title = Conditions d’utilisation
terms-version = Version
terms-ask = Acceptez-vous ces conditions ? Sans cela, aucun authentificateur ne peut être configuré ici.
terms-accept = Accepter
terms-accept-confirm = Accepter et confirmer
terms-accepted = Vous avez accepté ces conditions le { $day }.
terms-declined-title = Rien n’a été accepté
terms-declined-text = Vous n’avez pas accepté les conditions d’utilisation et rien n’a changé. Vous pourrez configurer des authentificateurs dès que vous les aurez acceptées.
terms-again = Relire les conditions d’utilisation
problem-terms-not-accepted = La personne n’a pas accepté les conditions d’utilisation en vigueur. Elle le fait sur la page où elle configure l’authentificateur.
