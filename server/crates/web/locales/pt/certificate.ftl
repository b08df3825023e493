# Awaits a native reader. The words are chosen in main.ftl.

# Digital certificates of people
method-certificate = Certificado digital
acr-certificate = um certificado digital
acr-certificate-pwd = a sua senha e um certificado digital
add-certificate-title = Certificado digital
add-certificate-text = Você o solicita, uma pessoa o aprova no horário de expediente e o seu navegador precisa guardá-lo. Os outros métodos são mais rápidos de configurar e mais fáceis de usar.
cert-others = Um certificado demora mais a obter do que qualquer outro método e é menos prático de usar. Se precisar logo de outro método, escolha primeiro um desses.
cert-others-link = Ver os outros métodos
cert-rule = Um certificado pertence a uma única conta. Guarde bem a chave dele e não a dê a ninguém.
cert-how = Você o solicita aqui, uma pessoa o aprova e você o retira nesta página.
cert-expected = Se solicitar agora, esperamos responder até { $when }.
cert-request = Solicitar um certificado
cert-requested = Você solicitou um certificado em { $at }.
cert-answer-by = Esperamos responder até { $when }.
cert-withdraw = Desistir da solicitação
cert-approved = A sua solicitação foi aprovada. Retire o certificado antes de { $when }; depois disso seria preciso solicitar de novo.
cert-rejected = A sua solicitação foi rejeitada: { $reason }
cert-lapsed = O seu certificado não foi retirado a tempo. Você pode solicitar outro.
cert-have = Você tem um certificado. Ele vale até { $when }.
cert-details = Detalhes do certificado
cert-own-key-title = Com uma chave sua
cert-own-key-text = Crie uma chave no seu próprio computador e cole aqui a solicitação de certificação (PKCS #10, PEM). A chave nunca sai do seu computador. O seu nome vem da sua conta, diga o que disser a solicitação.
cert-own-key-example = Com o OpenSSL, por exemplo:
cert-request-label = Solicitação de certificação
cert-request-refused = Isto não é uma solicitação de certificação que comprove a sua chave. São aceitas chaves em P-256 ou P-384, Ed25519 e RSA de 2048 a 4096 bits.
cert-pick-up = Retirar o certificado
cert-file-title = Com um arquivo para o seu navegador
cert-file-text = Escolha uma senha e você receberá um arquivo com o certificado e a chave dele para abrir no navegador ou no sistema (PKCS #12). Ele é entregue uma única vez, e não guardamos nenhuma chave. Uma chave sua é mais segura, porque ninguém mais a teve.
cert-file-password = Senha do arquivo
cert-file-again = A mesma senha outra vez
cert-file-refused = Digite duas vezes a mesma senha, com 10 a 128 caracteres.
cert-file-pick-up = Obter o arquivo
cert-organisation-title = Com um certificado da sua organização
cert-organisation-text = Se você já tem um certificado de { $names }, mostre-o aqui para adicioná-lo à sua conta. Ninguém precisa aprovar.
cert-ask-title = Com um certificado deste serviço
cert-shown-title = Adicionar este certificado?
cert-shown-text = Seu navegador mostrou este certificado. Depois de adicionado, ele permite entrar aqui e não pode ser adicionado a nenhuma outra conta.
cert-shown-add = Adicionar este certificado
cert-subject = Emitido para
cert-issuer = Emitido por
cert-serial = Número de série
cert-from = Válido desde
cert-until = Válido até
cert-fingerprint = Impressão digital (SHA-256)
cert-download = Baixar o certificado (PEM)
cert-removal = Removê-lo revoga o certificado: ele nunca mais poderá ser usado.
cert-removal-organisation = Removê-lo apenas o tira desta conta: seu emissor não é avisado, e você pode adicioná-lo de novo.
cert-instead = Usar um certificado digital
cert-instead-text = O seu navegador mostra o certificado que guarda.
cert-show-title = Entrar com um certificado
cert-show-text = O seu navegador vai perguntar qual certificado mostrar. A página { $host } pertence a este serviço; ela lê o certificado e traz você de volta para cá.
cert-show = Escolher um certificado
cert-again = Se o navegador não perguntar de novo, feche antes todas as janelas dele: ele se lembra do que você escolheu.
cert-refused-missing = O seu navegador não mostrou nenhum certificado.
cert-refused-expired = O certificado expirou ou ainda não é válido.
cert-refused-usage = Este certificado não serve para entrar.
cert-refused-untrusted = Este certificado não foi emitido por ninguém em quem se confie aqui.
cert-refused-revoked = Este certificado foi revogado ou suspenso.
cert-refused-other = Este certificado não pertence a esta conta.
cert-refused-unchecked = No momento não é possível saber se este certificado foi revogado. Tente mais tarde ou escolha outro método.
cert-refused-taken = Este certificado já pertence a uma conta. Um certificado pertence a uma única conta.
cert-refused-ended = Demorou demais, ou a entrada terminou. Tente mais uma vez.

# Mails about them
mail-certificate-approved-subject = { $service }: retire o seu certificado
mail-certificate-approved-text =
    O certificado digital que você solicitou na sua conta { $name } em { $service } foi aprovado em { $at }.

    Entre e abra a página do certificado digital entre os seus métodos de autenticação para retirá-lo. Se esperar demais, será preciso solicitar de novo.

    Se você não solicitou nenhum, fale imediatamente com o seu suporte.

mail-certificate-rejected-subject = { $service }: sobre a sua solicitação de certificado
mail-certificate-rejected-text =
    O certificado digital que você solicitou na sua conta { $name } em { $service } não foi aprovado ({ $at }).

    Entre para ver o motivo. Os seus outros métodos de autenticação funcionam como antes.

mail-certificate-issued-subject = { $service }: um certificado foi adicionado à sua conta
mail-certificate-issued-text =
    Em { $at }, um certificado digital foi emitido para a sua conta { $name } em { $service }. A partir de agora ele serve para entrar.

    De onde veio: { $where }

    Se foi você, não há nada a fazer.

    Se não foi você, abra este link imediatamente. Ele põe fora de uso o que foi adicionado e encerra a sua sessão em todos os lugares:

    { $link }

    Funciona uma vez, por três dias. Não o dê a ninguém.

mail-certificate-revoked-subject = { $service }: o seu certificado foi revogado
mail-certificate-revoked-text =
    Em { $at }, o certificado digital da sua conta { $name } em { $service } foi revogado. Ele não pode mais ser usado.

    Se você não esperava por isso, fale com o seu suporte.

mail-certificate-expiring-subject = { $service }: o seu certificado expira em breve
mail-certificate-expiring-text =
    O certificado digital da sua conta { $name } em { $service } expira em breve ({ $at }). Ele não pode ser renovado.

    Solicite um novo a tempo ou configure outro método de autenticação. A página do certificado diz quando ele expira.

mail-certificate-expired-subject = { $service }: o seu certificado expirou
mail-certificate-expired-text =
    O certificado digital da sua conta { $name } em { $service } expirou ({ $at }). Ele não serve mais para entrar.

    Entre por outro método para solicitar um novo.
