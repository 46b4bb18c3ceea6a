// SPDX-License-Identifier: GPL-3.0-or-later
// link/: byte transports (serial port, TCP), SLIP, the ROM's serial protocol, recording and replay.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QDeadlineTimer>

#include <memory>
#include <optional>
#include <stop_token>

namespace fb::link {

namespace errors {
inline constexpr ErrorCode BadPortName{"link.bad_port_name", ErrorKind::Usage};
inline constexpr ErrorCode PortMissing{"link.port_missing", ErrorKind::Device};
inline constexpr ErrorCode PortBusy{"link.port_busy", ErrorKind::Device};
inline constexpr ErrorCode PortGone{"link.port_gone", ErrorKind::Device};
inline constexpr ErrorCode NoAnswer{"link.no_answer", ErrorKind::Device};
inline constexpr ErrorCode Garbage{"link.garbage", ErrorKind::Device};
inline constexpr ErrorCode RomRefused{"link.rom_refused", ErrorKind::Device};
inline constexpr ErrorCode WrongChip{"link.wrong_chip", ErrorKind::Device};
inline constexpr ErrorCode UnknownChip{"link.unknown_chip", ErrorKind::Device};
inline constexpr ErrorCode ContentsDiffer{"link.flash_contents_differ", ErrorKind::Device};
inline constexpr ErrorCode SecureDownload{"link.secure_download_mode", ErrorKind::Device};
inline constexpr ErrorCode DownloadDisabled{"link.download_disabled", ErrorKind::Device};
inline constexpr ErrorCode NoFlash{"link.no_flash", ErrorKind::Device};
inline constexpr ErrorCode Unaligned{"link.unaligned", ErrorKind::Usage};
inline constexpr ErrorCode BadRate{"link.bad_rate", ErrorKind::Device};
inline constexpr ErrorCode BadRecording{"link.bad_recording", ErrorKind::BadInput};
inline constexpr ErrorCode ReplayDiffers{"link.replay_differs", ErrorKind::BadInput};
} // namespace errors

/** The one way to name a port: "/dev/ttyUSB0", "COM3", "/dev/pts/4", "socket://host:port". */
struct PortName
{
    enum class Kind { Serial, Tcp };
    Kind kind = Kind::Serial;
    QString path; ///< serial: device path or system name
    QString host; ///< TCP
    quint16 tcpPort = 0;

    [[nodiscard]] static Result<PortName> parse(const QString &text);
    [[nodiscard]] QString toString() const;
};

/**
 * Bytes to and from one unit. Used from one thread. Every wait ends at its deadline, or early when the stop token
 * given at opening is triggered (then with the cancelled error).
 */
class Transport
{
public:
    virtual ~Transport() = default;
    [[nodiscard]] virtual QString name() const = 0;
    /** At least one byte, or none where the deadline passed. PortGone where the port vanished. */
    [[nodiscard]] virtual Result<std::size_t> read(MutableByteView into, QDeadlineTimer deadline) = 0;
    [[nodiscard]] virtual Result<void> write(ByteView bytes, QDeadlineTimer deadline) = 0;
    [[nodiscard]] virtual Result<void> setBaud(int baud) = 0;
    /** False where this link has no modem lines (pseudo-terminal, TCP): not an error. nullopt leaves a line as it is. */
    [[nodiscard]] virtual Result<bool> setModemLines(std::optional<bool> dtr, std::optional<bool> rts) = 0;
    [[nodiscard]] virtual Result<void> discardInput() = 0;
    /** USB vendor and product where known, for the choice of the reset circuit; 0 otherwise. */
    [[nodiscard]] virtual std::pair<quint16, quint16> usbIds() const { return {0, 0}; }
    /** While true, waits do not look at the stop token: for exchanges that must run to their end once begun. */
    virtual void ignoreCancel(bool) {}
};

/**
 * Serial ports through QSerialPort (a pseudo-terminal is one too), TCP with TCP_NODELAY. Opened exclusively where the
 * system can: PortBusy where another program has it. The transport belongs to the thread that opens it.
 */
[[nodiscard]] Result<std::unique_ptr<Transport>> openTransport(const PortName &port, int baud, std::stop_token stop);

} // namespace fb::link
