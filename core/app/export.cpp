#include "app/export.h"

#include "app/export_guide.h"
#include "app/plain_words.h"
#include "app/views/items.h"
#include "app/views/people.h"
#include "base/order.h"

namespace hearth::app {
namespace {

using boundary::ExportScope;
using boundary::Json;
using boundary::StoryItem;

constexpr std::string_view kStyle =
    "body{font:1.05rem/1.55 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#2d1f18;"
    "background:#fffdfa}h1,h2,h3{font-weight:600;line-height:1.25}h2{margin-top:2.5rem;border-bottom:1px solid #e0d8ce}"
    "article{margin:1.25rem 0;break-inside:avoid}.who{font:0.85rem/1.4 sans-serif;color:#5e4b41}p{margin:.3rem 0;"
    "white-space:pre-wrap;overflow-wrap:anywhere}.question{font-style:italic}@media print{body{margin:0;max-width:none;"
    "background:#fff;color:#000}}";

bool is_wanted(const StoryItem& item, ExportScope scope) {
  if (item.private_) return scope != ExportScope::kShared;
  return scope != ExportScope::kMine || item.own;
}

std::string_view title_of(std::string_view type) {
  constexpr std::string_view kTitles[][2] = {
      {"share.text", "Shared"},
      {"share.reply", "Reply"},
      {"thanks.note", "Appreciation"},
      {"thanks.jar", "In the jar"},
      {"checkin", "Looked in"},
      {"checkin.shared", "Looked in, shared"},
      {"diary", "Diary"},
      {"moment", "Moment"},
      {"exchange.seal", "Answer"},
      {"exchange.open", "Answer, sent open"},
      {"exchange.react", "Reaction"},
      {"guide.own", "Told my own guide"},
      {"guide.fate", "A small step"},
      {"guide.numbers", "Numbers, shared"},
      {"guide.way", "Our way"},
      {"sign", "Early sign"},
      {"talk.kept", "After a talk"},
      {"talk.step", "Looked back at a small thing"},
      {"talk.still", "Is it still true"},
      {"talk.plan", "A talk, proposed"},
      {"talk.answer", "Answer to a talk"},
      {"signal.say", "Said in passing"},
      {"signal.answer", "Answer in passing"},
      {"signal.over", "Over"},
      {"signal.helped", "Did that help"},
      {"agreement.propose", "An agreement, proposed"},
      {"agreement.answer", "Answer to an agreement"},
      {"agreement.end", "An agreement, ended"},
      {"agreement.review", "Looked at an agreement"},
      {"page.text", "A page of my own"},
      {"page.copy", "Lines of a page, copied"},
      {"mend.invite", "Invited to mend"},
      {"mend.answer", "Answer to an invitation"},
      {"mend.rest", "Let it rest"},
      {"mend.promise", "A promise"},
      {"mend.kept", "Of a promise"},
      {"mend.followed", "Some days later"},
      {"mend.again", "The same again"},
      {"mend.ready", "A step on the slower way"},
      {"counsel.propose", "For a counsellor"},
      {"counsel.answer", "Answer about a counsellor"},
  };
  for (const auto& title : kTitles) {
    if (title[0] == type) return title[1];
  }
  return type;
}

std::string detail_text(const StoryItem& item, std::string_view key) {
  const Json* found = item.detail.find(key);
  if (found == nullptr) return {};
  if (found->text() != nullptr) return *found->text();
  return story::json::write(*found);
}

std::string clock_text(const Core& core, std::int64_t at_ms) {
  const std::int64_t minute = (at_ms / base::kMillisecondsPerMinute + core.call.offset_minutes) % (24 * 60);
  std::string text = "00:00";
  text[0] = static_cast<char>('0' + minute / 600);
  text[1] = static_cast<char>('0' + minute / 60 % 10);
  text[3] = static_cast<char>('0' + minute % 60 / 10);
  text[4] = static_cast<char>('0' + minute % 10);
  return text;
}

void append_article(std::string& html, const Core& core, const StoryItem& item, const std::string& who,
                    const std::string& sentence) {
  const bool shared = !item.private_;
  html += "<article><div class=\"who\">" + clock_text(core, item.at) + " · " + escape_html(who) + " · " +
          std::string(title_of(item.type)) + (shared ? "" : " · only mine") +
          (item.brought_back ? " · brought back by the other" : "") + "</div>";
  const std::string question = detail_text(item, "question");
  if (!question.empty()) html += "<p class=\"question\">" + escape_html(question) + "</p>";
  if (item.erased) {
    html += "<p>Taken back.</p>";
  } else {
    const std::string felt = detail_text(item, "felt");
    const std::string needed = detail_text(item, "needed");
    if (!felt.empty() && item.type.starts_with("checkin")) {
      html +=
          "<p>Felt " + escape_html(felt) + " of 7" + (needed.empty() ? "" : ", needed " + escape_html(needed)) + "</p>";
    }
    if (!sentence.empty()) html += "<p>" + escape_html(sentence) + "</p>";
    if (!item.text.empty()) html += "<p>" + escape_html(item.text) + "</p>";
    const std::string gave = detail_text(item, "gave");
    if (!gave.empty()) html += "<p>It gave me: " + escape_html(gave) + "</p>";
    const std::string reaction = detail_text(item, "reaction");
    if (!reaction.empty()) html += "<p>" + escape_html(reaction) + "</p>";
  }
  html += "</article>\n";
}

Json line_of(const StoryItem& item) {
  Json line;
  line.set("event", item.event).set("type", item.type).set("by", item.own ? "me" : "partner");
  line.set("at", item.at).set("day", item.day).set("private", item.private_);
  if (!item.erased) line.set("text", item.text).set("detail", item.detail);
  if (item.erased) line.set("erased", true);
  if (item.brought_back) line.set("brought_back", true);
  return line;
}

base::Bytes bytes_of(std::string_view text) { return base::to_bytes(base::as_bytes(text)); }

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out.push_back(c);
    }
  }
  return out;
}

