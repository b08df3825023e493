# Awaits a native reader. The words are chosen in main.ftl.

# Mails: plain text. { $service } is the organisation, { $name } the user name, { $at } when it happened, { $link } where to go on.
mail-sender =
    { $service }
    Este correo lo ha enviado el servidor de inicio de sesión { $host }. Nadie lee las respuestas.

mail-sign-up-subject = { $service }: termine de crear su cuenta
mail-sign-up-text =
    El { $at } alguien solicitó una cuenta en { $service } con el nombre de usuario { $name } y esta dirección de correo electrónico.

    Si fue usted, abra este enlace y escriba la contraseña que eligió:

    { $link }

    Funciona una sola vez, durante 30 minutos.

    Si no fue usted, no haga nada: sin este enlace no se creará ninguna cuenta.

mail-sign-up-name-taken-subject = { $service }: elija otro nombre de usuario
mail-sign-up-name-taken-text =
    El { $at } alguien solicitó una cuenta en { $service } con el nombre de usuario { $name } y esta dirección de correo electrónico.

    Ese nombre pertenece a otra persona, o se parece a uno que ya está en uso. Si fue usted quien la solicitó, elija otro aquí:

    { $link }

    Si no fue usted, no haga nada.

mail-sign-up-known-subject = { $service }: ya tiene una cuenta
mail-sign-up-known-text =
    El { $at } alguien solicitó una cuenta en { $service } con esta dirección de correo electrónico.

    Ya existe una. Su nombre de usuario: { $name }

    Si fue usted quien la solicitó, inicie sesión aquí. Ahí encontrará también lo que necesita si ha olvidado su contraseña:

    { $link }

    Si no fue usted, no haga nada: su cuenta sigue como estaba, y a quien hizo la solicitud no se le dijo que existe.

mail-username-subject = { $service }: su nombre de usuario
mail-username-text =
    El { $at } alguien preguntó qué nombre de usuario corresponde a esta dirección de correo electrónico en { $service }. Es:

    { $name }

    Inicie sesión aquí:

    { $link }

    Si no fue usted quien lo preguntó, no haga nada: la respuesta solo se envió a este buzón.

mail-password-reset-subject = { $service }: elija una contraseña nueva
mail-password-reset-text =
    El { $at } alguien solicitó una contraseña nueva para su cuenta { $name } en { $service }.

    Si fue usted, abra este enlace:

    { $link }

    Funciona una sola vez, durante 30 minutos. Cuando inicie sesión se le pedirá su autenticador como antes.

    Si no fue usted, no haga nada: su contraseña sigue siendo la misma. No dé este enlace a nadie.

mail-password-changed-subject = { $service }: su contraseña se ha cambiado
mail-password-changed-text =
    El { $at } se cambió la contraseña de su cuenta { $name } en { $service }. En todos los demás lugares donde tenía la sesión iniciada, se ha cerrado.

    Si fue usted, no tiene que hacer nada.

    Si no fue usted, póngase en contacto de inmediato con su servicio de asistencia. Hasta entonces, rechace todo lo que su autenticador le pida aprobar.

mail-email-proof-subject = { $service }: ¿es esta su dirección de correo electrónico?
mail-email-proof-text =
    El { $at } alguien solicitó que los correos para la cuenta { $name } en { $service } se envíen a partir de ahora a esta dirección de correo electrónico.

    Si fue usted, abra este enlace donde tiene la sesión iniciada, o inicie sesión de nuevo para ello:

    { $link }

    Funciona una sola vez, durante 30 minutos.

    Si no fue usted, no haga nada: entonces no se cambiará nada.

mail-email-asked-subject = { $service }: se va a cambiar su dirección de correo electrónico
mail-email-asked-text =
    El { $at } alguien que había iniciado sesión como { $name } en { $service } solicitó otra dirección de correo electrónico. Todavía no se ha cambiado nada: antes debe dar su conformidad el titular de la dirección nueva.

    Si fue usted, no tiene que hacer nada.

    Si no fue usted, cambie de inmediato su contraseña y póngase en contacto con su servicio de asistencia.

mail-email-changed-subject = { $service }: su dirección de correo electrónico se ha cambiado
mail-email-changed-text =
    El { $at } se cambió la dirección de correo electrónico de su cuenta { $name } en { $service }. Este correo se ha enviado a la dirección anterior y a la nueva.

    Si fue usted, no tiene que hacer nada.

    Si no fue usted, póngase en contacto de inmediato con su servicio de asistencia.
