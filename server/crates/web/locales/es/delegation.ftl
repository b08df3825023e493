# Awaits a native reader. The words are chosen in main.ftl.

# What people let others do for them: $day is the latest last day, $name a person, $reason an operator's words
delegations-title = Actuar por otras personas
delegations-text = Usted responde de a quién permite actuar por usted. Revise esta página de vez en cuando: quien no se confirma a tiempo no puede actuar hasta que usted lo confirme.
delegations-given = Quién actúa por usted
delegations-given-none = Nadie actúa por usted.
delegations-held = Por quién actúa usted
delegations-held-none = Usted no actúa por nadie.
delegations-ended = Terminado hace poco
delegation-resource = Para qué
delegation-resource-hint = Como lo llama el servicio, por ejemplo filing.
delegation-resource-invalid = Esto no nombra nada que se pueda ceder. Escríbalo como el servicio: minúsculas, cifras, puntos, dos puntos, barras, guiones y guiones bajos.
delegation-state = Estado
delegation-invited = invitación aún no aceptada
delegation-acts = puede actuar
delegation-overdue = no puede actuar hasta que usted lo confirme
delegation-asked = le pide que actúe en su nombre
delegation-you-act = usted puede actuar
delegation-paused = usted no puede actuar por ahora
delegation-review = Por confirmar antes del
delegation-until = Hasta el
delegation-last-day = Último día
delegation-confirm = Confirmar
delegation-end = Terminar
delegation-accept = Aceptar
delegation-decline = Rechazar
delegation-new = Permitir que alguien actúe por usted
delegation-new-text = Esa persona usa su propia cuenta, nunca la de usted. Acepta en su cuenta; si nadie lo hace en siete días, o hasta el último día si este llega antes, la invitación termina.
delegation-name = Su nombre de usuario
delegation-invite = Invitar
delegation-refused-oneself = Este es su propio nombre de usuario. Para actuar por sí mismo no necesita ningún permiso.
delegation-refused-until = Elija un último día a partir de hoy, a más tardar el { $day }.
delegation-refused-exists = Ya ha nombrado a esta persona para esto.
delegation-refused-full = Ya tiene tantos permisos abiertos como se puede. Termine antes uno.
delegation-ended-owner = lo terminó usted
delegation-ended-delegate = lo terminó esa persona
delegation-ended-operator = lo terminó un operador: { $reason }
delegation-ended-unanswered = nadie aceptó a tiempo
delegation-ended-expired = se acabó el plazo
admin-delegation-given = Permite actuar a { $name }
admin-delegation-held = Actúa por { $name }

# Mails about it. { $owner } is for whom somebody acts, { $delegate } who acts, { $what } in what, { $by } when it ends or is to be confirmed.
mail-delegation-invited-subject = { $service }: { $owner } le pide que actúe en su nombre
mail-delegation-invited-text =
    El { $at }, { $owner } pidió que usted actúe en su nombre en { $service } con su cuenta { $name }, a más tardar hasta el { $by }. Se trata de: { $what }

    Inicie sesión para aceptar o rechazar:

    { $link }

    Si no hace nada, la invitación termina a los siete días, o tras su último día si este llega antes, y nada cambia.

mail-delegation-accepted-subject = { $service }: alguien actúa ahora por otra persona
mail-delegation-accepted-text =
    Desde el { $at }, { $delegate } puede actuar por { $owner } en { $service }, a más tardar hasta el { $by }. Se trata de: { $what }

    Se lo comunicamos porque su cuenta { $name } tiene que ver con ello. Puede terminarlo en cualquier momento:

    { $link }

    Si no sabe nada de esto, termínelo enseguida y contacte con su servicio de asistencia.

mail-delegation-ended-subject = { $service }: alguien ya no actúa por otra persona
mail-delegation-ended-text =
    Desde el { $at }, { $delegate } ya no puede actuar por { $owner } en { $service }. Se trataba de: { $what }

    Se lo comunicamos porque su cuenta { $name } tenía que ver con ello. El estado se ve aquí:

    { $link }

    Si no lo esperaba, contacte con su servicio de asistencia.

mail-delegation-review-subject = { $service }: confirme quién actúa por usted
mail-delegation-review-text =
    { $delegate } actúa por usted en { $service }, donde su cuenta es { $name }. Se trata de: { $what }

    ¿Sigue siendo correcto? Entonces confírmelo antes del { $by }; si no, termínelo:

    { $link }

    Si no hace ninguna de las dos cosas, { $delegate } no podrá actuar desde entonces hasta que usted lo confirme.

mail-delegation-expiring-subject = { $service }: { $delegate } actuará por usted poco tiempo más
mail-delegation-expiring-text =
    { $delegate } actúa por usted en { $service }, donde su cuenta es { $name }. Se trata de: { $what }

    Eso termina el { $by }. Si debe continuar, confírmelo con un día posterior:

    { $link }

    Si no, no hay nada que hacer.
