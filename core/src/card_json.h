// Cards, and their parts, as JSON: the same in the score, in details and in the outlook.
#pragma once

#include <optional>

#include "json_members.h"
#include "tspq/criterion.h"
#include "tspq/ledger.h"
#include "tspq/rulebook.h"
#include "tspq/scorecard.h"

namespace tspq {

/// {"in", "counted", "reasons": {id: rows}}; reasons without rows are left out.
Json rows(const Sums& sums);

Json term(const Term& term, const Rulebook& rulebook);

/// `terms` are the card's own, as whoever asks shows them.
Json points_card(const PointsCard& card, Json terms);
Json average_card(const AverageCard& card);
Json surveys_card(const SurveysCard& card);

/// The part of a scorecard that a criterion is. The criterion must be one of that sort.
const PointsCard& points_card_of(const Scorecard& card, const Criterion& criterion);
const AverageCard& average_card_of(const Scorecard& card, const Criterion& criterion);
const SurveysCard& surveys_card_of(const Scorecard& card, const Criterion& criterion);

/// Adds what one stretch of days comes to for one criterion, before limits unless a score is given.
void add_stretch(
    Members& out, const Scorecard& card, const Criterion& criterion, std::optional<Decimal> score = std::nullopt);

}  // namespace tspq
