#include "library/source/evidence.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "help_directory_embedded.h"
#include "library/source/reader.h"

namespace hearth::library::source {
namespace {

constexpr std::array<std::string_view, kHelpRuleCount> kCodes = {
    "no_evidence", "number_not_in_sentence", "no_sentence", "no_address", "no_name",
    "no_date",     "date_not_stated",        "no_entry"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// With plain spaces and hyphens in the place of those that only look better.
std::string plain(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, char>, 5> kSame = {
      {{"\xC2\xA0", ' '}, {"\xE2\x80\xAF", ' '}, {"\xE2\x80\x91", '-'}, {"\xE2\x80\x93", '-'}, {"\xE2\x80\x94", '-'}}};
  std::string result;
  while (!text.empty()) {
    const auto same = std::ranges::find_if(kSame, [&](const auto& one) { return text.starts_with(one.first); });
    result += same == kSame.end() ? text.front() : same->second;
    text.remove_prefix(same == kSame.end() ? 1 : same->first.size());
  }
  return result;
}

// True when what stands between two digits leaves them one number.
bool joins(std::string_view gap) {
  if (gap.empty() || gap == ".") return true;
  const auto separator = [](char c) { return std::string_view(" -/()").contains(c); };
  if (gap.size() <= 3 && std::ranges::all_of(gap, separator)) return true;
  if (separator(gap.front())) gap.remove_prefix(1);
  const auto letters = static_cast<std::size_t>(std::ranges::find_if_not(gap, is_capital) - gap.begin());
  return letters >= 3 && letters <= 8 && gap.substr(letters) == " (";
}

std::string digits_of(std::string_view number) {
  std::string digits;
  std::ranges::copy_if(number, std::back_inserter(digits), is_digit);
  return digits;
}

bool is_date(std::string_view date) {
  if (date.size() != 4 && date.size() != 7 && date.size() != 10) return false;
  for (std::size_t i = 0; i < date.size(); ++i) {
    if (i == 4 || i == 7 ? date[i] != '-' : !is_digit(date[i])) return false;
  }
  const auto within = [&](std::size_t at, std::string_view least, std::string_view most) {
    return date.size() < at + 2 || (date.substr(at, 2) >= least && date.substr(at, 2) <= most);
  };
  return within(5, "01", "12") && within(8, "01", "31");
}

// Year and day stand in the words; the month may be written in any language.
bool is_stated(std::string_view date, std::string_view words) {
  std::vector<std::string> runs;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!is_digit(words[i])) continue;
    if (i == 0 || !is_digit(words[i - 1])) runs.emplace_back();
    runs.back() += words[i];
  }
  const auto has = [&](std::string_view run) { return std::ranges::find(runs, run) != runs.end(); };
  if (has(digits_of(date))) return true;  // 20220509
  const bool year = has(date.substr(0, 4)) || has(date.substr(2, 2));
  if (date.size() < 10) return year;
  const std::string_view day = date.substr(8);
  return year && (has(day) || (day.front() == '0' && has(day.substr(1))));
}

class HelpCheck {
 public:
  explicit HelpCheck(const Directory& directory) : directory_(directory) {}

  HelpChecked run() {
    for (const HelpNote& note : directory_.help.notes) hold(note.id, numbers_in(note.text), Shown::yes);
    for (const HelpCountry& country : directory_.help.countries) {
      hold(country.code, numbers_in(country.emergency + ", " + country.emergency_note), Shown::yes);
      for (const HelpLine& line : country.lines) hold(line.id, numbers_of(line), Shown::yes);
    }
    for (const SetAside& aside : directory_.not_shown) hold(aside.line.id, numbers_of(aside.line), Shown::no);
    result_.not_shown = directory_.not_shown.size();
    for (const Proof& proof : directory_.proofs) {
      if (!used_.contains(&proof)) report(HelpRule::no_entry, proof.entry, proof.number);
    }
    return std::move(result_);
  }

 private:
  enum class Shown : std::uint8_t { no, yes };

  static std::vector<std::string> numbers_of(const HelpLine& line) {
    return numbers_in(line.number + ", " + line.text_to);
  }

  void report(HelpRule rule, const std::string& entry, std::string detail) {
    result_.findings.push_back({rule, entry, std::move(detail)});
  }

  void hold(const std::string& entry, const std::vector<std::string>& numbers, Shown shown) {
    for (const std::string& number : std::set(numbers.begin(), numbers.end())) {
      if (shown == Shown::yes) ++result_.numbers;
      bool proven = false;
      bool dated = shown == Shown::no;
      for (const Proof& proof : directory_.proofs) {
        if (proof.entry != entry || digits_of(proof.number) != number) continue;
        proven = true;
        dated = dated || !proof.date.empty();
        used_.insert(&proof);
        hold(proof, number);
      }
      if (!proven) report(HelpRule::no_evidence, entry, number);
      if (proven && !dated) report(HelpRule::no_date, entry, number);
    }
    if (!numbers.empty() && shown == Shown::yes) ++result_.entries;
  }

