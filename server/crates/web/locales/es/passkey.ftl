# Awaits a native reader. The words are chosen in main.ftl.

# Passkeys
passkey-title = Usar su llave de acceso
passkey-text = Su navegador le pedirá la huella, el rostro o el PIN.
passkey-use = Usar una llave de acceso
passkey-instead = Usar una llave de acceso en su lugar
passkey-first = Iniciar sesión con una llave de acceso
passkey-often = Ha habido demasiados intentos. Espere un rato o escriba su nombre de usuario.
passkey-again = Este intento ha terminado. Inténtelo de nuevo.
passkey-failed = El servidor no respondió como debía. Inténtelo de nuevo o inicie sesión con su nombre de usuario.
passkey-create = Crear una llave de acceso
passkey-create-text = Su navegador le preguntará dónde guardar la llave de acceso y le pedirá la huella, el rostro o el PIN.
passkey-stopped = El navegador no usó ninguna llave de acceso. Inténtelo de nuevo o elija otra forma.
passkey-refused = Esta llave de acceso no se aceptó. Inténtelo de nuevo o elija otra.
passkey-known = Allí ya hay una llave de acceso suya. Elija otro lugar para guardar la nueva.
passkey-impossible = Este navegador no puede usar llaves de acceso. Elija otra forma u otro navegador.
passkey-no-script = Las llaves de acceso necesitan JavaScript, que está desactivado en este navegador. Actívelo o elija otra forma.
passkey-late = Ya es tarde para usar una llave de acceso en este inicio de sesión. Cancélelo y vuelva a iniciar sesión, o elija otra forma.

method-passkey = Llave de acceso
method-kept = Se guarda
method-kept-device = en un solo dispositivo
method-kept-copied = en una cuenta que la copia en sus dispositivos
acr-passkey = su llave de acceso
acr-passkey-pwd = su contraseña y su llave de acceso

add-passkey-title = Llave de acceso
add-passkey-text = Su dispositivo o una llave de seguridad le pide la huella, el rostro o el PIN. Solo responde a este sitio, así que nadie puede sacársela en otro lugar.
add-passkey-steps = En la página siguiente su navegador crea la llave de acceso. Puede guardarse en este dispositivo, en un teléfono o en una llave de seguridad.
enroll-passkey-title = Cree su llave de acceso
