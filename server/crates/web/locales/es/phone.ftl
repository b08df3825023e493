# Awaits a native reader. The words are chosen in main.ftl.

# The phone in the browser: around all screens
phone-title = Autenticador
phone-no-script = Esta página necesita JavaScript: crea sus claves en su navegador, donde el servidor no puede verlas.
phone-loading = Un momento, por favor.
phone-offline = Ahora no hay conexión. Sus códigos funcionan; para aprobar un inicio de sesión hace falta conexión.
phone-waiting = Un inicio de sesión espera su respuesta.
phone-open = Mostrarlo
phone-back = Atrás
phone-scan = Escanear un código
phone-video = Imagen de la cámara
phone-scan-aim = Sostenga la cámara de modo que el código quede en el centro de la imagen.
phone-scan-helped = Este navegador no puede leer códigos por sí mismo. Mientras escanea, las imágenes se envían a { $server }, que las lee y no guarda ninguna.
phone-copied = Copiado.
phone-copy-link = Copiar el enlace
phone-ios = En este teléfono, las notificaciones solo funcionan desde la pantalla de inicio. Toque Compartir, elija «Añadir a pantalla de inicio» y abra el autenticador desde ahí antes de añadir una cuenta: lo que configura aquí se queda aquí.

# The list of accounts
phone-accounts = Sus cuentas
phone-empty = Aquí todavía no hay ninguna cuenta. La página que configura su autenticador muestra un código para que lo escanee este teléfono.
phone-add = Añadir una cuenta
phone-settings = Ajustes del bloqueo
phone-look = Buscar inicios de sesión
phone-looking = Buscando inicios de sesión. Si hay uno esperando, se muestra enseguida.
phone-details = Detalles
phone-details-of = Detalles de { $account }
phone-copy = Copiar
phone-copy-of = Copiar el código de { $account }
phone-seconds = { $seconds } s
phone-not-accepted-short = El servidor no acepta ahora este teléfono para la cuenta.
phone-removed = El servidor comunicó el { $day } que este teléfono se eliminó de la cuenta.

# A login that asks
phone-asks = { $service } pregunta
phone-account = Cuenta
phone-place = Dirección
phone-browser = Navegador
phone-time = Iniciado a las
phone-unknown = desconocido
phone-left = Tiempo restante:
phone-pick = ¿Qué número muestra la página de inicio de sesión? Tiene un solo intento.
phone-type = Escriba las seis cifras que muestra la página de inicio de sesión. Tiene un solo intento.
phone-six-digits = La página de inicio de sesión muestra seis cifras. Escríbalas todas.
phone-scan-approve = Aprobar escaneando el código de la página de inicio de sesión
phone-type-instead = Escribir las cifras en su lugar
phone-plain = Apruebe solo si usted mismo acaba de iniciar esto.
phone-scanned = Ha abierto el código de este inicio de sesión. Continúe solo si acaba de escanearlo usted mismo, de una página que tiene delante. Si alguien se lo envió, no fue usted.
phone-approve = Aprobar
phone-deny = Rechazar
phone-report = No he sido yo
phone-no-camera = No se puede usar la cámara. Permítala en los ajustes de su navegador, o escriba lo que ve.
phone-other-code = Este código es de otra cosa. Escanee el de la página en la que inicia sesión.
phone-sending = Enviando su respuesta.
phone-sending-again = Todavía no hay conexión. Seguiremos intentándolo hasta que se agote el tiempo.

