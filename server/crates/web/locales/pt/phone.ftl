# Awaits a native reader. The words are chosen in main.ftl.

# The phone in the browser: around all screens
phone-title = Autenticador
phone-no-script = Esta página precisa de JavaScript: ela cria as suas chaves no seu navegador, onde o servidor não pode vê-las.
phone-loading = Um momento, por favor.
phone-offline = Não há conexão agora. Os seus códigos funcionam; para aprovar uma entrada é preciso conexão.
phone-waiting = Uma entrada espera a sua resposta.
phone-open = Mostrar
phone-back = Voltar
phone-scan = Escanear um código
phone-video = Imagem da câmera
phone-scan-aim = Segure a câmera de modo que o código fique no meio da imagem.
phone-scan-helped = Este navegador não consegue ler códigos sozinho. Enquanto você escaneia, as imagens são enviadas a { $server }, que as lê e não guarda nenhuma.
phone-copied = Copiado.
phone-copy-link = Copiar o link
phone-ios = Neste telefone, as notificações só funcionam a partir da Tela de Início. Toque em Compartilhar, escolha “Adicionar à Tela de Início” e abra o autenticador por lá antes de adicionar uma conta: o que você configura aqui fica aqui.

# The list of accounts
phone-accounts = As suas contas
phone-empty = Ainda não há nenhuma conta aqui. A página que configura o seu autenticador mostra um código para este telefone escanear.
phone-add = Adicionar uma conta
phone-settings = Ajustes do bloqueio
phone-look = Procurar entradas
phone-looking = Procurando entradas. Se houver uma esperando, ela é mostrada logo.
phone-details = Detalhes
phone-details-of = Detalhes de { $account }
phone-copy = Copiar
phone-copy-of = Copiar o código de { $account }
phone-seconds = { $seconds } s
phone-not-accepted-short = O servidor não aceita agora este telefone para a conta.
phone-removed = O servidor informou em { $day } que este telefone foi removido da conta.

# A login that asks
phone-asks = { $service } pergunta
phone-account = Conta
phone-place = Endereço
phone-browser = Navegador
phone-time = Início às
phone-unknown = desconhecido
phone-left = Tempo restante:
phone-pick = Que número a página de entrada mostra? Você tem uma só tentativa.
phone-type = Digite os seis algarismos que a página de entrada mostra. Você tem uma só tentativa.
phone-six-digits = A página de entrada mostra seis algarismos. Por favor, digite todos.
phone-scan-approve = Aprovar escaneando o código da página de entrada
phone-type-instead = Em vez disso, digitar os algarismos
phone-plain = Aprove apenas se você mesmo acabou de iniciar isto.
phone-scanned = Você abriu o código desta entrada. Continue apenas se acabou de escaneá-lo você mesmo, de uma página à sua frente. Se alguém o enviou, não foi você.
phone-approve = Aprovar
phone-deny = Recusar
phone-report = Não fui eu
phone-no-camera = A câmera não pode ser usada. Permita-a nos ajustes do seu navegador, ou digite o que você vê.
phone-other-code = Este código é de outra coisa. Escaneie o da página em que você entra.
phone-sending = Enviando a sua resposta.
phone-sending-again = Ainda não há conexão. Continuamos tentando até o tempo acabar.

# How it ended
phone-approved-title = Aprovado
phone-approved-text = Você pode voltar à página em que entra.
phone-denied-title = Recusado
phone-denied-text = Ninguém entra por esta solicitação.
phone-reported-title = Recusado e informado
phone-reported-text = Ninguém entra por esta solicitação, e anotamos que não foi você. Talvez alguém saiba a sua senha: por favor, troque-a logo.
phone-wrong-number-title = Não aprovado
phone-wrong-number-text = O número não era o da página de entrada. Se você quer entrar, comece lá novamente.
phone-failed-title = Não aprovado
phone-failed-text = A entrada falhou. Se você quer entrar, comece novamente na página de entrada.
phone-expired-title = O tempo acabou
phone-expired-text = Ninguém respondeu a tempo; por isso ninguém entra por esta solicitação.
phone-gone-title = Não se pergunta mais
phone-gone-text = A entrada foi cancelada ou respondida de outra forma.
phone-too-late-title = Tarde demais
phone-too-late-text = A entrada foi decidida antes de a sua resposta chegar, ou o tempo dela tinha acabado.
phone-unsent-title = Não enviado
phone-unsent-text = Não houve conexão a tempo; por isso a sua resposta não contou. Se você quer entrar, comece novamente na página de entrada.
phone-unjudged-title = Não aceito
phone-unjudged-text = O servidor não pôde aceitar a sua resposta. Se isso acontecer de novo, avise o seu suporte.
phone-not-accepted-title = Este telefone não é aceito
phone-not-accepted-text = O servidor não aceita agora este telefone para a conta. A conta pode ter sido transferida para outro telefone, removida ou suspensa.
phone-on = Continuar

