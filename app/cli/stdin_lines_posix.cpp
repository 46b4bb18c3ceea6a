// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/stdin_lines.h"

#include <cerrno>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace fb::cli {

namespace {

constexpr qsizetype MaxLine = 64 * 1024;

/** A background job that reads its terminal is stopped by the system. */
bool mayRead()
{
    return ::isatty(STDIN_FILENO) == 0 || ::tcgetpgrp(STDIN_FILENO) == ::getpgrp();
}

/** Outlives the callback that writes into it. */
struct Pipe
{
    Pipe() { (void)!::pipe(ends); }
    ~Pipe()
    {
        ::close(ends[0]);
        ::close(ends[1]);
    }
    Pipe(const Pipe &) = delete;
    Pipe &operator=(const Pipe &) = delete;
    int ends[2] = {-1, -1};
};

std::optional<QByteArray> takeLine(QByteArray &pending)
{
    qsizetype end = pending.indexOf('\n');
    if (end < 0 && pending.size() < MaxLine)
        return std::nullopt;
    end = end < 0 ? MaxLine : end;
    QByteArray line = pending.left(end);
    pending.remove(0, end + 1);
    return line;
}

} // namespace

std::optional<QByteArray> StdinLines::next()
{
    Pipe wakeUp;
    const std::stop_callback onStop(m_stop, [&wakeUp] { (void)!::write(wakeUp.ends[1], "s", 1); });
    std::optional<QByteArray> line;
    while (!m_stop.stop_requested() && !(line = takeLine(m_pending))) {
        pollfd waiting[2] = {{wakeUp.ends[0], POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}};
        ::poll(waiting, !m_ended && mayRead() ? 2 : 1, -1);
        if (waiting[1].revents == 0)
            continue;
        char buffer[4096];
        const auto size = ::read(STDIN_FILENO, buffer, sizeof buffer);
        m_ended = size == 0 || (size < 0 && errno != EINTR && errno != EAGAIN);
        m_pending.append(buffer, std::max<qsizetype>(size, 0));
    }
    return line;
}

} // namespace fb::cli
