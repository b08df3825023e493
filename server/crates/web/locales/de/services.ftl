# Awaits a native reader. The words are chosen in main.ftl.

# Services that people log in to, and how they log out of them
problem-login-not-approved = Sie wurde nicht freigegeben, also hat sich durch sie niemand angemeldet.
logged-out-title = Sie sind abgemeldet
logged-out-told = Diese Dienste wurden angewiesen, auch Ihre Sitzung dort zu beenden:
logged-out-untold = Diese Dienste erfahren davon nichts. Melden Sie sich dort selbst ab:
logged-out-again = Wieder anmelden
services-title = Dienste, bei denen Sie angemeldet sind
services-text = Bei diesen Diensten haben Sie sich in den letzten 24 Stunden mit diesem Konto angemeldet. Wenn Sie sich hier abmelden oder alle anderen Sitzungen beenden, enden auch Ihre Sitzungen dort.
service-last = letzte Anmeldung { $at }
service-untold = erfährt davon nichts: Melden Sie sich dort selbst ab
launcher-title = Ihre Dienste