  void hold(const Proof& proof, const std::string& number) {
    if (proof.by.empty()) report(HelpRule::no_name, proof.entry, number);
    if (!proof.address.starts_with("https://") && !proof.address.starts_with("http://")) {
      report(HelpRule::no_address, proof.entry, proof.address);
    }
    if (proof.sentence.empty()) {
      report(HelpRule::no_sentence, proof.entry, number);
    } else if (const auto there = numbers_in(proof.sentence); std::ranges::find(there, number) == there.end()) {
      report(HelpRule::number_not_in_sentence, proof.entry, number);
    }
    if (proof.date.empty()) {
      if (proof.undated.empty()) report(HelpRule::no_date, proof.entry, number);
    } else if (!is_date(proof.date) || !is_stated(proof.date, proof.stated)) {
      report(HelpRule::date_not_stated, proof.entry, proof.date);
    }
  }

  const Directory& directory_;
  HelpChecked result_;
  std::set<const Proof*> used_;
};

Reader::Fields proof_fields(Reader& reader, Proof& proof) {
  return {{"entry", reader.text(proof.entry)},
          {"number", reader.text(proof.number)},
          {"by", reader.text(proof.by)},
          {"address", reader.text(proof.address)},
          {"sentence", reader.text(proof.sentence)},
          {"date", reader.text(proof.date)},
          {"stated", reader.text(proof.stated)},
          {"undated", reader.text(proof.undated)}};
}

Reader::Fields canary_fields(Reader& reader, HelpCanary& canary) {
  return {{"rule", reader.text(canary.rule)},
          {"without_evidence_of", reader.text(canary.without_evidence_of)},
          {"without_number", reader.text(canary.without_number)}};
}

}  // namespace

std::string_view code(HelpRule rule) { return kCodes[static_cast<std::size_t>(rule)]; }

std::vector<std::string> numbers_in(std::string_view given) {
  const std::string text = plain(given);
  std::vector<std::string> numbers;
  std::size_t end = std::string::npos;  // behind the digit before
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text[i])) continue;
    if (end == std::string::npos || !joins(std::string_view(text).substr(end, i - end))) numbers.emplace_back();
    numbers.back() += text[i];
    end = i + 1;
  }
  return numbers;
}

std::expected<HelpSource, ReadError> read_directory(std::span<const File> files) {
  HelpSource result;
  std::vector<File> content;
  for (const File& file : files) {
    const auto parsed = toml::parse(file.text);
    if (!parsed) {
      return std::unexpected(ReadError{file.name, parsed.error().line, std::string(parsed.error().detail)});
    }
    if (parsed->find("proof") == nullptr && parsed->find("canary") == nullptr) {
      content.push_back(file);
      continue;
    }
    Reader reader(file.name);
    reader.table(
        *parsed,
        {{"proof", reader.tables(result.directory.proofs, [&](Proof& proof) { return proof_fields(reader, proof); })},
         {"canary",
          [&](const toml::Node& node) { reader.table(node, canary_fields(reader, result.canary.emplace())); }}});
    if (reader.error()) return std::unexpected(*reader.error());
  }
  auto source = read(content);
  if (!source) return std::unexpected(std::move(source.error()));
  result.directory.help = std::move(source->pack.help);
  result.directory.not_shown = std::move(source->not_shown);
  return result;
}

std::expected<HelpSource, ReadError> builtin_directory() {
  std::vector<File> files;
  for (const embedded::File& file : embedded::help_directory()) {
    files.push_back({.name = std::string(file.name), .text = std::string(file.text)});
  }
  return read_directory(files);
}

Directory spoil(Directory directory, const HelpSource& canary) {
  std::erase_if(directory.proofs, [&](const Proof& proof) {
    const bool lost =
        canary.canary && proof.entry == canary.canary->without_evidence_of &&
        (canary.canary->without_number.empty() || digits_of(proof.number) == digits_of(canary.canary->without_number));
    return lost || std::ranges::any_of(canary.directory.proofs, [&](const Proof& other) {
             return other.entry == proof.entry && digits_of(other.number) == digits_of(proof.number);
           });
  });
  directory.proofs.insert(directory.proofs.end(), canary.directory.proofs.begin(), canary.directory.proofs.end());
  return directory;
}

HelpChecked check(const Directory& directory) { return HelpCheck(directory).run(); }

}  // namespace hearth::library::source
