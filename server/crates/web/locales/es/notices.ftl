# Awaits a native reader. The words are chosen in main.ftl.

# What owners are told of changes of their authenticators. { $what } is its name and kind, { $where } about where the change came from.
mail-by-operator = un administrador
mail-by-unknown = desconocido
place-near = cerca de { $town }, { $country }

mail-authenticator-added-subject = { $service }: se ha añadido un autenticador
mail-authenticator-added-text =
    El { $at } se añadió un autenticador a su cuenta { $name } en { $service }: { $what }.

    De dónde vino: { $where }

    Si fue usted, no tiene que hacer nada.

    Si no fue usted, abra este enlace de inmediato. Deja fuera lo que se añadió y cierra su sesión en todas partes:

    { $link }

    Funciona una vez, durante tres días. No se lo dé a nadie.

mail-authenticator-renamed-subject = { $service }: se ha cambiado el nombre de un autenticador
mail-authenticator-renamed-text =
    El { $at } un autenticador de su cuenta { $name } en { $service } recibió otro nombre: { $what }.

    De dónde vino: { $where }

    Si fue usted, no tiene que hacer nada.

    Si no fue usted, abra este enlace de inmediato. Cierra su sesión en todas partes y termina los permisos para actuar por usted, o usted por otras personas, que se dieran o aceptaran desde entonces:

    { $link }

    Revise después sus métodos de autenticación y elimine lo que no sea suyo: el enlace los deja como están.

    Funciona una vez, durante tres días. No se lo dé a nadie.

mail-authenticator-removed-subject = { $service }: se ha eliminado un autenticador
mail-authenticator-removed-text =
    El { $at } se eliminó un autenticador de su cuenta { $name } en { $service }: { $what }.

    De dónde vino: { $where }

    Si fue usted, no tiene que hacer nada.

    Si no fue usted, abra este enlace de inmediato. Cierra su sesión en todas partes y termina los permisos para actuar por usted, o usted por otras personas, que se dieran o aceptaran desde entonces:

    { $link }

    Revise después sus métodos de autenticación y elimine lo que no sea suyo: el enlace los deja como están.

    Funciona una vez, durante tres días. No se lo dé a nadie.

mail-authenticator-suspended-subject = { $service }: se ha suspendido un autenticador
mail-authenticator-suspended-text =
    El { $at } se suspendió un autenticador de su cuenta { $name } en { $service }: { $what }. Por ahora no sirve para iniciar sesión.

    De dónde vino: { $where }

    Si fue usted, no tiene que hacer nada.

    Si no fue usted, abra este enlace de inmediato. Cierra su sesión en todas partes y termina los permisos para actuar por usted, o usted por otras personas, que se dieran o aceptaran desde entonces:

    { $link }

    Revise después sus métodos de autenticación y elimine lo que no sea suyo: el enlace los deja como están.

    Funciona una vez, durante tres días. No se lo dé a nadie.

mail-authenticator-resumed-subject = { $service }: un autenticador vuelve a estar en uso
mail-authenticator-resumed-text =
    El { $at } un autenticador de su cuenta { $name } en { $service } volvió a ponerse en uso: { $what }.

    De dónde vino: { $where }

    Si fue usted, no tiene que hacer nada.

    Si no fue usted, abra este enlace de inmediato. Deja fuera lo que se añadió y cierra su sesión en todas partes:

    { $link }

    Funciona una vez, durante tres días. No se lo dé a nadie.

mail-authenticator-locked-subject = { $service }: se ha bloqueado un autenticador
mail-authenticator-locked-text =
    El { $at } se bloqueó un autenticador de su cuenta { $name } en { $service } tras demasiados fallos seguidos: { $what }. El servicio de asistencia puede desbloquearlo.

    De dónde vino: { $where }

    Si fue usted, no tiene que hacer nada.

    Si no fue usted, abra este enlace de inmediato. Cierra su sesión en todas partes y termina los permisos para actuar por usted, o usted por otras personas, que se dieran o aceptaran desde entonces:

    { $link }

    Revise después sus métodos de autenticación y elimine lo que no sea suyo: el enlace los deja como están.

    Funciona una vez, durante tres días. No se lo dé a nadie.

