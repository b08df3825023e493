# Awaits a native reader. The words are chosen in main.ftl.

# The terms of use; the terms themselves are under web/terms
terms-title = Условия использования
terms-version = Редакция
terms-ask = Вы принимаете эти условия? Без этого настроить аутентификатор нельзя.
terms-accept = Принять
terms-accept-confirm = Принять и подтвердить
terms-accepted = Вы приняли эти условия { $day }.
terms-declined-title = Ничего не принято
terms-declined-text = Вы не приняли условия использования, и ничего не изменилось. Настроить аутентификаторы можно будет, когда вы их примете.
terms-again = Прочитать условия ещё раз
problem-terms-not-accepted = Человек не принял действующие условия использования. Это делается на странице, где настраивается аутентификатор.
