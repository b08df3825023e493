# Awaits a native reader. The words are chosen in main.ftl.

# Services that people log in to, and how they log out of them
problem-login-not-approved = Он не был одобрен, поэтому никто по нему не вошёл.
logged-out-title = Вы вышли
logged-out-told = Этим сервисам сообщено, что ваш сеанс в них тоже нужно завершить:
logged-out-untold = Этим сервисам сообщить нельзя. Выйдите из них сами:
logged-out-again = Войти снова
services-title = Сервисы, в которые вы вошли
services-text = За последние 24 часа вы входили в эти сервисы с этой учётной записью. Если выйти здесь или завершить все остальные сеансы, завершатся и ваши сеансы в них.
service-last = последний вход: { $at }
service-untold = сообщить ему нельзя: выйдите из него сами
launcher-title = Ваши сервисы
