// SPDX-License-Identifier: GPL-3.0-or-later
// The built-in demonstration firmware: a bootloader and an application of a few hundred bytes for each family, whose
// machine code is listed, and made by, resources/firmware/generate.py. They print one line each on UART0.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "chip/chip.h"

namespace fb::image {

struct DemonstrationFirmware
{
    Bytes bootloader;     ///< for Chip::bootloaderOffset
    Bytes partitionTable; ///< 0xC00 bytes: nvs, otadata, nvs_keys, phy_init, ota_0, ota_1
    Bytes app;            ///< for ota_0
};

namespace errors {
inline constexpr ErrorCode NoDemonstration{"image.no_demonstration", ErrorKind::BadInput};
} // namespace errors

/** Unsigned and plain; an error for a family that has none. */
[[nodiscard]] Result<DemonstrationFirmware> demonstrationFirmware(const chip::Chip &chip);

/** The line that an application of ours prints, read out of the image; empty for any other application. */
[[nodiscard]] QString demonstrationLine(ByteView image);

} // namespace fb::image
