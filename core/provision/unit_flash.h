// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "boot/boot.h"
#include "provision/prepared_profile.h"
#include "provision/snapshot.h"

namespace fb::provision {

/** The secrets of one unit; empty where the profile needs none or the secret is not known. */
struct UnitKeys
{
    SecretBytes flash; ///< 32 bytes, key file order
    SecretBytes nvs;   ///< 64 bytes: E, then T
};

/** One region as it will lie in this unit's flash: ciphertext where it is encrypted. */
struct TargetRegion
{
    QString name;
    std::uint32_t address = 0;
    Bytes contents;
    Bytes md5; ///< 16 bytes, over `contents`
    bool encrypted = false;
    bool erased = false; ///< all 0xFF and plain: erasing is enough
};

/** Does this profile need a flash key, and one for NVS? */
[[nodiscard]] bool needsFlashKey(const PreparedProfile &prepared);
[[nodiscard]] bool needsNvsKey(const PreparedProfile &prepared);
/** Fresh keys for what the profile needs, from the CSPRNG. */
[[nodiscard]] UnitKeys randomUnitKeys(const PreparedProfile &prepared);

/** Contents of an nvs_keys partition: E, T, CRC-32, then 0xFF up to one sector (ESP-IDF, nvs_flash). */
[[nodiscard]] SecretBytes nvsKeysSector(const SecretBytes &nvsKey);

/** Encrypts every region at its address; ascending addresses. A key that is needed and empty is an error. */
[[nodiscard]] Result<std::vector<TargetRegion>> unitFlash(const PreparedProfile &prepared, const UnitKeys &keys);

/** Where every region lies, for a snapshot that shall say what the flash holds already. */
[[nodiscard]] std::vector<RegionRequest> regionsOf(const PreparedProfile &prepared);

/** The view that the boot model reads; `regions` must outlive it. */
[[nodiscard]] boot::FlashView viewOfFlash(const std::vector<TargetRegion> &regions, std::uint32_t flashSize);

} // namespace fb::provision
