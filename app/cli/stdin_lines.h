// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>
#include <stop_token>

namespace fb::cli {

/**
 * Lines of standard input for a verb that runs until it is stopped. The end of the input is not the end of the verb;
 * a terminal is read only while this program is in its foreground.
 */
class StdinLines
{
public:
    explicit StdinLines(std::stop_token stop) : m_stop(std::move(stop)) {}
    /** Waits for the next line (without its end); nullopt when stopped. A line beyond 64 KiB is cut in pieces. */
    [[nodiscard]] std::optional<QByteArray> next();

private:
    std::stop_token m_stop;
    QByteArray m_pending;
    bool m_ended = false;
};

} // namespace fb::cli
