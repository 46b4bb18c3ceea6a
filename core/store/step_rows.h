// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provision/records.h"
#include "store/connection.h"

namespace fb::store {

/** "position, step_id, … " of table `s`, in the order that stepFrom() reads. */
[[nodiscard]] QString stepColumns();
inline constexpr int StepColumnCount = 9;
/** A step from a row whose columns begin with stepColumns() at `first`. */
[[nodiscard]] provision::StepRecord stepFrom(const Row &row, int first);

/**
 * True for rows `s` of an open intent: intended, and its step id completed neither later in the same run nor in a later
 * run over the same unit. Expects `s` joined to its run `r`.
 */
[[nodiscard]] QString isOpenIntent();

/** Notes the intent of a step of an unfinished run. */
[[nodiscard]] Result<void> writeIntent(Connection &connection, qint64 run, const provision::StepRecord &step);
/** Notes what became of a step of an unfinished run. */
[[nodiscard]] Result<void> writeCompletion(Connection &connection, qint64 run, const provision::StepRecord &step);
/** Notes those steps of a result that have an outcome and were not noted one by one. */
[[nodiscard]] Result<void> writeMissing(Connection &connection, qint64 run, const std::vector<provision::StepRecord> &steps);

/** The first reason why a run may not be called passed; empty where there is none. */
[[nodiscard]] Result<QString> gapIn(Connection &connection, qint64 run, const std::vector<provision::StepRecord> &steps);

} // namespace fb::store
