// One member on one device: every command of the boundary. The commands stand in
// commands/*.cpp in the groups of boundary.idl; what they show is made in views/.
// One thread at a time.
#pragma once

#include <memory>
#include <vector>

#include "app/core.h"
#include "app/net/sync.h"

namespace hearth::app {

class Member final : public boundary::Handler {
 public:
  Member();
  ~Member() override;

  Core core;
  std::unique_ptr<net::Sync> sync;

  // After a command: store, take the next steps of the network, store again.
  void settle();

  Outcome<boundary::BootResult> boot(boundary::BootArgs& args) override;
  Outcome<boundary::KdfResult> kdf(boundary::KdfArgs& args) override;
  Outcome<boundary::KdfSaltResult> kdf_salt(boundary::KdfSaltArgs& args) override;
  Outcome<boundary::PassphraseStrengthResult> passphrase_strength(boundary::PassphraseStrengthArgs& args) override;
  Outcome<boundary::SetupCreateResult> setup_create(boundary::SetupCreateArgs& args) override;
  Outcome<boundary::UnlockResult> unlock(boundary::UnlockArgs& args) override;
  Outcome<boundary::LoadRecordsResult> load_records(boundary::LoadRecordsArgs& args) override;
  Outcome<boundary::LoadEventsResult> load_events(boundary::LoadEventsArgs& args) override;
  Outcome<boundary::LoadDoneResult> load_done(boundary::LoadDoneArgs& args) override;
  Outcome<boundary::LoadAgainResult> load_again(boundary::LoadAgainArgs& args) override;
  Outcome<boundary::LockResult> lock(boundary::LockArgs& args) override;
  Outcome<boundary::ReauthResult> reauth(boundary::ReauthArgs& args) override;
  Outcome<boundary::PassphraseChangeResult> passphrase_change(boundary::PassphraseChangeArgs& args) override;
  Outcome<boundary::ClearResult> clear(boundary::ClearArgs& args) override;
  Outcome<boundary::NetResultResult> net_result(boundary::NetResultArgs& args) override;
  Outcome<boundary::NetFailedResult> net_failed(boundary::NetFailedArgs& args) override;
  Outcome<boundary::NetOpenedResult> net_opened(boundary::NetOpenedArgs& args) override;
  Outcome<boundary::NetFrameResult> net_frame(boundary::NetFrameArgs& args) override;
  Outcome<boundary::NetClosedResult> net_closed(boundary::NetClosedArgs& args) override;
  Outcome<boundary::NetTickResult> net_tick(boundary::NetTickArgs& args) override;
  Outcome<boundary::NetOnlineResult> net_online(boundary::NetOnlineArgs& args) override;
  Outcome<boundary::NetOfflineResult> net_offline(boundary::NetOfflineArgs& args) override;
  Outcome<boundary::ServerSetResult> server_set(boundary::ServerSetArgs& args) override;
  Outcome<boundary::StatusViewResult> status_view(boundary::StatusViewArgs& args) override;
  Outcome<boundary::ProfileSetResult> profile_set(boundary::ProfileSetArgs& args) override;
  Outcome<boundary::ZoneSetResult> zone_set(boundary::ZoneSetArgs& args) override;
  Outcome<boundary::SettingsSetResult> settings_set(boundary::SettingsSetArgs& args) override;
  Outcome<boundary::NoticeDismissResult> notice_dismiss(boundary::NoticeDismissArgs& args) override;
  Outcome<boundary::KitMakeResult> kit_make(boundary::KitMakeArgs& args) override;
  Outcome<boundary::KitProveResult> kit_prove(boundary::KitProveArgs& args) override;
  Outcome<boundary::KitLaterResult> kit_later(boundary::KitLaterArgs& args) override;
  Outcome<boundary::KitCheckResult> kit_check(boundary::KitCheckArgs& args) override;
  Outcome<boundary::RecoverBeginResult> recover_begin(boundary::RecoverBeginArgs& args) override;
  Outcome<boundary::RecoverViewResult> recover_view(boundary::RecoverViewArgs& args) override;
  Outcome<boundary::PairInviteResult> pair_invite(boundary::PairInviteArgs& args) override;
  Outcome<boundary::PairJoinResult> pair_join(boundary::PairJoinArgs& args) override;
  Outcome<boundary::PairViewResult> pair_view(boundary::PairViewArgs& args) override;
  Outcome<boundary::PairConfirmResult> pair_confirm(boundary::PairConfirmArgs& args) override;
  Outcome<boundary::PairRefuseResult> pair_refuse(boundary::PairRefuseArgs& args) override;
  Outcome<boundary::PairCancelResult> pair_cancel(boundary::PairCancelArgs& args) override;
  Outcome<boundary::BeginResult> begin(boundary::BeginArgs& args) override;
  Outcome<boundary::TodayViewResult> today_view(boundary::TodayViewArgs& args) override;
  Outcome<boundary::ExchangeViewResult> exchange_view(boundary::ExchangeViewArgs& args) override;
  Outcome<boundary::ExchangeDraftResult> exchange_draft(boundary::ExchangeDraftArgs& args) override;
  Outcome<boundary::ExchangeSealResult> exchange_seal(boundary::ExchangeSealArgs& args) override;
  Outcome<boundary::ExchangeOpenFirstResult> exchange_open_first(boundary::ExchangeOpenFirstArgs& args) override;
  Outcome<boundary::ExchangePassResult> exchange_pass(boundary::ExchangePassArgs& args) override;
  Outcome<boundary::ExchangeAnotherResult> exchange_another(boundary::ExchangeAnotherArgs& args) override;
  Outcome<boundary::ExchangeNotNowResult> exchange_not_now(boundary::ExchangeNotNowArgs& args) override;
  Outcome<boundary::DeeperAnswerResult> deeper_answer(boundary::DeeperAnswerArgs& args) override;
  Outcome<boundary::StepTellResult> step_tell(boundary::StepTellArgs& args) override;
  Outcome<boundary::HelpOfferResult> help_offer(boundary::HelpOfferArgs& args) override;
  Outcome<boundary::HelpHostResult> help_host(boundary::HelpHostArgs& args) override;
  Outcome<boundary::GuideTellResult> guide_tell(boundary::GuideTellArgs& args) override;
  Outcome<boundary::GuideViewResult> guide_view(boundary::GuideViewArgs& args) override;
  Outcome<boundary::WayChooseResult> way_choose(boundary::WayChooseArgs& args) override;
  Outcome<boundary::SignSaveResult> sign_save(boundary::SignSaveArgs& args) override;
  Outcome<boundary::ExchangeWithdrawResult> exchange_withdraw(boundary::ExchangeWithdrawArgs& args) override;
  Outcome<boundary::ExchangeOpenResult> exchange_open(boundary::ExchangeOpenArgs& args) override;
  Outcome<boundary::ExchangeSendOpenResult> exchange_send_open(boundary::ExchangeSendOpenArgs& args) override;
  Outcome<boundary::ExchangeReactResult> exchange_react(boundary::ExchangeReactArgs& args) override;
  Outcome<boundary::ShelfViewResult> shelf_view(boundary::ShelfViewArgs& args) override;
  Outcome<boundary::ShareSendResult> share_send(boundary::ShareSendArgs& args) override;
  Outcome<boundary::ShareReplyResult> share_reply(boundary::ShareReplyArgs& args) override;
  Outcome<boundary::CheckinFormResult> checkin_form(boundary::CheckinFormArgs& args) override;
  Outcome<boundary::CheckinSaveResult> checkin_save(boundary::CheckinSaveArgs& args) override;
  Outcome<boundary::ThanksSaveResult> thanks_save(boundary::ThanksSaveArgs& args) override;
  Outcome<boundary::ThanksSendFromJarResult> thanks_send_from_jar(boundary::ThanksSendFromJarArgs& args) override;
  Outcome<boundary::ThanksViewResult> thanks_view(boundary::ThanksViewArgs& args) override;
  Outcome<boundary::PictureViewResult> picture_view(boundary::PictureViewArgs& args) override;
  Outcome<boundary::MomentSaveResult> moment_save(boundary::MomentSaveArgs& args) override;
  Outcome<boundary::SessionBeginResult> session_begin(boundary::SessionBeginArgs& args) override;
  Outcome<boundary::SessionMoveResult> session_move(boundary::SessionMoveArgs& args) override;
  Outcome<boundary::TalkViewResult> talk_view(boundary::TalkViewArgs& args) override;
  Outcome<boundary::TalkKeepResult> talk_keep(boundary::TalkKeepArgs& args) override;
  Outcome<boundary::TalkLookBackResult> talk_look_back(boundary::TalkLookBackArgs& args) override;
  Outcome<boundary::TalkPlanResult> talk_plan(boundary::TalkPlanArgs& args) override;
  Outcome<boundary::TalkAnswerResult> talk_answer(boundary::TalkAnswerArgs& args) override;
  Outcome<boundary::SignalViewResult> signal_view(boundary::SignalViewArgs& args) override;
  Outcome<boundary::SignalSayResult> signal_say(boundary::SignalSayArgs& args) override;
  Outcome<boundary::SignalAnswerResult> signal_answer(boundary::SignalAnswerArgs& args) override;
  Outcome<boundary::SignalOverResult> signal_over(boundary::SignalOverArgs& args) override;
  Outcome<boundary::SignalHelpedResult> signal_helped(boundary::SignalHelpedArgs& args) override;
  Outcome<boundary::AgreementViewResult> agreement_view(boundary::AgreementViewArgs& args) override;
  Outcome<boundary::AgreementProposeResult> agreement_propose(boundary::AgreementProposeArgs& args) override;
  Outcome<boundary::AgreementAnswerResult> agreement_answer(boundary::AgreementAnswerArgs& args) override;
  Outcome<boundary::AgreementEndResult> agreement_end(boundary::AgreementEndArgs& args) override;
  Outcome<boundary::AgreementReviewResult> agreement_review(boundary::AgreementReviewArgs& args) override;
  Outcome<boundary::PageViewResult> page_view(boundary::PageViewArgs& args) override;
  Outcome<boundary::PageSaveResult> page_save(boundary::PageSaveArgs& args) override;
  Outcome<boundary::PageCopyResult> page_copy(boundary::PageCopyArgs& args) override;
  Outcome<boundary::MendViewResult> mend_view(boundary::MendViewArgs& args) override;
  Outcome<boundary::MendInviteResult> mend_invite(boundary::MendInviteArgs& args) override;
  Outcome<boundary::MendAnswerResult> mend_answer(boundary::MendAnswerArgs& args) override;
  Outcome<boundary::MendRestResult> mend_rest(boundary::MendRestArgs& args) override;
  Outcome<boundary::MendPromiseResult> mend_promise(boundary::MendPromiseArgs& args) override;
  Outcome<boundary::MendKeptResult> mend_kept(boundary::MendKeptArgs& args) override;
  Outcome<boundary::MendFollowedResult> mend_followed(boundary::MendFollowedArgs& args) override;
  Outcome<boundary::MendAgainResult> mend_again(boundary::MendAgainArgs& args) override;
  Outcome<boundary::TrustReadyResult> trust_ready(boundary::TrustReadyArgs& args) override;
  Outcome<boundary::TalkStillResult> talk_still(boundary::TalkStillArgs& args) override;
  Outcome<boundary::TalkDrillsResult> talk_drills(boundary::TalkDrillsArgs& args) override;
  Outcome<boundary::CounselViewResult> counsel_view(boundary::CounselViewArgs& args) override;
  Outcome<boundary::CounselProposeResult> counsel_propose(boundary::CounselProposeArgs& args) override;
  Outcome<boundary::CounselAnswerResult> counsel_answer(boundary::CounselAnswerArgs& args) override;
  Outcome<boundary::CounselMakeResult> counsel_make(boundary::CounselMakeArgs& args) override;
  Outcome<boundary::CounselRevokeResult> counsel_revoke(boundary::CounselRevokeArgs& args) override;
  Outcome<boundary::CounselPrintResult> counsel_print(boundary::CounselPrintArgs& args) override;
  Outcome<boundary::CounselReadResult> counsel_read(boundary::CounselReadArgs& args) override;
  Outcome<boundary::WordingLookResult> wording_look(boundary::WordingLookArgs& args) override;
  Outcome<boundary::DiarySaveResult> diary_save(boundary::DiarySaveArgs& args) override;
  Outcome<boundary::DiaryShareCopyResult> diary_share_copy(boundary::DiaryShareCopyArgs& args) override;
  Outcome<boundary::MineViewResult> mine_view(boundary::MineViewArgs& args) override;
  Outcome<boundary::DevicesViewResult> devices_view(boundary::DevicesViewArgs& args) override;
  Outcome<boundary::DeviceShowResult> device_show(boundary::DeviceShowArgs& args) override;
  Outcome<boundary::DeviceJoinLinkingResult> device_join_linking(boundary::DeviceJoinLinkingArgs& args) override;
  Outcome<boundary::DeviceScanResult> device_scan(boundary::DeviceScanArgs& args) override;
  Outcome<boundary::DeviceConfirmResult> device_confirm(boundary::DeviceConfirmArgs& args) override;
  Outcome<boundary::DeviceViewResult> device_view(boundary::DeviceViewArgs& args) override;
  Outcome<boundary::DeviceRevokeResult> device_revoke(boundary::DeviceRevokeArgs& args) override;
  Outcome<boundary::SamePageViewResult> same_page_view(boundary::SamePageViewArgs& args) override;
  Outcome<boundary::HostViewResult> host_view(boundary::HostViewArgs& args) override;
  Outcome<boundary::EraseResult> erase(boundary::EraseArgs& args) override;
  Outcome<boundary::EraseUndoResult> erase_undo(boundary::EraseUndoArgs& args) override;
  Outcome<boundary::LeaveResult> leave(boundary::LeaveArgs& args) override;
  Outcome<boundary::RepairInviteResult> repair_invite(boundary::RepairInviteArgs& args) override;
  Outcome<boundary::DemoStartResult> demo_start(boundary::DemoStartArgs& args) override;
  Outcome<boundary::StoryViewResult> story_view(boundary::StoryViewArgs& args) override;
  Outcome<boundary::ExportResult> export_(boundary::ExportArgs& args) override;

