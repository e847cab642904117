settings-title = Settings
settings-you = You
settings-you-hint = Name and passphrase
settings-lock = Lock and hiding
settings-lock-hint = When it locks, how it hides
settings-look = Look and language
settings-look-hint = Light, dark, size of the words
settings-devices = Devices
settings-devices-hint = Add, see, revoke
settings-kit = Recovery kit
settings-kit-hint = Make, check
settings-storage = Storage and sync
settings-storage-hint = What waits, what is safe
settings-same = Same-page words
settings-same-hint = Do you two see the same?
settings-host = What your host can see
settings-host-hint = Field by field
settings-export = Take everything with you
settings-export-hint = A book and a file
settings-erase = Remove something of mine
settings-erase-hint = With seven days to change your mind
settings-partner = The two of you
settings-partner-hint = Pairing, beginning, letting in again
settings-leave = Leave
settings-leave-hint = At once, without a reason
settings-clear = Clear this phone
settings-clear-hint = Removes all from this browser
settings-about = About Hearth
settings-about-hint = Version and build
settings-saved = Kept.

you-title = You
you-name = Your name, as your partner sees it
you-pass-title = A new passphrase
you-pass-old = Passphrase now
you-pass-new = New passphrase
you-pass-go = Change it
you-pass-done = Changed. Use the new one from now on.
you-pass-wrong = The present passphrase is not right.

lockset-title = Lock and hiding
lockset-auto = Lock by itself
lockset-auto-hint = Counted from the moment when Hearth is out of sight.
lockset-auto-0 = At once
lockset-auto-n = { $minutes ->
    [one] After a minute
   *[other] After { $minutes } minutes
  }
lockset-hide-title = Lock and hide
lockset-hide-body = The button at the top right wipes the keys from memory and shows a kitchen timer that works.
lockset-hide-back = To come back, open More on the timer, or open Hearth again.
lockset-hide-keys = On a keyboard, Shift three times does the same.
lockset-hide-honest = This hides Hearth from a glance. It stays in the browser’s history and in the phone’s own records.
lockset-try = Try it now

look-title = Look and language
look-theme = Light
look-theme-auto = As the phone
look-theme-light = Light
look-theme-dark = Dark
look-size = Size of the words
look-size-step = { $percent } %
look-haptics = A small tick when something is sealed
look-haptics-hint = Only some phones can do it.
look-wording = Hints on wording
look-wording-hint = Below what you write to the other, when words may land as blame. Nothing is kept, sent or held back.
look-language = Language
look-language-en = English
look-keys = Keys on a keyboard
look-on = On
look-off = Off

devices-title = Devices
devices-lead = Each holds your keys. Revoke one that is lost.
devices-this = This one
devices-kit = Recovery kit
devices-added = Added { $day }
devices-revoked = Revoked
devices-revoke = Revoke
devices-revoke-title = Revoke { $name }
devices-revoke-body = It can no longer sync, and new words get new keys. What it already holds stays on it.
devices-revoke-go = Revoke { $name }
devices-revoked-said = Revoked.
devices-add = Add a device
devices-add-title = Add a device of your own
devices-add-lead = On the new device, choose: I have used Hearth before. Then: With another of my devices.
devices-add-code = The code that it shows
devices-add-go = Go on
devices-add-done = The new device is in.
devices-add-failed = The two devices did not find each other.
devices-add-waiting = Waiting for the new device…

kitset-title = Recovery kit
kitset-none = You have no kit yet. Without one, a lost phone may be the end of your private words.
kitset-saved = A kit exists. Checking it now and then is wise.
kitset-later = You put this off. It takes a minute.
kitset-check-title = Check the kit
kitset-check-body = Type the twelve words from your sheet. They are compared on this phone only.
kitset-check-go = Check
kitset-check-good = This is your kit. It works.
kitset-check-bad = These words are not your present kit.
kitset-new-title = Make a new kit
kitset-new-body = The old sheet stops working. Tear it up.
kitset-new-go = Make a new one

storage-title = Storage and sync
storage-kept = Kept by this browser
storage-kept-yes = Yes, it will not clear it by itself
storage-kept-no = It may clear it when space runs short
storage-ask = Ask the browser to keep it
storage-synced = Last in step with the server
storage-synced-never = Not yet
storage-waiting = Waiting to go
storage-waiting-count = { $count ->
    [0] Nothing
    [one] One thing
   *[other] { $count } things
  }
storage-server = Server
storage-server-none = None. Everything is on this phone only.
storage-state = Connection
storage-state-online = In touch
storage-state-offline = Out of reach
storage-register-local = Not signed up at a server
storage-register-pending = Signing up
storage-register-refused = The server did not admit this phone
storage-zone = Your shared time zone
storage-day = Your day begins at four in the morning.
storage-now = Try now

same-title = Same-page words
same-lead = Read them to each other. If all four are the same, the server shows you both the same pages.
same-differ = If they differ, wait until both are in step. If they still differ, the server hides something.
same-none = There is nothing to compare yet.

host-title = What your host can see
host-lead = Your host runs the server. This is all that passes through their hands, field by field.
host-serve = They also serve you this app. If you do not trust the person who runs this server, do not use their server.
host-field = Field
host-sees = What they see

export-title = Take everything with you
export-lead = It is put together on this phone. Nobody is told.
export-what = What to take
export-mine = My own things
export-mine-hint = Diary, look-ins, all that you wrote
export-shared = What we share
export-shared-hint = All that both of you can read
export-all = Both
export-go = Put it together
export-ready = Ready
export-save = Save { $name }
export-empty = There is nothing to include yet.
export-care = Whoever finds these files can read them. Keep them as you would a diary.

