// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "sim/timing.h"

#include <memory>
#include <optional>

namespace fb::sim {

namespace errors {
inline constexpr ErrorCode NoPort{"sim.no_port", ErrorKind::Device};
} // namespace errors

/**
 * The unit's end of the cable: a pseudo-terminal or a TCP server. Used from the unit's thread, except wake() and
 * name(). Nothing but wait() blocks.
 */
class HostPort
{
public:
    virtual ~HostPort() = default;
    /** What the host opens: "/dev/pts/7" or "socket://127.0.0.1:4711". Changes only where a replug could not keep it. */
    [[nodiscard]] virtual QString name() const = 0;

    /** Until the deadline, a byte to read or room to write (where wanted), the host coming or going, or wake(). */
    virtual void wait(Clock::time_point deadline, bool wantInput, bool wantRoom) = 0;
    /** From any thread: ends the current or the next wait(). */
    virtual void wake() noexcept = 0;

    /** Whether somebody has the other end open, as of the last wait(). */
    [[nodiscard]] virtual bool hostPresent() const = 0;
    /** How often a host came, as of the last wait(). */
    [[nodiscard]] virtual int openings() const = 0;
    /** The line rate the host has set; nullopt where it set none or this port has no such thing. */
    [[nodiscard]] virtual std::optional<int> hostRate() const = 0;

    /** Number of bytes moved, 0 where there is nothing or nobody. */
    [[nodiscard]] virtual std::size_t read(MutableByteView into) = 0;
    [[nodiscard]] virtual std::size_t write(ByteView bytes) = 0;

    /** The cable is out: the host sees a hang-up and cannot open the port. */
    virtual void unplug() = 0;
    virtual Result<void> replug() = 0;
};

/** Where the system has no pseudo-terminals: NoPort. */
[[nodiscard]] Result<std::unique_ptr<HostPort>> openPty();
[[nodiscard]] Result<std::unique_ptr<HostPort>> openTcpServer();

} // namespace fb::sim
