#include "bench/server/places.h"

#include <cstdio>
#include <cstdlib>

#include "server/admin/data_folder.h"
#include "server/store/sqlite/sqlite_store.h"

namespace hearth::bench {
namespace {

constexpr std::size_t kBody = 1024;

template <class Value>
Value must(server::store::Result<Value> result) {
  if (!result) {
    std::fprintf(stderr, "the store of the benchmark: %s\n", result.error().detail.c_str());
    std::abort();
  }
  if constexpr (!std::is_void_v<Value>) return std::move(*result);
}

void add_member(server::store::Writer& writer, server::store::LogNumber log, int place, const tests::Place& who) {
  must(writer.add_seat(log, {.place = place, .key = who.seat.key, .member = who.member}));
  must(writer.add_device(log, {.id = who.devices[0].id, .key = who.devices[0].keys.key, .place = place}));
}

}  // namespace

std::vector<Space> make_spaces(const std::string& data, std::size_t count, std::size_t events_each) {
  if (!server::admin::prepare_data_folder(data)) std::abort();
  auto store = must(server::store::sqlite::SqliteStore::open({.path = server::admin::database_file(data), .vfs = {}}));
  auto writer = must(store->open_writer());
  std::vector<Space> spaces(count);
  std::vector<server::store::LogNumber> logs;
  must(writer->begin());
  for (auto& space : spaces) {
    space.listener.log = space.writer.log;
    space.chain = tests::Chain(space.writer, 0, envelope::Stream::shared);
    logs.push_back(must(writer->create_log(space.writer.log, server::store::LogKind::space, std::nullopt, 0)));
    add_member(*writer, logs.back(), 1, space.writer);
    add_member(*writer, logs.back(), 2, space.listener);
  }
  must(writer->commit());
  // As they would have come: now this space, now that.
  for (std::size_t i = 0; i < events_each; ++i) {
    if (i % 100 == 0) must(writer->begin());
    for (std::size_t s = 0; s < spaces.size(); ++s) {
      auto& space = spaces[s];
      const auto made = space.chain.next_random(kBody);
      must(writer->insert_event(logs[s], static_cast<std::int64_t>(i + 1), made.header.event, made.header_bytes,
                                made.body));
      space.chain.moved(made);
      if (i + 1 == events_each) {
        must(writer->save_chain(logs[s], {.device = space.writer.devices[0].id,
                                          .stream = envelope::Stream::shared,
                                          .sequence = made.header.sequence,
                                          .link = envelope::link(made.header_bytes),
                                          .events = static_cast<std::int64_t>(events_each),
                                          .bytes = static_cast<std::int64_t>(events_each * (kBody + 206))}));
      }
    }
    if (i % 100 == 99 || i + 1 == events_each) must(writer->commit());
  }
  return spaces;
}

}  // namespace hearth::bench
