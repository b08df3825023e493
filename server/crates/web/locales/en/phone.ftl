# The phone in the browser: around all screens
phone-title = Authenticator
phone-no-script = This page needs JavaScript: it makes its keys in your browser, where the server cannot see them.
phone-loading = One moment, please.
phone-offline = There is no connection right now. Your codes work; approving a login needs a connection.
phone-waiting = A login is waiting for your answer.
phone-open = Show it
phone-back = Back
phone-scan = Scan a code
phone-video = Picture of the camera
phone-scan-aim = Hold the camera so that the code is in the middle of the picture.
phone-scan-helped = This browser cannot read codes by itself. While you scan, the pictures are sent to { $server }, which reads them and keeps none.
phone-copied = Copied.
phone-copy-link = Copy the link
phone-ios = On this phone, notifications work only from the Home Screen. Tap Share, choose “Add to Home Screen”, and open the authenticator from there before you add an account: what you set up here stays here.

# The list of accounts
phone-accounts = Your accounts
phone-empty = There is no account here yet. On the page that sets up your authenticator, a code is shown for this phone to scan.
phone-add = Add an account
phone-settings = Lock settings
phone-look = Look for logins
phone-looking = Looking for logins. A login that waits is shown at once.
phone-details = Details
phone-details-of = Details of { $account }
phone-copy = Copy
phone-copy-of = Copy the code of { $account }
phone-seconds = { $seconds } s
phone-not-accepted-short = The server does not accept this phone for the account now.
phone-removed = The server said on { $day } that this phone was removed from the account.

# A login that asks
phone-asks = { $service } asks
phone-account = Account
phone-place = Address
phone-browser = Browser
phone-time = Started at
phone-unknown = unknown
phone-left = Time left:
phone-pick = Which number does the login page show? You have one try.
phone-type = Type the six digits that the login page shows. You have one try.
phone-six-digits = The login page shows six digits. Please type all of them.
phone-scan-approve = Approve by scanning the code on the login page
phone-type-instead = Type the digits instead
phone-plain = Approve only if you have just started this yourself.
phone-scanned = You have opened the code of this login. Go on only if you have just scanned it yourself, from a page in front of you. If somebody sent it to you, it was not you.
phone-approve = Approve
phone-deny = Deny
phone-report = This was not me
phone-no-camera = The camera cannot be used. Allow it in the settings of your browser, or type what you see.
phone-other-code = This is the code of something else. Scan the one on the page where you log in.
phone-sending = Sending your answer.
phone-sending-again = There is no connection yet. We keep trying until the time is up.

# How it ended
phone-approved-title = Approved
phone-approved-text = You can go back to the page where you log in.
phone-denied-title = Denied
phone-denied-text = Nobody gets in by this login.
phone-reported-title = Denied and reported
phone-reported-text = Nobody gets in by this login, and we have noted that it was not you. Somebody may know your password: please change it soon.
phone-wrong-number-title = Not approved
phone-wrong-number-text = The number was not the one on the login page. If you want to log in, start again there.
phone-failed-title = Not approved
phone-failed-text = The login has failed. If you want to log in, start again on the login page.
phone-expired-title = Time is up
phone-expired-text = Nobody answered in time, so nobody gets in by this login.
phone-gone-title = No longer asked
phone-gone-text = The login was cancelled, or answered in another way.
phone-too-late-title = Too late
phone-too-late-text = The login was decided before your answer arrived, or its time was up.
phone-unsent-title = Not sent
phone-unsent-text = There was no connection in time, so your answer did not count. If you want to log in, start again on the login page.
phone-unjudged-title = Not accepted
phone-unjudged-text = The server could not accept your answer. If this happens again, tell your support.
phone-not-accepted-title = This phone is not accepted
phone-not-accepted-text = The server does not accept this phone for the account now. The account may have been moved to another phone, removed or suspended.
phone-on = Continue

# Adding an account
phone-add-text = Scan the code that the page shows which sets up your authenticator. Codes of other services for one-time passwords work too.
phone-paste = Or paste the link here
phone-connect-title = Connect this phone with { $server }?
phone-connect-text = It will then answer your logins at { $host }. Go on only if you are just setting up your authenticator there.
phone-unfinished = You have begun to connect this phone before, but no answer arrived. You can try again.
phone-device = Name of this phone
phone-device-hint = It is shown when you are asked to look at your phone.
phone-connect = Connect
phone-connecting = Connecting.
phone-enroll-refused-title = Not connected
phone-enroll-refused-text = This code was used before, or its time is up. Ask for a new one where you set up your authenticator.
phone-connected-title = This phone is connected
phone-connected-text = It now answers logins of { $account }.
phone-notify-offer = With notifications you see at once when a login asks. Without them, open this page when you log in.
phone-protect-offer = A lock keeps others from answering for you while your phone is in their hands.
phone-protect = Set up a lock
phone-keep-title = Keep these one-time passwords?
phone-keep-text = The codes of { $account } will be shown on this phone. They work without a connection. Nothing is sent.
phone-keep-issuer = Service
phone-keep = Keep
phone-elsewhere-title = This belongs to another server
phone-elsewhere-text = The code was made by { $host }. Its accounts live on its own page. Open it only if you know it.
phone-elsewhere-open = Open that page
phone-other-app-title = This is for another app
phone-other-app-text = This code was made for an authenticator app of another kind. Where you set up your authenticator, choose the phone in the browser instead.
phone-unknown-link-title = We do not know this code
phone-unknown-link-text = This is no code for this phone, or a part of it is missing.

