// An id of one kind is no id of another.
#include "base/ids.h"

namespace base = hearth::base;

void read(const base::LogId& log);

void right(const base::LogId& log) { read(log); }

void wrong(const base::EventId& event, const base::DeviceId& device) {
  read(event);                         // expected-error {{no matching function for call to 'read'}}
  static_cast<void>(event == device);  // expected-error {{invalid operands to binary expression}}
}
