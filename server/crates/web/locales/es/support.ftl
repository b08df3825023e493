# Awaits a native reader. The words are chosen in main.ftl.

# Whom people can ask, and when
support-title = Asistencia
support-intro = Escriba o llame si no puede continuar. Nadie aquí le pide su contraseña ni un código; no se los dé a nadie.
support-none = Aquí no figura ninguna oficina. Pregunte a quien le dio su cuenta.
support-link = Preguntar a una persona: nuestras oficinas y sus horarios
support-yours = Las horas son las de su zona horaria, { $zone }.
support-zone = Las horas son las de la oficina: { $zone }.
support-now = Ahora
support-open = abierta
support-closed = cerrada
support-closes = Cierra
support-opens = Abre
support-hours = Horario de los próximos siete días
support-phone = Teléfono
support-mail = Correo electrónico
support-form = Formulario
support-write = Escribir a { $office }
support-languages = Idiomas
weekday-mon = lunes
weekday-tue = martes
weekday-wed = miércoles
weekday-thu = jueves
weekday-fri = viernes
weekday-sat = sábado
weekday-sun = domingo

# The pages of help
help-search = Buscar en estas páginas
help-search-submit = Buscar
help-found = Estos apartados contienen todas sus palabras:
help-not-found = Ningún apartado contiene todas sus palabras. Pruebe con menos o con otras, o pregunte a una persona.
help-all = Mostrarlo todo
help-version = Estas páginas describen la versión { $version } del programa.