erase-title = Remove something of mine
erase-lead = Only what you wrote. What the other wrote is theirs.
erase-empty = You have written nothing yet.
erase-what = This removes it from both phones at once, and from the server after seven days.
erase-what-private = This removes it from your devices at once, and from the server after seven days.
erase-go = Remove
erase-undo = Bring back
erase-removed = Removed
erase-private = Only you
erase-limit = An honest app lets its copy go. What was read cannot be unread.

partner-title = The two of you
partner-paired = You are here with { $name }.
partner-alone = You are here alone for now.
partner-anew = To begin anew with someone, leave this space first. Then take out what you want to keep, and clear this phone.
partner-anew-left = To begin anew with someone, take out what you want to keep and clear this phone. So nothing of this space reaches anyone else.
partner-begin = Begin together
partner-begin-hint = You chose: just me for now.
partner-repair-title = Let { $name } in again
partner-repair-body = For someone who lost phone and kit. What you two shared comes along. Private things of theirs cannot.
partner-repair-care = Make sure that it is really { $name }: in person, or by a voice you know. Someone else could ask for this.
partner-repair-go = Make an invitation

leave-title = Leave
leave-lead = For yourself, at once. No reason is asked for.
leave-1 = Nothing more that you write goes to { $name }.
leave-2 = Your own room and everything you could read stay with you.
leave-3 = { $name } keeps an archive of what you two shared.
leave-4 = You can still take everything with you, and remove your own words.
leave-go = Leave our space
leave-done = You have left. Everything you could read is still here.

clear-title = Clear this phone
clear-lead = This removes Hearth’s words and keys from this browser. The server keeps them, sealed.
clear-kit = You come back with your recovery kit or another device.
clear-no-kit = You have no recovery kit. Without another device, your private words would be gone for good.
clear-waiting = { $count ->
    [one] One thing has not reached the server yet and would be lost.
   *[other] { $count } things have not reached the server yet and would be lost.
  }
clear-go = Clear this phone

about-title = About Hearth
about-body = A private place for two. Free software under the Apache License 2.0.
about-build = Build
about-build-unknown = Not recorded in this window
about-therapy = It is no therapy, diagnosis or emergency service.
about-licences = Type: Literata and Atkinson Hyperlegible Next, under the SIL Open Font License.
about-compare = The fingerprint of every file stands at /version.json on your server.

you-name-save = Keep
export-working = Putting it together.
erase-more = Show more
leave-alone = You are here for yourself. There is no shared space to leave.

host-field-what_you_write = What you write
host-field-your_names = Your names
host-field-how_you_feel = How you feel
host-field-which_question = Which question it was
host-field-your_address = Where you are on the network
host-field-when_you_connect = When you are here
host-field-that_you_wrote = That you wrote something
host-field-how_much = How much it was
host-field-shared_or_private = Shared or private
host-field-how_many_devices = How many devices
host-field-who_you_paired_with = Who belongs together
host-field-that_you_took_back = That you took something back
host-field-that_you_left = That you left
host-field-for_a_counsellor = A link for a counsellor
host-sees-nothing = Nothing of it.
host-sees-address = The network address, as every website does.
host-sees-times = The times at which a device connects.
host-sees-count_and_time = That there is one more entry, and when it came.
host-sees-rounded_size = A size, rounded up, so that short and long look alike.
host-sees-which_log = Whether it went to the log that you two share or to your own. Not what it is.
host-sees-count = Their number, since it lets each of them in.
host-sees-two_accounts = That two accounts share one space. No names.
host-sees-which_event = Which entry it was, and that its content is gone after seven days.
host-sees-time = That your place ended, and when. No reason.
host-sees-readings = That there is one, its size rounded up, whose it is, when it was read and from which address. Not what it says.

settings-pace = Pace and topics
settings-way = Where you two are
settings-way-hint = New, everyday, grown apart, after a breach of trust
settings-pace-hint = For your own guide alone
pace-title = Pace and topics
pace-lead = Only your own guide hears this. What is offered to both follows the lighter wish, and nobody is told whose it was.
pace-depth-1 = Facts and small likes
pace-depth-2 = Opinions and small feelings
pace-depth-3 = Hopes, worries, appreciation
pace-depth-4 = Doubts, needs, old hurts
pace-depth-5 = What is rarely said
pace-pace = Pace
pace-usual = The usual
pace-usual-hint = As deep as you both like, a rung at a time
pace-lightest = The lightest
pace-lightest-hint = Only light things, and more weeks of rest
pace-own = A time for you alone
pace-own-body = On this device small things for you come then, and nothing for two. What the other receives is that of the lightest pace.
pace-own-none = Not now
pace-own-hard = A hard time
pace-own-apart = Living apart, or parting
pace-own-habit = Alcohol, or something else, has hold of me
pace-own-own = On my own for now, for any reason
pace-minutes = Time for a small step
pace-topics = Topics that are off limits
pace-topics-hint = Neither a question nor a step touches what you tap here.
pace-rest = A week of rest
pace-rest-body = Nothing is offered from { $day } on, for one week, to either of you.
pace-rest-set = A week of rest begins on { $day }.
pace-rest-go = Wish for a week of rest
pace-rest-undo = No rest, after all
pace-when = Here it counts at once, on the other phone from the next week on.
