# Awaits a native reader. Written as in Brazil, with words that are understood elsewhere.
# Words: authenticator = autenticador, approve = aprovar (approval = aprovação), deny = recusar, confirm = confirmar,
# set up (enrolment) = configurar (configuração), recovery code = código de recuperação.

# On phones
push-login = Entrar em { $service }?
push-confirm = Confirmar este telefone para { $service }?
push-login-message = { $service }: { $message }

# Everywhere
language-name = Português
language = Idioma
help = Ajuda
skip = Ir para o conteúdo
list-comma = { ", " }
continue = Continuar
cancel = Cancelar
password = Senha
username = Nome de usuário
to-start = Para a página inicial
try-again = Tentar novamente
not-found-title = Não há nada aqui
not-found-text = O endereço está errado, ou o que havia aqui não existe mais.
ended-title = Isto terminou
ended-text = O link já foi usado, ou o tempo dele acabou. Por favor, peça um novo.
too-many-title = Tentativas demais
too-many-text = Por favor, aguarde. Você poderá tentar novamente em { $minutes ->
    [one] { $minutes } minuto
    [many] { $minutes } de minutos
   *[other] { $minutes } minutos
}.
refused-title = Não funcionou
refused-text = O que o seu navegador enviou não pode ser usado aqui. Volte, carregue a página novamente e tente outra vez.
unavailable-title = Não é possível agora
unavailable-text = O servidor não pode decidir agora. Nada foi perdido; por favor, tente novamente em instantes.

# Login
login-title = Entrar
login-refused = O nome de usuário ou a senha estão errados.
no-authenticator-title = Nenhum telefone a consultar
no-authenticator-text = Nenhum dos seus telefones pode ser consultado agora. Por favor, fale com o seu suporte.
login-for = Você está entrando em { $service }.
wait-title = Veja o seu telefone
wait-sent = Enviamos uma solicitação para: { $devices }.
wait-number = Escolha este número no seu telefone:
wait-type = Digite este número no seu telefone:
wait-here = Aprovar neste navegador
wait-scan = Em vez disso, escanear com o telefone
wait-scan-text = Abra o telefone, escolha a solicitação e escaneie este código com ele.
wait-scan-code = Código para o telefone
wait-approve = Aprove se for você.
wait-late = A notificação não chegou ao seu telefone: o serviço que a transporta não responde ou não a aceita.
wait-late-look = Abra você mesmo o autenticador no seu telefone: a solicitação está lá.
wait-late-code = Em vez disso, você pode digitar um código. Para isso não é preciso entrar novamente.
wait-late-alone = Continuamos tentando. Se nada chegar, tente novamente em alguns minutos ou peça ajuda a quem lhe deu a sua conta.
wait-left = Tempo restante:
code-instead = Em vez disso, digitar um código
code-title = Digite o seu código
code-from-app = Abra o seu aplicativo autenticador e digite o código que ele mostra para esta conta.
code-from-paper = Um código de recuperação também serve. Cada um vale uma única vez.
code-label = Código
code-phone-instead = Em vez disso, usar o telefone
code-wrong = Este código está errado ou já foi usado. { $left ->
    [0] Não resta nenhuma tentativa.
    [one] Resta { $left } tentativa.
    [many] Restam { $left } de tentativas.
   *[other] Restam { $left } tentativas.
}
resend = Enviar novamente
resend-early = Acabamos de enviar. Aguarde um momento antes de enviar novamente.
difficulties = Está com dificuldades?
login-approved-title = Aprovado
login-approved-text = Você pode voltar à página de onde veio.
login-denied-title = Recusado
login-denied-text = A solicitação foi recusada no seu telefone.
login-reported-text = No seu telefone foi informado que a solicitação não era sua.
login-expired-title = O tempo acabou
login-expired-text = Ninguém respondeu a tempo.
login-cancelled-title = Cancelado
login-cancelled-text = A entrada foi cancelada.
login-superseded-text = Uma entrada mais recente tomou o lugar desta.
login-suspended-text = A entrada foi encerrada porque a conta ou o telefone foi suspenso.
login-restored-text = A entrada foi encerrada porque o serviço foi restaurado a partir de uma cópia de segurança. Por favor, comece novamente.
login-failed-title = Não aprovado
login-wrong-number-text = Outro número foi escolhido no telefone. Se não foi você, troque a sua senha.
login-too-many-codes-text = Foram digitados códigos errados demais.
login-locked-text = O seu autenticador foi bloqueado depois de tentativas erradas demais. Por favor, fale com o seu suporte.
login-missing-number-text = O telefone não enviou nenhum número. Atualize o aplicativo autenticador.

