# Words: authenticator (what proves who somebody is: a phone, an app, codes), approve and deny (a login), confirm (that something
# is one's own), set up (enrol), recovery code.

# On phones
push-login = Log in to { $service }?
push-confirm = Confirm this phone for { $service }?
push-login-message = { $service }: { $message }

# Everywhere
language-name = English
language = Language
help = Help
skip = Skip to the content
list-comma = { ", " }
continue = Continue
cancel = Cancel
password = Password
username = User name
to-start = To the start page
try-again = Try again
not-found-title = There is nothing here
not-found-text = The address is wrong, or what was here is gone.
ended-title = This has ended
ended-text = The link was used before, or its time is up. Ask for a new one.
too-many-title = Too many attempts
too-many-text = Please wait. You can try again { $minutes ->
    [one] in one minute.
   *[other] in { $minutes } minutes.
}
refused-title = That did not work
refused-text = What your browser sent cannot be used here. Go back, load the page again and try once more.
unavailable-title = Not possible right now
unavailable-text = The server cannot decide right now. Nothing was lost; please try again in a moment.

# Login
login-title = Log in
login-refused = User name or password is wrong.
no-authenticator-title = No phone to ask
no-authenticator-text = None of your phones can be asked right now. Please contact your support.
login-for = You are logging in to { $service }.
wait-title = Check your phone
wait-sent = We sent a request to { $devices }.
wait-number = Pick this number on your phone:
wait-type = Type this number on your phone:
wait-here = Approve in this browser
wait-scan = Scan with the phone instead
wait-scan-text = Open the phone, choose the request, and scan this code with it.
wait-scan-code = Code for the phone
wait-approve = Approve it if this is you.
wait-late = The notification has not reached your phone: the service that carries it does not answer, or does not take it.
wait-late-look = Open the authenticator on your phone yourself: the request is there.
wait-late-code = You can enter a code instead. You need not log in again for it.
wait-late-alone = We go on trying. If nothing arrives, try again in a few minutes, or ask the people who gave you your account for help.
wait-left = Time left:
code-instead = Type a code instead
code-title = Type your code
code-from-app = Open your authenticator app and type the code that it shows for this account.
code-from-paper = A recovery code works too. Each is good once.
code-label = Code
code-phone-instead = Use the phone instead
code-wrong = This code is wrong or was used before. { $left ->
    [0] No attempt is left.
    [one] One attempt is left.
   *[other] { $left } attempts are left.
}
resend = Send again
resend-early = We have only just sent it. Wait a moment before you send it again.
difficulties = Having difficulties?
login-approved-title = Approved
login-approved-text = You can go back to the page that you came from.
login-denied-title = Denied
login-denied-text = The request was denied on your phone.
login-reported-text = The request was reported on your phone as not yours.
login-expired-title = Time is up
login-expired-text = Nobody answered in time.
login-cancelled-title = Cancelled
login-cancelled-text = The login was cancelled.
login-superseded-text = A newer login has taken the place of this one.
login-suspended-text = The login was ended because the account or the phone was suspended.
login-restored-text = The login was ended because the service was restored from a backup. Please start again.
login-failed-title = Not approved
login-wrong-number-text = Another number was picked on the phone. If that was not you, change your password.
login-too-many-codes-text = Too many wrong codes were typed.
login-locked-text = Your authenticator was locked after too many failed attempts. Please contact your support.
login-missing-number-text = The phone sent no number. Update the authenticator app.

