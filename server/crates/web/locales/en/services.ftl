# Services that people log in to, and how they log out of them
problem-login-not-approved = It was not approved, so nobody was logged in by it.
logged-out-title = You are logged out
logged-out-told = These services were told to end your session there as well:
logged-out-untold = These services cannot be told. Log out there yourself:
logged-out-again = Log in again
services-title = Services that you are logged in to
services-text = You logged in to these services with this account in the last 24 hours. When you log out here, or end all others, your sessions there end too.
service-last = last login { $at }
service-untold = cannot be told of it: log out there yourself
launcher-title = Your services
