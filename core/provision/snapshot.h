// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "efuse/state.h"
#include "link/rom_client.h"

#include <QDateTime>
#include <QJsonObject>

#include <set>

namespace fb::provision {

/** MD5 of one stretch of flash as the ROM computed it. */
struct RegionMd5
{
    QString name;
    std::uint32_t address = 0;
    std::uint32_t length = 0;
    Bytes md5; ///< 16 bytes
    bool operator==(const RegionMd5 &) const = default;
};

/** Something that could not be read, and why. */
struct NotReadable
{
    QString what; ///< "BLOCK_KEY0", "flash"
    QString why;  ///< translated, one sentence
    bool operator==(const NotReadable &) const = default;
};

/**
 * What was read from one unit at one time. Nothing in it is guessed: what could not be read is listed in
 * `notReadable`, and key blocks that may hold a secret are never written out (toJson() leaves them out and says so).
 */
struct Snapshot
{
    explicit Snapshot(const chip::Chip &description) : chip(&description), eFuses(description) {}

    const chip::Chip *chip;
    QDateTime takenUtc;
    bool secureDownload = false;  ///< the unit is locked: neither registers nor flash can be read, `eFuses` is empty
    efuse::State eFuses;          ///< all zero with secureDownload
    std::set<int> hiddenBlocks;   ///< block ids whose contents are not in this snapshot though the unit would show them
    std::optional<link::SecurityInfo> security;
    std::uint32_t flashJedecId = 0;
    std::uint32_t flashSize = 0;
    std::vector<RegionMd5> regions;
    Bytes partitionTable;         ///< raw, from the table's offset up to its end mark; empty where not read

    std::vector<NotReadable> notReadable;

    [[nodiscard]] QString mac() const; ///< "7c:df:a1:0e:44:12"; empty with secureDownload
    [[nodiscard]] const RegionMd5 *region(std::uint32_t address, std::uint32_t length) const;
    /**
     * {"format":"fuseboard-snapshot/1", "takenUtc", "chip", "chipName", "mac", "revision" (major*100+minor),
     *  "revisionText", "secureDownload", "security": {"flags","flashCryptCount","keyPurposes","chipId","apiVersion"},
     *  "flash": {"jedecId","size","regions":[{"name","address","length","md5"}],"partitionTable": hex},
     *  "eFuses": {"blocks":[{"id","name","data": hex or null,"readable","writable","purpose"}], "errorRegisters": [],
     *             "revisionRegisterBit", "fields":[{"name","block","category","value" (number, or hex text for wide
     *             fields),"text","readable","writable","meaning"}]},
     *  "notReadable": [{"what","why"}]}
     */
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<Snapshot> fromJson(const QJsonObject &json, const QString &where, const chip::Catalogue &chips);
};

namespace errors {
inline constexpr ErrorCode BadSnapshot{"snapshot.bad", ErrorKind::BadInput};
} // namespace errors

/** A stretch of flash whose MD5 is wanted; `name` is free. */
struct RegionRequest
{
    QString name;
    std::uint32_t address = 0;
    std::uint32_t length = 0;
};

struct SnapshotWishes
{
    std::vector<RegionRequest> regions;
    bool partitionTable = false; ///< read the table, and take the MD5 of bootloader and apps found through it
};

/**
 * Reads a connected unit in few round trips. A unit in secure download mode gives a snapshot that says so. Never
 * changes the unit.
 */
[[nodiscard]] Result<Snapshot> takeSnapshot(link::RomClient &rom, const SnapshotWishes &wishes, const Progress &progress);

/** May the block hold a secret that software could read right now? Digests and empty blocks do not. */
[[nodiscard]] bool mayShowSecret(const efuse::State &state, const chip::EfuseBlock &block);

} // namespace fb::provision
