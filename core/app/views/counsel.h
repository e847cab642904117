// What was chosen for a counsellor, and how it stands with it.
#pragma once

#include "app/counsel.h"

namespace hearth::app::views {

[[nodiscard]] std::vector<boundary::CounselShare> counsel_shares(const Core& core);
[[nodiscard]] boundary::CounselDocument document_view(const story::counsel::Document& document);

}  // namespace hearth::app::views
