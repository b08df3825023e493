# What people let others do for them: $day is the latest last day, $name a person, $reason an operator's words
delegations-title = Acting for others
delegations-text = You answer for whom you let act for you. Look through this page now and then: whoever is not confirmed in time may not act until you confirm them.
delegations-given = People who act for you
delegations-given-none = Nobody acts for you.
delegations-held = You act for
delegations-held-none = You act for nobody.
delegations-ended = Ended lately
delegation-resource = For what
delegation-resource-hint = As the service calls it, for example filing.
delegation-resource-invalid = This names nothing that can be passed on. Write it as the service does: small letters, digits, dots, colons, slashes, hyphens and underscores.
delegation-state = State
delegation-invited = invited, has not accepted
delegation-acts = may act
delegation-overdue = may not act until you confirm it
delegation-asked = asks you to act for them
delegation-you-act = you may act
delegation-paused = you may not act at the moment
delegation-review = To be confirmed before
delegation-until = Until
delegation-last-day = Last day
delegation-confirm = Confirm
delegation-end = End
delegation-accept = Accept
delegation-decline = Decline
delegation-new = Let somebody act for you
delegation-new-text = They use an account of their own, never yours. They accept in their own account; if nobody does within seven days, or by the last day if that is sooner, the invitation ends.
delegation-name = Their user name
delegation-invite = Invite
delegation-refused-oneself = This is your own user name. You need no leave to act for yourself.
delegation-refused-until = Choose a last day from today on, { $day } at the latest.
delegation-refused-exists = You have named this person for this already.
delegation-refused-full = You have as many open as may be. End one first.
delegation-ended-owner = you ended it
delegation-ended-delegate = they ended it
delegation-ended-operator = ended by an operator: { $reason }
delegation-ended-unanswered = nobody accepted in time
delegation-ended-expired = its time was up
admin-delegation-given = Lets { $name } act
admin-delegation-held = Acts for { $name }

# Mails about it. { $owner } is for whom somebody acts, { $delegate } who acts, { $what } in what, { $by } when it ends or is to be confirmed.
mail-delegation-invited-subject = { $service }: { $owner } asks you to act for them
mail-delegation-invited-text =
    On { $at } { $owner } asked that you act for them at { $service } with your account { $name }, until { $by } at the latest. It is about this: { $what }

    Log in to accept or to decline:

    { $link }

    If you do nothing, the invitation ends after seven days, or after its last day if that is sooner, and nothing changes.

mail-delegation-accepted-subject = { $service }: somebody acts for somebody else now
mail-delegation-accepted-text =
    Since { $at } { $delegate } may act for { $owner } at { $service }, until { $by } at the latest. It is about this: { $what }

    You are told because your account { $name } has to do with it. You can end it at any time:

    { $link }

    If you do not know of it, end it at once, and contact your support.

mail-delegation-ended-subject = { $service }: somebody acts for somebody else no more
mail-delegation-ended-text =
    Since { $at } { $delegate } may no longer act for { $owner } at { $service }. It was about this: { $what }

    You are told because your account { $name } had to do with it. Where it stands is shown here:

    { $link }

    If you did not expect this, contact your support.

mail-delegation-review-subject = { $service }: please confirm who acts for you
mail-delegation-review-text =
    { $delegate } acts for you at { $service }, where your account is { $name }. It is about this: { $what }

    Is that still right? Then confirm it before { $by }; else end it:

    { $link }

    If you do neither, { $delegate } may not act from then on, until you confirm it.

mail-delegation-expiring-subject = { $service }: { $delegate } acts for you only a little longer
mail-delegation-expiring-text =
    { $delegate } acts for you at { $service }, where your account is { $name }. It is about this: { $what }

    That ends on { $by }. If it is to go on, confirm it with a later day:

    { $link }

    If not, there is nothing to do.