std::vector<boundary::ExportFile> export_files(const Core& core, ExportScope scope) {
  const std::string me = views::own_name(core);
  const std::string partner = views::partner_name(core).value_or("");
  Json head;
  head.set("hearth_export", kExportFormat).set("made_at", core.now_ms()).set("scope", boundary::word(scope));
  head.set("me", me).set("partner", partner).set("zone", core.story.zone() != nullptr ? core.story.zone()->zone : "");
  std::string lines = story::json::write(head) + "\n";
  std::string html =
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width\"><title>Hearth</title><style>" +
      std::string(kStyle) + "</style></head><body>\n<h1>" + escape_html(me) +
      (partner.empty() ? "" : " and " + escape_html(partner)) + "</h1>\n";
  std::string day;
  std::size_t count = 0;
  std::vector<StoryItem> items = views::items(core);
  for (StoryItem& item : views::guide_items(core)) items.push_back(std::move(item));
  base::sort(items, [](const StoryItem& a, const StoryItem& b) { return a.at < b.at; });
  for (const StoryItem& item : items) {
    if (!is_wanted(item, scope)) continue;
    lines += story::json::write(line_of(item)) + "\n";
    const auto of_guide = guide_sentence(core, item);
    const auto sentence = of_guide ? of_guide : said_sentence(item);
    const bool of_the_guide = item.type.starts_with("guide.") || item.type == "sign";
    if (of_the_guide && !sentence) continue;
    if (item.day != day) html += "<h2>" + item.day + "</h2>\n";
    day = item.day;
    append_article(html, core, item, item.own ? me : partner, sentence.value_or(std::string()));
    ++count;
  }
  if (count == 0) html += "<p>There is nothing here yet.</p>\n";
  html += "</body></html>\n";
  return {{"index.html", bytes_of(html)}, {"story.jsonl", bytes_of(lines)}};
}

}  // namespace hearth::app
