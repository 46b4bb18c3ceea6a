// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "image/partition_table.h"
#include "provision/profile.h"

namespace fb::provision {

/** One stretch of flash as the profile wants it, before flash encryption. */
struct FlashRegion
{
    enum class Kind { Image, BlankOtaData, NvsKeys, ErasedNvs };
    Kind kind = Kind::Image;
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
    image::PartitionTable table;
    int minimumRevision = 0;          ///< of the chip: what profile, secure boot and images ask for, major * 100 + minor
    QString hash;                     ///< hex SHA-256 over the canonical profile and all contents
};

namespace errors {
inline constexpr ErrorCode DigestDiffers{"profile.digest_differs", ErrorKind::BadInput};
inline constexpr ErrorCode UnknownPartition{"profile.unknown_partition", ErrorKind::BadInput};
inline constexpr ErrorCode NotSigned{"profile.image_not_signed", ErrorKind::BadInput};
} // namespace errors

/**
 * Reads the files named by the profile (relative to `baseFolder`), checks each, signs, lays out. Regions beside the
 * images: blank otadata (as ciphertext on an encrypted unit), nvs_keys (with flash encryption), and an erased nvs.
 * Errors: the first contradiction of the profile; unreadable files; images of another chip, too large for their place,
 * truncated or corrupted (image::errors), each naming the file.
 */
[[nodiscard]] Result<PreparedProfile> prepare(const Profile &profile, const QString &baseFolder, const chip::Catalogue &chips);

} // namespace fb::provision
