#include "cli/share/document.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <format>

#include "cli/client/render.h"
#include "cli/client/story_text.h"

namespace hearth::cli {
namespace {

std::string escaped(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      default: safe += c;
    }
  }
  return safe;
}

std::string title_of(const Json& document) {
  return std::format("Prepared by {} on {}", text_of(document, "by"), text_of(document, "made_on"));
}

bool has_number(const Json& item) { return item.value("felt", Json()).is_number_integer(); }

constexpr std::string_view kOnly = "It contains only what was selected.";

}  // namespace

std::string kind_in_words(const std::string& kind) {
  constexpr std::array<std::array<std::string_view, 2>, 12> kWords = {{{"share.text", "Shared"},
                                                                       {"share.reply", "Reply"},
                                                                       {"thanks.note", "Appreciation"},
                                                                       {"thanks.jar", "Appreciation, not sent"},
                                                                       {"checkin", "Looked in"},
                                                                       {"checkin.shared", "Looked in"},
                                                                       {"diary", "Diary"},
                                                                       {"moment", "A moment"},
                                                                       {"exchange.seal", "Answer"},
                                                                       {"exchange.open", "Answer"},
                                                                       {"talk.kept", "After a talk"},
                                                                       {"sign", "An early sign"}}};
  for (const auto& [code, words] : kWords) {
    if (kind == code) return std::string(words);
  }
  // One that this program has no word for: its own name, without what is inside it.
  std::string word = kind.substr(0, kind.find('.'));
  if (!word.empty() && word.front() >= 'a' && word.front() <= 'z') word.front() = static_cast<char>(word.front() - 32);
  return word;
}

std::string document_as_text(const Json& document) {
  std::string text = title_of(document) + "\n";
  if (const std::string purpose = text_of(document, "purpose"); !purpose.empty()) text += purpose + "\n";
  text += std::string(kOnly) + "\n";
  for (const Json& item : document.value("items", Json::array())) {
    text +=
        std::format("\n{}  {}  {}\n", text_of(item, "day"), text_of(item, "who"), kind_in_words(text_of(item, "kind")));
    if (const std::string about = text_of(item, "about"); !about.empty()) text += indented(about) + "\n";
    if (has_number(item)) text += indented(look_in_in_words(item)) + "\n";
    if (const std::string words = text_of(item, "text"); !words.empty()) text += indented(words, 4) + "\n";
  }
  return text;
}

std::string document_as_page(const Json& document) {
  std::string page =
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width\"><meta name=\"referrer\" content=\"no-referrer\">"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
      "<title>" +
      escaped(title_of(document)) +
      "</title><style>body{font:12pt/1.5 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#000;"
      "background:#fff}h1{font-size:1.3rem}article{margin:1.2rem 0;break-inside:avoid}.who{font:0.85rem sans-serif}"
      ".about{font-style:italic}p{margin:.3rem 0;white-space:pre-wrap;overflow-wrap:anywhere}"
      "footer{margin-top:2rem;border-top:1px solid #000;font:0.85rem sans-serif}</style></head><body>\n<h1>" +
      escaped(title_of(document)) + "</h1>\n";
  if (const std::string purpose = text_of(document, "purpose"); !purpose.empty()) {
    page += "<p>" + escaped(purpose) + "</p>\n";
  }
  for (const Json& item : document.value("items", Json::array())) {
    page += "<article><p class=\"who\">" + escaped(text_of(item, "day")) + " · " + escaped(text_of(item, "who")) +
            " · " + escaped(kind_in_words(text_of(item, "kind"))) + "</p>";
    if (const std::string about = text_of(item, "about"); !about.empty()) {
      page += "<p class=\"about\">" + escaped(about) + "</p>";
    }
    if (has_number(item)) page += "<p>" + escaped(look_in_in_words(item)) + "</p>";
    if (const std::string words = text_of(item, "text"); !words.empty()) page += "<p>" + escaped(words) + "</p>";
    page += "</article>\n";
  }
  return page + "<footer>" + escaped(title_of(document)) + ". " + std::string(kOnly) + "</footer>\n</body></html>\n";
}

Outcome<void> write_document(const std::filesystem::path& out, const Json& document) {
  const std::string text = out.extension() == ".html" ? document_as_page(document) : document_as_text(document);
  const int file = ::open(out.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return wrong_usage(std::format("{} cannot be written, or is there already.", out.string()));
  std::size_t done = 0;
  while (done < text.size()) {
    const auto wrote = ::write(file, text.data() + done, text.size() - done);
    if (wrote <= 0) break;
    done += static_cast<std::size_t>(wrote);
  }
  const bool whole = done == text.size() && ::fsync(file) == 0;
  ::close(file);
  if (!whole) return broken("no_room", std::format("{} could not be written as a whole.", out.string()));
  return {};
}

}  // namespace hearth::cli
