# Awaits a native reader. The words are chosen in main.ftl.

# Telephones to which codes are sent
method-sms = SMS
method-voice = Appel téléphonique
method-number = Numéro
acr-sms = un code envoyé à votre téléphone
acr-sms-pwd = votre mot de passe et un code envoyé à votre téléphone

add-telephone-title = SMS ou appel
add-telephone-text = Nous envoyons un code à votre numéro de téléphone, ou nous le dictons lors d’un appel. Cela fonctionne avec tout téléphone, mais vous protège moins que les autres méthodes.
add-telephone-steps = Ne choisissez cette méthode que si vous ne pouvez pas en utiliser une autre, et ajoutez-en une plus sûre dès que possible.

telephone-number = Numéro de téléphone
telephone-number-hint = Commencez par + et l’indicatif du pays, par exemple +33 1 99 00 12 34.
telephone-channel = Comment le code doit-il vous parvenir ?
telephone-by-sms = Par SMS
telephone-by-voice = Par appel téléphonique
telephone-risk = Pourquoi les codes par téléphone vous protègent moins
telephone-risk-text = Les messages et les appels peuvent être interceptés, et quelqu’un peut s’emparer de votre numéro en trompant votre opérateur. Ne communiquez jamais un code : nous ne vous le demandons pas. Si vous changez de numéro, supprimez-le ici et ajoutez le nouveau.
telephone-unreadable = Ce n’est pas un numéro de téléphone. Utilisez des chiffres, des espaces et un + au début.
telephone-no-country = L’indicatif du pays manque : commencez par +, par exemple +33 pour la France.
telephone-not-assigned = Ce numéro n’existe pas dans ce pays. Vérifiez les chiffres.
telephone-wrong-kind = Nous n’envoyons des codes qu’aux téléphones mobiles et fixes, pas aux numéros de service ou d’internet.
telephone-landline = C’est une ligne fixe. Choisissez l’appel téléphonique.
telephone-not-served = Nous ne pouvons pas envoyer de code à ce numéro de cette façon. Choisissez un autre moyen ou un autre numéro.
telephone-repaired = Nous avons modifié votre saisie. Vérifiez le numéro et continuez s’il est exact.
telephone-repaired-from = Votre saisie
telephone-repaired-to = Ce que nous avons compris
telephone-send = Envoyer le code
telephone-wait = Un code vient d’être envoyé, ou trop de codes l’ont été. Patientez avant d’en demander un autre.
telephone-country = Pays du numéro
telephone-country-none = Le numéro commence par +
telephone-country-hint = Si vous choisissez un pays, vous pouvez écrire le numéro comme on le fait là-bas.
telephone-preview = Nous comprenons :
method-number-show = Afficher le numéro en entier

enroll-telephone-title = Confirmer votre numéro de téléphone
enroll-telephone-type = Code que vous avez reçu
telephone-sent-sms = Nous avons envoyé un code par SMS à ce numéro :
telephone-sent-voice = Nous appelons ce numéro pour dicter un code :
telephone-late = Le message n’a pas encore été pris en charge : le service qui le transporte ne répond pas ou le refuse.
telephone-arrived = Le message est arrivé.
telephone-again = Demander un nouveau code
telephone-help = Rien reçu ?
telephone-help-text = Un message peut mettre quelques minutes. Seul le dernier code est valable. Si aucun n’arrive, vérifiez le numéro et la réception, ou utilisez une autre méthode.

code-by-telephone = Code par SMS ou appel
way-telephone-text = Nous l’envoyons à votre numéro de téléphone ou le dictons lors d’un appel.
telephone-choose = Où devons-nous envoyer le code ?
telephone-text-it = Envoyer un SMS
telephone-call-it = M’appeler

# On telephones. The first two are messages: with a last line for phones that fill in the code, 160 characters of the basic
# alphabet or 70 others are one message. Those after the call are messages too, as short as can be; { $link } comes last,
# { $what } is the kind of an authenticator, when it was, and about where.
sms-login = { $code } est votre code de connexion à { $service } (compte { $account }). Ne le communiquez à personne.
sms-enrollment = { $code } est votre code pour ajouter ce numéro sur { $service } (compte { $account }). Ne le communiquez à personne.
voice-code = Bonjour. Votre code pour { $service } est : { $digits }. Je répète : { $digits }. Au revoir.
sms-authenticator-added = { $service } : un authentificateur a été ajouté à votre compte { $account } : { $what }. Si ce n'est pas vous, ouvrez { $link }
sms-authenticator-removed = { $service } : un authentificateur a été retiré de votre compte { $account } : { $what }. Si ce n'est pas vous, ouvrez { $link }
sms-authenticator-suspended = { $service } : un authentificateur de votre compte { $account } a été suspendu : { $what }. Si ce n'est pas vous, ouvrez { $link }
sms-authenticator-suspended-aside = { $service } : un authentificateur de votre compte { $account } a été suspendu : { $what }. Si ce n'est pas vous, contactez votre assistance.
sms-authenticator-resumed = { $service } : un authentificateur de votre compte { $account } sert à nouveau : { $what }. Si ce n'est pas vous, ouvrez { $link }
sms-recovery-begun = { $service } : quelqu'un attend d'entrer dans votre compte { $account } sans authentificateur. Si ce n'est pas vous, connectez-vous et mettez-y fin.
sms-authenticator-confirmed = { $service } : un authentificateur de votre compte { $account } a été confirmé : { $what }. Si ce n'est pas vous, ouvrez { $link }
sms-authenticator-lost = { $service } : un authentificateur de votre compte { $account } a été déclaré perdu : { $what }. Si ce n'est pas vous, votre mot de passe est connu. Ouvrez { $link }
sms-authenticator-lost-aside = { $service } : un authentificateur de votre compte { $account } a été déclaré perdu : { $what }. Si ce n'est pas vous, votre mot de passe est connu. Changez-le.
sms-temporary-code = { $service } : votre assistance a créé un code temporaire pour votre compte { $account }. Si vous ne l'avez pas demandé, contactez-la vite.
