# Awaits a native reader. The words are chosen in main.ftl.

# Digital certificates of people
method-certificate = Certificado digital
acr-certificate = un certificado digital
acr-certificate-pwd = su contraseña y un certificado digital
add-certificate-title = Certificado digital
add-certificate-text = Usted lo solicita, una persona lo aprueba en horario de oficina y su navegador tiene que guardarlo. Los demás métodos se configuran antes y son más fáciles de usar.
cert-others = Un certificado tarda más en obtenerse que cualquier otro método y es menos cómodo de usar. Si necesita pronto otro método, elija primero uno de esos.
cert-others-link = Ver los demás métodos
cert-rule = Un certificado pertenece a una sola cuenta. Guarde bien su clave y no se la dé a nadie.
cert-how = Lo solicita aquí, una persona lo aprueba y usted lo recoge en esta página.
cert-expected = Si lo solicita ahora, esperamos responder antes de { $when }.
cert-request = Solicitar un certificado
cert-requested = Solicitó un certificado el { $at }.
cert-answer-by = Esperamos responder antes de { $when }.
cert-withdraw = Retirar la solicitud
cert-approved = Su solicitud se ha aprobado. Recoja el certificado antes de { $when }; después tendría que solicitarlo otra vez.
cert-rejected = Su solicitud se ha rechazado: { $reason }
cert-lapsed = Su certificado no se recogió a tiempo. Puede solicitar otro.
cert-have = Tiene un certificado. Es válido hasta { $when }.
cert-details = Detalles del certificado
cert-own-key-title = Con una clave propia
cert-own-key-text = Cree una clave en su propio ordenador y pegue aquí la solicitud de certificación (PKCS #10, PEM). La clave nunca sale de su ordenador. Su nombre se toma de su cuenta, diga lo que diga la solicitud.
cert-own-key-example = Con OpenSSL, por ejemplo:
cert-request-label = Solicitud de certificación
cert-request-refused = Esto no es una solicitud de certificación que demuestre su clave. Se aceptan claves en P-256 o P-384, Ed25519 y RSA de 2048 a 4096 bits.
cert-pick-up = Recoger el certificado
cert-file-title = Con un archivo para su navegador
cert-file-text = Elija una contraseña y recibirá un archivo con el certificado y su clave para abrirlo en su navegador o sistema (PKCS #12). Se entrega una sola vez y no guardamos ninguna clave. Una clave propia es más segura, porque nadie más la ha tenido nunca.
cert-file-password = Contraseña del archivo
cert-file-again = La misma contraseña otra vez
cert-file-refused = Escriba dos veces la misma contraseña, de 10 a 128 caracteres.
cert-file-pick-up = Obtener el archivo
cert-organisation-title = Con un certificado de su organización
cert-organisation-text = Si ya tiene un certificado de { $names }, muéstrelo aquí para añadirlo a su cuenta. Nadie tiene que aprobarlo.
cert-ask-title = Con un certificado de este servicio
cert-shown-title = ¿Añadir este certificado?
cert-shown-text = Su navegador ha mostrado este certificado. Una vez añadido, le permite iniciar sesión aquí y no puede añadirse a ninguna otra cuenta.
cert-shown-add = Añadir este certificado
cert-subject = Emitido para
cert-issuer = Emitido por
cert-serial = Número de serie
cert-from = Válido desde
cert-until = Válido hasta
cert-fingerprint = Huella digital (SHA-256)
cert-download = Descargar el certificado (PEM)
cert-removal = Al eliminarlo se revoca el certificado: no podrá volver a usarse nunca.
cert-removal-organisation = Al eliminarlo solo se quita de esta cuenta: no se avisa a su emisor, y puede volver a añadirlo.
cert-instead = Usar un certificado digital
cert-instead-text = Su navegador muestra el certificado que guarda.
cert-show-title = Iniciar sesión con un certificado
cert-show-text = Su navegador le preguntará qué certificado debe mostrar. La página { $host } pertenece a este servicio; lee el certificado y le trae de vuelta aquí.
cert-show = Elegir un certificado
cert-again = Si su navegador no vuelve a preguntar, cierre antes todas sus ventanas: recuerda lo que eligió.
cert-refused-missing = Su navegador no mostró ningún certificado.
cert-refused-expired = El certificado ha caducado o todavía no es válido.
cert-refused-usage = Este certificado no sirve para iniciar sesión.
cert-refused-untrusted = Este certificado no lo ha emitido nadie en quien se confíe aquí.
cert-refused-revoked = Este certificado se ha revocado o suspendido.
cert-refused-other = Este certificado no pertenece a esta cuenta.
cert-refused-unchecked = En este momento nadie puede decir si este certificado fue revocado. Inténtelo más tarde o elija otro método.
cert-refused-taken = Este certificado ya pertenece a una cuenta. Un certificado pertenece a una sola cuenta.
cert-refused-ended = Ha tardado demasiado, o el inicio de sesión ha terminado. Inténtelo otra vez.

# Mails about them
mail-certificate-approved-subject = { $service }: recoja su certificado
mail-certificate-approved-text =
    El certificado digital que solicitó en su cuenta { $name } en { $service } se aprobó el { $at }.

    Inicie sesión y abra la página del certificado digital entre sus métodos de autenticación para recogerlo. Si espera demasiado, tendrá que solicitarlo otra vez.

    Si no solicitó ninguno, póngase en contacto de inmediato con su servicio de asistencia.

mail-certificate-rejected-subject = { $service }: sobre su solicitud de certificado
mail-certificate-rejected-text =
    El certificado digital que solicitó en su cuenta { $name } en { $service } no se ha aprobado ({ $at }).

    Inicie sesión para ver el motivo. Sus demás métodos de autenticación funcionan como antes.

mail-certificate-issued-subject = { $service }: se añadió un certificado a su cuenta
mail-certificate-issued-text =
    El { $at } se emitió un certificado digital para su cuenta { $name } en { $service }. Desde ahora sirve para iniciar sesión.

    De dónde vino: { $where }

    Si fue usted, no tiene que hacer nada.

    Si no fue usted, abra este enlace de inmediato. Deja fuera lo que se añadió y cierra su sesión en todas partes:

    { $link }

    Funciona una vez, durante tres días. No se lo dé a nadie.

mail-certificate-revoked-subject = { $service }: su certificado se ha revocado
mail-certificate-revoked-text =
    El { $at } se revocó el certificado digital de su cuenta { $name } en { $service }. Ya no se puede usar.

    Si no lo esperaba, póngase en contacto con su servicio de asistencia.

mail-certificate-expiring-subject = { $service }: su certificado caduca pronto
mail-certificate-expiring-text =
    El certificado digital de su cuenta { $name } en { $service } caduca pronto ({ $at }). No se puede renovar.

    Solicite uno nuevo a tiempo o configure otro método de autenticación. La página del certificado dice cuándo caduca.

mail-certificate-expired-subject = { $service }: su certificado ha caducado
mail-certificate-expired-text =
    El certificado digital de su cuenta { $name } en { $service } ha caducado ({ $at }). Ya no sirve para iniciar sesión.

    Inicie sesión con otro método para solicitar uno nuevo.
