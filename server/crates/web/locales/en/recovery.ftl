# Recovery codes, lost authenticators, and the way back
recovery-for = For the account { $name }. Each code works once.
recovery-print = Print
recovery-copy = Copy
recovery-save = Save as a file
recovery-copied = Copied. Whoever reads the clipboard can read the codes, so keep them somewhere safe soon.
recovery-replace = Make new codes

lost-link = A phone or key is lost
lost-title = What is lost?
lost-text = What you report stops working at once, and whoever is logged in with it is logged out. You are told by mail. Once you have found it, you can take it back after logging in with something else.
lost-nothing = Nothing that could be lost is in use.
lost-report = It is lost
lost-this = { $what }: it is lost
lost-done-title = It is out of use
lost-done-text = Nobody gets in with { $what } any more. Go on with something else, or add a new one once you are logged in.
lost-go-on = Go on logging in
state-lost = lost
found-title = Found again?
found-text = Take it back only if it was never in the hands of others.
found = I have found it
remove-after-stronger-login = You logged in with a recovery or temporary code. To remove this, log in with something stronger first, for example what you have just added.

recover-link = Nothing of yours is left to log in with?
recover-title = When everything is lost
recover-first = If you have recovery codes, or somebody at your support knows you, that is faster: with one of your codes, or a temporary one from them, you can log in at once.
recover-text = Otherwise we mail you a code, not before { $at }. Until then we tell you by mail that somebody waits for it, and you, or anybody who is logged in to your account, can stop it. With the code and your password you log in once and add a new phone.
recover-ask = Mail me the first link
recover-mailed-text = Open the link in the mail within 30 minutes: it begins the wait.
recover-no-mail-text = Your account has no e-mail address, so only your support can help you.
recover-off-text = This server sends no mail, so only your support can help you.
recover-for = For the account { $name }.
recover-begin = Begin the wait
recover-begun-title = The wait has begun
recover-begun-text = We mail you the code on { $at }. It works for 24 hours, with your password.
recover-notice = Somebody with your password and your mailbox waits to be let in: on { $at } they get a code by mail. If that is not you, stop it now and change your password.
recover-stop-title = Stop it?
recover-stop-text = Somebody waits for a code that lets them in to the account { $name }. Once you stop it, no such code works.
recover-stop = Stop it
recover-stopped-title = It is stopped
recover-stopped-text = Whoever asked for it knows your password and can read your mail. Change both passwords now.
method-temporary-code = Temporary code
move-title = Move to a new phone
move-text = As long as the old phone is at hand, it lets the new one take its place.
move-open = Open the authenticator on the old phone, in its browser.
move-details = Choose the account, then its details, then that it moves.
move-scan = Scan the code that it shows with the new phone. The old one then answers no more.
move-app = An app of your organisation is added on the new phone as another one; then remove the old one from the list.
move-lost = If the old phone is lost, say so when you log in the next time, after your password.
move-phone = Open the authenticator in this browser
temporary-text = The code that your support gave you, or that was mailed to you after a wait. It is good once.

mail-temporary-code-subject = { $service }: a temporary code for your account
mail-temporary-code-text =
    On { $at } your support issued a code that lets in once to your account { $name } at { $service }.

    If you asked for it, there is nothing to do.

    If you did not, contact your support at once.

mail-recovery-asked-subject = { $service }: you have lost everything you log in with?
mail-recovery-asked-text =
    On { $at } somebody typed your password at { $service } and said that everything else that your account { $name } logs in with is lost.

    If that was you, open this link. It begins a wait of some days, at whose end we mail you a code:

    { $link }

    It works once, for 30 minutes.

    If it was not you, somebody knows your password: change it at once. Without this link nothing happens.

mail-recovery-begun-subject = { $service }: somebody waits to be let in to your account
mail-recovery-begun-text =
    On { $at } the wait for a code began that lets in to your account { $name } at { $service } without your phone.

    If that was you, there is nothing to do but wait for the next mail.

    If it was not you, stop it here, and then change your password and that of your mailbox:

    { $link }

mail-recovery-code-subject = { $service }: your code
mail-recovery-code-text =
    The wait is over. With this code and your password you can log in once to your account { $name } at { $service }:

    { $code }

    It works for 24 hours. Then add a new phone under your authentication methods. Give this code to nobody.

    If you did not ask for it, stop it here, and then change your password and that of your mailbox:

    { $link }

mail-recovery-stopped-subject = { $service }: nobody is let in to your account
mail-recovery-stopped-text =
    On { $at } it was stopped that a code lets in to your account { $name } at { $service } without your phone.

    If you did not stop it, log in and look at your authentication methods, or contact your support.

mail-authenticator-lost-subject = { $service }: something that you log in with was reported lost
mail-authenticator-lost-text =
    On { $at } somebody who knows your password reported that something that you log in with to your account { $name } at { $service } is lost: { $what }. It does not work any more.

    Where it came from: { $where }

    If that was you, log in with something else and add a new one.

    If it was not you, nobody got in by this, but somebody knows your password: change it. You can take back what was reported, under your authentication methods.

    This link logs you out everywhere, and ends leave to act for you, or for you to act for others, that was given or accepted since:

    { $link }

    It works once, for three days. Give it to nobody.

mail-recovery-warned-subject = { $service }: somebody says that all you log in with is lost
mail-recovery-warned-text =
    On { $at } somebody typed your password at { $service } and said that everything else that your account { $name } logs in with is lost. We have sent the link that begins the wait for a code to your first e-mail address.

    If that was you, go on there.

    If it was not you, somebody knows your password: change it at once, and that of your first mailbox too.
