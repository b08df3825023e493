# Whom people can ask, and when
support-title = Support
support-intro = Write or call when you cannot go on. Nobody here asks for your password or for a code; keep both to yourself.
support-none = No office is named here. Ask whoever gave you your account.
support-link = Ask a person: our offices and their hours
support-yours = The times are those of your own time zone, { $zone }.
support-zone = The times are those of the office: { $zone }.
support-now = Now
support-open = open
support-closed = closed
support-closes = Closes
support-opens = Opens
support-hours = Hours in the coming week
support-phone = Telephone
support-mail = E-mail
support-form = Form
support-write = Write to { $office }
support-languages = Languages
weekday-mon = Monday
weekday-tue = Tuesday
weekday-wed = Wednesday
weekday-thu = Thursday
weekday-fri = Friday
weekday-sat = Saturday
weekday-sun = Sunday

# The pages of help
help-search = Search in these pages
help-search-submit = Search
help-found = These sections have all your words:
help-not-found = No section has all your words. Try fewer or other ones, or ask a person.
help-all = Show all of it
help-version = These pages describe version { $version } of the software.
