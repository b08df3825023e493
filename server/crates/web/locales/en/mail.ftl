# Mails: plain text. { $service } is the organisation, { $name } the user name, { $at } when it happened, { $link } where to go on.
mail-sender =
    { $service }
    This mail was sent by the login server at { $host }. Nobody reads answers to it.

mail-sign-up-subject = { $service }: finish your account
mail-sign-up-text =
    On { $at } somebody asked for an account at { $service } with the user name { $name } and this e-mail address.

    If that was you, open this link and type the password that you chose:

    { $link }

    It works once, for 30 minutes.

    If it was not you, do nothing: without this link there will be no account.

mail-sign-up-name-taken-subject = { $service }: please choose another user name
mail-sign-up-name-taken-text =
    On { $at } somebody asked for an account at { $service } with the user name { $name } and this e-mail address.

    That name belongs to somebody else, or looks like a name that does. If it was you who asked, choose another one here:

    { $link }

    If it was not you, do nothing.

mail-sign-up-known-subject = { $service }: you have an account already
mail-sign-up-known-text =
    On { $at } somebody asked for an account at { $service } with this e-mail address.

    There is one already. Its user name: { $name }

    If it was you who asked, log in here. There is also what you need if you have forgotten your password:

    { $link }

    If it was not you, do nothing: your account is as it was, and whoever asked was not told that it exists.

mail-username-subject = { $service }: your user name
mail-username-text =
    On { $at } somebody asked which user name belongs to this e-mail address at { $service }. It is:

    { $name }

    Log in here:

    { $link }

    If it was not you who asked, do nothing: only this mailbox was told.

mail-password-reset-subject = { $service }: choose a new password
mail-password-reset-text =
    On { $at } somebody asked for a new password for your account { $name } at { $service }.

    If that was you, open this link:

    { $link }

    It works once, for 30 minutes. Your authenticator will be asked for as before when you log in.

    If it was not you, do nothing: your password stays as it is. Give this link to nobody.

mail-password-changed-subject = { $service }: your password was changed
mail-password-changed-text =
    On { $at } the password of your account { $name } at { $service } was changed. Every other place where you were logged in was logged out.

    If that was you, there is nothing to do.

    If it was not you, contact your support at once. Until then, deny whatever your authenticator asks you to approve.

mail-email-proof-subject = { $service }: is this your e-mail address?
mail-email-proof-text =
    On { $at } somebody asked that mails for the account { $name } at { $service } go to this e-mail address from now on.

    If that was you, open this link where you are logged in, or log in again for it:

    { $link }

    It works once, for 30 minutes.

    If it was not you, do nothing: then nothing will be changed.

mail-email-asked-subject = { $service }: your e-mail address is to be changed
mail-email-asked-text =
    On { $at } somebody who was logged in as { $name } at { $service } asked for another e-mail address. Nothing has been changed yet: the owner of the new address must agree first.

    If that was you, there is nothing to do.

    If it was not you, change your password at once, and contact your support.

mail-email-changed-subject = { $service }: your e-mail address was changed
mail-email-changed-text =
    On { $at } the e-mail address of your account { $name } at { $service } was changed. This mail went to the address before and to the new one.

    If that was you, there is nothing to do.

    If it was not you, contact your support at once.
