// SPDX-License-Identifier: GPL-3.0-or-later
#include "boot/boot.h"

// The first byte chooses family and switches, the rest is the flash around bootloader, table, otadata and a slot.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const auto catalogue = fb::chip::Catalogue::load();
    if (!catalogue.ok() || size < 1)
        return 0;
    const auto chip = catalogue->byId((data[0] & 1) != 0 ? u"esp32" : u"esp32c3");
    fb::efuse::State eFuses(**chip);
    if ((data[0] & 2) != 0)
        eFuses.setValue((*chip)->release.secureBootEnable, 1);
    fb::boot::FlashView flash(0x40000);
    const fb::ByteView rest(data + 1, size - 1);
    const std::size_t part = rest.size() / 4;
    std::size_t at = 0;
    for (const std::uint32_t address : {(*chip)->bootloaderOffset, 0x8000u, 0xE000u, 0x10000u})
        flash.add(address, rest.subspan(part * at++, std::min<std::size_t>(part, 0x1000)));
    (void)fb::boot::boot({eFuses, flash}).toJson();
    return 0;
}
