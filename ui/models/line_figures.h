// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "line/batch.h"

namespace fb::ui {

/** A number of the line's header; `weight` says which stay where room is short. */
struct LineFigure
{
    QString value, caption;
    int weight = 0;
};

[[nodiscard]] std::vector<LineFigure> lineFigures(const line::BatchCounters &counters);
/** "Work order 2026-118 · profile release-7 · ESP32-C3", and the state where it is not released. */
[[nodiscard]] QString batchSubtitle(const line::Batch &batch);

} // namespace fb::ui