# Enrolment
enroll-title = Configure o seu autenticador
enroll-push-title = Configure o seu telefone
enroll-combined-title = Configure o seu telefone
enroll-combined-type = Digite o código que o aplicativo mostra para esta conta:
enroll-oath-title = Configure o seu aplicativo autenticador
enroll-oath-type = Digite o código que o aplicativo mostra para esta conta:
enroll-recovery-title = Os seus códigos de recuperação
enroll-recovery-type = Digite um deles para mostrar que os guardou:
enroll-cancelled-title = Configuração cancelada
enroll-cancelled-text = Nada foi configurado. Peça um novo link para começar outra vez.
enroll-cancelled-in-part-text = O que já estava conectado continua assim; o resto não foi configurado. Peça um novo link para continuar.
enroll-too-many-codes-text = Foram digitados códigos errados demais. Peça um novo link para começar outra vez.
enroll-registered = O seu telefone está conectado.
enroll-no-code = O aplicativo não mostra nenhum código
enroll-no-camera = O aplicativo não pode escanear
enroll-type-key = Digite esta chave no aplicativo. Escolha códigos baseados na hora, a menos que tenha recebido outra orientação.
recovery-codes = Códigos de recuperação
recovery-keep = Imprima estes códigos ou anote-os, e guarde-os em lugar seguro. Com cada um deles você pode entrar uma vez se tiver perdido o seu telefone. Eles só são mostrados agora.
method-totp = Aplicativo de senhas de uso único
method-hotp = Dispositivo de senhas de uso único
method-recovery-code = Códigos de recuperação
enroll-for = Para a conta { $name }.
enroll-once = O código a seguir é mostrado só neste navegador, e só uma vez.
enroll-show = Mostrar o código
password-refused = A senha está errada.
enroll-scan = Abra o aplicativo autenticador no seu telefone e escaneie este código.
enroll-code = Código de configuração
enroll-same-phone = O aplicativo está neste telefone
enroll-scan-native = Escaneie este código com o seu telefone: com o autenticador, se ele já estiver lá, ou então com a câmera. A câmera abre o autenticador no navegador do telefone.
enroll-same-browser = Configurar o autenticador neste navegador
enroll-done-title = Tudo está configurado
enroll-done-text = Agora você pode entrar com: { $what }.
confirm-title = Isto é seu?
confirm-text = Outro serviço configurou um autenticador para a conta { $name }. Assim que você o confirmar, ele valerá para todos os serviços.
confirm-which = Qual deles é o seu?
confirm-service = configurado por { $service }
confirm-none = Nenhum destes
confirm-none-text = Configurar um telefone meu.
confirm-warning = Confirme apenas o que está na sua mão. Vamos pedir um número no telefone ou um código. Se você não reconhece nenhum destes, avise o seu suporte.
confirm = Confirmar

# Account
account-title = A sua conta
account-hello = Você entrou como { $name }.
account-assurance = Verificado nesta entrada: { $what }.
acr-push = o seu telefone
acr-push-pwd = a sua senha e o seu telefone
acr-push-number = o seu telefone e o número nele
acr-oob = o seu telefone, no qual você digitou ou escaneou o que esta página mostrou
acr-oob-pwd = a sua senha e o seu telefone, no qual você digitou ou escaneou o que esta página mostrou
acr-otp = a sua senha de uso único
acr-otp-pwd = a sua senha e a sua senha de uso único
acr-recovery = um código de recuperação
acr-recovery-pwd = a sua senha e um código de recuperação
acr-push-number-pwd = a sua senha, o seu telefone e o número nele
state-active = em uso
state-unconfirmed = para um só serviço, até que você confirme
state-inactive = fora de uso
logout = Sair

# Problems, for whoever builds a client
problem-malformed-request = O corpo não é JSON, ou o endereço tem um parâmetro que não pode ser lido.
problem-invalid-client = Envie client_id e client_secret por HTTP Basic. Um cliente suspenso recebe a mesma resposta.
problem-invalid-device = Assine a requisição com a chave do dispositivo, para este endereço e este momento; server_time diz que horas são aqui.
problem-device-removed = O dispositivo foi removido da sua conta e não pode voltar: removal é a declaração assinada do servidor. O telefone pode esquecer a conta e é configurado de novo, se for preciso.
problem-challenge-not-open = Ela já foi respondida, ou a sua entrada terminou. Busque novamente as solicitações abertas.
problem-insufficient-scope = Um operador concede as permissões aos clientes quando os adiciona.
problem-fresh-approval-required = O usuário tem um autenticador ativo. Indique uma entrada deste usuário e deste cliente que tenha sido aprovada há no máximo cinco minutos e ainda não usada para isto.
problem-forbidden = Formulários só são aceitos das próprias páginas do servidor.
problem-not-found = Não existe, ou pertence a outro cliente.
problem-method-not-allowed = Veja a descrição da interface em /openapi.json.
problem-login-not-pending = Ela já foi decidida ou cancelada, ou expirou.
problem-enrollment-not-pending = Ela já foi concluída ou cancelada, ou expirou, ou nenhum código é esperado.
problem-wrong-code = O código está errado ou já foi usado. attempts_left diz quantos ainda podem ser tentados; em 0, era o último.
problem-last-authenticator = Sem ele, o usuário não poderia mais entrar. Adicione outro primeiro.
problem-already-exists = Escolha outro nome.
problem-request-in-progress = Espere a resposta à primeira requisição.
problem-too-large = O corpo pode ter até 16 KiB.
problem-invalid-request = Um membro é desconhecido, falta ou está fora dos limites; detail diz qual.
problem-no-usable-authenticator = O usuário é desconhecido, está suspenso ou bloqueado, ou não tem nada que possa responder. Não se diz qual destes é o caso.
problem-idempotency-key-reused = A mesma Idempotency-Key veio com outro corpo ou endereço. Use uma chave nova para uma requisição nova.
problem-too-many-requests = Espere o tempo que Retry-After diz.
problem-internal-error = Aconteceu algo que não deveria acontecer. O registro diz o quê.
problem-unavailable = O banco de dados não pode ser acessado ou gravado. Tente novamente em instantes.
