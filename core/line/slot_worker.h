// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "line/line_runner.h"

#include <QElapsedTimer>

#include <mutex>

namespace fb::line {

/**
 * Carries the progress of one slot from its thread to the owner's without flooding it: at most one message is under
 * way, and none sooner than 50 ms after the last unless the words change.
 */
class SlotProgress
{
public:
    SlotProgress() { m_sinceStart.start(); }
    /** In the slot's thread. True where the caller shall post a message that calls take(). */
    bool put(const ProgressState &state);
    /** In the owner's thread: the newest state and the time since the start. */
    std::pair<ProgressState, qint64> take();

private:
    std::mutex m_lock;
    ProgressState m_state;
    QElapsedTimer m_sinceStart;
    qint64 m_lastPostMs = -1000;
    bool m_underWay = false;
};

/** What a tile says when a run has ended. */
[[nodiscard]] SlotStatus ended(SlotStatus status, const provision::UnitResult &result);

} // namespace fb::line
