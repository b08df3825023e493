# Awaits a native reader. The words are chosen in main.ftl.

# What owners are told of changes of their authenticators. { $what } is its name and kind, { $where } about where the change came from.
mail-by-operator = um administrador
mail-by-unknown = desconhecido
place-near = perto de { $town }, { $country }

mail-authenticator-added-subject = { $service }: um autenticador foi adicionado
mail-authenticator-added-text =
    Em { $at }, um autenticador foi adicionado à sua conta { $name } em { $service }: { $what }.

    De onde veio: { $where }

    Se foi você, não há nada a fazer.

    Se não foi você, abra este link imediatamente. Ele põe fora de uso o que foi adicionado e encerra a sua sessão em todos os lugares:

    { $link }

    Funciona uma vez, por três dias. Não o dê a ninguém.

mail-authenticator-renamed-subject = { $service }: um autenticador mudou de nome
mail-authenticator-renamed-text =
    Em { $at }, um autenticador da sua conta { $name } em { $service } recebeu outro nome: { $what }.

    De onde veio: { $where }

    Se foi você, não há nada a fazer.

    Se não foi você, abra este link imediatamente. Ele encerra a sua sessão em todos os lugares e as permissões de agir por você, ou você por outras pessoas, dadas ou aceitas desde então:

    { $link }

    Depois reveja os seus métodos de autenticação e remova o que não é seu: o link os deixa como estão.

    Funciona uma vez, por três dias. Não o dê a ninguém.

mail-authenticator-removed-subject = { $service }: um autenticador foi removido
mail-authenticator-removed-text =
    Em { $at }, um autenticador foi removido da sua conta { $name } em { $service }: { $what }.

    De onde veio: { $where }

    Se foi você, não há nada a fazer.

    Se não foi você, abra este link imediatamente. Ele encerra a sua sessão em todos os lugares e as permissões de agir por você, ou você por outras pessoas, dadas ou aceitas desde então:

    { $link }

    Depois reveja os seus métodos de autenticação e remova o que não é seu: o link os deixa como estão.

    Funciona uma vez, por três dias. Não o dê a ninguém.

mail-authenticator-suspended-subject = { $service }: um autenticador foi suspenso
mail-authenticator-suspended-text =
    Em { $at }, um autenticador da sua conta { $name } em { $service } foi suspenso: { $what }. Por enquanto ele não serve para entrar.

    De onde veio: { $where }

    Se foi você, não há nada a fazer.

    Se não foi você, abra este link imediatamente. Ele encerra a sua sessão em todos os lugares e as permissões de agir por você, ou você por outras pessoas, dadas ou aceitas desde então:

    { $link }

    Depois reveja os seus métodos de autenticação e remova o que não é seu: o link os deixa como estão.

    Funciona uma vez, por três dias. Não o dê a ninguém.

mail-authenticator-resumed-subject = { $service }: um autenticador voltou a ser usado
mail-authenticator-resumed-text =
    Em { $at }, um autenticador da sua conta { $name } em { $service } voltou a ser usado: { $what }.

    De onde veio: { $where }

    Se foi você, não há nada a fazer.

    Se não foi você, abra este link imediatamente. Ele põe fora de uso o que foi adicionado e encerra a sua sessão em todos os lugares:

    { $link }

    Funciona uma vez, por três dias. Não o dê a ninguém.

mail-authenticator-locked-subject = { $service }: um autenticador foi bloqueado
mail-authenticator-locked-text =
    Em { $at }, um autenticador da sua conta { $name } em { $service } foi bloqueado após falhas demais seguidas: { $what }. O suporte pode desbloqueá-lo.

    De onde veio: { $where }

    Se foi você, não há nada a fazer.

    Se não foi você, abra este link imediatamente. Ele encerra a sua sessão em todos os lugares e as permissões de agir por você, ou você por outras pessoas, dadas ou aceitas desde então:

    { $link }

    Depois reveja os seus métodos de autenticação e remova o que não é seu: o link os deixa como estão.

    Funciona uma vez, por três dias. Não o dê a ninguém.

