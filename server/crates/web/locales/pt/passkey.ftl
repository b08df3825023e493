# Awaits a native reader. The words are chosen in main.ftl.

# Passkeys
passkey-title = Usar a sua chave de acesso
passkey-text = O navegador pedirá a sua impressão digital, o seu rosto ou o seu PIN.
passkey-use = Usar uma chave de acesso
passkey-instead = Em vez disso, usar uma chave de acesso
passkey-first = Entrar com uma chave de acesso
passkey-often = Houve tentativas demais. Espere um pouco ou digite o seu nome de usuário.
passkey-again = Esta tentativa terminou. Tente de novo.
passkey-failed = O servidor não respondeu como devia. Tente de novo ou entre com o seu nome de usuário.
passkey-create = Criar uma chave de acesso
passkey-create-text = O navegador perguntará onde guardar a chave de acesso e pedirá a sua impressão digital, o seu rosto ou o seu PIN.
passkey-stopped = O navegador não usou nenhuma chave de acesso. Tente de novo ou escolha outra forma.
passkey-refused = Esta chave de acesso não foi aceita. Tente de novo ou escolha outra.
passkey-known = Já existe aí uma chave de acesso sua. Escolha outro lugar para guardar a nova.
passkey-impossible = Este navegador não pode usar chaves de acesso. Escolha outra forma ou outro navegador.
passkey-no-script = As chaves de acesso precisam de JavaScript, que está desativado neste navegador. Ative-o ou escolha outra forma.
passkey-late = É tarde demais para uma chave de acesso neste login. Cancele-o e entre de novo, ou escolha outra forma.

method-passkey = Chave de acesso
method-kept = Guardada
method-kept-device = em um único dispositivo
method-kept-copied = em uma conta que a copia para os seus dispositivos
acr-passkey = a sua chave de acesso
acr-passkey-pwd = a sua senha e a sua chave de acesso

add-passkey-title = Chave de acesso
add-passkey-text = O seu dispositivo ou uma chave de segurança pede a sua impressão digital, o seu rosto ou o seu PIN. Ela só responde a este site, de modo que ninguém a obtém de você em outro lugar.
add-passkey-steps = Na próxima página o navegador cria a chave de acesso. Ela pode ficar neste dispositivo, em um telefone ou em uma chave de segurança.
enroll-passkey-title = Crie a sua chave de acesso
