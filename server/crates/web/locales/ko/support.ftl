# Awaits a native reader. The words are chosen in main.ftl.

# Whom people can ask, and when
support-title = 지원
support-intro = 계속할 수 없을 때는 글을 보내거나 전화해 주십시오. 저희는 비밀번호나 코드를 묻지 않습니다. 아무에게도 알려 주지 마십시오.
support-none = 여기에 등록된 사무소가 없습니다. 계정을 만들어 준 담당자에게 문의해 주십시오.
support-link = 사람에게 문의하기: 사무소와 운영 시간
support-yours = 시각은 사용자의 시간대({ $zone }) 기준입니다.
support-zone = 시각은 사무소 현지 시간({ $zone })입니다.
support-now = 현재
support-open = 운영 중
support-closed = 운영 시간 아님
support-closes = 종료
support-opens = 시작
support-hours = 앞으로 일주일의 운영 시간
support-phone = 전화
support-mail = 이메일
support-form = 양식
support-write = { $office }에 문의하기
support-languages = 언어
weekday-mon = 월요일
weekday-tue = 화요일
weekday-wed = 수요일
weekday-thu = 목요일
weekday-fri = 금요일
weekday-sat = 토요일
weekday-sun = 일요일

# The pages of help
help-search = 이 페이지에서 검색
help-search-submit = 검색
help-found = 입력하신 단어가 모두 들어 있는 항목:
help-not-found = 입력하신 단어가 모두 들어 있는 항목이 없습니다. 단어를 줄이거나 바꾸어 보시거나 사람에게 문의해 주십시오.
help-all = 모두 보기
help-version = 이 페이지는 소프트웨어 버전 { $version }을(를) 설명합니다.