# Adding an account
phone-add-text = Escaneie o código que a página de configuração do seu autenticador mostra. Códigos de outros serviços para senhas de uso único também servem.
phone-paste = Ou cole o link aqui
phone-connect-title = Conectar este telefone a { $server }?
phone-connect-text = Ele passará a responder às suas entradas em { $host }. Continue apenas se você está configurando o seu autenticador lá.
phone-unfinished = Você já começou a conectar este telefone, mas nenhuma resposta chegou. Você pode tentar novamente.
phone-device = Nome deste telefone
phone-device-hint = Ele é mostrado quando pedimos que você veja o seu telefone.
phone-connect = Conectar
phone-connecting = Conectando.
phone-enroll-refused-title = Não conectado
phone-enroll-refused-text = Este código já foi usado, ou o tempo dele acabou. Peça um novo onde você configura o seu autenticador.
phone-connected-title = Este telefone está conectado
phone-connected-text = Agora ele responde às entradas de { $account }.
phone-notify-offer = Com notificações, você vê logo quando uma entrada pergunta. Sem elas, abra esta página quando for entrar.
phone-protect-offer = Um bloqueio impede que outros respondam por você enquanto estão com o seu telefone na mão.
phone-protect = Configurar um bloqueio
phone-keep-title = Guardar estas senhas de uso único?
phone-keep-text = Os códigos de { $account } serão mostrados neste telefone. Eles funcionam sem conexão. Nada é enviado.
phone-keep-issuer = Serviço
phone-keep = Guardar
phone-elsewhere-title = Isto pertence a outro servidor
phone-elsewhere-text = O código foi criado por { $host }. As contas dele ficam em sua própria página. Abra-a apenas se você a conhece.
phone-elsewhere-open = Abrir essa página
phone-other-app-title = Isto é para outro aplicativo
phone-other-app-text = Este código foi criado para um aplicativo autenticador de outro tipo. Onde você configura o seu autenticador, escolha em vez disso o telefone no navegador.
phone-unknown-link-title = Não conhecemos este código
phone-unknown-link-text = Este não é um código para este telefone, ou falta uma parte dele.

# Links from the login page
phone-proving-title = Procurando a sua entrada
phone-proving-text = Ela é mostrada aqui assim que o servidor a tiver enviado a este telefone.
phone-not-here-title = Não é este navegador
phone-not-here-text = Esta entrada não foi iniciada neste navegador. Responda com o número dela, ou escaneie o código na página dela.
phone-no-such-login-title = Esta entrada não pergunta a este telefone
phone-no-such-login-text = Ela pode ter terminado, ou ser de uma conta que não está neste telefone.

