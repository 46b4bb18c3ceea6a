// SPDX-License-Identifier: GPL-3.0-or-later
// sim/: virtual units that speak the ROM's protocol on a pseudo-terminal or a TCP port, with eFuse controller,
// flash, boot log and scripted faults. Included by app and tests only.
#pragma once

#include "base/result.h"
#include "chip/chip.h"
#include "efuse/state.h"

#include <QJsonObject>

#include <memory>
#include <optional>

namespace fb::sim {

namespace errors {
inline constexpr ErrorCode BadFlashSize{"sim.bad_flash_size", ErrorKind::BadInput};
} // namespace errors

struct DeviceOptions
{
    enum class Transport { Pty, Tcp };
    Transport transport = Transport::Pty;
    std::optional<int> lineRate = std::nullopt; ///< nullopt: the rate the host sets is simulated; 0: unlimited; else this many baud
    QString eFuseFile;    ///< vendor's virtual layout (288/512 bytes) or the emulator's (124/1024); created where missing; empty: memory only
    QString flashFile;    ///< raw image; created (0xFF) where missing; empty: memory only
    std::uint32_t flashSize = 4 * 1024 * 1024;
    bool flashTiming = true; ///< erase 45 ms per 4 KiB sector / 150 ms per 64 KiB block, write 0.7 ms per 256-byte page
    Bytes mac;            ///< 6 bytes for a blank unit; empty: random behind one of the vendor's prefixes
    int revision = -1;    ///< for a blank unit; -1: the newest the description knows (ESP32 300, ESP32-C3 4)
    bool bootStrap = false; ///< starts in run mode (boots the flash) instead of download mode
    QJsonObject faults;   ///< scripted faults; see docs/simulator.md
};

/** One virtual unit with its own thread; stops and saves its files on destruction. */
class VirtualDevice
{
public:
    [[nodiscard]] static Result<std::unique_ptr<VirtualDevice>> start(const chip::Chip &chip, const DeviceOptions &options);
    ~VirtualDevice();

    [[nodiscard]] QString port() const; ///< "/dev/pts/7" or "socket://127.0.0.1:4711"

    /** Power off and on again with the flash and eFuses as they are; `download` is the strap pin. */
    void powerCycle(bool download);
    /** Cuts the power now, in the middle of whatever happens; powerCycle() brings the unit back. */
    void cutPower();
    /** Pulls the cable and puts it back; the unit keeps its power. port() stays the same where the system lets it. */
    void unplug();
    [[nodiscard]] Result<void> replug();
    /** Replaces the scripted faults; every count in them starts anew. */
    [[nodiscard]] Result<void> setFaults(const QJsonObject &faults);
    /** What the unit would see inside: for tests, true contents even where read-protected. */
    [[nodiscard]] Bytes eFuseBlock(int id) const;
    [[nodiscard]] efuse::State eFuses() const; ///< all of them, likewise
    [[nodiscard]] Bytes flash() const;
    [[nodiscard]] Result<void> save() const;

    struct Impl;
    explicit VirtualDevice(std::unique_ptr<Impl> impl);

private:
    std::unique_ptr<Impl> m_impl;
};

} // namespace fb::sim
