# The terms of use; the terms themselves are under web/terms
terms-title = Terms of use
terms-version = Version
terms-ask = Do you accept these terms? Without that, no authenticator can be set up here.
terms-accept = Accept
terms-accept-confirm = Accept and confirm
terms-accepted = You accepted these terms on { $day }.
terms-declined-title = Nothing was accepted
terms-declined-text = You have not accepted the terms of use, and nothing has changed. You can set up authenticators once you have accepted them.
terms-again = Read the terms of use again
problem-terms-not-accepted = The person has not accepted the terms of use in force. They do so on the page where they set up the authenticator.