not-me-title = Não foi você?
not-me-text = Trata-se da conta { $name }. Se outra pessoa fez aquilo de que avisamos, faremos o seguinte:
not-me-suspends = Pôr fora de uso o autenticador adicionado.
not-me-ends = Encerrar a sua sessão em todos os lugares e o que espera uma resposta.
not-me-delegations = Encerrar as permissões de agir por você, ou você por outras pessoas, dadas ou aceitas desde então.
not-me-submit = Não fui eu
not-me-nothing = Se foi você, feche esta página: nada mudou.
not-me-done-title = Sua conta está fechada para essa pessoa
not-me-done-text = O que foi adicionado está fora de uso e todas as sessões estão encerradas. Escolha agora uma senha nova, porque alguém pode conhecer a sua, e avise o suporte, que pode recuperar o que você precisa.
not-me-password = Escolher uma senha nova
not-me-kept-title = Todas as sessões estão encerradas
not-me-kept-text = O que esperava uma resposta foi encerrado, e também as permissões de agir por você, ou você por outras pessoas, dadas ou aceitas desde então. Os seus métodos de autenticação estão como estavam: reveja-os e remova o que não é seu. Escolha também uma senha nova, porque alguém pode conhecer a sua, e avise o suporte.

advice-set-up = Configurar outro
advice-later = Agora não

second-email-title = Segundo endereço
second-email-text = Os avisos de alterações na sua conta também vão para este endereço, para que fique sabendo mesmo que outra pessoa leia o seu e-mail. Ninguém consegue entrar na sua conta com ele.
second-email-now = Os avisos também vão para { $email }.
second-email-new = Segundo endereço de e-mail
second-email-remove = Remover
second-email-same = A sua conta já tem este endereço.
second-email-confirm-text = A partir de agora, os avisos de alterações na conta { $name } também irão para este endereço.
second-email-done-title = O seu segundo endereço foi salvo
second-email-removed-title = O seu segundo endereço foi removido

mail-second-email-proof-subject = { $service }: este é o seu segundo endereço de e-mail?
mail-second-email-proof-text =
    Em { $at } alguém pediu que os avisos de alterações na conta { $name } em { $service } também sejam enviados para este endereço de e-mail.

    Se foi você, abra este link onde sua sessão está aberta, ou entre de novo para isso:

    { $link }

    Ele funciona uma vez, durante 30 minutos.

    Se não foi você, não faça nada: nada será alterado.

mail-second-email-changed-subject = { $service }: o seu segundo endereço de e-mail foi alterado
mail-second-email-changed-text =
    Em { $at } o segundo endereço de e-mail da sua conta { $name } em { $service } foi definido, alterado ou removido. Este e-mail foi enviado a todos os endereços, anteriores e novos.

    Se foi você, não há nada a fazer.

    Se não foi você, entre em contato com o suporte imediatamente.

mail-authenticator-confirmed-subject = { $service }: um autenticador foi confirmado
mail-authenticator-confirmed-text =
    Em { $at }, um autenticador da sua conta { $name } em { $service } foi confirmado: { $what }. A partir de agora ele serve para entrar em todos os lugares, e não só no serviço que o configurou.

    De onde veio: { $where }

    Se foi você, não há nada a fazer.

    Se não foi você, abra este link imediatamente. Ele põe fora de uso o que foi adicionado e encerra a sua sessão em todos os lugares:

    { $link }

    Funciona uma vez, por três dias. Não o dê a ninguém.

mail-impossible-travel-subject = { $service }: um acesso vindo de longe
mail-impossible-travel-text =
    Em { $at }, alguém entrou na sua conta { $name } em { $service } a partir de um lugar ao qual ninguém pode ter viajado desde o acesso anterior.

    De onde veio: { $where }

    O acesso anterior: { $what }

    Se os dois foram seus, não há nada a fazer: VPNs e redes móveis muitas vezes parecem estar em outro lugar.

    Se um deles não foi seu, abra este link imediatamente. Ele encerra a sua sessão em todos os lugares e as permissões de agir por você, ou você por outras pessoas, dadas ou aceitas desde então:

    { $link }

    Depois reveja os seus métodos de autenticação e remova o que não é seu: o link os deixa como estão.

    Funciona uma vez, por três dias. Não o dê a ninguém.
