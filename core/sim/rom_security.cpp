// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/rom_protocol.h"

#include <array>
#include <bit>

namespace fb::sim {

namespace {

constexpr std::uint32_t InterfaceVersion = 3;
constexpr int PurposeCount = 7; ///< one more than there are key blocks

/** Bits of the flags word and the eFuse each shows; SOFT_DIS_JTAG counts by an odd number of ones. */
constexpr std::array<const char *, 11> flagFields{"SECURE_BOOT_EN", "SECURE_BOOT_AGGRESSIVE_REVOKE", "ENABLE_SECURITY_DOWNLOAD",
                                                  "SECURE_BOOT_KEY_REVOKE0", "SECURE_BOOT_KEY_REVOKE1", "SECURE_BOOT_KEY_REVOKE2",
                                                  "SOFT_DIS_JTAG", "DIS_PAD_JTAG", "DIS_USB_SERIAL_JTAG",
                                                  nullptr /* data cache, not on this family */, "DIS_DOWNLOAD_ICACHE"};

std::uint64_t valueOf(const efuse::State &eFuses, const QString &name)
{
    const auto *field = eFuses.chip().field(name);
    return field ? eFuses.value(*field) : 0;
}

std::uint32_t flagsOf(const efuse::State &eFuses)
{
    std::uint32_t flags = 0;
    for (std::size_t bit = 0; bit < flagFields.size(); ++bit) {
        if (flagFields[bit] && std::popcount(valueOf(eFuses, QString::fromLatin1(flagFields[bit]))) % 2 == 1)
            flags |= 1U << bit;
    }
    return flags;
}

} // namespace

Bytes makeSecurityInfo(const efuse::State &eFuses)
{
    Bytes info;
    appendLe32(info, flagsOf(eFuses));
    info.push_back(std::uint8_t(valueOf(eFuses, eFuses.chip().release.flashCryptCount)));
    for (int i = 0; i < PurposeCount; ++i)
        info.push_back(std::uint8_t(valueOf(eFuses, QStringLiteral("KEY_PURPOSE_%1").arg(i))));
    appendLe32(info, eFuses.chip().imageChipId);
    appendLe32(info, InterfaceVersion);
    return info;
}

} // namespace fb::sim