# Links from the login page
phone-proving-title = Looking for your login
phone-proving-text = It is shown here as soon as the server has sent it to this phone.
phone-not-here-title = Not this browser
phone-not-here-text = This login was not started in this browser. Answer it with its number, or scan the code on its page.
phone-no-such-login-title = This login does not ask this phone
phone-no-such-login-text = It may have ended, or it may be a login of an account that is not on this phone.

# One account
phone-rename = Name on this phone
phone-save = Save
phone-saved = Saved.
phone-known-as = The server knows this phone as { $device }.
phone-notifications = Notifications
phone-notify-on = Notifications are on.
phone-notify-off = Notifications are off.
phone-notify-turn-on = Turn on notifications
phone-notify-turn-off = Turn off notifications
phone-notify-refused = Your browser does not allow notifications for this page. You can change that in its settings.
phone-notify-ios = On this phone, notifications work only from the Home Screen. Tap Share, choose “Add to Home Screen”, open the authenticator from there, and move this account to it as to a new phone.
phone-notify-impossible = This browser or this server cannot do notifications. Open this page when you log in.
phone-move = Move to a new phone
phone-move-text = The new phone takes the place of this one: { $account } then works there, and no longer here. Notifications, the lock and codes of other services do not move with it.
phone-move-show = Show the code
phone-move-scan = Scan this code with the new phone. Show it to nobody else: whoever scans it takes over the account.
phone-move-code = Code for the new phone
phone-move-until = It is good until { $time }.
phone-remove = Remove
phone-remove-title = Remove { $account }?
phone-remove-known = The server will ask this phone no more, and you will be told that it was removed. If it is your only way to log in, set up another one first: otherwise you need a recovery code or your support.
phone-remove-moved = The server does not accept this phone for the account now: it may have been moved, removed or suspended. Removing it here changes nothing on the server.
phone-remove-removed = The server has removed this phone from the account. Removing the account here changes nothing there. If it was not you who removed the phone, tell your support.
phone-remove-codes = The one-time passwords of this account go as well, and cannot be brought back from here.

# The lock
phone-lock-title = Lock
phone-lock-none = This page opens without a lock.
phone-lock-passkey = Your phone asks for your face, your finger or its own code before this page opens.
phone-lock-pin = A PIN is asked for before this page opens.
phone-lock-about = The lock keeps out whoever gets hold of your unlocked phone for a moment. It does not replace the lock of the phone itself.
phone-lock-set-passkey = Use face, finger or the code of the phone
phone-lock-set-pin = Use a PIN
phone-lock-unset = Turn off the lock
phone-unlock-title = Locked
phone-unlock-passkey = Unlock
phone-passkey-refused = The phone did not confirm that it is you. Please try again.
phone-pin = PIN
phone-pin-title = Choose a PIN
phone-pin-about = Choose at least four digits that you use nowhere else. After ten wrong tries everything here is forgotten, and your accounts must be set up anew.
phone-pin-again = The PIN once more
phone-pin-short = Please choose at least four digits, and digits alone.
phone-pin-differs = These are two different PINs. Please type the same one twice.
phone-pin-wrong = This PIN is wrong. Tries left: { $left }
phone-pin-wait = You can try again in { $time }.
phone-forget = I cannot unlock this
phone-forget-text = You can forget everything that is kept here. Your accounts must then be set up anew, by a recovery code or by your support.
phone-forget-really = Forget everything
phone-forgotten-title = Everything here is forgotten
phone-forgotten-text = Your accounts are no longer on this phone. You can set them up anew.

# What can go wrong
phone-no-connection = There is no connection. Please try again when there is one.
phone-not-accepted = The server does not accept this phone for the account now.
phone-too-many = There were too many attempts. Please wait a while.
phone-server-trouble = The server cannot answer right now. Please try again in a moment.
phone-refused = The server did not accept this. If it happens again, tell your support.
phone-unexpected = That did not work. Please try again.
phone-unsupported-title = This browser cannot be your phone
phone-unsupported-text = It lacks a way to check signatures or to keep keys. Update it, use another browser, and leave private windows: they forget everything.

# Shown when a push cannot be read
phone-notification = Open to see what is new.
