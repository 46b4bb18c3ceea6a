// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/progress.h"

#include <algorithm>
#include <utility>

namespace fb {

Progress::Progress(Listener listener, std::stop_token stop) : m_listener(std::move(listener)), m_stop(std::move(stop)) {}

Progress Progress::share(double from, double to) const
{
    Progress part = *this;
    part.m_from = m_from + (m_to - m_from) * std::clamp(from, 0.0, 1.0);
    part.m_to = m_from + (m_to - m_from) * std::clamp(to, 0.0, 1.0);
    return part;
}

Progress Progress::named(const QString &activity) const
{
    Progress part = *this;
    part.m_activity = activity;
    return part;
}

Progress Progress::uncancellable() const
{
    Progress part = *this;
    part.m_stop = {};
    return part;
}

void Progress::report(double fraction) const
{
    if (m_listener)
        m_listener({m_from + (m_to - m_from) * std::clamp(fraction, 0.0, 1.0), m_activity});
}

Result<void> Progress::check() const
{
    if (cancelled())
        return cancelledError();
    return {};
}

} // namespace fb
