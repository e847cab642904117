// The demonstration: a member with weeks behind them, told straight to the story
// from a script (content/demo, described in content/README.md). No keys, no network,
// nothing to store.
#include <algorithm>

#include "app/member.h"
#include "app/views/questions.h"
#include "base/order.h"
#include "library/builtin.h"
#include "verify/hash.h"

namespace hearth::app {
namespace {

using boundary::Json;
using story::Fields;

constexpr std::size_t kMaximumItems = 5'000;
constexpr std::int64_t kMaximumDay = 3'650;
constexpr std::int64_t kMaximumMinute = 48 * 60;
constexpr std::string_view kNames[] = {"sam", "robin"};
constexpr std::string_view kShare[] = {"none", "number", "all"};
constexpr std::string_view kAbout[] = {"us", "not_us"};
constexpr std::string_view kReply[] = {"witness", "ask", "ideas"};

class Script {
 public:
  Script(Core& core, std::size_t who) : core_(core), who_(who) {}

  // False when the script is not what it must be; nothing of it counts then.
  bool tell(const Json& script) {
    Json people;
    const Json* names = script.find("people");
    const Json* days = script.find("days");
    if (names == nullptr || days == nullptr || days->integer() == nullptr) return false;
    if (*days->integer() < 1 || *days->integer() > kMaximumDay) return false;
    // The last day is the last one of a week that has ended, or today.
    const base::Date last = base::monday_of(core_.today() + 1) - 1;
    first_ = base::monday_of(last - static_cast<std::int32_t>(*days->integer()) + 1);
    if (!introduce(*names)) return false;
    return each(script, "exchanges", [this](const Json& item) { return exchange(item); }) &&
           each(script, "checkins", [this](const Json& item) { return checkin(item); }) &&
           each(script, "thanks", [this](const Json& item) { return thanks(item); }) &&
           each(script, "shares", [this](const Json& item) { return share(item); }) &&
           each(script, "moments", [this](const Json& item) { return moment(item); }) &&
           each(script, "diary", [this](const Json& item) { return diary(item); });
  }

  // In the order of time, as two apps would have written it.
  void play() {
    base::sort(events_, [](const log::Opened& a, const log::Opened& b) { return a.authored_ms < b.authored_ms; });
    std::uint64_t logical = 0;
    for (log::Opened& event : events_) {
      event.logical = ++logical;
      core_.story.add(event);
    }
  }

 private:
  template <class Tell>
  bool each(const Json& script, std::string_view name, Tell tell_one) {
    const Json* list = script.find(name);
    if (list == nullptr) return true;
    if (list->array() == nullptr || list->array()->size() > kMaximumItems) return false;
    return std::all_of(list->array()->begin(), list->array()->end(), tell_one);
  }

  [[nodiscard]] base::Date date(std::int64_t day) const { return first_ + static_cast<std::int32_t>(day); }
  [[nodiscard]] std::int64_t moment_ms(std::int64_t day, std::int64_t minute) const {
    return date(day).days_since_1970 * base::kMillisecondsPerDay +
           (minute - core_.call.offset_minutes) * base::kMillisecondsPerMinute;
  }

  template <class Content>
  base::EventId says(std::size_t author, const Content& content, log::Stream stream, std::int64_t at_ms,
                     std::optional<std::string> answer = std::nullopt) {
    const story::Draft drafted = story::draft(content, stream);
    log::Opened event;
    const std::string name = std::to_string(events_.size());
    const base::Hash32 hash = verify::hash("demo-event", {base::as_bytes(name)});
    std::copy_n(hash.bytes.begin(), event.id.bytes.size(), event.id.bytes.begin());
    event.stream = stream;
    event.who = author == who_ ? log::Author::me : log::Author::partner;
    event.authored_ms = at_ms;
    event.type = drafted.type;
    event.type_version = drafted.type_version;
    event.payload = drafted.payload;
    event.answer = std::move(answer);
    events_.push_back(std::move(event));
    return events_.back().id;
  }

  bool introduce(const Json& names) {
    const std::int64_t at = moment_ms(0, 8 * 60);
    says(who_, story::profile::Zone{core_.call.zone}, log::Stream::shared, at);
    says(who_, story::profile::Kind{}, log::Stream::shared, at);
    for (std::size_t person = 0; person < 2; ++person) {
      const Json* name = names.find(kNames[person]);
      if (name == nullptr || name->text() == nullptr || name->text()->empty()) return false;
      says(person, story::profile::Profile{*name->text()}, log::Stream::shared, at + 1);
      says(person, story::profile::Begin{}, log::Stream::shared, at + 2);
    }
    return true;
  }

  bool exchange(const Json& item) {
    Fields fields(item);
    std::int64_t day = 0;
    std::int64_t opened = 0;
    std::string id;
    const Json* sides[2] = {nullptr, nullptr};
    fields.integer("day", day, 0, kMaximumDay).text("question", id, 64).integer("opened", opened, 0, kMaximumMinute);
    if (!fields.object("sam", sides[0]).object("robin", sides[1]).done()) return false;
    const library::Question* question = library::find_question(id);
    if (question == nullptr) return true;  // a question that this deck does not have
    const story::exchange::QuestionRef ref{question->id, question->version, ""};
    const base::ExchangeId exchange = views::exchange_id(core_, {ref, 0});
    for (std::size_t person = 0; person < 2; ++person) {
      Fields side(*sides[person]);
      std::int64_t minute = 0;
      std::string text;
      std::optional<std::string> reaction;
      side.integer("minute", minute, 0, kMaximumMinute).text("text", text, story::kLongText);
      if (!side.text("reaction", reaction, 32).done()) return false;
      const bool own = person == who_;
      const base::EventId seal = says(person, story::exchange::Seal{exchange, ref, 0, {}, {}}, log::Stream::shared,
                                      moment_ms(day, minute), own ? std::optional(text) : std::nullopt);
      says(person, story::exchange::Release{exchange, seal, base::Bytes(32, 0)}, log::Stream::shared,
           moment_ms(day, opened), own ? std::nullopt : std::optional(text));
      if (reaction && story::exchange::is_reaction(*reaction)) {
        says(person, story::exchange::React{exchange, *reaction}, log::Stream::shared, moment_ms(day, opened) + 1);
      }
    }
    says(who_, story::exchange::Seen{exchange}, log::Stream::private_, moment_ms(day, opened) + 2);
    return true;
  }

