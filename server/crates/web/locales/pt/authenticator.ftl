# Machine-made wording; awaits a native reader. The words are chosen in main.ftl.

# How an authenticator is doing
push-test = Teste de { $service }. Não abre nada, seja qual for a sua resposta.
method-pushes = Notificações
method-pushes-arrive = nenhuma dificuldade conhecida
test-text = Veja se as notificações chegam a este telefone. Um teste não abre nada, seja qual for a sua resposta.
test-send = Enviar uma notificação de teste
test-title = Notificação de teste
test-waiting = Um teste foi enviado para { $name }. Responda por lá. Sim ou não, ele não abre nada.
test-answered = O teste chegou e você respondeu. As notificações chegam a este telefone.
test-unanswered = O serviço que transporta as notificações recebeu o teste, mas ninguém respondeu em um minuto.
test-unanswered-hint = Abra o aplicativo e procure por ele. Verifique se o telefone está on-line e se as configurações permitem que o aplicativo mostre notificações.
test-undelivered = Não foi possível entregar o teste.
push-trouble-no-address = Este telefone não permitiu notificações. Abra o aplicativo nele: as solicitações esperam ali.
push-trouble-late = O serviço que transporta as notificações ainda não aceitou a última.
push-trouble-gone = O aplicativo não está mais instalado nesse telefone, segundo o serviço que transporta as notificações. Remova esta entrada e configure o telefone novamente.
push-trouble-refused = O serviço que transporta as notificações não aceitou a última. Se isso acontecer de novo, peça ajuda.
push-trouble-misconfigured = No momento, este servidor não consegue enviar notificações a telefones desse tipo. Quem o administra pode resolver isso: por favor, avise.
push-trouble-unreachable = Não foi possível alcançar a tempo o serviço que transporta as notificações. Tente novamente em alguns minutos.
method-platform = Tipo de dispositivo
platform-android = Android
platform-ios = iPhone ou iPad
platform-web = um navegador
platform-desktop = um computador
method-app = Aplicativo
method-app-own = o autenticador próprio deste servidor
method-app-compatible = um aplicativo da organização
method-worth = O que vale uma entrada com ele
