# Awaits a native reader. The words are chosen in main.ftl.

# Passkeys
passkey-title = 패스키 사용
passkey-text = 브라우저가 지문, 얼굴 또는 PIN을 요청합니다.
passkey-use = 패스키 사용
passkey-instead = 대신 패스키 사용
passkey-first = 패스키로 로그인
passkey-often = 시도가 너무 많았습니다. 잠시 기다리거나 사용자 이름을 입력하세요.
passkey-again = 이번 시도는 끝났습니다. 다시 시도하세요.
passkey-failed = 서버가 제대로 응답하지 않았습니다. 다시 시도하거나 사용자 이름으로 로그인하세요.
passkey-create = 패스키 만들기
passkey-create-text = 브라우저가 패스키를 보관할 곳을 묻고 지문, 얼굴 또는 PIN을 요청합니다.
passkey-stopped = 브라우저가 패스키를 사용하지 않았습니다. 다시 시도하거나 다른 방법을 선택하세요.
passkey-refused = 이 패스키는 받아들여지지 않았습니다. 다시 시도하거나 다른 패스키를 선택하세요.
passkey-known = 그곳에는 이미 내 패스키가 있습니다. 새 패스키를 보관할 다른 곳을 선택하세요.
passkey-impossible = 이 브라우저는 패스키를 사용할 수 없습니다. 다른 방법이나 다른 브라우저를 선택하세요.
passkey-no-script = 패스키에는 JavaScript가 필요하지만 이 브라우저에서는 꺼져 있습니다. 켜거나 다른 방법을 선택하세요.
passkey-late = 이 로그인에서는 패스키를 사용하기에 너무 늦었습니다. 취소하고 다시 로그인하거나 다른 방법을 선택하세요.

method-passkey = 패스키
method-kept = 보관 위치
method-kept-device = 기기 하나에만
method-kept-copied = 내 기기들에 복사하는 계정
acr-passkey = 패스키
acr-passkey-pwd = 비밀번호와 패스키

add-passkey-title = 패스키
add-passkey-text = 기기나 보안 키가 지문, 얼굴 또는 PIN을 요청합니다. 이 사이트에만 응답하므로 다른 곳에서 속아 빼앗길 수 없습니다.
add-passkey-steps = 다음 페이지에서 브라우저가 패스키를 만듭니다. 이 기기, 휴대전화 또는 보안 키에 보관할 수 있습니다.
enroll-passkey-title = 패스키 만들기
