# Awaits a native reader. The words are chosen in main.ftl.

# Mails: plain text. { $service } is the organisation, { $name } the user name, { $at } when it happened, { $link } where to go on.
mail-sender =
    { $service }
    Este e-mail foi enviado pelo servidor de entrada em { $host }. Ninguém lê as respostas a ele.

mail-sign-up-subject = { $service }: conclua a sua conta
mail-sign-up-text =
    Em { $at }, alguém pediu uma conta em { $service } com o nome de usuário { $name } e este endereço de e-mail.

    Se foi você, abra este link e digite a senha que escolheu:

    { $link }

    Ele funciona uma só vez, durante 30 minutos.

    Se não foi você, não faça nada: sem este link, nenhuma conta será criada.

mail-sign-up-name-taken-subject = { $service }: por favor, escolha outro nome de usuário
mail-sign-up-name-taken-text =
    Em { $at }, alguém pediu uma conta em { $service } com o nome de usuário { $name } e este endereço de e-mail.

    Esse nome pertence a outra pessoa, ou se parece com um que pertence. Se foi você quem pediu, escolha outro aqui:

    { $link }

    Se não foi você, não faça nada.

mail-sign-up-known-subject = { $service }: você já tem uma conta
mail-sign-up-known-text =
    Em { $at }, alguém pediu uma conta em { $service } com este endereço de e-mail.

    Já existe uma. O nome de usuário dela: { $name }

    Se foi você quem pediu, entre aqui. Ali também está o que é preciso se você esqueceu a sua senha:

    { $link }

    Se não foi você, não faça nada: a sua conta continua como estava, e quem pediu não foi informado de que ela existe.

mail-username-subject = { $service }: o seu nome de usuário
mail-username-text =
    Em { $at }, alguém perguntou que nome de usuário pertence a este endereço de e-mail em { $service }. É este:

    { $name }

    Entre aqui:

    { $link }

    Se não foi você quem perguntou, não faça nada: só esta caixa de entrada foi informada.

mail-password-reset-subject = { $service }: escolha uma nova senha
mail-password-reset-text =
    Em { $at }, alguém pediu uma nova senha para a sua conta { $name } em { $service }.

    Se foi você, abra este link:

    { $link }

    Ele funciona uma só vez, durante 30 minutos. O seu autenticador será pedido como antes quando você entrar.

    Se não foi você, não faça nada: a sua senha continua como está. Não dê este link a ninguém.

mail-password-changed-subject = { $service }: a sua senha foi trocada
mail-password-changed-text =
    Em { $at }, a senha da sua conta { $name } em { $service } foi trocada. Em todos os outros lugares onde ela estava aberta, a sessão foi encerrada.

    Se foi você, não há nada a fazer.

    Se não foi você, fale imediatamente com o seu suporte. Até lá, recuse tudo o que o seu autenticador pedir que você aprove.

mail-email-proof-subject = { $service }: este é o seu endereço de e-mail?
mail-email-proof-text =
    Em { $at }, alguém pediu que os e-mails para a conta { $name } em { $service } venham para este endereço de e-mail a partir de agora.

    Se foi você, abra este link onde sua sessão está aberta, ou entre de novo para isso:

    { $link }

    Ele funciona uma só vez, durante 30 minutos.

    Se não foi você, não faça nada: assim, nada será alterado.

mail-email-asked-subject = { $service }: pedido de alteração do seu endereço de e-mail
mail-email-asked-text =
    Em { $at }, alguém que tinha entrado como { $name } em { $service } pediu outro endereço de e-mail. Nada foi alterado ainda: antes, o dono do novo endereço precisa concordar.

    Se foi você, não há nada a fazer.

    Se não foi você, troque a sua senha imediatamente e fale com o seu suporte.

mail-email-changed-subject = { $service }: o seu endereço de e-mail foi alterado
mail-email-changed-text =
    Em { $at }, o endereço de e-mail da sua conta { $name } em { $service } foi alterado. Esta mensagem foi enviada ao endereço anterior e ao novo.

    Se foi você, não há nada a fazer.

    Se não foi você, fale imediatamente com o seu suporte.
