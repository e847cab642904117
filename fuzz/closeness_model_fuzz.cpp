// A linear-Gaussian model in JSON, and the data that it is held against.
#include <cmath>
#include <string>

#include "closeness/text/commands.h"
#include "closeness/text/model_file.h"
#include "fuzz/target.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace text = hearth::closeness::text;

HEARTH_FUZZ_TARGET(input) {
  const auto words = hearth::fuzz::as_text(input);
  const auto whole = text::parse_model(words);
  if (whole) hold(hearth::closeness::check(*whole).has_value());

  const auto cut = words.find('|');
  const std::string noise(words.substr(0, cut));
  const std::string rows(cut == std::string_view::npos ? "u,0,1" : words.substr(cut + 1));
  const std::string model = R"({"drift":-1,"intercept":0,"diffusion":1,"loadings":1,"offset":0,"initial_mean":0,)"
                            R"("initial_covariance":1,"noise":)" +
                            noise + "}";
  const auto told = text::loglik(model, "unit,time,y1\n" + rows, text::States::include);
  if (!told) {
    hold(!told.error().message().empty());
    return;
  }
  hold(told->starts_with("{\"loglik\":") && told->ends_with("}"));
  plant(rows.size() > 32);
}
