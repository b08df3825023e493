# Machine-made wording; awaits a native reader. The words are chosen in main.ftl.

# How an authenticator is doing
push-test = { $service }에서 보낸 테스트입니다. 어떻게 답하셔도 아무것도 열리지 않습니다.
method-pushes = 알림
method-pushes-arrive = 알려진 문제 없음
test-text = 이 휴대전화에 알림이 도착하는지 확인해 보십시오. 테스트는 어떻게 답하셔도 아무것도 열지 않습니다.
test-send = 테스트 알림 보내기
test-title = 테스트 알림
test-waiting = { $name }(으)로 테스트를 보냈습니다. 그곳에서 답해 주십시오. 예든 아니요든 아무것도 열리지 않습니다.
test-answered = 테스트가 도착했고 답변을 확인했습니다. 이 휴대전화에는 알림이 도착합니다.
test-unanswered = 알림을 전달하는 서비스가 테스트를 받았지만 1분 안에 아무도 답하지 않았습니다.
test-unanswered-hint = 앱을 열어 확인해 주십시오. 휴대전화가 온라인 상태인지, 설정에서 앱의 알림 표시가 허용되어 있는지도 확인해 주십시오.
test-undelivered = 테스트를 전달하지 못했습니다.
push-trouble-no-address = 이 휴대전화는 알림을 허용하지 않았습니다. 휴대전화에서 앱을 열어 주십시오. 요청이 그 안에서 기다리고 있습니다.
push-trouble-late = 알림을 전달하는 서비스가 마지막 알림을 아직 받지 않았습니다.
push-trouble-gone = 알림을 전달하는 서비스에 따르면 그 휴대전화에 앱이 더 이상 설치되어 있지 않습니다. 이 항목을 제거하고 휴대전화를 다시 설정해 주십시오.
push-trouble-refused = 알림을 전달하는 서비스가 마지막 알림을 받아들이지 않았습니다. 다시 발생하면 도움을 요청해 주십시오.
push-trouble-misconfigured = 현재 이 서버는 이런 휴대전화로 알림을 보낼 수 없습니다. 서버를 운영하는 곳에서 해결할 수 있으니 알려 주십시오.
push-trouble-unreachable = 알림을 전달하는 서비스에 제시간에 연결하지 못했습니다. 몇 분 후에 다시 시도해 주십시오.
method-platform = 기기 종류
platform-android = Android
platform-ios = iPhone 또는 iPad
platform-web = 브라우저
platform-desktop = 컴퓨터
method-app = 앱
method-app-own = 이 서버의 자체 인증 앱
method-app-compatible = 조직의 앱
method-worth = 이것으로 한 로그인의 가치
