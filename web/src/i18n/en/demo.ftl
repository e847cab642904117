demo-title = Two invented people
demo-lead = Sam and Robin, twelve weeks in. All of it is made up, and nothing that you do here is kept.
demo-reset = Begin anew
demo-own = Your own Hearth
demo-phone = { $name }’s phone
demo-whose = Whose phone
demo-failed = The demo did not start in this browser.
