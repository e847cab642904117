# What every screen may need, and the screens that come before a room is open.
page-title = { $page } · Hearth
app-name = Hearth
# Other names that it may go by: on the home screen and in the tab.
disguise-timer = Kitchen timer
disguise-notebook = Notebook
back = Back
undo = Undo
done = Done
next = Next
cancel = Not now
close = Close
continue = Continue
try-again = Try again
partner-fallback = your partner
show-passphrase = Show the passphrase
lock-and-hide = Lock and hide
help-and-safety = Help and safety
copied = Copied.
something-failed = That did not work. Nothing is lost. Please try once more.
about-minutes = { $minutes ->
    [one] about a minute
   *[other] about { $minutes } minutes
  }

welcome-title = Hearth
welcome-lead = A quiet place for two.
welcome-body = What you write can be read only by you and, when you choose, by your partner.
welcome-start = Start
welcome-join = Join my partner
welcome-demo = See a demo
welcome-safe = Is this safe for me?
welcome-recover = I have used Hearth before
welcome-invited = Your partner invited you
welcome-invited-body = You have a link that works once. Next you choose a name and a passphrase.
welcome-invited-go = Come in
welcome-closed = This server admits people by invitation. Ask the person who runs it for a link.
welcome-install-first = Add to Home Screen first
welcome-browser = Use it in this browser
welcome-no-therapy = Hearth is no therapy and no emergency service. Nobody watches over it.

lock-title = Welcome back
lock-title-plain = Locked
lock-passphrase = Passphrase
lock-open = Open
lock-opening = Opening. This takes a moment.
lock-wrong = That is not the passphrase. Nothing is lost.
lock-wait = { $seconds ->
    [one] Please wait one second, then try again.
   *[other] Please wait { $seconds } seconds, then try again.
  }
lock-forgot = Forgot it?

settings-short = Settings
chip-offline = Offline — saved on this phone
chip-read-only = Server full — saved here
chip-server-gone = Server out of reach — saved here

reauth-title = Your passphrase, please
reauth-why = So that nobody who finds this phone open can do it.
reauth-go = Go on
