# Awaits a native reader. The words are chosen in main.ftl.

# Services that people log in to, and how they log out of them
problem-login-not-approved = Elle n’a pas été approuvée : personne ne s’est donc connecté par elle.
logged-out-title = Vous êtes déconnecté
logged-out-told = Ces services ont été avertis de mettre fin à votre session chez eux aussi :
logged-out-untold = Ces services ne peuvent pas être avertis. Déconnectez-vous-y vous-même :
logged-out-again = Se reconnecter
services-title = Services auxquels vous êtes connecté
services-text = Vous vous êtes connecté à ces services avec ce compte au cours des dernières 24 heures. Si vous vous déconnectez ici ou mettez fin à toutes les autres sessions, vos sessions chez eux prennent fin aussi.
service-last = dernière connexion le { $at }
service-untold = ne peut pas être averti : déconnectez-vous-y vous-même
launcher-title = Vos services
