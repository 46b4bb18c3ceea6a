// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "chip/chip.h"
#include "efuse/register_bus.h"
#include "link/transport.h"

namespace fb::link {

/** GET_SECURITY_INFO, 20 bytes (12 on ESP32-S2). */
struct SecurityInfo
{
    std::uint32_t flags = 0;
    std::uint8_t flashCryptCount = 0;
    std::array<std::uint8_t, 7> keyPurposes{};
    std::optional<std::uint32_t> chipId;
    std::optional<std::uint32_t> apiVersion;
    [[nodiscard]] bool secureDownload() const { return flags & 4; }
    [[nodiscard]] bool secureBoot() const { return flags & 1; }
};

enum class ResetMode { None, Classic, UsbJtagSerial, Auto };

struct ConnectOptions
{
    ResetMode reset = ResetMode::Auto;
    int attempts = 7;        ///< rounds of reset and sync
    int baud = 115200;       ///< asked of the ROM after sync; the ROM starts at 115200
};

/** The ROM's serial protocol over a transport: one unit, one thread, no stub. */
class RomClient final : public efuse::RegisterBus
{
public:
    /** The catalogue outlives the client. On destruction a unit without reset lines is put back to 115200 baud. */
    RomClient(std::unique_ptr<Transport> transport, const chip::Catalogue &catalogue);
    ~RomClient() override;

    /** Resets where the link can, syncs, finds out the chip, raises the baud rate. */
    [[nodiscard]] Result<void> connect(const ConnectOptions &options, const Progress &progress);
    [[nodiscard]] const chip::Chip &chip() const;              ///< after connect()
    [[nodiscard]] bool inSecureDownloadMode() const;           ///< after connect()
    [[nodiscard]] const std::optional<SecurityInfo> &securityInfo() const; ///< as read by connect(); none on ESP32

    [[nodiscard]] Result<std::uint32_t> readRegister(std::uint32_t address) override;
    /** Not repeated: where the answer is lost, the error says so and the caller reads back. */
    [[nodiscard]] Result<void> writeRegisters(std::span<const efuse::RegisterWrite> writes) override;
    void holdCancel(bool hold) override;
    [[nodiscard]] Result<SecurityInfo> readSecurityInfo();

    /** SPI_ATTACH and SPI_SET_PARAMS; asks the flash for its JEDEC id where registers may be read. */
    struct FlashInfo
    {
        std::uint32_t jedecId = 0; ///< manufacturer | type << 8 | capacity << 16; 0 where it cannot be asked
        std::uint32_t size = 0;    ///< bytes
    };
    [[nodiscard]] Result<FlashInfo> attachFlash(std::uint32_t sizeIfUnknown = 4 * 1024 * 1024);

    enum class Compression { Deflate, None };
    /**
     * Erases and writes from a sector boundary on (4096 bytes; Unaligned otherwise); pads with 0xFF. What a lost or
     * damaged block leaves behind is erased and written again, a few times. In secure download mode, and where
     * compression would not make the data smaller, Deflate is written as None. Verify with flashMd5() or readFlash().
     */
    [[nodiscard]] Result<void> writeFlash(std::uint32_t address, ByteView contents, Compression compression, const Progress &progress);
    /** MD5 and reading are SecureDownload errors in secure download mode. */
    [[nodiscard]] Result<Bytes> flashMd5(std::uint32_t address, std::uint32_t length); ///< 16 bytes
    /** 64 bytes a time, then compared with the chip's MD5 and read again where they differ; ContentsDiffer in the end. */
    [[nodiscard]] Result<Bytes> readFlash(std::uint32_t address, std::uint32_t length, const Progress &progress);
    /** Whole sectors; Unaligned otherwise. */
    [[nodiscard]] Result<void> eraseFlash(std::uint32_t address, std::uint32_t length, const Progress &progress);

    /** True where the link has reset lines and they were used. The ROM is gone then: connect() comes first again. */
    [[nodiscard]] Result<bool> resetIntoFirmware();
    /** Console text until `done(text so far)` says enough or the deadline passes; at 115200 baud. */
    [[nodiscard]] Result<QString> captureConsole(QDeadlineTimer deadline, const std::function<bool(const QString &)> &done);

    [[nodiscard]] Transport &transport();
    /** Bytes sent and received since construction, SLIP framing included. */
    [[nodiscard]] std::pair<quint64, quint64> bytesOnWire() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace fb::link