# Enrolment
enroll-title = Set up your authenticator
enroll-push-title = Set up your phone
enroll-combined-title = Set up your phone
enroll-combined-type = Type the code that the app shows for this account:
enroll-oath-title = Set up your authenticator app
enroll-oath-type = Type the code that the app shows for this account:
enroll-recovery-title = Your recovery codes
enroll-recovery-type = Type one of them to show that you have kept them:
enroll-cancelled-title = Set-up cancelled
enroll-cancelled-text = Nothing was set up. Ask for a new link to begin again.
enroll-cancelled-in-part-text = What was connected before stays so; the rest was not set up. Ask for a new link to go on.
enroll-too-many-codes-text = Too many wrong codes were typed. Ask for a new link to begin again.
enroll-registered = Your phone is connected.
enroll-no-code = The app shows no code
enroll-no-camera = The app cannot scan
enroll-type-key = Type this key into the app. Choose codes by time, unless you were told otherwise.
recovery-codes = Recovery codes
recovery-keep = Print these codes or write them down, and keep them in a safe place. With each of them you can log in once if you have lost your phone. They are shown only now.
method-totp = One-time password app
method-hotp = One-time password token
method-recovery-code = Recovery codes
enroll-for = For the account { $name }.
enroll-once = The code that follows is shown in this browser only, and only once.
enroll-show = Show the code
password-refused = The password is wrong.
enroll-scan = Open the authenticator app on your phone and scan this code.
enroll-code = Enrolment code
enroll-same-phone = The app is on this phone
enroll-scan-native = Scan this code with your phone: with the authenticator, if it is there already, else with the camera. The camera opens the authenticator in the phone's browser.
enroll-same-browser = Set up the authenticator in this browser
enroll-done-title = All is set up
enroll-done-text = You can now log in with: { $what }.
confirm-title = Is this yours?
confirm-text = Another service has set up an authenticator for the account { $name }. Once you confirm it, it works for every service.
confirm-which = Which one is yours?
confirm-service = set up by { $service }
confirm-none = None of these
confirm-none-text = Set up a phone of my own.
confirm-warning = Confirm only what is in your hand. We will ask for a number on the phone or for a code. If you know none of these, tell your support.
confirm = Confirm

# Account
account-title = Your account
account-hello = You are logged in as { $name }.
account-assurance = Verified in this login: { $what }.
acr-push = your phone
acr-push-pwd = your password and your phone
acr-push-number = your phone and the number on it
acr-oob = your phone, on which you typed or scanned what this page showed
acr-oob-pwd = your password and your phone, on which you typed or scanned what this page showed
acr-otp = your one-time password
acr-otp-pwd = your password and your one-time password
acr-recovery = a recovery code
acr-recovery-pwd = your password and a recovery code
acr-push-number-pwd = your password, your phone and the number on it
state-active = in use
state-unconfirmed = for one service, until you confirm it
state-inactive = not in use
logout = Log out

# Problems, for whoever builds a client
problem-malformed-request = The body is not JSON, or the address has a parameter that cannot be read.
problem-invalid-client = Send client_id and client_secret by HTTP Basic. A suspended client gets the same answer.
problem-invalid-device = Sign the request with the device's key, for this address and this moment; server_time says what time it is here.
problem-device-removed = The device was removed from its account and cannot come back: removal is the server's signed word for it. The phone can forget the account, and is set up anew if it is needed.
problem-challenge-not-open = It was answered before, or its login has ended. Fetch the open challenges again.
problem-insufficient-scope = An operator grants scopes to clients when they are added.
problem-fresh-approval-required = The user has an active authenticator. Name a login of this user and client that was approved at most five minutes ago and not used so before.
problem-forbidden = Forms are accepted only from the server's own pages.
problem-not-found = It does not exist, or belongs to another client.
problem-method-not-allowed = See the API description at /openapi.json.
problem-login-not-pending = It was decided, cancelled or has expired before.
problem-enrollment-not-pending = It was completed, cancelled or has expired before, or no code is expected.
problem-wrong-code = The code is wrong, or was used before. attempts_left says how many more can be tried; at 0 it was the last.
problem-last-authenticator = Without it the user could not log in any more. Add another one first.
problem-already-exists = Choose another name.
problem-request-in-progress = Wait for the answer to the first request.
problem-too-large = Bodies may have up to 16 KiB.
problem-invalid-request = A member is unknown, missing or out of range; the detail says which.
problem-no-usable-authenticator = The user is unknown, suspended, locked, or has nothing that could answer. Which of these is not said.
problem-idempotency-key-reused = The same Idempotency-Key came with another body or address. Use a new key for a new request.
problem-too-many-requests = Wait as long as Retry-After says.
problem-internal-error = Something that should not happen happened. The log says what.
problem-unavailable = The store cannot be reached or written. Try again in a moment.
