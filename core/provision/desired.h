// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "efuse/burn.h"
#include "provision/profile.h"

namespace fb::provision {

/**
 * The eFuses that a profile wants on every unit, key blocks apart: what a release verifier would ask, field by field,
 * in the order of burning. Bits beside these may be set where the factory sets them; any other bit is somebody else's.
 */
struct DesiredFuses
{
    struct Setting
    {
        QString field;
        std::uint64_t value = 0; ///< exactly these bits
        QString reason;
    };

    std::vector<Setting> settings;       ///< first: harmless alone, needed before the enables
    std::vector<Setting> enables;        ///< second: flash encryption and secure boot on
    QStringList writeProtect;            ///< third: fields whose group is frozen (without RD_DIS)
    bool lockReadProtection = false;     ///< fourth: RD_DIS frozen, no key can be hidden, and no digest, ever after
    std::optional<Setting> downloadLock; ///< last of all
};

/** From the release rules of the family; `digestCount` decides which digest slots are revoked. */
[[nodiscard]] DesiredFuses desiredFuses(const Profile &profile, const chip::Chip &chip, std::size_t digestCount);

/** One thing a unit lacks of what is desired. */
struct Shortfall
{
    QString what;   ///< "DIS_USB_JTAG", "write protection of DIS_ICACHE"
    QString found;  ///< "0"
    QString wanted; ///< "1"
};

/** What `state` lacks; `withLock` says whether the download lock counts already. */
[[nodiscard]] std::vector<Shortfall> shortfalls(const DesiredFuses &desired, const efuse::State &state, bool withLock);

/** Is the write-protect bit of this field or block burned? */
[[nodiscard]] bool isWriteProtected(const efuse::State &state, QStringView name);

} // namespace fb::provision
