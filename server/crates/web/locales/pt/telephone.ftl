# Awaits a native reader. The words are chosen in main.ftl.

# Telephones to which codes are sent
method-sms = Mensagem de texto
method-voice = Chamada telefônica
method-number = Número
acr-sms = um código enviado ao seu telefone
acr-sms-pwd = a sua senha e um código enviado ao seu telefone

add-telephone-title = Mensagem de texto ou chamada
add-telephone-text = Enviamos um código para o seu número de telefone ou o ditamos em uma chamada. Funciona com qualquer telefone, mas protege menos do que os outros métodos.
add-telephone-steps = Escolha este método apenas se não puder usar outro e adicione um mais seguro assim que puder.

telephone-number = Número de telefone
telephone-number-hint = Comece com + e o código do país, por exemplo +1 202 555 0123.
telephone-channel = Como o código deve chegar até você?
telephone-by-sms = Por mensagem de texto
telephone-by-voice = Por chamada telefônica
telephone-risk = Por que códigos por telefone protegem menos
telephone-risk-text = Mensagens e chamadas podem ser interceptadas, e alguém pode se apoderar de um número enganando a operadora. Nunca repasse um código: nós não o pedimos. Se você mudar de número, remova-o aqui e adicione o novo.
telephone-unreadable = Isto não é um número de telefone. Use algarismos, espaços e um + no início.
telephone-no-country = Falta o código do país: comece com +, por exemplo +351 para Portugal.
telephone-not-assigned = Esse número não existe nesse país. Verifique os algarismos.
telephone-wrong-kind = Enviamos códigos apenas para telefones celulares e fixos, não para números de serviços ou da internet.
telephone-landline = Este é um telefone fixo. Escolha a chamada telefônica.
telephone-not-served = Não podemos enviar um código a este número desta forma. Escolha outra forma ou outro número.
telephone-repaired = Alteramos o que você digitou. Verifique o número e continue se estiver certo.
telephone-repaired-from = Você digitou
telephone-repaired-to = Entendemos
telephone-send = Enviar o código
telephone-wait = Um código acabou de ser enviado ou foram enviados códigos demais. Aguarde antes de pedir outro.
telephone-country = País do número
telephone-country-none = O número começa com +
telephone-country-hint = Se escolher um país, você pode escrever o número como se faz lá.
telephone-preview = Entendemos:
method-number-show = Mostrar o número completo

enroll-telephone-title = Confirmar o seu número de telefone
enroll-telephone-type = Código que você recebeu
telephone-sent-sms = Enviamos um código por mensagem de texto para este número:
telephone-sent-voice = Estamos ligando para este número para ditar um código:
telephone-late = A mensagem ainda não foi aceita: o serviço que a transporta não responde ou a recusa.
telephone-arrived = A mensagem chegou.
telephone-again = Pedir um novo código
telephone-help = Não recebeu nada?
telephone-help-text = As mensagens podem levar alguns minutos. Só o último código é válido. Se nenhum chegar, verifique o número e o sinal ou use outro método.

code-by-telephone = Código por mensagem de texto ou chamada
way-telephone-text = Nós o enviamos para o seu número de telefone ou o ditamos em uma chamada.
telephone-choose = Para onde devemos enviar o código?
telephone-text-it = Enviar uma mensagem de texto
telephone-call-it = Ligar para mim

# On telephones. The first two are messages: with a last line for phones that fill in the code, 160 characters of the basic
# alphabet or 70 others are one message. Those after the call are messages too, as short as can be; { $link } comes last,
# { $what } is the kind of an authenticator, when it was, and about where.
sms-login = { $code } é a sua chave para entrar em { $service } (conta { $account }). Guarde para si.
sms-enrollment = { $code } é a sua chave para adicionar este telefone em { $service } (conta { $account }). Guarde para si.
voice-code = Olá. O seu código para { $service } é: { $digits }. Repetindo: { $digits }. Até logo.
sms-authenticator-added = { $service }: novo autenticador na sua conta { $account }: { $what }. Caso outra pessoa tenha feito isso, abra { $link }
sms-authenticator-removed = { $service }: um autenticador da sua conta { $account } foi removido: { $what }. Caso outra pessoa tenha feito isso, abra { $link }
sms-authenticator-suspended = { $service }: um autenticador da sua conta { $account } foi suspenso: { $what }. Caso outra pessoa tenha feito isso, abra { $link }
sms-authenticator-suspended-aside = { $service }: um autenticador da sua conta { $account } foi suspenso: { $what }. Caso outra pessoa tenha feito isso, fale com o seu suporte.
sms-authenticator-resumed = { $service }: um autenticador da sua conta { $account } voltou a valer: { $what }. Caso outra pessoa tenha feito isso, abra { $link }
sms-recovery-begun = { $service }: foi pedida entrada na sua conta { $account } sem autenticador. Caso outra pessoa tenha feito isso, entre e interrompa.
sms-authenticator-confirmed = { $service }: um autenticador da sua conta { $account } foi confirmado: { $what }. Caso outra pessoa tenha feito isso, abra { $link }
sms-authenticator-lost = { $service }: um autenticador da sua conta { $account } foi dado como perdido: { $what }. Caso outra pessoa tenha feito isso, alguém conhece a sua senha. Abra { $link }
sms-authenticator-lost-aside = { $service }: um autenticador da sua conta { $account } foi dado como perdido: { $what }. Caso outra pessoa tenha feito isso, alguém conhece a sua senha. Mude-a.
sms-temporary-code = { $service }: o seu suporte emitiu uma chave de acesso para a sua conta { $account }. Caso o pedido seja de outra pessoa, fale logo com ele.
