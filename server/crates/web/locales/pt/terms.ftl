# Awaits a native reader. The words are chosen in main.ftl.

# The terms of use; the terms themselves are under web/terms
terms-title = Termos de uso
terms-version = Versão
terms-ask = Você aceita estes termos? Sem isso, nenhum autenticador pode ser configurado.
terms-accept = Aceitar
terms-accept-confirm = Aceitar e confirmar
terms-accepted = Você aceitou estes termos em { $day }.
terms-declined-title = Nada foi aceito
terms-declined-text = Você não aceitou os termos de uso e nada mudou. Poderá configurar autenticadores assim que os aceitar.
terms-again = Ler os termos de uso outra vez
problem-terms-not-accepted = A pessoa não aceitou os termos de uso em vigor. Ela faz isso na página em que configura o autenticador.