  // The fields that every other item begins with.
  struct Head {
    std::int64_t day = 0;
    std::int64_t minute = 0;
    std::size_t who = 0;
  };
  static void read_head(Fields& fields, Head& head) {
    fields.integer("day", head.day, 0, kMaximumDay).integer("minute", head.minute, 0, kMaximumMinute);
    fields.word("who", kNames, head.who);
  }

  bool checkin(const Json& item) {
    Fields fields(item);
    Head head;
    story::checkin::Checkin checkin;
    std::optional<std::string> note;
    read_head(fields, head);
    fields.integer("felt", checkin.felt, 1, 7)
        .integer("needed", checkin.needed, 1, 7)
        .texts("words", checkin.words, 32, 3);
    fields.word("about", kAbout, checkin.about)
        .text("note", note, story::kLongText)
        .word("share", kShare, checkin.share);
    if (!fields.done()) return false;
    checkin.note = note.value_or("");
    checkin.day = date(head.day);
    const std::int64_t at = moment_ms(head.day, head.minute);
    if (head.who == who_) says(head.who, checkin, log::Stream::private_, at);
    if (const auto shared = story::checkin::shared_part(checkin)) says(head.who, *shared, log::Stream::shared, at);
    return true;
  }

  bool thanks(const Json& item) {
    Fields fields(item);
    Head head;
    std::string text;
    std::optional<std::string> gave;
    read_head(fields, head);
    fields.text("text", text, story::kLongText).text("gave", gave, story::kLongText);
    bool jar = false;
    if (item.find("jar") != nullptr) fields.boolean("jar", jar);
    if (!fields.done()) return false;
    const std::int64_t at = moment_ms(head.day, head.minute);
    if (!jar) {
      says(head.who, story::thanks::Note{text, gave.value_or("")}, log::Stream::shared, at);
    } else if (head.who == who_) {
      says(head.who, story::thanks::Jar{text, gave.value_or("")}, log::Stream::private_, at);
    }
    return true;
  }

  bool share(const Json& item) {
    Fields fields(item);
    Head head;
    story::share::Text text;
    read_head(fields, head);
    const Json* answer = nullptr;
    fields.text("text", text.text, story::kLongText).word("reply", kReply, text.reply);
    if (item.find("answer") != nullptr) fields.object("answer", answer);
    if (!fields.done()) return false;
    const base::EventId id = says(head.who, text, log::Stream::shared, moment_ms(head.day, head.minute));
    if (answer == nullptr) return true;
    Fields reply(*answer);
    std::int64_t minute = 0;
    std::string kind;
    std::optional<std::string> words;
    if (!reply.integer("minute", minute, 0, kMaximumMinute)
             .text("kind", kind, 32)
             .text("text", words, story::kLongText)
             .done()) {
      return false;
    }
    const auto known = story::share::reply_kind(kind);
    if (!known) return false;
    says(1 - head.who, story::share::Reply{id, *known, words.value_or("")}, log::Stream::shared,
         moment_ms(head.day, minute));
    return true;
  }

  bool moment(const Json& item) {
    Fields fields(item);
    Head head;
    story::moment::Moment content;
    bool shared = false;
    read_head(fields, head);
    if (!fields.text("title", content.title, story::kShortText).boolean("shared", shared).done()) return false;
    content.day = date(head.day);
    if (!shared && head.who != who_) return true;
    says(head.who, content, shared ? log::Stream::shared : log::Stream::private_, moment_ms(head.day, head.minute));
    return true;
  }

  bool diary(const Json& item) {
    Fields fields(item);
    Head head;
    story::diary::Text content;
    read_head(fields, head);
    if (!fields.text("text", content.text, story::kLongText).done()) return false;
    content.day = date(head.day);
    if (head.who == who_) says(head.who, content, log::Stream::private_, moment_ms(head.day, head.minute));
    return true;
  }

  Core& core_;
  std::size_t who_;
  base::Date first_;
  std::vector<log::Opened> events_;
};

}  // namespace

Outcome<boundary::DemoStartResult> Member::demo_start(boundary::DemoStartArgs& args) {
  if (core.stage != Stage::fresh) return refuse(ErrorCode::kRefusedByRule, "already_set_up");
  const auto* name = std::find(std::begin(kNames), std::end(kNames), args.who);
  if (name == std::end(kNames)) return refuse(ErrorCode::kBadRequest, "who");
  const auto script = story::json::parse(base::as_text(args.script));
  if (!script) return refuse(ErrorCode::kBadRequest, "script");
  core.demo = true;
  Script teller(core, static_cast<std::size_t>(name - std::begin(kNames)));
  if (!teller.tell(*script)) {
    core.demo = false;
    return refuse(ErrorCode::kBadRequest, "script");
  }
  teller.play();
  core.stage = Stage::open;
  return boundary::DemoStartResult{};
}

}  // namespace hearth::app