# One account
phone-rename = Nome neste telefone
phone-save = Salvar
phone-saved = Salvo.
phone-known-as = O servidor conhece este telefone como { $device }.
phone-notifications = Notificações
phone-notify-on = As notificações estão ativadas.
phone-notify-off = As notificações estão desativadas.
phone-notify-turn-on = Ativar notificações
phone-notify-turn-off = Desativar notificações
phone-notify-refused = O seu navegador não permite notificações para esta página. Você pode mudar isso nos ajustes dele.
phone-notify-ios = Neste telefone, as notificações só funcionam a partir da Tela de Início. Toque em Compartilhar, escolha “Adicionar à Tela de Início”, abra o autenticador por lá e transfira esta conta para ele como para um novo telefone.
phone-notify-impossible = Este navegador ou este servidor não oferece notificações. Abra esta página quando for entrar.
phone-move = Transferir para um novo telefone
phone-move-text = O novo telefone toma o lugar deste: { $account } passa a funcionar lá, e não mais aqui. As notificações, o bloqueio e os códigos de outros serviços não são transferidos.
phone-move-show = Mostrar o código
phone-move-scan = Escaneie este código com o novo telefone. Não o mostre a mais ninguém: quem o escanear assume a conta.
phone-move-code = Código para o novo telefone
phone-move-until = Ele vale até { $time }.
phone-remove = Remover
phone-remove-title = Remover { $account }?
phone-remove-known = O servidor não perguntará mais a este telefone, e você será avisado de que ele foi removido. Se esta é a sua única forma de entrar, configure outra antes: caso contrário, você precisará de um código de recuperação ou do seu suporte.
phone-remove-moved = O servidor não aceita agora este telefone para a conta: ele pode ter sido transferido, removido ou suspenso. Removê-lo aqui não muda nada no servidor.
phone-remove-removed = O servidor removeu este telefone da conta. Remover a conta aqui não muda nada lá. Se não foi você quem removeu o telefone, avise o seu suporte.
phone-remove-codes = As senhas de uso único desta conta também se perdem e não podem ser recuperadas daqui.

# The lock
phone-lock-title = Bloqueio
phone-lock-none = Esta página abre sem bloqueio.
phone-lock-passkey = O seu telefone pede o seu rosto, o seu dedo ou o próprio código antes de abrir esta página.
phone-lock-pin = Um PIN é pedido antes de abrir esta página.
phone-lock-about = O bloqueio detém quem ficar por um momento com o seu telefone desbloqueado. Ele não substitui o bloqueio do próprio telefone.
phone-lock-set-passkey = Usar o rosto, o dedo ou o código do telefone
phone-lock-set-pin = Usar um PIN
phone-lock-unset = Desativar o bloqueio
phone-unlock-title = Bloqueado
phone-unlock-passkey = Desbloquear
phone-passkey-refused = O telefone não confirmou que é você. Por favor, tente novamente.
phone-pin = PIN
phone-pin-title = Escolha um PIN
phone-pin-about = Escolha pelo menos quatro algarismos que você não usa em nenhum outro lugar. Depois de dez tentativas erradas, tudo aqui é esquecido, e as suas contas precisam ser configuradas de novo.
phone-pin-again = O PIN mais uma vez
phone-pin-short = Por favor, escolha pelo menos quatro algarismos, e somente algarismos.
phone-pin-differs = São dois PINs diferentes. Por favor, digite duas vezes o mesmo.
phone-pin-wrong = Este PIN está errado. Tentativas restantes: { $left }
phone-pin-wait = Você poderá tentar novamente em { $time }.
phone-forget = Não consigo desbloquear
phone-forget-text = Você pode fazer esquecer tudo o que está guardado aqui. Depois, as suas contas precisarão ser configuradas de novo, com um código de recuperação ou pelo seu suporte.
phone-forget-really = Esquecer tudo
phone-forgotten-title = Tudo aqui foi esquecido
phone-forgotten-text = As suas contas não estão mais neste telefone. Você pode configurá-las de novo.

# What can go wrong
phone-no-connection = Não há conexão. Por favor, tente novamente quando houver.
phone-not-accepted = O servidor não aceita agora este telefone para a conta.
phone-too-many = Houve tentativas demais. Por favor, aguarde um pouco.
phone-server-trouble = O servidor não pode responder agora. Por favor, tente novamente em instantes.
phone-refused = O servidor não aceitou isto. Se acontecer de novo, avise o seu suporte.
phone-unexpected = Não funcionou. Por favor, tente novamente.
phone-unsupported-title = Este navegador não pode ser o seu telefone
phone-unsupported-text = Falta-lhe um meio de verificar assinaturas ou de guardar chaves. Atualize-o, use outro navegador e saia de janelas privadas: elas esquecem tudo.

# Shown when a push cannot be read
phone-notification = Abra para ver o que há de novo.
