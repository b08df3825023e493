# Machine-made wording; awaits a native reader. The words are chosen in main.ftl.

# How an authenticator is doing
push-test = Prueba de { $service }. No abre nada, responda lo que responda.
method-pushes = Notificaciones
method-pushes-arrive = no se conoce ninguna dificultad
test-text = Compruebe si las notificaciones llegan a este teléfono. Una prueba no abre nada, responda lo que responda.
test-send = Enviar una notificación de prueba
test-title = Notificación de prueba
test-waiting = Se ha enviado una prueba a { $name }. Respóndala allí. Sea sí o no, no abre nada.
test-answered = La prueba ha llegado y usted la ha respondido. Las notificaciones llegan a este teléfono.
test-unanswered = El servicio que transporta las notificaciones aceptó la prueba, pero nadie la respondió en un minuto.
test-unanswered-hint = Abra la aplicación y búsquela allí. Compruebe que el teléfono esté conectado y que sus ajustes permitan a la aplicación mostrar notificaciones.
test-undelivered = La prueba no se ha podido entregar.
push-trouble-no-address = Este teléfono no ha permitido las notificaciones. Abra allí la aplicación: las solicitudes esperan en ella.
push-trouble-late = El servicio que transporta las notificaciones todavía no ha aceptado la última.
push-trouble-gone = La aplicación ya no está instalada en ese teléfono, según el servicio que transporta las notificaciones. Elimine esta entrada y configure el teléfono de nuevo.
push-trouble-refused = El servicio que transporta las notificaciones no aceptó la última. Si vuelve a ocurrir, pida ayuda.
push-trouble-misconfigured = Este servidor no puede enviar ahora notificaciones a teléfonos como este. Quienes lo gestionan pueden arreglarlo: avíseles, por favor.
push-trouble-unreachable = No se pudo contactar a tiempo con el servicio que transporta las notificaciones. Vuelva a intentarlo dentro de unos minutos.
method-platform = Tipo de dispositivo
platform-android = Android
platform-ios = iPhone o iPad
platform-web = un navegador
platform-desktop = un ordenador
method-app = Aplicación
method-app-own = el autenticador propio de este servidor
method-app-compatible = una aplicación de la organización
method-worth = Lo que vale un inicio de sesión con él
