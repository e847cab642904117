// Content packs as JSON. The bytes are read as they are, and as small changes to a
// pack that is in order, since no chance would write a whole one.
#include <string>

#include "fuzz/target.h"
#include "library/pack_json.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace library = hearth::library;

namespace {

constexpr std::string_view kPack =
    R"({"format":1,"language":"en","sources":[["s"]],"questions":[["q",1,"What?",1,"mental","Why.",["walk"],["friend"],3,"warm",["past"],0]],)"
    R"("practices":[["p","T","Do it.",1,10,0,"act","plain",0,0,9,0,0,0,0,0,0,["walk"],["friend"],["past"],0]],)"
    R"("feelings":[["calm","Calm",[["safe","safe"]]]],"appreciations":[["a","You.",""]],"rituals":[["r","A","w","p"]],"own_steps":[["o","T","Sit.",["hard"],"s"]],"heavy":[["too heavy"]],"watching":[[["phone"],["read"]]],"wording":[["w","blame",[["your fault"]],[],"I felt."]],"drills":[["d","T","Sit.","What?",3,"alone","s"]],)"
    R"("notes":[["n","N"]],"routes":[["c","C","S"]],"countries":[["DE","G","112","",[["d","crisis","X","1","","h","w","u","2026"]]]]})";

// Pairs of bytes: how far to go on, what to write there.
std::string changed(std::string text, hearth::fuzz::Input input) {
  std::size_t at = 0;
  for (std::size_t i = 0; i + 1 < input.size(); i += 2) {
    at = (at + input[i]) % text.size();
    text[at] = static_cast<char>(input[i + 1]);
  }
  return text;
}

// Should the format move on without this pack, every change of it would be refused unread.
const library::Pack& unchanged() {
  static const auto kRead = library::parse(kPack);
  hold(kRead.has_value());
  return *kRead;
}

void try_one(std::string_view json) {
  if (const auto pack = library::parse(json)) {
    const auto again = library::parse(library::to_json(*pack));
    hold(again.has_value() && *again == *pack);
    plant(*pack != unchanged());
  }
  if (const auto banned = library::parse_banned(json))
    hold(library::parse_banned(library::to_json(*banned)) == *banned);
}

}  // namespace

HEARTH_FUZZ_TARGET(input) {
  unchanged();
  try_one(hearth::fuzz::as_text(input));
  try_one(changed(std::string(kPack), input));
}
