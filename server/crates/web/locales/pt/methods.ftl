# Machine-made wording; awaits a native reader. The words are chosen in main.ftl.

# The person's authenticators
methods-title = Métodos de autenticação
methods-manage = Gerenciar os seus métodos de autenticação
methods-text = Além da sua senha, cada entrada pede algo que só você tem. Cuide disso como das suas chaves e não o dê a ninguém. Configure pelo menos dois, para que a perda de um não impeça você de entrar.
methods-backup-one = Você tem um só. Se o perder, não poderá entrar: adicione um segundo, ou códigos de recuperação guardados em papel.
methods-backup-none = Restam apenas códigos de recuperação. Adicione um telefone ou um aplicativo antes que eles acabem.
methods-backup-missing = Nenhum autenticador está pronto para uso. Configure um agora, para que a sua conta seja protegida por mais do que a senha.
methods-add = Adicionar outro
methods-add-this = Adicionar: { $what }
add = Adicionar
close = Fechar
back = Voltar

add-phone-title = Telefone no navegador
add-phone-text = O seu telefone pergunta a você em cada entrada. Não é preciso nenhum aplicativo: o próprio navegador do telefone faz isso.
add-phone-steps = A próxima página mostra um código para escanear com a câmera do seu telefone. Ative o bloqueio de tela do telefone: quem puder usá-lo poderá aprovar as suas entradas.
add-app-title = Aplicativo autenticador
add-app-text = O aplicativo da sua organização pergunta a você em cada entrada.
add-app-steps = Primeiro instale o aplicativo e permita que ele mostre notificações. A próxima página mostra um código para escanear com ele. Ative o bloqueio de tela do telefone: quem puder usá-lo poderá aprovar as suas entradas.
add-both-title = Aplicativo autenticador com códigos
add-both-text = O aplicativo da sua organização pergunta a você em cada entrada e mostra códigos para quando está sem conexão.
add-both-steps = Primeiro instale o aplicativo e permita que ele mostre notificações. A próxima página mostra um único código para escanear, que serve para os dois, e pede o primeiro código que o aplicativo mostrar. Ative o bloqueio de tela do telefone: quem puder usá-lo poderá aprovar as suas entradas.
add-codes-title = Aplicativo de senhas de uso único
add-codes-text = Qualquer aplicativo que mostre um novo código a cada 30 segundos, em um telefone ou em um computador. Você digita o código em cada entrada.
add-codes-steps = Primeiro instale um aplicativo desses. A próxima página mostra um código para escanear, ou uma chave para digitar, e pede o primeiro código que o aplicativo mostrar.
add-paper-title = Códigos de recuperação
add-paper-text = Dez códigos em papel, cada um válido para uma entrada, para o dia em que todo o resto estiver perdido.
add-paper-steps = A próxima página mostra os códigos uma única vez. Imprima-os ou anote-os. Os códigos que você recebeu antes deixam de funcionar.

method-push = Telefone
method-kind = O que é
method-device = Dispositivo
method-state = Estado
method-added = Adicionado
method-used = Último uso
method-used-from = A partir da rede
method-never-used = ainda não
method-codes-left = Códigos restantes
label = Nome
label-optional = Nome (se quiser)
label-refused = Um nome tem até 60 caracteres, todos visíveis.
rename = Salvar o nome
remove-title = Remover
remove-text = Deixará de funcionar imediatamente, e as suas outras sessões serão encerradas.
remove-in-app = Remova a conta também no aplicativo.
remove-last = Sem ele você não poderia entrar. Adicione outro primeiro; depois poderá remover este.
remove-leaves-codes = Depois disso, restarão apenas códigos de recuperação. Com cada um você pode entrar uma vez.
remove-after-login = Já faz algum tempo que você entrou; por isso pedimos que entre novamente antes.
remove = Remover definitivamente
remove-sure-title = Ficar apenas com códigos de recuperação?
remove-sure-text = Sem { $name } restam apenas códigos de recuperação. Cada um deixa você entrar uma vez; quando acabarem ou se perderem, você não poderá mais entrar.
remove-sure-keep = Manter
apps-scan = Escanear com um telefone para instalar { $app }
add-full-title = Você já tem tantos destes quanto possível
add-full-text = Remova um que não usa mais; depois poderá adicionar outro.
problem-too-many-authenticators = O usuário tem tantos autenticadores deste tipo quanto o servidor permite. Antes é preciso remover um deles.
