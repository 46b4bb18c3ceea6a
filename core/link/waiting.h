// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QDeadlineTimer>

#include <stop_token>

namespace fb::link {

/** How long a blocking wait may overlook a cancel. */
inline constexpr qint64 StopSliceMs = 50;

/**
 * Calls wait(milliseconds) until it says true (the event came), the deadline passes (false), or the token is triggered
 * (the cancelled error). `wait` blocks on an event and returns early when it comes; it says false when its time is up.
 */
template<typename Wait>
[[nodiscard]] Result<bool> waitInSlices(QDeadlineTimer deadline, const std::stop_token &stop, Wait wait)
{
    for (;;) {
        if (stop.stop_requested())
            return cancelledError();
        const qint64 left = deadline.isForever() ? StopSliceMs : deadline.remainingTime();
        FB_TRY(const bool came, wait(static_cast<int>(std::min(left, StopSliceMs))));
        if (came)
            return true;
        if (deadline.hasExpired())
            return false;
    }
}

} // namespace fb::link
