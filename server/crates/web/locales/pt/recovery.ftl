# Awaits a native reader. The words are chosen in main.ftl.

# Recovery codes, lost authenticators, and the way back
recovery-for = Para a conta { $name }. Cada código vale uma vez.
recovery-print = Imprimir
recovery-copy = Copiar
recovery-save = Salvar como arquivo
recovery-copied = Copiado. Quem ler a área de transferência pode ler os códigos: guarde-os logo em um lugar seguro.
recovery-replace = Criar novos códigos

lost-link = Perdi um telefone ou uma chave
lost-title = O que foi perdido?
lost-text = O que você informar deixa de funcionar na hora, e quem entrou com isso é desconectado. Você recebe um e-mail. Se o encontrar, pode recuperá-lo depois de entrar com outra coisa.
lost-nothing = Nada que possa ser perdido está em uso.
lost-report = Foi perdido
lost-this = { $what }: foi perdido
lost-done-title = Está fora de uso
lost-done-text = Ninguém mais entra com { $what }. Continue com outra coisa ou adicione uma nova depois de entrar.
lost-go-on = Continuar o login
state-lost = perdido
found-title = Encontrou?
found-text = Recupere-o só se nunca esteve nas mãos de outros.
found = Encontrei
remove-after-stronger-login = Você entrou com um código de recuperação ou temporário. Para remover isto, entre antes com algo mais forte, por exemplo o que acabou de adicionar.

recover-link = Não restou nada com que entrar?
recover-title = Quando tudo foi perdido
recover-first = Se você tem códigos de recuperação, ou alguém do suporte o conhece, é mais rápido: com um dos seus códigos, ou um temporário deles, você entra na hora.
recover-text = Senão, enviamos um código por e-mail, não antes de { $at }. Até lá avisamos por e-mail que alguém o espera, e você, ou quem estiver na sua conta, pode interromper. Com o código e a sua senha você entra uma vez e adiciona um novo telefone.
recover-ask = Enviar-me o primeiro link
recover-mailed-text = Abra o link do e-mail em 30 minutos: com ele começa a espera.
recover-no-mail-text = A sua conta não tem endereço de e-mail, portanto só o suporte pode ajudar.
recover-off-text = Este servidor não envia e-mails, portanto só o suporte pode ajudar.
recover-for = Para a conta { $name }.
recover-begin = Começar a espera
recover-begun-title = A espera começou
recover-begun-text = Em { $at } enviamos o código. Ele vale 24 horas, com a sua senha.
recover-notice = Alguém com a sua senha e a sua caixa de correio espera para entrar: em { $at } recebe um código por e-mail. Se não é você, interrompa agora e mude a sua senha.
recover-stop-title = Interromper?
recover-stop-text = Alguém espera um código para entrar na conta { $name }. Se você interromper, nenhum código desses valerá.
recover-stop = Interromper
recover-stopped-title = Interrompido
recover-stopped-text = Quem pediu conhece a sua senha e lê os seus e-mails. Mude agora as duas senhas.
method-temporary-code = Código temporário
move-title = Mudar para um telefone novo
move-text = Enquanto o telefone antigo estiver à mão, ele deixa o novo ocupar o seu lugar.
move-open = Abra o autenticador no telefone antigo, no navegador dele.
move-details = Escolha a conta, depois os detalhes e depois a mudança.
move-scan = Escaneie com o telefone novo o código que ele mostra. O antigo deixa então de responder.
move-app = Um aplicativo da sua organização é adicionado de novo no telefone novo; depois remova o antigo da lista.
move-lost = Se o telefone antigo foi perdido, informe isso no próximo login, depois da senha.
move-phone = Abrir o autenticador neste navegador
temporary-text = O código que o suporte lhe deu, ou que chegou por e-mail após a espera. Vale uma vez.

mail-temporary-code-subject = { $service }: um código temporário para a sua conta
mail-temporary-code-text =
    Em { $at } o seu suporte emitiu um código que permite entrar uma vez na sua conta { $name } em { $service }.

    Se você o pediu, não precisa fazer nada.

    Se não pediu, fale com o seu suporte imediatamente.

mail-recovery-asked-subject = { $service }: perdeu tudo com que faz login?
mail-recovery-asked-text =
    Em { $at } alguém digitou a sua senha em { $service } e disse que tudo o mais com que a conta { $name } entra foi perdido.

    Se foi você, abra este link. Com ele começa uma espera de alguns dias, ao fim da qual enviamos um código:

    { $link }

    Ele funciona uma vez, por 30 minutos.

    Se não foi você, alguém conhece a sua senha: mude-a imediatamente. Sem este link nada acontece.

mail-recovery-begun-subject = { $service }: alguém espera para entrar na sua conta
mail-recovery-begun-text =
    Em { $at } começou a espera por um código que permite entrar na sua conta { $name } em { $service } sem o seu telefone.

    Se foi você, basta esperar o próximo e-mail.

    Se não foi você, interrompa aqui e depois mude a sua senha e a da sua caixa de correio:

    { $link }

mail-recovery-code-subject = { $service }: o seu código
mail-recovery-code-text =
    A espera terminou. Com este código e a sua senha você pode entrar uma vez na sua conta { $name } em { $service }:

    { $code }

    Ele vale 24 horas. Depois adicione um novo telefone nos seus métodos de autenticação. Não dê este código a ninguém.

    Se não foi você quem pediu, interrompa aqui e depois mude a sua senha e a da sua caixa de correio:

    { $link }

mail-recovery-stopped-subject = { $service }: ninguém entra na sua conta
mail-recovery-stopped-text =
    Em { $at } foi interrompido o código que permitiria entrar na sua conta { $name } em { $service } sem o seu telefone.

    Se não foi você, entre e verifique os seus métodos de autenticação, ou fale com o seu suporte.

mail-authenticator-lost-subject = { $service }: algo com que você entra foi dado como perdido
mail-authenticator-lost-text =
    Em { $at } alguém que conhece a sua senha informou a perda de algo com que você entra na sua conta { $name } em { $service }: { $what }. Não funciona mais.

    De onde veio: { $where }

    Se foi você, entre com outra coisa e adicione uma nova.

    Se não foi você, ninguém entrou por isso, mas alguém conhece a sua senha: mude-a. Você pode recuperar o que foi informado nos seus métodos de autenticação.

    Este link encerra a sua sessão em todos os lugares e as permissões de agir por você, ou você por outras pessoas, dadas ou aceitas desde então:

    { $link }

    Funciona uma vez, por três dias. Não o dê a ninguém.

mail-recovery-warned-subject = { $service }: alguém diz que tudo com que você faz login foi perdido
mail-recovery-warned-text =
    Em { $at } alguém digitou a sua senha em { $service } e disse que tudo o mais com que a conta { $name } entra foi perdido. Enviamos ao seu primeiro endereço de e-mail o link com que começa a espera por um código.

    Se foi você, continue por lá.

    Se não foi você, alguém conhece a sua senha: mude-a imediatamente, e também a da sua primeira caixa de correio.
