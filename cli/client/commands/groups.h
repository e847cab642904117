// The client's commands, in the order in which two people meet them.
#pragma once

#include "cli/client/member.h"
#include "cli/commands.h"

namespace hearth::cli {

void add_start_commands(CLI::App& client, Chosen& chosen, ClientOptions& options);  // init, kit, recover
void add_pairing_commands(CLI::App& client, Chosen& chosen,
                          ClientOptions& options);  // invite, join, words, confirm, begin
void add_today_commands(CLI::App& client, Chosen& chosen,
                        ClientOptions& options);  // today, answer, withdraw, open, react
void add_guide_commands(CLI::App& client, Chosen& chosen, ClientOptions& options);  // step, pace
void add_way_commands(CLI::App& client, Chosen& chosen, ClientOptions& options);    // wider, sign, way
void add_talk_commands(CLI::App& client, Chosen& chosen, ClientOptions& options);   // talk …
void add_talk_room_commands(CLI::App& talk, Chosen& chosen, ClientOptions& options);
void add_counsel_commands(CLI::App& client, Chosen& chosen, ClientOptions& options);    // counsel …
void add_mend_commands(CLI::App& client, Chosen& chosen, ClientOptions& options);       // mend …, trust …
void add_signal_commands(CLI::App& client, Chosen& chosen, ClientOptions& options);     // signal …
void add_agreement_commands(CLI::App& client, Chosen& chosen, ClientOptions& options);  // agree …
void add_page_commands(CLI::App& client, Chosen& chosen, ClientOptions& options);       // page …
void add_sharing_commands(CLI::App& client, Chosen& chosen, ClientOptions& options);    // share, thanks, checkin, diary
void add_wording_commands(CLI::App& client, Chosen& chosen, ClientOptions& options);    // wording
void add_story_commands(CLI::App& client, Chosen& chosen, ClientOptions& options);  // sync, story, export, erase, leave
void add_device_commands(CLI::App& client, Chosen& chosen, ClientOptions& options);  // device …, same-page

}  // namespace hearth::cli
