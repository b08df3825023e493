# Digital certificates of people
method-certificate = Digital certificate
acr-certificate = a digital certificate
acr-certificate-pwd = your password and a digital certificate
add-certificate-title = Digital certificate
add-certificate-text = You ask for it, a person approves it during office hours, and your browser has to hold it. The other methods are quicker to set up and easier to use.
cert-others = A certificate takes longer to get than any other method, and is less convenient to use. If you need another method soon, choose one of those first.
cert-others-link = See the other methods
cert-rule = One certificate belongs to one account. Keep its key safe, and give it to nobody.
cert-how = You ask for it here, a person approves it, and you pick it up on this page.
cert-expected = If you ask now, we expect to answer by { $when }.
cert-request = Ask for a certificate
cert-requested = You asked for a certificate on { $at }.
cert-answer-by = We expect to answer by { $when }.
cert-withdraw = Take the request back
cert-approved = Your request was approved. Pick the certificate up before { $when }; after that you would have to ask again.
cert-rejected = Your request was rejected: { $reason }
cert-lapsed = Your certificate was not picked up in time. You can ask for one again.
cert-have = You have a certificate. It holds until { $when }.
cert-details = Details of the certificate
cert-own-key-title = With a key of your own
cert-own-key-text = Make a key on your own computer and paste the certification request here (PKCS #10, PEM). The key never leaves your computer. Your name is taken from your account, whatever the request says.
cert-own-key-example = With OpenSSL, for example:
cert-request-label = Certification request
cert-request-refused = This is no certification request that proves its key. Keys on P-256 or P-384, Ed25519, and RSA with 2048 to 4096 bits are accepted.
cert-pick-up = Pick the certificate up
cert-file-title = With a file for your browser
cert-file-text = Choose a password, and you get a file with the certificate and its key to open in your browser or system (PKCS #12). It is handed out once, and we keep no key. A key of your own is stronger, because nobody else ever had it.
cert-file-password = Password for the file
cert-file-again = The same password again
cert-file-refused = Type the same password twice, with 10 to 128 characters.
cert-file-pick-up = Get the file
cert-organisation-title = With a certificate of your organisation
cert-organisation-text = If you have a certificate of { $names } already, show it here to add it to your account. Nobody has to approve that.
cert-ask-title = With a certificate of this service
cert-shown-title = Add this certificate?
cert-shown-text = Your browser has shown this certificate. Once it is added, it logs you in here, and can be added to no other account.
cert-shown-add = Add this certificate
cert-subject = Issued to
cert-issuer = Issued by
cert-serial = Serial number
cert-from = Valid from
cert-until = Valid until
cert-fingerprint = Fingerprint (SHA-256)
cert-download = Download the certificate (PEM)
cert-removal = Removing it revokes the certificate: it can never be used again.
cert-removal-organisation = Removing it takes it from this account only: its issuer is not told, and you can add it again.
cert-instead = Use a digital certificate
cert-instead-text = Your browser shows the certificate that it holds.
cert-show-title = Log in with a certificate
cert-show-text = Your browser will ask which certificate it should show. The page { $host } belongs to this service; it reads the certificate and brings you back here.
cert-show = Choose a certificate
cert-again = If your browser does not ask again, close all of its windows first: it remembers what you chose.
cert-refused-missing = Your browser showed no certificate.
cert-refused-expired = The certificate has expired, or is not valid yet.
cert-refused-usage = This certificate is not meant for logging in.
cert-refused-untrusted = This certificate was not issued by anybody who is trusted here.
cert-refused-revoked = This certificate was revoked or suspended.
cert-refused-other = This certificate does not belong to this account.
cert-refused-unchecked = Nobody can tell at the moment whether this certificate was revoked. Try again later, or choose another method.
cert-refused-taken = This certificate belongs to an account already. One certificate belongs to one account.
cert-refused-ended = That took too long, or the login has ended. Try once more.

# Mails about them
mail-certificate-approved-subject = { $service }: pick up your certificate
mail-certificate-approved-text =
    The digital certificate that you asked for in your account { $name } at { $service } was approved on { $at }.

    Log in and open the page of the digital certificate among your authentication methods to pick it up. If you wait too long, you will have to ask again.

    If you did not ask for one, contact your support at once.

mail-certificate-rejected-subject = { $service }: about your request for a certificate
mail-certificate-rejected-text =
    The digital certificate that you asked for in your account { $name } at { $service } was not approved ({ $at }).

    Log in to see the reason. Your other authentication methods work as before.

mail-certificate-issued-subject = { $service }: a certificate was added to your account
mail-certificate-issued-text =
    On { $at } a digital certificate was issued for your account { $name } at { $service }. From now on it can be used to log in.

    Where it came from: { $where }

    If that was you, there is nothing to do.

    If it was not you, open this link at once. It shuts out what was added, and logs you out everywhere:

    { $link }

    It works once, for three days. Give it to nobody.

mail-certificate-revoked-subject = { $service }: your certificate was revoked
mail-certificate-revoked-text =
    On { $at } the digital certificate of your account { $name } at { $service } was revoked. It can no longer be used.

    If you did not expect this, contact your support.

mail-certificate-expiring-subject = { $service }: your certificate expires soon
mail-certificate-expiring-text =
    The digital certificate of your account { $name } at { $service } expires soon ({ $at }). It cannot be renewed.

    Ask for a new one in time, or set up another authentication method. The page of the certificate says when it expires.

mail-certificate-expired-subject = { $service }: your certificate has expired
mail-certificate-expired-text =
    The digital certificate of your account { $name } at { $service } has expired ({ $at }). It can no longer be used to log in.

    Log in by another method to ask for a new one.
