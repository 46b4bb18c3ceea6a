// SPDX-License-Identifier: GPL-3.0-or-later
// Inside sim/ only: owned file descriptors, a wake-up pipe, and waiting on several of them.
#pragma once

#include "base/result.h"
#include "sim/timing.h"

#include <poll.h>

#include <span>

namespace fb::sim {

/** A file descriptor that closes itself. */
class Descriptor
{
public:
    explicit Descriptor(int fd = -1) : m_fd(fd) {}
    ~Descriptor() { reset(); }
    Descriptor(Descriptor &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        reset(std::exchange(other.m_fd, -1));
        return *this;
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    void reset(int fd = -1);
    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }

private:
    int m_fd;
};

/** Lets another thread end a wait. */
class WakePipe
{
public:
    WakePipe();
    [[nodiscard]] bool isOpen() const { return m_reading.isOpen(); }
    [[nodiscard]] pollfd waiting() const { return {m_reading.get(), POLLIN, 0}; }
    void wake() noexcept;
    void drain() noexcept;

private:
    Descriptor m_reading;
    Descriptor m_writing;
};

/** poll() with a deadline in nanoseconds where the system has it; Clock::time_point::max() waits for ever. */
void pollUntil(std::span<pollfd> descriptors, Clock::time_point deadline);

/** The last system error as text for a message. */
[[nodiscard]] QString systemErrorText();

} // namespace fb::sim
