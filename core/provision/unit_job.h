// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "chip/chip.h"
#include "link/rom_client.h"
#include "provision/prepared_profile.h"
#include "provision/records.h"

#include <functional>

namespace fb::provision {

enum class BootCheck { Auto, Require, Skip };

/** Who the unit is, before anything is changed: lets the line allot a serial number or refuse. */
struct UnitIdentity
{
    QString mac;
    const chip::Chip *chip = nullptr;
};

struct UnitJob
{
    link::PortName port;
    int baud = 921600;
    BootCheck bootCheck = BootCheck::Auto;
    const chip::Catalogue *chips = nullptr;
    Journal *journal = nullptr;
    KeyStore *keys = nullptr;
    /** The prepared profile for the chip that answered, or the error "wrong chip". */
    std::function<Result<const PreparedProfile *>(const chip::Chip &)> profileFor;
    /** Allots the serial number (once per MAC; the same again for the same unit); its error stops the job before any change. */
    std::function<Result<QString>(const UnitIdentity &)> admit;
    /** Called when identity and serial are known. */
    std::function<void(const UnitIdentity &, const QString &serial)> identified;
    /** Opens the link; null: openTransport. Tests put replay and faults here. */
    std::function<Result<std::unique_ptr<link::Transport>>(const link::PortName &, int baud, std::stop_token)> open;
};

/**
 * Connects, takes a snapshot, plans, executes, reads back. Never throws; every failure is inside the result. Cancelled
 * at any moment it leaves a unit from which the next run goes on; a burn that has begun is finished first.
 */
[[nodiscard]] UnitResult provisionUnit(const UnitJob &job, const Progress &progress);

} // namespace fb::provision
