# Machine-made wording; awaits a native reader. The words are chosen in main.ftl.

# The person's authenticators
methods-title = Métodos de autenticación
methods-manage = Gestionar sus métodos de autenticación
methods-text = Además de su contraseña, cada inicio de sesión pide algo que solo usted tiene. Cuídelo como sus llaves y no se lo dé a nadie. Configure al menos dos métodos, para que perder uno no le deje sin acceso.
methods-backup-one = Tiene un solo autenticador. Si lo pierde, no podrá iniciar sesión: añada un segundo, o códigos de recuperación que guarde en papel.
methods-backup-none = Solo quedan códigos de recuperación. Añada un teléfono o una aplicación antes de que se agoten.
methods-backup-missing = No hay ningún autenticador listo para usar. Configure uno ahora, para que su cuenta esté protegida por algo más que la contraseña.
methods-add = Añadir otro
methods-add-this = Añadir: { $what }
add = Añadir
close = Cerrar
back = Atrás

add-phone-title = Teléfono en el navegador
add-phone-text = Su teléfono le pregunta en cada inicio de sesión. No necesita ninguna aplicación: lo hace el propio navegador del teléfono.
add-phone-steps = La página siguiente muestra un código para escanear con la cámara de su teléfono. Active el bloqueo de pantalla de su teléfono: quien pueda usar el teléfono puede aprobar sus inicios de sesión.
add-app-title = Aplicación de autenticación
add-app-text = La aplicación de su organización le pregunta en cada inicio de sesión.
add-app-steps = Instale primero la aplicación y permítale mostrar notificaciones. La página siguiente muestra un código para escanear con ella. Active el bloqueo de pantalla de su teléfono: quien pueda usar el teléfono puede aprobar sus inicios de sesión.
add-both-title = Aplicación de autenticación con códigos
add-both-text = La aplicación de su organización le pregunta en cada inicio de sesión, y muestra códigos para cuando no tiene conexión.
add-both-steps = Instale primero la aplicación y permítale mostrar notificaciones. La página siguiente muestra un solo código para escanear que sirve para ambas cosas, y pide el primer código que muestre la aplicación. Active el bloqueo de pantalla de su teléfono: quien pueda usar el teléfono puede aprobar sus inicios de sesión.
add-codes-title = Aplicación de contraseñas de un solo uso
add-codes-text = Cualquier aplicación que muestre un código nuevo cada 30 segundos, en un teléfono o en un ordenador. Usted escribe el código en cada inicio de sesión.
add-codes-steps = Instale primero una aplicación de este tipo. La página siguiente muestra un código para escanear, o una clave para escribir, y pide el primer código que muestre la aplicación.
add-paper-title = Códigos de recuperación
add-paper-text = Diez códigos en papel, cada uno válido para un inicio de sesión, para el día en que se haya perdido todo lo demás.
add-paper-steps = La página siguiente muestra los códigos una sola vez. Imprímalos o anótelos. Los códigos que recibió antes dejan de funcionar.

method-push = Teléfono
method-kind = Qué es
method-device = Dispositivo
method-state = Estado
method-added = Fecha en que se añadió
method-used = Último uso
method-used-from = Desde la red
method-never-used = todavía no
method-codes-left = Códigos restantes
label = Nombre
label-optional = Nombre (si lo desea)
label-refused = Un nombre tiene 60 caracteres como máximo, todos visibles.
rename = Guardar el nombre
remove-title = Eliminar
remove-text = Dejará de funcionar de inmediato, y sus otras sesiones terminarán.
remove-in-app = Elimine también la cuenta en la aplicación.
remove-last = Sin él no podría iniciar sesión. Añada antes otro; después podrá eliminar este.
remove-leaves-codes = Después solo quedarán códigos de recuperación. Cada uno le permite entrar una vez.
remove-after-login = Hace algún tiempo que inició sesión, así que le pedimos que vuelva a hacerlo antes.
remove = Eliminar definitivamente
remove-sure-title = ¿Quedarse solo con códigos de recuperación?
remove-sure-text = Sin { $name } solo quedan códigos de recuperación. Cada uno le permite entrar una vez; cuando se agoten o se pierdan, ya no podrá iniciar sesión.
remove-sure-keep = Conservarlo
apps-scan = Escanear con un teléfono para instalar { $app }
add-full-title = Ya tiene tantos de estos como es posible
add-full-text = Elimine uno que ya no utilice; después podrá añadir otro.
problem-too-many-authenticators = El usuario tiene tantos autenticadores de este tipo como permite el servidor. Antes hay que eliminar uno.
