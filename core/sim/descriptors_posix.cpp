// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/descriptors_posix.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace fb::sim {

void Descriptor::reset(int fd)
{
    if (m_fd >= 0)
        ::close(m_fd);
    m_fd = fd;
}

WakePipe::WakePipe()
{
    int ends[2];
    if (::pipe(ends) != 0)
        return;
    m_reading.reset(ends[0]);
    m_writing.reset(ends[1]);
    for (const int end : ends) {
        ::fcntl(end, F_SETFL, O_NONBLOCK);
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    }
}

void WakePipe::wake() noexcept
{
    const char token = 1;
    // A full pipe wakes as well as one more byte would.
    [[maybe_unused]] const auto written = ::write(m_writing.get(), &token, 1);
}

void WakePipe::drain() noexcept
{
    char tokens[64];
    while (::read(m_reading.get(), tokens, sizeof tokens) > 0) {
    }
}

void pollUntil(std::span<pollfd> descriptors, Clock::time_point deadline)
{
    const auto count = static_cast<nfds_t>(descriptors.size());
    const bool forEver = deadline == Clock::time_point::max();
    const auto left = forEver ? nanoseconds(0) : std::max<nanoseconds>(deadline - Clock::now(), nanoseconds(0));
#ifdef Q_OS_LINUX
    const timespec limit{static_cast<time_t>(left.count() / 1'000'000'000), static_cast<long>(left.count() % 1'000'000'000)};
    ::ppoll(descriptors.data(), count, forEver ? nullptr : &limit, nullptr);
#else
    ::poll(descriptors.data(), count, forEver ? -1 : static_cast<int>((left.count() + 999'999) / 1'000'000));
#endif
}

QString systemErrorText()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

} // namespace fb::sim
