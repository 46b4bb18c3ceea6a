// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/otadata.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto sectors = fb::image::parseOtaData({data, size});
    for (int slotCount = 0; sectors.ok() && slotCount < 4; ++slotCount) {
        (void)fb::image::chooseSlot(*sectors, {slotCount, slotCount % 2 == 0, true});
        (void)fb::image::otaDataToJson(*sectors);
    }
    return 0;
}