not-me-title = ¿No fue usted?
not-me-text = Se trata de la cuenta { $name }. Si otra persona hizo aquello de lo que le avisamos, haremos lo siguiente:
not-me-suspends = Dejar fuera de uso el autenticador añadido.
not-me-ends = Cerrar su sesión en todas partes y terminar lo que espera una respuesta.
not-me-delegations = Terminar los permisos para actuar por usted, o usted por otras personas, que se dieran o aceptaran desde entonces.
not-me-submit = No fui yo
not-me-nothing = Si fue usted, cierre esta página: nada ha cambiado.
not-me-done-title = Su cuenta está cerrada para esa persona
not-me-done-text = Lo que se añadió está fuera de uso y todas las sesiones están cerradas. Elija ahora una contraseña nueva, porque alguien puede conocer la suya, y avise al servicio de asistencia, que puede recuperar lo que necesite.
not-me-password = Elegir una contraseña nueva
not-me-kept-title = Todas las sesiones están cerradas
not-me-kept-text = Lo que esperaba una respuesta ha terminado, y también los permisos para actuar por usted, o usted por otras personas, que se dieran o aceptaran desde entonces. Sus métodos de autenticación están como estaban: revíselos y elimine lo que no sea suyo. Elija también una contraseña nueva, porque alguien puede conocer la suya, y avise al servicio de asistencia.

advice-set-up = Configurar otro
advice-later = Ahora no

second-email-title = Segunda dirección
second-email-text = Los avisos de cambios en su cuenta se envían también a esta dirección, para que se entere aunque otra persona lea su correo. Nadie puede entrar en su cuenta con ella.
second-email-now = Los avisos se envían también a { $email }.
second-email-new = Segunda dirección de correo electrónico
second-email-remove = Quitarla
second-email-same = Su cuenta ya tiene esta dirección.
second-email-confirm-text = A partir de ahora, los avisos de cambios en la cuenta { $name } se enviarán también a esta dirección.
second-email-done-title = Su segunda dirección está guardada
second-email-removed-title = Su segunda dirección se ha quitado

mail-second-email-proof-subject = { $service }: ¿es esta su segunda dirección de correo electrónico?
mail-second-email-proof-text =
    El { $at } alguien pidió que los avisos de cambios en la cuenta { $name } de { $service } se envíen también a esta dirección de correo electrónico.

    Si fue usted, abra este enlace donde tiene la sesión iniciada, o inicie sesión de nuevo para ello:

    { $link }

    Funciona una sola vez, durante 30 minutos.

    Si no fue usted, no haga nada: entonces no cambiará nada.

mail-second-email-changed-subject = { $service }: su segunda dirección de correo electrónico ha cambiado
mail-second-email-changed-text =
    El { $at } se añadió, cambió o quitó la segunda dirección de correo electrónico de su cuenta { $name } de { $service }. Este correo se ha enviado a todas las direcciones, anteriores y nuevas.

    Si fue usted, no tiene que hacer nada.

    Si no fue usted, póngase en contacto con su soporte de inmediato.

mail-authenticator-confirmed-subject = { $service }: se ha confirmado un autenticador
mail-authenticator-confirmed-text =
    El { $at } se confirmó un autenticador de su cuenta { $name } en { $service }: { $what }. Desde ahora sirve para entrar en todas partes, no solo en el servicio que lo configuró.

    De dónde vino: { $where }

    Si fue usted, no tiene que hacer nada.

    Si no fue usted, abra este enlace de inmediato. Deja fuera lo que se añadió y cierra su sesión en todas partes:

    { $link }

    Funciona una vez, durante tres días. No se lo dé a nadie.

mail-impossible-travel-subject = { $service }: un inicio de sesión desde lejos
mail-impossible-travel-text =
    El { $at } alguien inició sesión en su cuenta { $name } en { $service } desde un lugar al que nadie puede haber viajado desde el inicio de sesión anterior.

    De dónde vino: { $where }

    El inicio de sesión anterior: { $what }

    Si usted hizo ambos, no tiene que hacer nada: las VPN y las redes móviles a menudo parecen estar en otro lugar.

    Si alguno de ellos no fue suyo, abra este enlace de inmediato. Cierra su sesión en todas partes y termina los permisos para actuar por usted, o usted por otras personas, que se dieran o aceptaran desde entonces:

    { $link }

    Revise después sus métodos de autenticación y elimine lo que no sea suyo: el enlace los deja como están.

    Funciona una vez, durante tres días. No se lo dé a nadie.
