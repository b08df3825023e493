# Awaits a native reader. The words are chosen in main.ftl.

# Whom people can ask, and when
support-title = Suporte
support-intro = Escreva ou ligue quando não conseguir continuar. Ninguém aqui pede sua senha nem um código; não os informe a ninguém.
support-none = Nenhum escritório está indicado aqui. Pergunte a quem lhe deu a conta.
support-link = Perguntar a uma pessoa: nossos escritórios e horários
support-yours = Os horários estão no seu fuso horário, { $zone }.
support-zone = Os horários são os do escritório: { $zone }.
support-now = Agora
support-open = aberto
support-closed = fechado
support-closes = Fecha
support-opens = Abre
support-hours = Horários dos próximos sete dias
support-phone = Telefone
support-mail = E-mail
support-form = Formulário
support-write = Escrever para { $office }
support-languages = Idiomas
weekday-mon = segunda-feira
weekday-tue = terça-feira
weekday-wed = quarta-feira
weekday-thu = quinta-feira
weekday-fri = sexta-feira
weekday-sat = sábado
weekday-sun = domingo

# The pages of help
help-search = Procurar nestas páginas
help-search-submit = Procurar
help-found = Estas partes contêm todas as suas palavras:
help-not-found = Nenhuma parte contém todas as suas palavras. Tente menos palavras ou outras, ou pergunte a uma pessoa.
help-all = Mostrar tudo
help-version = Estas páginas descrevem a versão { $version } do programa.
