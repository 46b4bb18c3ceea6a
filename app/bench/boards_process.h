// SPDX-License-Identifier: GPL-3.0-or-later
// app/bench/: the measurements of docs/performance.md. Virtual boards run in a process of their own, so that what is
// measured of this process is the host side alone.
#pragma once

#include "base/result.h"

#include <QProcess>
#include <QStringList>

#include <memory>

namespace fb::bench {

/** `fuseboard-cli sim run` as a child; stopped when it goes. */
class BoardsProcess
{
public:
    [[nodiscard]] static Result<std::unique_ptr<BoardsProcess>> start(const QString &chip, int count, const QString &rate);
    ~BoardsProcess();
    [[nodiscard]] const QStringList &ports() const { return m_ports; }

private:
    QProcess m_process;
    QStringList m_ports;
};

} // namespace fb::bench
