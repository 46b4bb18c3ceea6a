// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provision/snapshot.h"
#include "provision/unit_flash.h"

namespace fb::provision {

/** What the station knows of one unit's keys, from key store and journal. */
struct KeyFacts
{
    const UnitKeys *keys = nullptr; ///< the unit's keys; null where they are not known
    bool sealed = false;            ///< durably in the key store
    bool discarded = false;         ///< forgotten after an earlier run had passed, as the profile wants
    QString verifiedBlock;          ///< block that was read back equal to the flash key before it was protected
    QStringList openBurns;          ///< blocks whose burn was begun in an earlier run and never confirmed
    QStringList givenUp;            ///< blocks that an earlier run found half-programmed and left behind
    std::vector<RegionMd5> provenFlash; ///< flash as last verified; stands in for the key where it is discarded
};

/** One key or digest of the unit and the block that holds it or shall hold it. */
struct KeyAssignment
{
    bool digest = false;
    int slot = 0;        ///< of a digest
    QString purpose;     ///< "XTS_AES_128_KEY", "SECURE_BOOT_DIGEST0", "flash_encryption"
    SecretBytes bits;    ///< the block's contents as burned; empty for a flash key that is not known any more
    const chip::EfuseBlock *block = nullptr;
    bool burned = false; ///< contents are there and right
};

struct KeyLayout
{
    std::vector<KeyAssignment> keys;               ///< flash key first, then digests in slot order
    std::vector<const chip::EfuseBlock *> damaged; ///< half-programmed, without purpose; to be hidden where they may show part of the flash key
};

/**
 * Finds which block holds which key, and chooses blocks for those that are not burned. Refuses: a key or digest that is
 * not this unit's (ForeignUnit), a digest that cannot be read (CannotFinish), no block left for a key after
 * half-programmed ones were passed over (BlockDamaged).
 */
[[nodiscard]] Result<KeyLayout> layOutKeys(const PreparedProfile &prepared, const Snapshot &snapshot, const KeyFacts &facts);

} // namespace fb::provision
