# Awaits a native reader. The words are chosen in main.ftl.

# Recovery codes, lost authenticators, and the way back
recovery-for = Para la cuenta { $name }. Cada código sirve una vez.
recovery-print = Imprimir
recovery-copy = Copiar
recovery-save = Guardar como archivo
recovery-copied = Copiado. Quien lea el portapapeles puede leer los códigos: guárdelos pronto en un lugar seguro.
recovery-replace = Crear códigos nuevos

lost-link = Perdí un teléfono o una llave
lost-title = ¿Qué se ha perdido?
lost-text = Lo que notifique deja de funcionar de inmediato y se cierra la sesión de quien haya entrado con ello. Se le avisa por correo. Si lo encuentra, puede recuperarlo tras iniciar sesión con otra cosa.
lost-nothing = No hay en uso nada que pueda perderse.
lost-report = Se ha perdido
lost-this = { $what }: se ha perdido
lost-done-title = Está fuera de uso
lost-done-text = Nadie entra ya con { $what }. Continúe con otra cosa o añada una nueva cuando haya iniciado sesión.
lost-go-on = Seguir con el inicio de sesión
state-lost = perdido
found-title = ¿Lo encontró?
found-text = Recupérelo solo si nunca estuvo en manos ajenas.
found = Lo he encontrado
remove-after-stronger-login = Inició sesión con un código de recuperación o temporal. Para quitar esto, inicie sesión antes con algo más fuerte, por ejemplo lo que acaba de añadir.

recover-link = ¿No le queda nada con que iniciar sesión?
recover-title = Cuando todo se ha perdido
recover-first = Si tiene códigos de recuperación, o alguien del soporte le conoce, es más rápido: con uno de sus códigos, o con uno temporal de ellos, puede iniciar sesión de inmediato.
recover-text = Si no, le enviaremos un código por correo, no antes de { $at }. Hasta entonces le avisamos por correo de que alguien lo espera, y usted, o quien tenga abierta su cuenta, puede detenerlo. Con el código y su contraseña inicia sesión una vez y añade un teléfono nuevo.
recover-ask = Enviarme el primer enlace
recover-mailed-text = Abra el enlace del correo en 30 minutos: con él empieza la espera.
recover-no-mail-text = Su cuenta no tiene dirección de correo, así que solo su soporte puede ayudarle.
recover-off-text = Este servidor no envía correo, así que solo su soporte puede ayudarle.
recover-for = Para la cuenta { $name }.
recover-begin = Empezar la espera
recover-begun-title = La espera ha empezado
recover-begun-text = El { $at } le enviaremos el código. Vale 24 horas, con su contraseña.
recover-notice = Alguien con su contraseña y su buzón espera para entrar: el { $at } recibirá un código por correo. Si no es usted, deténgalo ahora y cambie su contraseña.
recover-stop-title = ¿Detenerlo?
recover-stop-text = Alguien espera un código para entrar en la cuenta { $name }. Si lo detiene, ningún código así servirá.
recover-stop = Detenerlo
recover-stopped-title = Detenido
recover-stopped-text = Quien lo pidió conoce su contraseña y puede leer su correo. Cambie ahora las dos contraseñas.
method-temporary-code = Código temporal
move-title = Cambiar a un teléfono nuevo
move-text = Mientras tenga a mano el teléfono viejo, este deja que el nuevo ocupe su lugar.
move-open = Abra el autenticador en el teléfono viejo, en su navegador.
move-details = Elija la cuenta, luego sus detalles y luego el traslado.
move-scan = Escanee con el teléfono nuevo el código que muestra. El viejo deja entonces de responder.
move-app = Una aplicación de su organización se añade de nuevo en el teléfono nuevo; después quite la vieja de la lista.
move-lost = Si ha perdido el teléfono viejo, dígalo en el próximo inicio de sesión, después de la contraseña.
move-phone = Abrir el autenticador en este navegador
temporary-text = El código que le dio su soporte o que recibió por correo tras la espera. Sirve una vez.

mail-temporary-code-subject = { $service }: un código temporal para su cuenta
mail-temporary-code-text =
    El { $at } su soporte emitió un código que permite entrar una vez en su cuenta { $name } de { $service }.

    Si lo pidió usted, no tiene que hacer nada.

    Si no fue usted, póngase en contacto con su soporte de inmediato.

mail-recovery-asked-subject = { $service }: ¿ha perdido todo con lo que inicia sesión?
mail-recovery-asked-text =
    El { $at } alguien escribió su contraseña en { $service } y dijo que se ha perdido todo lo demás con lo que entra la cuenta { $name }.

    Si fue usted, abra este enlace. Con él empieza una espera de unos días, al final de la cual le enviamos un código:

    { $link }

    Funciona una vez, durante 30 minutos.

    Si no fue usted, alguien conoce su contraseña: cámbiela de inmediato. Sin este enlace no ocurre nada.

mail-recovery-begun-subject = { $service }: alguien espera para entrar en su cuenta
mail-recovery-begun-text =
    El { $at } empezó la espera de un código que permite entrar en su cuenta { $name } de { $service } sin su teléfono.

    Si fue usted, solo tiene que esperar el próximo correo.

    Si no fue usted, deténgalo aquí y cambie después su contraseña y la de su buzón:

    { $link }

mail-recovery-code-subject = { $service }: su código
mail-recovery-code-text =
    La espera ha terminado. Con este código y su contraseña puede iniciar sesión una vez en su cuenta { $name } de { $service }:

    { $code }

    Vale 24 horas. Añada después un teléfono nuevo en sus métodos de autenticación. No dé este código a nadie.

    Si no lo pidió usted, deténgalo aquí y cambie después su contraseña y la de su buzón:

    { $link }

mail-recovery-stopped-subject = { $service }: nadie entra en su cuenta
mail-recovery-stopped-text =
    El { $at } se detuvo el código que permitía entrar en su cuenta { $name } de { $service } sin su teléfono.

    Si no lo detuvo usted, inicie sesión y revise sus métodos de autenticación, o póngase en contacto con su soporte.

mail-authenticator-lost-subject = { $service }: se notificó la pérdida de algo con lo que inicia sesión
mail-authenticator-lost-text =
    El { $at } alguien que conoce su contraseña notificó la pérdida de algo con lo que entra en su cuenta { $name } de { $service }: { $what }. Ya no funciona.

    De dónde vino: { $where }

    Si fue usted, inicie sesión con otra cosa y añada una nueva.

    Si no fue usted, nadie ha entrado por esto, pero alguien conoce su contraseña: cámbiela. Puede recuperar lo notificado en sus métodos de autenticación.

    Este enlace cierra su sesión en todas partes y termina los permisos para actuar por usted, o usted por otras personas, que se dieran o aceptaran desde entonces:

    { $link }

    Funciona una vez, durante tres días. No se lo dé a nadie.

mail-recovery-warned-subject = { $service }: alguien dice que se ha perdido todo con lo que inicia sesión
mail-recovery-warned-text =
    El { $at } alguien escribió su contraseña en { $service } y dijo que se ha perdido todo lo demás con lo que entra la cuenta { $name }. Hemos enviado a su primera dirección de correo el enlace con el que empieza la espera de un código.

    Si fue usted, continúe allí.

    Si no fue usted, alguien conoce su contraseña: cámbiela de inmediato, y también la de su primer buzón.
