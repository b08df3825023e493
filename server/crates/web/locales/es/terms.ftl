# Awaits a native reader. The words are chosen in main.ftl.

# The terms of use; the terms themselves are under web/terms
terms-title = Condiciones de uso
terms-version = Versión
terms-ask = ¿Acepta estas condiciones? Sin ello no se puede configurar ningún autenticador.
terms-accept = Aceptar
terms-accept-confirm = Aceptar y confirmar
terms-accepted = Aceptó estas condiciones el { $day }.
terms-declined-title = No se ha aceptado nada
terms-declined-text = No ha aceptado las condiciones de uso y nada ha cambiado. Podrá configurar autenticadores cuando las acepte.
terms-again = Leer de nuevo las condiciones de uso
problem-terms-not-accepted = La persona no ha aceptado las condiciones de uso vigentes. Lo hace en la página donde configura el autenticador.
