// SPDX-License-Identifier: GPL-3.0-or-later
#include "line/remaining_time.h"

#include <algorithm>

namespace fb::line {

namespace {
constexpr double enoughToTell = 0.04;
constexpr double weightOfNews = 0.25;
}

qint64 RemainingTime::update(qint64 elapsedMs, double fraction)
{
    if (fraction < enoughToTell)
        return -1;
    const double total = double(elapsedMs) / fraction;
    m_totalMs = m_totalMs > 0 ? m_totalMs + weightOfNews * (total - m_totalMs) : total;
    return std::max<qint64>(0, qint64(m_totalMs) - elapsedMs);
}

} // namespace fb::line
