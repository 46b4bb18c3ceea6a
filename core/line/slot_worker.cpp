// SPDX-License-Identifier: GPL-3.0-or-later
#include "line/slot_worker.h"

#include "link/transport.h"

namespace fb::line {

namespace {

constexpr qint64 betweenMessagesMs = 50;

SlotState stateOf(const provision::UnitResult &result)
{
    switch (result.verdict) {
    case provision::UnitVerdict::Passed: return SlotState::Passed;
    case provision::UnitVerdict::SetAside: return SlotState::SetAside;
    case provision::UnitVerdict::Cancelled: return SlotState::Cancelled;
    case provision::UnitVerdict::Failed: break;
    }
    return result.error && result.error->is(link::errors::PortMissing) ? SlotState::NoPort : SlotState::Failed;
}

} // namespace

bool SlotProgress::put(const ProgressState &state)
{
    const std::lock_guard guard(m_lock);
    const bool newWords = state.activity != m_state.activity;
    m_state = state;
    const qint64 now = m_sinceStart.elapsed();
    if (m_underWay || (!newWords && now - m_lastPostMs < betweenMessagesMs))
        return false;
    m_underWay = true;
    m_lastPostMs = now;
    return true;
}

std::pair<ProgressState, qint64> SlotProgress::take()
{
    const std::lock_guard guard(m_lock);
    m_underWay = false;
    return {m_state, m_sinceStart.elapsed()};
}

SlotStatus ended(SlotStatus status, const provision::UnitResult &result)
{
    status.state = stateOf(result);
    status.mac = result.mac;
    if (!result.serial.isEmpty())
        status.serial = result.serial;
    status.activity.clear();
    status.remainingMs = -1;
    status.fraction = status.state == SlotState::Passed ? 1.0 : status.fraction;
    status.sentence = result.sentence;
    status.mend = result.mend;
    status.errorId = result.error ? result.error->id() : QString();
    return status;
}

} // namespace fb::line
