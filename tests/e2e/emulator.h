// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chip/chip.h"

#include <QProcess>
#include <QTemporaryDir>

namespace fb::test {

/**
 * An emulated chip that runs the real mask ROM, with its console on a TCP port. Wanted: qemu-system-xtensa and
 * qemu-system-riscv32 with machines "esp32" and "esp32c3", in FUSEBOARD_QEMU_DIR or on the path; their ROM images in
 * FUSEBOARD_QEMU_ROMS where they are not found by themselves.
 */
class Emulator
{
public:
    enum class Strap { Download, Boot };

    /** Empty where no emulator of this family is there. */
    [[nodiscard]] static QString programFor(const chip::Chip &chip);

    explicit Emulator(const chip::Chip &chip);
    ~Emulator();

    /** Blank flash and a factory-fresh unit of the newest revision in the description. */
    [[nodiscard]] bool makeBlankUnit();
    [[nodiscard]] bool start(Strap strap);
    void stop();
    [[nodiscard]] QString port() const; ///< "socket://127.0.0.1:n"
    /** Everything printed so far, also while nobody was connected. */
    [[nodiscard]] QString console() const;

private:
    const chip::Chip &m_chip;
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_tcpPort = 0;
};

} // namespace fb::test
