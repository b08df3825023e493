# Choosing how to log in
ways-title = How do you want to log in?
ways-text = Choose one way. You can change your mind until you are logged in, and need not type your password again.
ways-last = used last in this browser
ways-log-in = Log in
ways-refused = Choose one of the ways that can be used now.
ways-others = Not available now
way-push = Approve on your phone
way-push-text = We send a request to your phone, and you approve it there.
way-code = Type a code
way-code-text = Your authenticator app shows it for this account.
way-recovery = Use a recovery code
way-recovery-text = One of the codes that you keep on paper. Each is good once.
way-used-up = All codes have been used. Make new ones under “Authentication methods”.
way-unconfirmed = Another service has set it up. Confirm first that it is yours.
way-locked = Locked after too many failed attempts. Please contact your support.
way-not-in-use = It has been set aside, so it does not serve for now.
way-not-set-up = You have not set it up. Once you are logged in, you can do so under “Authentication methods”.

# When no request arrives
difficulties-open = Open the authenticator app and pull down to refresh: a request that waits is shown there.
difficulties-online = Check that the phone is online and that the app may show notifications. Then send the request again.
difficulties-device = The request is on each of these, so take another: { $devices }.
difficulties-code = Type a code instead
difficulties-ways = Other ways to log in
difficulties-support = Help, and who can help you
denied-not-you = If it was not you who denied it, somebody else may have your phone. Log in by another way, say that it is lost, and change your password.

# What services demand of a login
policy-announced = From { $date } on, some of what you do here will ask for a stronger login. Look under “Authentication methods” in your account whether you have one.
way-too-weak = It is not strong enough for what you are about to do.
problem-insufficient-user-authentication = The login is too weak or too old for this resource. Start another one with the same resource; acr_values and max_age say what is demanded.
