# Awaits a native reader. The words are chosen in main.ftl.

# Services that people log in to, and how they log out of them
problem-login-not-approved = No se aprobó, así que nadie inició sesión con ella.
logged-out-title = Ha cerrado la sesión
logged-out-told = Se ha avisado a estos servicios para que cierren también su sesión:
logged-out-untold = A estos servicios no se les puede avisar. Cierre la sesión en ellos usted mismo:
logged-out-again = Volver a iniciar sesión
services-title = Servicios en los que tiene la sesión iniciada
services-text = En las últimas 24 horas ha iniciado sesión en estos servicios con esta cuenta. Si cierra la sesión aquí o cierra todas las demás, también se cierran sus sesiones en ellos.
service-last = último inicio de sesión: { $at }
service-untold = no se le puede avisar: cierre la sesión allí usted mismo
launcher-title = Sus servicios
