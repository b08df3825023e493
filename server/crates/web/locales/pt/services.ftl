# Awaits a native reader. The words are chosen in main.ftl.

# Services that people log in to, and how they log out of them
problem-login-not-approved = Ela não foi aprovada; portanto, ninguém entrou por meio dela.
logged-out-title = Você saiu
logged-out-told = Estes serviços foram avisados para encerrar também a sua sessão:
logged-out-untold = Estes serviços não podem ser avisados. Saia deles você mesmo:
logged-out-again = Entrar novamente
services-title = Serviços em que você entrou
services-text = Você entrou nestes serviços com esta conta nas últimas 24 horas. Quando você sai aqui ou encerra todas as outras sessões, as suas sessões neles também terminam.
service-last = última entrada em { $at }
service-untold = não pode ser avisado: saia dele você mesmo
launcher-title = Os seus serviços
