# Awaits a native reader. The words are chosen in main.ftl.

# What people let others do for them: $day is the latest last day, $name a person, $reason an operator's words
delegations-title = Agir por outras pessoas
delegations-text = Você responde por quem deixa agir em seu nome. Reveja esta página de vez em quando: quem não é confirmado a tempo não pode agir até você confirmar.
delegations-given = Quem age por você
delegations-given-none = Ninguém age por você.
delegations-held = Por quem você age
delegations-held-none = Você não age por ninguém.
delegations-ended = Encerrado há pouco
delegation-resource = Para quê
delegation-resource-hint = Como o serviço chama, por exemplo filing.
delegation-resource-invalid = Isto não designa nada que possa ser concedido. Escreva como o serviço: minúsculas, algarismos, pontos, dois-pontos, barras, hifens e sublinhados.
delegation-state = Estado
delegation-invited = convite ainda não aceito
delegation-acts = pode agir
delegation-overdue = não pode agir até você confirmar
delegation-asked = pede que você aja em nome dessa pessoa
delegation-you-act = você pode agir
delegation-paused = você não pode agir no momento
delegation-review = A confirmar antes de
delegation-until = Até
delegation-last-day = Último dia
delegation-confirm = Confirmar
delegation-end = Encerrar
delegation-accept = Aceitar
delegation-decline = Recusar
delegation-new = Deixar alguém agir por você
delegation-new-text = A pessoa usa uma conta própria, nunca a sua. Ela aceita na própria conta; se ninguém aceitar em sete dias, ou até o último dia se este vier antes, o convite se encerra.
delegation-name = Nome de usuário da pessoa
delegation-invite = Convidar
delegation-refused-oneself = Este é o seu próprio nome de usuário. Para agir por si, você não precisa de permissão.
delegation-refused-until = Escolha um último dia a partir de hoje, no máximo { $day }.
delegation-refused-exists = Você já indicou esta pessoa para isto.
delegation-refused-full = Você já tem tantas permissões abertas quanto pode. Encerre uma antes.
delegation-ended-owner = você encerrou
delegation-ended-delegate = a pessoa encerrou
delegation-ended-operator = encerrado por um operador: { $reason }
delegation-ended-unanswered = ninguém aceitou a tempo
delegation-ended-expired = o prazo acabou
admin-delegation-given = Deixa { $name } agir
admin-delegation-held = Age por { $name }

# Mails about it. { $owner } is for whom somebody acts, { $delegate } who acts, { $what } in what, { $by } when it ends or is to be confirmed.
mail-delegation-invited-subject = { $service }: { $owner } pede que você aja em nome dessa pessoa
mail-delegation-invited-text =
    Em { $at }, { $owner } pediu que você aja em seu nome em { $service } com a sua conta { $name }, no máximo até { $by }. Trata-se de: { $what }

    Entre para aceitar ou recusar:

    { $link }

    Se você não fizer nada, o convite se encerra após sete dias, ou após o seu último dia se este vier antes, e nada muda.

mail-delegation-accepted-subject = { $service }: alguém age agora por outra pessoa
mail-delegation-accepted-text =
    Desde { $at }, { $delegate } pode agir por { $owner } em { $service }, no máximo até { $by }. Trata-se de: { $what }

    Você recebe este aviso porque a sua conta { $name } está envolvida. Você pode encerrar isso a qualquer momento:

    { $link }

    Se você não sabe disso, encerre logo e fale com o seu suporte.

mail-delegation-ended-subject = { $service }: alguém não age mais por outra pessoa
mail-delegation-ended-text =
    Desde { $at }, { $delegate } não pode mais agir por { $owner } em { $service }. Tratava-se de: { $what }

    Você recebe este aviso porque a sua conta { $name } estava envolvida. A situação aparece aqui:

    { $link }

    Se você não esperava isso, fale com o seu suporte.

mail-delegation-review-subject = { $service }: confirme quem age por você
mail-delegation-review-text =
    { $delegate } age por você em { $service }, onde a sua conta é { $name }. Trata-se de: { $what }

    Ainda está certo? Então confirme antes de { $by }; senão, encerre:

    { $link }

    Se você não fizer nem um nem outro, { $delegate } não poderá agir a partir daí até você confirmar.

mail-delegation-expiring-subject = { $service }: { $delegate } age por você só por mais pouco tempo
mail-delegation-expiring-text =
    { $delegate } age por você em { $service }, onde a sua conta é { $name }. Trata-se de: { $what }

    Isso se encerra em { $by }. Se deve continuar, confirme com um dia posterior:

    { $link }

    Se não, não há nada a fazer.
