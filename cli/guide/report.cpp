// The report, in the order in which one asks: does it pass, where does it not win,
// the figures, what each part is worth, what the words leak, how to run it again.
#include <algorithm>
#include <format>

#include "cli/guide/figures.h"
#include "guide/simulate/policy.h"
#include "guide/veil.h"

namespace hearth::cli::guide_figures {
namespace {

using simulate::Estimate;
using simulate::Row;

std::string signed_interval(const Estimate& estimate) {
  return std::format("{:+.4f} ({:+.4f} to {:+.4f})", estimate.mean, estimate.low, estimate.high);
}

std::string first_remark(std::string_view text) {
  text.remove_prefix(std::min(text.size(), std::size_t{2}));
  return std::string(text.substr(0, text.find('\n')));
}

std::string head(const Evaluation& evaluation) {
  return std::format(
      "# The guide, measured in invented worlds\n\n"
      "Written by `{}`; the same figures come out wherever it is run. {} seeds × {} pairs × {} weeks, six worlds. "
      "Intervals are 95 %, between seeds; differences are paired by seed: the same people, the same luck.\n\n"
      "These worlds are our own inventions. They can show that a way of choosing is *not* good; that one is good for "
      "real people they cannot show.\n\n"
      "*Reduction* is that of unmet need on the scale 0–10, summed over nine facets, mean of the two. "
      "*Harm* is an offered step more than one rung over someone's true readiness "
      "(`core/guide/simulate/worlds/README.md`).\n\n",
      evaluation.command, evaluation.seeds, evaluation.scale.couples, evaluation.scale.weeks);
}

std::string verdicts(const Evaluation& evaluation) {
  std::string text =
      "## Against the gated deck with the same margin\n\n"
      "The gated deck knows more than a deck could: both people's exact private bounds, times and topics, which no "
      "device may know of the other. It takes the next card that fits. The planner knows the two veiled words, what "
      "was shared, and what was done, and it rests. Asked for: a lower bound of at least −.02, and no more harms.\n\n"
      "| world | difference in reduction | difference in harms | asked for | wins |\n|---|---|---|---|---|\n";
  std::string not_won;
  bool all = true;
  for (const auto& world : evaluation.worlds) {
    const Verdict found = verdict(world);
    text += std::format("| {} | {} | {:+.4f} | {} | {} |\n", world.world(), signed_interval(found.difference),
                        found.harms.mean, found.passes ? "holds" : "**does not hold**",
                        found.wins                  ? "yes"
                        : found.difference.high < 0 ? "**no, it loses**"
                                                    : "no");
    if (!found.wins) not_won += (not_won.empty() ? "" : ", ") + world.world();
    all = all && found.passes;
  }
  text += std::format("\n{} ", all ? "What was asked for holds in every world."
                                   : "**What was asked for does not hold in every world.**");
  text += not_won.empty() ? "It wins in every world.\n\n"
                          : std::format("The planner does not win in {}. ", not_won) +
                                "Most of what any of these ways achieves comes from readiness and variety, as "
                                "`planner-no-gate` and `planner-no-novelty` show below; looking at needs adds little, "
                                "and hiding the bounds and resting cost more than that: compare `planner-open`.\n\n";
  text +=
      "Beside a deck that knows no more than the planner does (`gated-deck-words`: the same words, the same margin, "
      "the same weeks of rest), the choice alone is worth:\n\n| world | difference in reduction |\n|---|---|\n";
  for (const auto& world : evaluation.worlds) {
    text +=
        std::format("| {} | {} |\n", world.world(),
                    signed_interval(world.difference(simulate::kPlanner, simulate::kGatedDeckWords, &Row::reduction)));
  }
  text += "\n";
  return text;
}

std::string world_table(const simulate::WorldResult& world) {
  std::string text = std::format("### {}\n\n{}\n\n", world.world(), first_remark(simulate::world_text(world.world())));
  text +=
      "| policy | reduction | of the one who gained less | harms | offers | done | per hour | over the gated deck, "
      "same margin |\n"
      "|---|---|---|---|---|---|---|---|\n";
  for (const Row& row : world.rows()) {
    const Estimate reduction = simulate::estimate_of(row.reduction);
    const double hours = simulate::mean(row.minutes) / 60;
    text += std::format("| {} | {:.3f} ± {:.3f} | {:.3f} | {:.3f} | {:.1f} | {:.1f} | {} | {} |\n", row.policy,
                        reduction.mean, reduction.high - reduction.mean, simulate::mean(row.least_reduction),
                        simulate::mean(row.harms), simulate::mean(row.offered), simulate::mean(row.done),
                        hours > 0 ? std::format("{:.3f}", reduction.mean / hours) : std::string("–"),
                        signed_interval(world.difference(row.policy, simulate::kGatedDeckMargin, &Row::reduction)));
  }
  return text + "\n";
}

std::string parts(const Evaluation& evaluation) {
  std::string text =
      "## What each part is worth\n\nThe planner minus the planner without that part, in reduction.\n\n"
      "| part |";
  for (const auto& world : evaluation.worlds) text += std::format(" {} |", world.world());
  text += "\n|---|";
  for (std::size_t i = 0; i < evaluation.worlds.size(); ++i) text += "---|";
  const std::pair<const char*, const char*> kParts[] = {
      {"the gate", "planner-no-gate"},      {"novelty", "planner-no-novelty"},
      {"needs", "planner-no-gap"},          {"exploration", "planner-no-exploration"},
      {"weeks of rest", "planner-no-rest"}, {"veil and weeks of rest", "planner-open"}};
  for (const auto& [part, without] : kParts) {
    text += std::format("\n| {} |", part);
    for (const auto& world : evaluation.worlds) {
      const Estimate worth = world.difference(simulate::kPlanner, without, &Row::reduction);
      text += std::format(" {:+.4f} ± {:.4f} |", worth.mean, worth.high - worth.mean);
    }
  }
  return text + "\n\n";
}

std::string observer(const Evaluation& evaluation) {
  const auto& [steady, lived] = std::pair(evaluation.steady, evaluation.lived);
  return std::format(
      "## What the words tell a curious partner\n\n"
      "An observer who knows this program and receives everything that is sent for 26 weeks, weeks of rest on, guesses "
      "by the ratio of likelihoods whether the other's bound is 2 or 3, both equally likely beforehand. 50 in 100 is "
      "chance; asked for: at most 65.\n\n"
      "* bound the same in all weeks, {} pairs: right in **{:.1f} of 100** ({:.1f} to {:.1f})\n"
      "* bound moving with what people answer and rate, as lived in W1, {} pairs: right in **{:.1f} of 100** ({:.1f} "
      "to "
      "{:.1f}). In the first {} weeks everyone says the lightest pace, since how soon a bound rises would tell more of "
      "it than all the rest (`docs/guide.md`)\n\n",
      steady.of, 100 * steady.share.mean, 100 * steady.share.low, 100 * steady.share.high, lived.of,
      100 * lived.share.mean, 100 * lived.share.low, 100 * lived.share.high, hearth::guide::kFirstWeeks);
}

std::string policies() {
  std::string text = "## The ways of choosing\n\n";
  for (const auto& kind : simulate::policies()) text += std::format("* `{}`: {}\n", kind.name, kind.about);
  return text + "\n";
}

std::string files() {
  std::string text = "## The worlds and seeds\n\nCommitted before the planner was written. SHA-256:\n\n```\n";
  for (const auto name : simulate::world_names()) {
    text += std::format("{}  {}.world\n", sha256(simulate::world_text(name)), name);
  }
  text += std::format("{}  evaluation.seeds\n```\n\n", sha256(simulate::seeds_text()));
  return text +
         "The planner was changed after a first look at these worlds, on seeds 100 to 139, before any run on the "
         "seeds of the evaluation; `docs/guide.md` says what, and what it was worth. Neither worlds nor seeds were "
         "changed.\n";
}

}  // namespace

std::string report(const Evaluation& evaluation) {
  std::string text = head(evaluation) + verdicts(evaluation) + "## The figures\n\n";
  for (const auto& world : evaluation.worlds) text += world_table(world);
  return text + parts(evaluation) + observer(evaluation) + policies() + files();
}

}  // namespace hearth::cli::guide_figures
