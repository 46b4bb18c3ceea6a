// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "line/line_runner.h"

namespace fb::ui {

/** A state in one word, then what to do: the words of a tile. */
struct SlotWords
{
    QString word;     ///< "PASS", "62 %"
    QString sentence; ///< what is, and the mend behind it
    QString aloud;    ///< all of it in one line, for screen readers
};

[[nodiscard]] SlotWords wordsOf(const line::SlotStatus &status);

/** What the bar at the bottom says; the next useful thing for the hands at the station. */
struct LineSituation
{
    bool open = false;      ///< the working folder is open
    bool hasBatch = false;
    bool batchReleased = false;
    bool preparing = false;
    qint64 left = -1;       ///< units still to be made; -1 unknown
};
[[nodiscard]] QString nextSentence(const LineSituation &situation, const std::vector<line::SlotStatus> &slots);

} // namespace fb::ui
