// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "efuse/register_file.h"
#include "sim/virtual_device.h"

namespace fb::sim {

/** Where a unit's contents come from and go to. */
class UnitFiles
{
public:
    UnitFiles(const chip::Chip &chip, const DeviceOptions &options) : m_chip(chip), m_options(options) {}

    /** From the file, or a blank unit where there is none. Remembers the layout for saving. */
    [[nodiscard]] Result<efuse::State> loadEfuses();
    /** From the file, its size being the flash's; or an erased flash. */
    [[nodiscard]] Result<Bytes> loadFlash() const;

    [[nodiscard]] Result<void> save(const efuse::State &eFuses, const Bytes &flash) const;

private:
    [[nodiscard]] int revision() const { return m_options.revision < 0 ? m_chip.newestRevision : m_options.revision; }

    const chip::Chip &m_chip;
    const DeviceOptions m_options;
    efuse::FileLayout m_layout = efuse::FileLayout::Vendor;
};

} // namespace fb::sim
