# Awaits a native reader. The words are chosen in main.ftl.

# What people let others do for them: $day is the latest last day, $name a person, $reason an operator's words
delegations-title = Agir pour d’autres
delegations-text = Vous répondez des personnes que vous laissez agir pour vous. Parcourez cette page de temps en temps : qui n’est pas confirmé à temps ne peut plus agir tant que vous ne confirmez pas.
delegations-given = Qui agit pour vous
delegations-given-none = Personne n’agit pour vous.
delegations-held = Pour qui vous agissez
delegations-held-none = Vous n’agissez pour personne.
delegations-ended = Terminé récemment
delegation-resource = Pour quoi
delegation-resource-hint = Comme le service le nomme, par exemple filing.
delegation-resource-invalid = Cela ne désigne rien qui puisse être transmis. Écrivez-le comme le service : minuscules, chiffres, points, deux-points, barres obliques, traits d’union et traits de soulignement.
delegation-state = État
delegation-invited = invitation, pas encore acceptée
delegation-acts = peut agir
delegation-overdue = ne peut pas agir tant que vous ne confirmez pas
delegation-asked = vous demande d’agir pour son compte
delegation-you-act = vous pouvez agir
delegation-paused = vous ne pouvez pas agir pour le moment
delegation-review = À confirmer avant le
delegation-until = Jusqu’au
delegation-last-day = Dernier jour
delegation-confirm = Confirmer
delegation-end = Mettre fin
delegation-accept = Accepter
delegation-decline = Refuser
delegation-new = Laisser quelqu’un agir pour vous
delegation-new-text = Cette personne utilise son propre compte, jamais le vôtre. Elle accepte dans son compte ; si personne ne le fait dans les sept jours, ou jusqu’au dernier jour s’il vient plus tôt, l’invitation prend fin.
delegation-name = Son nom d’utilisateur
delegation-invite = Inviter
delegation-refused-oneself = C’est votre propre nom d’utilisateur. Pour agir en votre nom, vous n’avez besoin d’aucune autorisation.
delegation-refused-until = Choisissez un dernier jour à partir d’aujourd’hui, au plus tard le { $day }.
delegation-refused-exists = Vous avez déjà désigné cette personne pour cela.
delegation-refused-full = Vous en avez autant que possible. Mettez d’abord fin à l’une d’elles.
delegation-ended-owner = vous y avez mis fin
delegation-ended-delegate = cette personne y a mis fin
delegation-ended-operator = un opérateur y a mis fin : { $reason }
delegation-ended-unanswered = personne n’a accepté à temps
delegation-ended-expired = le délai est écoulé
admin-delegation-given = Laisse agir { $name }
admin-delegation-held = Agit pour { $name }

# Mails about it. { $owner } is for whom somebody acts, { $delegate } who acts, { $what } in what, { $by } when it ends or is to be confirmed.
mail-delegation-invited-subject = { $service } : { $owner } vous demande d’agir pour son compte
mail-delegation-invited-text =
    Le { $at }, { $owner } a demandé que vous agissiez pour son compte chez { $service } avec votre compte { $name }, au plus tard jusqu’au { $by }. Il s’agit de : { $what }

    Connectez-vous pour accepter ou refuser :

    { $link }

    Si vous ne faites rien, l’invitation prend fin après sept jours, ou après son dernier jour s’il vient plus tôt, et rien ne change.

mail-delegation-accepted-subject = { $service } : quelqu’un agit désormais pour quelqu’un d’autre
mail-delegation-accepted-text =
    Depuis le { $at }, { $delegate } peut agir pour { $owner } chez { $service }, au plus tard jusqu’au { $by }. Il s’agit de : { $what }

    Vous en êtes informé parce que votre compte { $name } est concerné. Vous pouvez y mettre fin à tout moment :

    { $link }

    Si vous n’en savez rien, mettez-y fin tout de suite et contactez votre assistance.

mail-delegation-ended-subject = { $service } : quelqu’un n’agit plus pour quelqu’un d’autre
mail-delegation-ended-text =
    Depuis le { $at }, { $delegate } ne peut plus agir pour { $owner } chez { $service }. Il s’agissait de : { $what }

    Vous en êtes informé parce que votre compte { $name } était concerné. La situation est visible ici :

    { $link }

    Si vous ne vous y attendiez pas, contactez votre assistance.

mail-delegation-review-subject = { $service } : confirmez qui agit pour vous
mail-delegation-review-text =
    { $delegate } agit pour vous chez { $service }, où votre compte est { $name }. Il s’agit de : { $what }

    Est-ce toujours juste ? Alors confirmez-le avant le { $by } ; sinon, mettez-y fin :

    { $link }

    Si vous ne faites ni l’un ni l’autre, { $delegate } ne pourra plus agir à partir de là tant que vous ne confirmez pas.

mail-delegation-expiring-subject = { $service } : { $delegate } n’agit plus pour vous que peu de temps
mail-delegation-expiring-text =
    { $delegate } agit pour vous chez { $service }, où votre compte est { $name }. Il s’agit de : { $what }

    Cela prend fin le { $by }. Pour continuer, confirmez avec un jour plus éloigné :

    { $link }

    Sinon, il n’y a rien à faire.
