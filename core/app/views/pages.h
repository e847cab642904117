// Pages of one's own, the lines of them that the other has, and what the other copied here.
#pragma once

#include "app/core.h"

namespace hearth::app::views {

[[nodiscard]] boundary::Pages pages(const Core& core);

// The pages that are there: neither replaced nor removed nor erased, the newest first.
[[nodiscard]] std::vector<const story::Entry<story::page::Text>*> own_pages(const Core& core);

}  // namespace hearth::app::views
