# What owners are told of changes of their authenticators. { $what } is its name and kind, { $where } about where it came from; of a login from far away { $what } is where the one before it came from, and when.
mail-by-operator = an operator
mail-by-unknown = unknown
place-near = near { $town }, { $country }

mail-authenticator-added-subject = { $service }: an authenticator was added
mail-authenticator-added-text =
    On { $at } an authenticator was added to your account { $name } at { $service }: { $what }.

    Where it came from: { $where }

    If that was you, there is nothing to do.

    If it was not you, open this link at once. It shuts out what was added, and logs you out everywhere:

    { $link }

    It works once, for three days. Give it to nobody.

mail-authenticator-renamed-subject = { $service }: an authenticator was renamed
mail-authenticator-renamed-text =
    On { $at } an authenticator of your account { $name } at { $service } was given another name: { $what }.

    Where it came from: { $where }

    If that was you, there is nothing to do.

    If it was not you, open this link at once. It logs you out everywhere, and ends leave to act for you, or for you to act for others, that was given or accepted since:

    { $link }

    Then look through your authentication methods, and remove what is not yours: the link leaves them as they are.

    It works once, for three days. Give it to nobody.

mail-authenticator-removed-subject = { $service }: an authenticator was removed
mail-authenticator-removed-text =
    On { $at } an authenticator was removed from your account { $name } at { $service }: { $what }.

    Where it came from: { $where }

    If that was you, there is nothing to do.

    If it was not you, open this link at once. It logs you out everywhere, and ends leave to act for you, or for you to act for others, that was given or accepted since:

    { $link }

    Then look through your authentication methods, and remove what is not yours: the link leaves them as they are.

    It works once, for three days. Give it to nobody.

mail-authenticator-suspended-subject = { $service }: an authenticator was suspended
mail-authenticator-suspended-text =
    On { $at } an authenticator of your account { $name } at { $service } was suspended: { $what }. It logs nobody in for now.

    Where it came from: { $where }

    If that was you, there is nothing to do.

    If it was not you, open this link at once. It logs you out everywhere, and ends leave to act for you, or for you to act for others, that was given or accepted since:

    { $link }

    Then look through your authentication methods, and remove what is not yours: the link leaves them as they are.

    It works once, for three days. Give it to nobody.

mail-authenticator-resumed-subject = { $service }: an authenticator can be used again
mail-authenticator-resumed-text =
    On { $at } an authenticator of your account { $name } at { $service } was taken back into use: { $what }.

    Where it came from: { $where }

    If that was you, there is nothing to do.

    If it was not you, open this link at once. It shuts out what was added, and logs you out everywhere:

    { $link }

    It works once, for three days. Give it to nobody.

mail-authenticator-locked-subject = { $service }: an authenticator was locked
mail-authenticator-locked-text =
    On { $at } an authenticator of your account { $name } at { $service } was locked after too many failures in a row: { $what }. Your support can unlock it.

    Where it came from: { $where }

    If that was you, there is nothing to do.

    If it was not you, open this link at once. It logs you out everywhere, and ends leave to act for you, or for you to act for others, that was given or accepted since:

    { $link }

    Then look through your authentication methods, and remove what is not yours: the link leaves them as they are.

    It works once, for three days. Give it to nobody.

not-me-title = Was this not you?
not-me-text = It is about the account { $name }. If somebody else did what we told you of, we will do this:
not-me-suspends = Set aside the authenticator that was added.
not-me-ends = Log you out everywhere, and end what waits for an answer.
not-me-delegations = End leave to act for you, or for you to act for others, that was given or accepted since.
not-me-submit = It was not me
not-me-nothing = If it was you, close this page: nothing has changed.
not-me-done-title = Your account is shut for whoever that was
not-me-done-text = What was added is out of use, and everybody is logged out. Now choose a new password, because somebody may know yours, and tell your support, who can bring back what you need.
not-me-password = Choose a new password
not-me-kept-title = Everybody is logged out
not-me-kept-text = What waited for an answer has ended, and so has leave to act for you, or for you to act for others, that was given or accepted since. Your authentication methods are as they were: look through them, and remove what is not yours. Choose a new password too, because somebody may know yours, and tell your support.

advice-set-up = Set up another
advice-later = Not now

second-email-title = Second address
second-email-text = Notices of changes to your account go to this address as well, so that you hear of them even if somebody else reads your mail. Nobody can get into your account with it.
second-email-now = Notices go to { $email } as well.
second-email-new = Second e-mail address
second-email-remove = Remove it
second-email-same = Your account has this address already.
second-email-confirm-text = From now on notices of changes to the account { $name } will go to this address as well.
second-email-done-title = Your second address is set
second-email-removed-title = Your second address is removed

mail-second-email-proof-subject = { $service }: is this your second e-mail address?
mail-second-email-proof-text =
    On { $at } somebody asked that notices of changes to the account { $name } at { $service } go to this e-mail address as well.

    If that was you, open this link where you are logged in, or log in again for it:

    { $link }

    It works once, for 30 minutes.

    If it was not you, do nothing: then nothing will be changed.

mail-second-email-changed-subject = { $service }: your second e-mail address was changed
mail-second-email-changed-text =
    On { $at } the second e-mail address of your account { $name } at { $service } was set, changed or removed. This mail went to all addresses before and after.

    If that was you, there is nothing to do.

    If it was not you, contact your support at once.

mail-authenticator-confirmed-subject = { $service }: an authenticator was confirmed
mail-authenticator-confirmed-text =
    On { $at } an authenticator of your account { $name } at { $service } was confirmed: { $what }. From now on it logs in everywhere, not only at the service that set it up.

    Where it came from: { $where }

    If that was you, there is nothing to do.

    If it was not you, open this link at once. It shuts out what was added, and logs you out everywhere:

    { $link }

    It works once, for three days. Give it to nobody.

mail-impossible-travel-subject = { $service }: a login from far away
mail-impossible-travel-text =
    On { $at } somebody logged in to your account { $name } at { $service } from a place that nobody can have travelled to since the login before.

    Where it came from: { $where }

    The login before: { $what }

    If both were you, there is nothing to do: VPNs and mobile networks often seem to be elsewhere.

    If one of them was not you, open this link at once. It logs you out everywhere, and ends leave to act for you, or for you to act for others, that was given or accepted since:

    { $link }

    Then look through your authentication methods, and remove what is not yours: the link leaves them as they are.

    It works once, for three days. Give it to nobody.
