// SPDX-License-Identifier: GPL-3.0-or-later
// A read from a console cannot be ended from outside: only the stop is waited for.
#include "cli/stdin_lines.h"

#include <condition_variable>
#include <mutex>

namespace fb::cli {

std::optional<QByteArray> StdinLines::next()
{
    std::mutex guard;
    std::condition_variable_any stopped;
    std::unique_lock lock(guard);
    stopped.wait(lock, m_stop, [] { return false; });
    return std::nullopt;
}

} // namespace fb::cli