 private:
  // Refuses unless everything is loaded and unlocked.
  [[nodiscard]] std::optional<boundary::Failure> not_open() const;
  // The same, and not in the demo, where there is nobody behind it.
  [[nodiscard]] std::optional<boundary::Failure> not_real() const;
  [[nodiscard]] std::optional<boundary::Failure> not_proved() const;
  // Opens this device's vault with the key; also proves that its owner is here.
  Outcome<void> prove(base::ByteView key);
  // A person, wherever from, becomes the one of this device.
  void settle_in(std::unique_ptr<log::Person> person);
  void make_vault(vault::LocalVault made, const vault::PassphraseKey& key, const vault::Salt& salt);
  void begin_meeting(KeptMeeting meeting);
  Outcome<void> begin_invite(vault::PairingSecret secret);
  Outcome<void> begin_join(vault::PairingSecret secret);
  // Says what a new pair has to know of each other.
  void introduce();
  // Says the guide's word for a week, unless it was said.
  void say_word();
  // Six words whose slow hash the host never answered: asks again.
  void resume_meeting();
  void stretch_words();
  void wire();

  // Loading: events wait until all are here, since their order matters.
  std::vector<StoredEvent> loading_;
  base::SecretBytes person_record_;
  // A kit that was made and not proved yet.
  std::optional<vault::KitSecret> kit_;
  std::vector<std::size_t> kit_asked_;
};

}  // namespace hearth::app
