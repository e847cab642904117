#include "app/write.h"

namespace hearth::app::write {

Outcome<base::EventId> seal(Core& core, const views::Askable& asked, const std::string& words) {
  if (core.demo) {
    story::exchange::Seal content{views::exchange_id(core, asked), asked.question, asked.round, {}, {}};
    return core.tell_demo(story::draft(content), words);
  }
  const std::string& question = asked.question.own_text.empty() ? asked.question.id : asked.question.own_text;
  const auto event = core.person->seal(*core.space(), question, static_cast<std::uint32_t>(asked.question.version),
                                       static_cast<std::uint32_t>(asked.round), words, core.now_ms(), core.entropy());
  if (!event) return refuse(event.error());
  core.settle();
  // If the other's answer is here already, the key goes out at once.
  core.person->attend(core.now_ms(), core.entropy());
  core.settle();
  return *event;
}

Outcome<void> withdraw(Core& core, const base::ExchangeId& exchange, const base::EventId& seal) {
  if (core.demo) {
    static_cast<void>(core.tell_demo(story::draft(story::exchange::Withdraw{exchange, seal}), std::nullopt));
    return {};
  }
  const auto done = core.person->withdraw(*core.space(), exchange, core.now_ms(), core.entropy());
  if (!done) return refuse(done.error());
  core.settle();
  return {};
}

Outcome<std::int64_t> erase(Core& core, const base::EventId& event) {
  const story::Known* known = core.story.known(event);
  if (known == nullptr) return refuse(ErrorCode::kNotFound, "event");
  if (known->author != log::Author::me) return refuse(ErrorCode::kRefusedByRule, "not_yours");
  const std::int64_t until = core.now_ms() + story::erase::kUndoMilliseconds;
  if (core.story.is_hidden(event)) return core.story.undo_until(event).value_or(until);
  if (core.demo) {
    static_cast<void>(
        core.tell_demo(story::draft(story::erase::Erase{event, known->link}, log::Stream::shared), std::nullopt));
    return until;
  }
  const base::LogId log = known->log;
  const base::Hash32 link = known->link;
  const auto done = core.person->erase(log, event, core.now_ms(), core.entropy());
  if (!done) return refuse(done.error());
  std::erase_if(core.keep.erase_tasks, [&](const EraseTask& task) { return task.event == event; });
  core.keep.erase_tasks.push_back({log, event, link, false});
  core.keep_changed();
  core.settle();
  return until;
}

Outcome<void> undo_erase(Core& core, const base::EventId& event) {
  const story::Known* known = core.story.known(event);
  if (known == nullptr || known->author != log::Author::me) return refuse(ErrorCode::kNotFound, "event");
  const auto until = core.story.undo_until(event);
  if (!until) return refuse(ErrorCode::kNotFound, "erasure");
  if (*until <= core.now_ms()) return refuse(ErrorCode::kRefusedByRule, "too_late");
  if (core.demo) {
    static_cast<void>(core.tell_demo(story::draft(story::erase::Undo{event}, log::Stream::shared), std::nullopt));
    return {};
  }
  const base::LogId log = known->log;
  const auto done = core.person->undo_erase(log, event, core.now_ms(), core.entropy());
  if (!done) return refuse(done.error());
  std::erase_if(core.keep.erase_tasks, [&](const EraseTask& task) { return task.event == event; });
  core.keep.erase_tasks.push_back({log, event, {}, true});
  core.keep_changed();
  core.settle();
  return {};
}

}  // namespace hearth::app::write
