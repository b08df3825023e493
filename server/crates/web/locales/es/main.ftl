# Awaits a native reader.
# Words: authenticator = autenticador, approve = aprobar (approval = aprobación), deny = rechazar, confirm = confirmar,
# set up (enrolment) = configurar (configuración), recovery code = código de recuperación.

# On phones
push-login = ¿Iniciar sesión en { $service }?
push-confirm = ¿Confirmar este teléfono para { $service }?
push-login-message = { $service }: { $message }

# Everywhere
language-name = Español
language = Idioma
help = Ayuda
skip = Ir al contenido
list-comma = { ", " }
continue = Continuar
cancel = Cancelar
password = Contraseña
username = Nombre de usuario
to-start = A la página de inicio
try-again = Volver a intentarlo
not-found-title = Aquí no hay nada
not-found-text = La dirección es incorrecta, o lo que había aquí ya no existe.
ended-title = Esto ha terminado
ended-text = El enlace ya se usó o su tiempo se ha agotado. Solicite uno nuevo.
too-many-title = Demasiados intentos
too-many-text = Espere, por favor. Podrá volver a intentarlo en { $minutes ->
    [one] un minuto
    [many] { $minutes } de minutos
   *[other] { $minutes } minutos
}.
refused-title = No ha funcionado
refused-text = Lo que ha enviado su navegador no se puede usar aquí. Vuelva atrás, cargue de nuevo la página e inténtelo otra vez.
unavailable-title = No es posible en este momento
unavailable-text = El servidor no puede decidir en este momento. No se ha perdido nada; vuelva a intentarlo dentro de un momento.

# Login
login-title = Iniciar sesión
login-refused = El nombre de usuario o la contraseña son incorrectos.
no-authenticator-title = Ningún teléfono al que preguntar
no-authenticator-text = En este momento no se puede preguntar a ninguno de sus teléfonos. Póngase en contacto con su servicio de asistencia.
login-for = Está iniciando sesión en { $service }.
wait-title = Mire su teléfono
wait-sent = Hemos enviado una solicitud a: { $devices }.
wait-number = Elija este número en su teléfono:
wait-type = Escriba este número en su teléfono:
wait-here = Aprobar en este navegador
wait-scan = Escanear con el teléfono en su lugar
wait-scan-text = Abra el teléfono, elija la solicitud y escanee este código con él.
wait-scan-code = Código para el teléfono
wait-approve = Apruébela si es usted.
wait-late = La notificación no ha llegado a su teléfono: el servicio que la transporta no responde o no la acepta.
wait-late-look = Abra usted mismo el autenticador en su teléfono: la solicitud está ahí.
wait-late-code = En su lugar puede escribir un código. No hace falta que inicie sesión de nuevo.
wait-late-alone = Seguimos intentándolo. Si no llega nada, vuelva a intentarlo dentro de unos minutos o pida ayuda a quienes le dieron su cuenta.
wait-left = Tiempo restante:
code-instead = Escribir un código en su lugar
code-title = Escriba su código
code-from-app = Abra su aplicación de autenticación y escriba el código que muestra para esta cuenta.
code-from-paper = También sirve un código de recuperación. Cada uno vale una sola vez.
code-label = Código
code-phone-instead = Usar el teléfono en su lugar
code-wrong = Este código es incorrecto o ya se usó. { $left ->
    [0] No queda ningún intento.
    [one] Queda un intento.
    [many] Quedan { $left } de intentos.
   *[other] Quedan { $left } intentos.
}
resend = Enviar de nuevo
resend-early = Acabamos de enviarla. Espere un momento antes de enviarla de nuevo.
difficulties = ¿Tiene dificultades?
login-approved-title = Aprobado
login-approved-text = Puede volver a la página de la que venía.
login-denied-title = Rechazado
login-denied-text = La solicitud se rechazó en su teléfono.
login-reported-text = En su teléfono se ha avisado de que la solicitud no era suya.
login-expired-title = Se ha agotado el tiempo
login-expired-text = Nadie respondió a tiempo.
login-cancelled-title = Cancelado
login-cancelled-text = El inicio de sesión se canceló.
login-superseded-text = Un inicio de sesión más reciente ha ocupado el lugar de este.
login-suspended-text = El inicio de sesión terminó porque se suspendió la cuenta o el teléfono.
login-restored-text = El inicio de sesión terminó porque el servicio se restauró a partir de una copia de seguridad. Empiece de nuevo, por favor.
login-failed-title = No aprobado
login-wrong-number-text = Se eligió otro número en el teléfono. Si no fue usted, cambie su contraseña.
login-too-many-codes-text = Se escribieron demasiados códigos incorrectos.
login-locked-text = Su autenticador se bloqueó tras demasiados intentos fallidos. Póngase en contacto con su servicio de asistencia.
login-missing-number-text = El teléfono no envió ningún número. Actualice la aplicación de autenticación.

