# Passkeys
passkey-title = Use your passkey
passkey-text = Your browser will ask for your fingerprint, your face or your PIN.
passkey-use = Use a passkey
passkey-instead = Use a passkey instead
passkey-first = Log in with a passkey
passkey-often = There were too many attempts. Wait a while, or type your user name.
passkey-again = This attempt is over. Try again.
passkey-failed = The server did not answer as it should. Try again, or log in with your user name.
passkey-create = Create a passkey
passkey-create-text = Your browser will ask where to keep the passkey, and for your fingerprint, your face or your PIN.
passkey-stopped = The browser used no passkey. Try again, or choose another way.
passkey-refused = This passkey was not accepted. Try again, or choose another one.
passkey-known = There is a passkey of yours already. Choose another place to keep the new one.
passkey-impossible = This browser cannot use passkeys. Choose another way, or another browser.
passkey-no-script = Passkeys need JavaScript, which is turned off in this browser. Turn it on, or choose another way.
passkey-late = It is too late for a passkey in this login. Cancel it and log in again, or choose another way.

method-passkey = Passkey
method-kept = Kept
method-kept-device = on one device only
method-kept-copied = with an account that copies it to your devices
acr-passkey = your passkey
acr-passkey-pwd = your password and your passkey

add-passkey-title = Passkey
add-passkey-text = Your device or a security key asks for your fingerprint, your face or your PIN. It answers only this site, so nobody can lure it out of you elsewhere.
add-passkey-steps = The next page has your browser create the passkey. It can be kept on this device, on a phone or on a security key.
enroll-passkey-title = Create your passkey
