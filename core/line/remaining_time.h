// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace fb::line {

/** Says how long a job will still take, from how far it is; smoothed so that the number does not jump about. */
class RemainingTime
{
public:
    /** `elapsedMs` since the job began, `fraction` from 0 to 1; -1 while too little is known. */
    qint64 update(qint64 elapsedMs, double fraction);

private:
    double m_totalMs = 0;
};

} // namespace fb::line
