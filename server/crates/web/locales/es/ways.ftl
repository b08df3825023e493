# Awaits a native reader. The words are chosen in main.ftl.

# Choosing how to log in
ways-title = ¿Cómo quiere iniciar sesión?
ways-text = Elija un modo. Hasta que haya iniciado sesión puede cambiar de idea sin volver a escribir la contraseña.
ways-last = el último usado en este navegador
ways-log-in = Iniciar sesión
ways-refused = Elija uno de los modos que se pueden usar ahora.
ways-others = No disponible por ahora
way-push = Aprobar en su teléfono
way-push-text = Enviamos una solicitud a su teléfono y usted la aprueba allí.
way-code = Escribir un código
way-code-text = Su aplicación de autenticación lo muestra para esta cuenta.
way-recovery = Usar un código de recuperación
way-recovery-text = Uno de los códigos que guarda en papel. Cada uno sirve una sola vez.
way-used-up = Se han usado todos los códigos. Cree otros nuevos en «Métodos de autenticación».
way-unconfirmed = Lo ha configurado otro servicio. Confirme primero que es suyo.
way-locked = Bloqueado tras demasiados intentos fallidos. Póngase en contacto con su servicio de asistencia.
way-not-in-use = Se ha apartado y por ahora no sirve.
way-not-set-up = No lo ha configurado. Cuando haya iniciado sesión, podrá hacerlo en «Métodos de autenticación».

# When no request arrives
difficulties-open = Abra la aplicación de autenticación y deslice hacia abajo para actualizar: allí se muestra la solicitud que espera.
difficulties-online = Compruebe que el teléfono tiene conexión y que la aplicación puede mostrar notificaciones. Después, envíe de nuevo la solicitud.
difficulties-device = La solicitud está en cada uno de estos dispositivos, así que use otro: { $devices }.
difficulties-code = Escribir un código en su lugar
difficulties-ways = Otros modos de iniciar sesión
difficulties-support = Ayuda, y quién puede ayudarle
denied-not-you = Si no fue usted quien la rechazó, puede que otra persona tenga su teléfono. Inicie sesión de otro modo, avise de que lo ha perdido y cambie su contraseña.

# What services demand of a login
policy-announced = A partir del { $date }, algunas operaciones pedirán aquí un inicio de sesión más seguro. Compruebe en su cuenta, en «Métodos de autenticación», si ya dispone de uno.
way-too-weak = No es lo bastante seguro para lo que va a hacer.
problem-insufficient-user-authentication = El inicio de sesión es demasiado débil o demasiado antiguo para este recurso. Comience otro con el mismo recurso; acr_values y max_age dicen qué se exige.
