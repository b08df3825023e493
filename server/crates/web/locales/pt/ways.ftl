# Awaits a native reader. The words are chosen in main.ftl.

# Choosing how to log in
ways-title = Como quer entrar?
ways-text = Escolha uma forma. Até ter entrado, você pode mudar de ideia sem digitar a senha de novo.
ways-last = usada por último neste navegador
ways-log-in = Entrar
ways-refused = Escolha uma das formas que podem ser usadas agora.
ways-others = Indisponível no momento
way-push = Aprovar no seu telefone
way-push-text = Enviamos uma solicitação ao seu telefone, e você a aprova lá.
way-code = Digitar um código
way-code-text = O seu aplicativo autenticador o mostra para esta conta.
way-recovery = Usar um código de recuperação
way-recovery-text = Um dos códigos que você guarda em papel. Cada um serve uma única vez.
way-used-up = Todos os códigos foram usados. Crie novos em “Métodos de autenticação”.
way-unconfirmed = Outro serviço a configurou. Confirme primeiro que é sua.
way-locked = Bloqueada após muitas tentativas erradas. Entre em contato com o suporte.
way-not-in-use = Foi posta de lado e não serve por enquanto.
way-not-set-up = Você não a configurou. Depois de entrar, poderá fazê-lo em “Métodos de autenticação”.

# When no request arrives
difficulties-open = Abra o aplicativo autenticador e puxe para baixo para atualizar: uma solicitação em espera aparece ali.
difficulties-online = Verifique se o telefone está conectado e se o aplicativo pode mostrar notificações. Depois envie a solicitação novamente.
difficulties-device = A solicitação está em cada um destes aparelhos, portanto use outro: { $devices }.
difficulties-code = Digitar um código em vez disso
difficulties-ways = Outras formas de entrar
difficulties-support = Ajuda, e quem pode ajudar você
denied-not-you = Se não foi você quem recusou, outra pessoa pode estar com o seu telefone. Entre de outra forma, informe que o perdeu e altere a sua senha.

# What services demand of a login
policy-announced = A partir de { $date }, algumas operações pedirão aqui um login mais forte. Veja na sua conta, em “Métodos de autenticação”, se você já tem um.
way-too-weak = Não é forte o bastante para o que você vai fazer.
problem-insufficient-user-authentication = O login é fraco demais ou antigo demais para este recurso. Comece outro com o mesmo recurso; acr_values e max_age dizem o que é exigido.
