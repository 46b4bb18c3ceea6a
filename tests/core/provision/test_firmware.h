// SPDX-License-Identifier: GPL-3.0-or-later
// Small images that are valid in every check value but hold no real code: enough for ROM, boot model and virtual units.
#pragma once

#include "chip/chip.h"

namespace fb::test {

struct TestFirmware
{
    Bytes bootloader;
    Bytes partitionTable; ///< nvs, otadata, phy_init, nvs_keys, ota_0, ota_1
    Bytes app;            ///< for ota_0
};

[[nodiscard]] TestFirmware makeTestFirmware(const chip::Chip &chip, std::size_t appSize = 20000);

} // namespace fb::test