# How it ended
phone-approved-title = Aprobado
phone-approved-text = Puede volver a la página en la que inicia sesión.
phone-denied-title = Rechazado
phone-denied-text = Nadie entra con este inicio de sesión.
phone-reported-title = Rechazado y notificado
phone-reported-text = Nadie entra con este inicio de sesión, y hemos anotado que no fue usted. Puede que alguien conozca su contraseña: cámbiela pronto.
phone-wrong-number-title = No aprobado
phone-wrong-number-text = El número no era el de la página de inicio de sesión. Si quiere iniciar sesión, empiece allí de nuevo.
phone-failed-title = No aprobado
phone-failed-text = El inicio de sesión ha fallado. Si quiere iniciar sesión, empiece de nuevo en la página de inicio de sesión.
phone-expired-title = Se ha agotado el tiempo
phone-expired-text = Nadie respondió a tiempo, así que nadie entra con este inicio de sesión.
phone-gone-title = Ya no se pregunta
phone-gone-text = El inicio de sesión se canceló o se respondió de otra manera.
phone-too-late-title = Demasiado tarde
phone-too-late-text = El inicio de sesión se decidió antes de que llegara su respuesta, o se agotó su tiempo.
phone-unsent-title = No enviado
phone-unsent-text = No hubo conexión a tiempo, así que su respuesta no contó. Si quiere iniciar sesión, empiece de nuevo en la página de inicio de sesión.
phone-unjudged-title = No aceptado
phone-unjudged-text = El servidor no pudo aceptar su respuesta. Si vuelve a ocurrir, avise a su servicio de asistencia.
phone-not-accepted-title = Este teléfono no se acepta
phone-not-accepted-text = El servidor no acepta ahora este teléfono para la cuenta. Puede que la cuenta se haya trasladado a otro teléfono, eliminado o suspendido.
phone-on = Continuar

# Adding an account
phone-add-text = Escanee el código que muestra la página que configura su autenticador. También sirven los códigos de otros servicios para contraseñas de un solo uso.
phone-paste = O pegue el enlace aquí
phone-connect-title = ¿Conectar este teléfono con { $server }?
phone-connect-text = A partir de entonces responderá a sus inicios de sesión en { $host }. Continúe solo si está configurando allí su autenticador.
phone-unfinished = Ya había empezado a conectar este teléfono, pero no llegó respuesta. Puede volver a intentarlo.
phone-device = Nombre de este teléfono
phone-device-hint = Se muestra cuando se le pide que mire su teléfono.
phone-connect = Conectar
phone-connecting = Conectando.
phone-enroll-refused-title = No conectado
phone-enroll-refused-text = Este código ya se usó o su tiempo se ha agotado. Solicite uno nuevo donde configura su autenticador.
phone-connected-title = Este teléfono está conectado
phone-connected-text = Ahora responde a los inicios de sesión de { $account }.
phone-notify-offer = Con las notificaciones ve enseguida cuándo pregunta un inicio de sesión. Sin ellas, abra esta página cuando inicie sesión.
phone-protect-offer = Un bloqueo impide que otros respondan por usted mientras tienen su teléfono en la mano.
phone-protect = Configurar un bloqueo
phone-keep-title = ¿Guardar estas contraseñas de un solo uso?
phone-keep-text = Los códigos de { $account } se mostrarán en este teléfono. Funcionan sin conexión. No se envía nada.
phone-keep-issuer = Servicio
phone-keep = Guardar
phone-elsewhere-title = Esto pertenece a otro servidor
phone-elsewhere-text = El código lo creó { $host }. Sus cuentas están en su propia página. Ábrala solo si la conoce.
phone-elsewhere-open = Abrir esa página
phone-other-app-title = Esto es para otra aplicación
phone-other-app-text = Este código se creó para una aplicación de autenticación de otro tipo. Donde configura su autenticador, elija en su lugar el teléfono en el navegador.
phone-unknown-link-title = No conocemos este código
phone-unknown-link-text = No es un código para este teléfono, o le falta una parte.

# Links from the login page
phone-proving-title = Buscando su inicio de sesión
phone-proving-text = Se muestra aquí en cuanto el servidor lo haya enviado a este teléfono.
phone-not-here-title = No es este navegador
phone-not-here-text = Este inicio de sesión no empezó en este navegador. Respóndalo con su número, o escanee el código de su página.
phone-no-such-login-title = Este inicio de sesión no pregunta a este teléfono
phone-no-such-login-text = Puede que haya terminado, o que sea de una cuenta que no está en este teléfono.

