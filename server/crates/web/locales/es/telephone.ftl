# Awaits a native reader. The words are chosen in main.ftl.

# Telephones to which codes are sent
method-sms = Mensaje de texto
method-voice = Llamada telefónica
method-number = Número
acr-sms = un código enviado a su teléfono
acr-sms-pwd = su contraseña y un código enviado a su teléfono

add-telephone-title = Mensaje de texto o llamada
add-telephone-text = Enviamos un código a su número de teléfono o se lo leemos en una llamada. Funciona con cualquier teléfono, pero le protege menos que los demás métodos.
add-telephone-steps = Elija este método solo si no puede usar otro, y añada uno más seguro en cuanto pueda.

telephone-number = Número de teléfono
telephone-number-hint = Empiece por + y el prefijo del país, por ejemplo +1 202 555 0123.
telephone-channel = ¿Cómo quiere recibir el código?
telephone-by-sms = Por mensaje de texto
telephone-by-voice = Por llamada telefónica
telephone-risk = Por qué los códigos por teléfono protegen menos
telephone-risk-text = Los mensajes y las llamadas pueden ser interceptados, y alguien puede apoderarse de un número engañando a su operador. No comunique nunca un código: nosotros no se lo pedimos. Si cambia de número, elimínelo aquí y añada el nuevo.
telephone-unreadable = Esto no es un número de teléfono. Use cifras, espacios y un + al principio.
telephone-no-country = Falta el prefijo del país: empiece por +, por ejemplo +34 para España.
telephone-not-assigned = Ese número no existe en ese país. Compruebe las cifras.
telephone-wrong-kind = Solo enviamos códigos a teléfonos móviles y fijos, no a números de servicios ni de internet.
telephone-landline = Es un teléfono fijo. Elija la llamada telefónica.
telephone-not-served = No podemos enviar un código a este número de esta forma. Elija otra forma u otro número.
telephone-repaired = Hemos cambiado lo que escribió. Compruebe el número y continúe si es correcto.
telephone-repaired-from = Usted escribió
telephone-repaired-to = Hemos entendido
telephone-send = Enviar el código
telephone-wait = Se acaba de enviar un código o se han enviado demasiados. Espere antes de pedir otro.
telephone-country = País del número
telephone-country-none = El número empieza por +
telephone-country-hint = Si elige un país, puede escribir el número como se hace allí.
telephone-preview = Entendemos:
method-number-show = Mostrar el número completo

enroll-telephone-title = Confirmar su número de teléfono
enroll-telephone-type = Código que ha recibido
telephone-sent-sms = Hemos enviado un código por mensaje de texto a este número:
telephone-sent-voice = Estamos llamando a este número para leer un código:
telephone-late = El mensaje aún no ha sido aceptado: el servicio que lo transporta no responde o lo rechaza.
telephone-arrived = El mensaje ha llegado.
telephone-again = Pedir un código nuevo
telephone-help = ¿No ha recibido nada?
telephone-help-text = Los mensajes pueden tardar unos minutos. Solo vale el último código. Si no llega ninguno, compruebe el número y la cobertura, o use otro método.

code-by-telephone = Código por mensaje de texto o llamada
way-telephone-text = Lo enviamos a su número de teléfono o se lo leemos en una llamada.
telephone-choose = ¿Adónde enviamos el código?
telephone-text-it = Enviar un mensaje de texto
telephone-call-it = Llamarme

# On telephones. The first two are messages: with a last line for phones that fill in the code, 160 characters of the basic
# alphabet or 70 others are one message. Those after the call are messages too, as short as can be; { $link } comes last,
# { $what } is the kind of an authenticator, when it was, and about where.
sms-login = { $code } es su clave para entrar en { $service } (cuenta { $account }). No la comparta con nadie.
sms-enrollment = { $code } es su clave para agregar este tel. en { $service } (cuenta { $account }). No la comparta con nadie.
voice-code = Hola. Su código para { $service } es: { $digits }. Repito: { $digits }. Adiós.
sms-authenticator-added = { $service }: hay un nuevo autenticador en su cuenta { $account }: { $what }. Si lo hizo otra persona, abra { $link }
sms-authenticator-removed = { $service }: se ha quitado un autenticador de su cuenta { $account }: { $what }. Si lo hizo otra persona, abra { $link }
sms-authenticator-suspended = { $service }: se ha suspendido un autenticador de su cuenta { $account }: { $what }. Si lo hizo otra persona, abra { $link }
sms-authenticator-suspended-aside = { $service }: se ha suspendido un autenticador de su cuenta { $account }: { $what }. Si lo hizo otra persona, avise a su asistencia.
sms-authenticator-resumed = { $service }: vuelve a servir un autenticador de su cuenta { $account }: { $what }. Si lo hizo otra persona, abra { $link }
sms-recovery-begun = { $service }: alguien espera entrar en su cuenta { $account } sin autenticador. Si no es usted, entre y deténgalo, o avise a su asistencia.
sms-authenticator-confirmed = { $service }: se ha confirmado un autenticador de su cuenta { $account }: { $what }. Si lo hizo otra persona, abra { $link }
sms-authenticator-lost = { $service }: un autenticador de su cuenta { $account } se ha dado por perdido: { $what }. Si lo hizo otra persona, alguien conoce su contraseña. Abra { $link }
sms-authenticator-lost-aside = { $service }: un autenticador de su cuenta { $account } se ha dado por perdido: { $what }. Si lo hizo otra persona, alguien conoce su contraseña. Cámbiela.
sms-temporary-code = { $service }: su asistencia ha emitido una clave temporal para su cuenta { $account }. Si no la ha pedido usted, avise ya.
