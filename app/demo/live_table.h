// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "line/line_runner.h"

namespace fb::demo {

/** One line of text for a slot: number, chip, MAC, serial, bar or verdict, sentence. */
[[nodiscard]] QString rowOf(const line::SlotStatus &slot);

/** Slots on a terminal: redrawn in place where standard output is one, otherwise a line whenever a slot changes its words. */
class LiveTable
{
public:
    LiveTable();
    void show(const std::vector<line::SlotStatus> &slotStatuses);

private:
    void redraw(const QStringList &rows);
    void append(const std::vector<line::SlotStatus> &slotStatuses);
    bool m_terminal = false;
    int m_drawnRows = 0;
    QStringList m_lastWords;
};

} // namespace fb::demo
