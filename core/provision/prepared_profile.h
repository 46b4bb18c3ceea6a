// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provision/profile.h"

namespace fb::provision {

/** One stretch of flash as the profile wants it, before flash encryption. */
struct FlashRegion
{
    QString name; ///< "bootloader", "partition-table", partition label
    std::uint32_t address = 0;
    Bytes plain;            ///< signed where the profile signs; padded to what will be written
    bool encrypted = false; ///< to be encrypted on a unit with flash encryption
    bool perUnit = false;   ///< contents are made for each unit (nvs_keys); `plain` is empty
};

/**
 * A profile with its files read, checked, signed and laid out: everything that does not depend on the unit, made once
 * per batch and shared read-only between ports.
 */
struct PreparedProfile
{
    Profile profile;
    const chip::Chip *chip = nullptr;
    std::vector<FlashRegion> regions; ///< ascending addresses
    std::vector<Bytes> keyDigests;    ///< 32 bytes each, in slot order; empty without secure boot
    QString hash;                     ///< hex SHA-256 over the canonical profile and all contents
};

/** Reads the files named by the profile (relative to `baseFolder`), checks each, signs, lays out. */
[[nodiscard]] Result<PreparedProfile> prepare(const Profile &profile, const QString &baseFolder, const chip::Catalogue &chips);

} // namespace fb::provision
