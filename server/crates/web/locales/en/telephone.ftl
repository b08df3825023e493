# Telephones to which codes are sent
method-sms = Text message
method-voice = Phone call
method-number = Number
acr-sms = a code sent to your phone
acr-sms-pwd = your password and a code sent to your phone

add-telephone-title = Text message or call
add-telephone-text = We send a code to your phone number, or read it out in a call. It works with any phone, but protects you less than the others.
add-telephone-steps = Choose this only if you cannot use another method, and add a safer one when you can.

telephone-number = Phone number
telephone-number-hint = Begin with + and the country code, for example +1 202 555 0123.
telephone-channel = How should the code reach you?
telephone-by-sms = By text message
telephone-by-voice = By phone call
telephone-risk = Why codes by phone protect you less
telephone-risk-text = Messages and calls can be intercepted, and a number can be taken over by someone who talks your operator into it. Never pass a code on: we do not ask for it. If you change your number, remove it here and add the new one.
telephone-unreadable = This is not a phone number. Use digits, spaces and a + at the beginning.
telephone-no-country = The country code is missing: begin with +, for example +1 for the United States.
telephone-not-assigned = There is no such number in that country. Check the digits.
telephone-wrong-kind = We send codes only to mobile phones and landlines, not to service or internet numbers.
telephone-landline = This is a landline. Choose a phone call.
telephone-not-served = We cannot send a code to this number in this way. Choose another way or another number.
telephone-repaired = We have changed what you typed. Check the number and continue if it is right.
telephone-repaired-from = You typed
telephone-repaired-to = We understood
telephone-send = Send the code
telephone-wait = A code was sent a moment ago, or too many were sent. Please wait before you ask for another.
telephone-country = Country of the number
telephone-country-none = The number begins with +
telephone-country-hint = If you choose a country, you can write the number as people do there.
telephone-preview = We understand:
method-number-show = Show the whole number

enroll-telephone-title = Confirm your phone number
enroll-telephone-type = Code that you received
telephone-sent-sms = We have sent a code by text message to this number:
telephone-sent-voice = We are calling this number and reading out a code:
telephone-late = The message has not been taken so far: the service that carries it does not answer, or refuses it.
telephone-arrived = The message has arrived.
telephone-again = Request a new code
telephone-help = Nothing received?
telephone-help-text = Messages can take a few minutes. Only the latest code works. If none arrives, check the number and the reception, or use another method.

code-by-telephone = Code by text message or call
way-telephone-text = We send it to your phone number, or read it out in a call.
telephone-choose = Where should we send the code?
telephone-text-it = Send a text message
telephone-call-it = Call me

# On telephones. The first two are messages: with a last line for phones that fill in the code, 160 characters of the basic
# alphabet or 70 others are one message. Those after the call are messages too, as short as can be; { $link } comes last,
# { $what } is the kind of an authenticator, when it was, and about where.
sms-login = { $code } is your code to log in to { $service }, account { $account }. Tell it to nobody.
sms-enrollment = { $code } is your code to add this number at { $service }, account { $account }. Tell it to nobody.
voice-code = Hello. Your code for { $service } is: { $digits }. Once more: { $digits }. Goodbye.
sms-authenticator-added = { $service }: an authenticator was added to your account { $account }: { $what }. Not you? Open { $link }
sms-authenticator-removed = { $service }: an authenticator was removed from your account { $account }: { $what }. Not you? Open { $link }
sms-authenticator-suspended = { $service }: an authenticator of your account { $account } was suspended: { $what }. Not you? Open { $link }
sms-authenticator-suspended-aside = { $service }: an authenticator of your account { $account } was suspended: { $what }. Not you? Contact your support.
sms-authenticator-resumed = { $service }: an authenticator of your account { $account } can be used again: { $what }. Not you? Open { $link }
sms-recovery-begun = { $service }: somebody waits to get in to your account { $account } without an authenticator. Not you? Log in and stop it, or contact your support.
sms-authenticator-confirmed = { $service }: an authenticator of your account { $account } was confirmed: { $what }. Not you? Open { $link }
sms-authenticator-lost = { $service }: an authenticator of your account { $account } was reported lost: { $what }. Not you? Somebody knows your password. Open { $link }
sms-authenticator-lost-aside = { $service }: an authenticator of your account { $account } was reported lost: { $what }. Not you? Somebody knows your password. Change it.
sms-temporary-code = { $service }: your support issued a temporary code for your account { $account }. If you did not ask for it, contact your support at once.