# One account
phone-rename = Nombre en este teléfono
phone-save = Guardar
phone-saved = Guardado.
phone-known-as = El servidor conoce este teléfono como { $device }.
phone-notifications = Notificaciones
phone-notify-on = Las notificaciones están activadas.
phone-notify-off = Las notificaciones están desactivadas.
phone-notify-turn-on = Activar las notificaciones
phone-notify-turn-off = Desactivar las notificaciones
phone-notify-refused = Su navegador no permite notificaciones para esta página. Puede cambiarlo en sus ajustes.
phone-notify-ios = En este teléfono, las notificaciones solo funcionan desde la pantalla de inicio. Toque Compartir, elija «Añadir a pantalla de inicio», abra el autenticador desde ahí y traslade allí esta cuenta como a un teléfono nuevo.
phone-notify-impossible = Este navegador o este servidor no admite notificaciones. Abra esta página cuando inicie sesión.
phone-move = Trasladar a un teléfono nuevo
phone-move-text = El teléfono nuevo ocupa el lugar de este: { $account } funcionará allí, y ya no aquí. Las notificaciones, el bloqueo y los códigos de otros servicios no se trasladan.
phone-move-show = Mostrar el código
phone-move-scan = Escanee este código con el teléfono nuevo. No se lo muestre a nadie más: quien lo escanee se queda con la cuenta.
phone-move-code = Código para el teléfono nuevo
phone-move-until = Es válido hasta: { $time }.
phone-remove = Eliminar
phone-remove-title = ¿Eliminar { $account }?
phone-remove-known = El servidor ya no preguntará a este teléfono, y se le informará de que se ha eliminado. Si es su única forma de iniciar sesión, configure antes otra: de lo contrario necesitará un código de recuperación o su servicio de asistencia.
phone-remove-moved = El servidor no acepta ahora este teléfono para la cuenta: puede que se haya trasladado, eliminado o suspendido. Eliminarlo aquí no cambia nada en el servidor.
phone-remove-removed = El servidor ha eliminado este teléfono de la cuenta. Eliminar la cuenta aquí no cambia nada allí. Si no fue usted quien eliminó el teléfono, avise a su servicio de asistencia.
phone-remove-codes = También se pierden las contraseñas de un solo uso de esta cuenta, y desde aquí no se pueden recuperar.

# The lock
phone-lock-title = Bloqueo
phone-lock-none = Esta página se abre sin bloqueo.
phone-lock-passkey = Su teléfono pide su rostro, su dedo o su propio código antes de abrir esta página.
phone-lock-pin = Se pide un PIN antes de abrir esta página.
phone-lock-about = El bloqueo detiene a quien tenga por un momento su teléfono desbloqueado en la mano. No sustituye al bloqueo del propio teléfono.
phone-lock-set-passkey = Usar el rostro, el dedo o el código del teléfono
phone-lock-set-pin = Usar un PIN
phone-lock-unset = Desactivar el bloqueo
phone-unlock-title = Bloqueado
phone-unlock-passkey = Desbloquear
phone-passkey-refused = El teléfono no confirmó que es usted. Vuelva a intentarlo.
phone-pin = PIN
phone-pin-title = Elija un PIN
phone-pin-about = Elija al menos cuatro cifras que no use en ningún otro sitio. Tras diez intentos fallidos se olvida todo lo que hay aquí, y sus cuentas deben configurarse de nuevo.
phone-pin-again = El PIN otra vez
phone-pin-short = Elija al menos cuatro cifras, y solo cifras.
phone-pin-differs = Son dos PIN distintos. Escriba dos veces el mismo.
phone-pin-wrong = Este PIN es incorrecto. Intentos restantes: { $left }
phone-pin-wait = Podrá volver a intentarlo en { $time }.
phone-forget = No puedo desbloquearlo
phone-forget-text = Puede hacer que se olvide todo lo que se guarda aquí. Después sus cuentas deberán configurarse de nuevo, con un código de recuperación o por su servicio de asistencia.
phone-forget-really = Olvidarlo todo
phone-forgotten-title = Aquí se ha olvidado todo
phone-forgotten-text = Sus cuentas ya no están en este teléfono. Puede configurarlas de nuevo.

# What can go wrong
phone-no-connection = No hay conexión. Vuelva a intentarlo cuando la haya.
phone-not-accepted = El servidor no acepta ahora este teléfono para la cuenta.
phone-too-many = Ha habido demasiados intentos. Espere un rato, por favor.
phone-server-trouble = El servidor no puede responder en este momento. Vuelva a intentarlo dentro de un momento.
phone-refused = El servidor no lo ha aceptado. Si vuelve a ocurrir, avise a su servicio de asistencia.
phone-unexpected = No ha funcionado. Vuelva a intentarlo.
phone-unsupported-title = Este navegador no puede ser su teléfono
phone-unsupported-text = Le falta una forma de comprobar firmas o de guardar claves. Actualícelo, use otro navegador y salga de las ventanas privadas: lo olvidan todo.

# Shown when a push cannot be read
phone-notification = Abra para ver qué hay de nuevo.