# Enrolment
enroll-title = Configure su autenticador
enroll-push-title = Configure su teléfono
enroll-combined-title = Configure su teléfono
enroll-combined-type = Escriba el código que la aplicación muestra para esta cuenta:
enroll-oath-title = Configure su aplicación de autenticación
enroll-oath-type = Escriba el código que la aplicación muestra para esta cuenta:
enroll-recovery-title = Sus códigos de recuperación
enroll-recovery-type = Escriba uno de ellos para mostrar que los ha guardado:
enroll-cancelled-title = Configuración cancelada
enroll-cancelled-text = No se ha configurado nada. Solicite un enlace nuevo para empezar otra vez.
enroll-cancelled-in-part-text = Lo que ya estaba conectado sigue así; el resto no se ha configurado. Solicite un enlace nuevo para continuar.
enroll-too-many-codes-text = Se escribieron demasiados códigos incorrectos. Solicite un enlace nuevo para empezar otra vez.
enroll-registered = Su teléfono está conectado.
enroll-no-code = La aplicación no muestra ningún código
enroll-no-camera = La aplicación no puede escanear
enroll-type-key = Escriba esta clave en la aplicación. Elija códigos basados en la hora, salvo que le hayan indicado otra cosa.
recovery-codes = Códigos de recuperación
recovery-keep = Imprima estos códigos o anótelos, y guárdelos en un lugar seguro. Con cada uno puede iniciar sesión una vez si ha perdido su teléfono. Solo se muestran ahora.
method-totp = Aplicación de contraseñas de un solo uso
method-hotp = Dispositivo de contraseñas de un solo uso
method-recovery-code = Códigos de recuperación
enroll-for = Para la cuenta { $name }.
enroll-once = El código que sigue se muestra solo en este navegador, y solo una vez.
enroll-show = Mostrar el código
password-refused = La contraseña es incorrecta.
enroll-scan = Abra la aplicación de autenticación en su teléfono y escanee este código.
enroll-code = Código de configuración
enroll-same-phone = La aplicación está en este teléfono
enroll-scan-native = Escanee este código con su teléfono: con el autenticador, si ya está en él, o si no con la cámara. La cámara abre el autenticador en el navegador del teléfono.
enroll-same-browser = Configurar el autenticador en este navegador
enroll-done-title = Todo está configurado
enroll-done-text = Ahora puede iniciar sesión con: { $what }.
confirm-title = ¿Es suyo?
confirm-text = Otro servicio ha configurado un autenticador para la cuenta { $name }. En cuanto lo confirme, servirá para todos los servicios.
confirm-which = ¿Cuál es el suyo?
confirm-service = configurado por { $service }
confirm-none = Ninguno de estos
confirm-none-text = Configurar un teléfono propio.
confirm-warning = Confirme solo lo que tenga en la mano. Le pediremos un número en el teléfono o un código. Si no reconoce ninguno de estos, avise a su servicio de asistencia.
confirm = Confirmar

# Account
account-title = Su cuenta
account-hello = Ha iniciado sesión como { $name }.
account-assurance = Comprobado en este inicio de sesión: { $what }.
acr-push = su teléfono
acr-push-pwd = su contraseña y su teléfono
acr-push-number = su teléfono y el número que había en él
acr-oob = su teléfono, en el que escribió o escaneó lo que mostraba esta página
acr-oob-pwd = su contraseña y su teléfono, en el que escribió o escaneó lo que mostraba esta página
acr-otp = su contraseña de un solo uso
acr-otp-pwd = su contraseña y su contraseña de un solo uso
acr-recovery = un código de recuperación
acr-recovery-pwd = su contraseña y un código de recuperación
acr-push-number-pwd = su contraseña, su teléfono y el número que había en él
state-active = en uso
state-unconfirmed = para un solo servicio, hasta que lo confirme
state-inactive = fuera de uso
logout = Cerrar sesión

# Problems, for whoever builds a client
problem-malformed-request = El cuerpo no es JSON, o la dirección tiene un parámetro que no se puede leer.
problem-invalid-client = Envíe client_id y client_secret por HTTP Basic. Un cliente suspendido recibe la misma respuesta.
problem-invalid-device = Firme la petición con la clave del dispositivo, para esta dirección y este momento; server_time dice qué hora es aquí.
problem-device-removed = El dispositivo se eliminó de su cuenta y no puede volver: removal es la declaración firmada del servidor. El teléfono puede olvidar la cuenta, y se configura de nuevo si hace falta.
problem-challenge-not-open = Ya se respondió, o su inicio de sesión ha terminado. Pida de nuevo las solicitudes abiertas.
problem-insufficient-scope = Un operador concede los permisos a los clientes cuando los añade.
problem-fresh-approval-required = El usuario tiene un autenticador activo. Indique un inicio de sesión de este usuario y este cliente que se haya aprobado hace cinco minutos como máximo y que aún no se haya usado para esto.
problem-forbidden = Los formularios solo se aceptan desde las propias páginas del servidor.
problem-not-found = No existe, o pertenece a otro cliente.
problem-method-not-allowed = Consulte la descripción de la interfaz en /openapi.json.
problem-login-not-pending = Ya se decidió o se canceló, o ha caducado.
problem-enrollment-not-pending = Ya se completó o se canceló, o ha caducado, o no se espera ningún código.
problem-wrong-code = El código es incorrecto o ya se usó. attempts_left dice cuántos se pueden probar todavía; con 0, era el último.
problem-last-authenticator = Sin él, el usuario ya no podría iniciar sesión. Añada antes otro.
problem-already-exists = Elija otro nombre.
problem-request-in-progress = Espere la respuesta a la primera petición.
problem-too-large = El cuerpo puede tener hasta 16 KiB.
problem-invalid-request = Un miembro es desconocido, falta o está fuera de los límites; detail dice cuál.
problem-no-usable-authenticator = El usuario es desconocido, está suspendido o bloqueado, o no tiene nada que pueda responder. No se dice cuál de estos casos es.
problem-idempotency-key-reused = La misma Idempotency-Key llegó con otro cuerpo u otra dirección. Use una clave nueva para una petición nueva.
problem-too-many-requests = Espere el tiempo que diga Retry-After.
problem-internal-error = Ha ocurrido algo que no debería ocurrir. El registro dice qué.
problem-unavailable = No se puede acceder a la base de datos o escribir en ella. Vuelva a intentarlo dentro de un momento.
