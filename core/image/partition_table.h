// SPDX-License-Identifier: GPL-3.0-or-later
// Partition table: binary as in ESP-IDF's esp_flash_partitions.h (32-byte rows, MD5 row, 0xFF end, at most 0xC00
// bytes), CSV and rules as in ESP-IDF's partition table guide.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QJsonObject>

#include <optional>

namespace fb::image {

inline constexpr std::size_t PartitionTableSize = 0xC00;      ///< bytes, end mark included
inline constexpr std::uint32_t PartitionTableSector = 0x1000; ///< flash taken by it
inline constexpr std::size_t PartitionRowSize = 32;

namespace partition {
inline constexpr std::uint8_t App = 0, Data = 1, Bootloader = 2, Table = 3; ///< types
inline constexpr std::uint8_t Factory = 0x00, Ota0 = 0x10, OtaLast = 0x1F, Test = 0x20; ///< subtypes of App
inline constexpr std::uint8_t OtaData = 0x00, Phy = 0x01, Nvs = 0x02, CoreDump = 0x03, NvsKeys = 0x04, Undefined = 0x06; ///< of Data
inline constexpr std::uint8_t Primary = 0x00, Recovery = 0x02; ///< subtypes of Bootloader and Table

/** "app" for 0; empty for a type without a name. */
[[nodiscard]] QString typeName(std::uint8_t type);
[[nodiscard]] QString subtypeName(std::uint8_t type, std::uint8_t subtype);
/** By name, whatever the case; nothing for an unknown one. */
[[nodiscard]] std::optional<std::uint8_t> typeByName(const QString &name);
[[nodiscard]] std::optional<std::uint8_t> subtypeByName(std::uint8_t type, const QString &name);
} // namespace partition

struct Partition
{
    QString label; ///< at most 16 bytes
    std::uint8_t type = 0;
    std::uint8_t subtype = 0;
    std::uint32_t offset = 0;
    std::uint32_t size = 0;
    bool encrypted = false; ///< flag bit 0
    bool readOnly = false;  ///< flag bit 1

    [[nodiscard]] bool isApp() const { return type == partition::App; }
    /** 0..15 for ota_0..ota_15. */
    [[nodiscard]] std::optional<int> otaSlot() const;
    /** Ciphertext on a unit with flash encryption on: flag set, app, otadata, nvs_keys, bootloader, table. */
    [[nodiscard]] bool isEncryptedOnEncryptedUnit() const;
    [[nodiscard]] QString typeName() const;    ///< "app", or "0x40"
    [[nodiscard]] QString subtypeName() const; ///< "ota_0", "nvs", or "0x06"
    [[nodiscard]] std::uint64_t end() const { return std::uint64_t(offset) + size; }
    bool operator==(const Partition &) const = default;
};

namespace errors {
inline constexpr ErrorCode TableMalformed{"partition_table.malformed", ErrorKind::BadInput};
inline constexpr ErrorCode TableBadMd5{"partition_table.bad_md5", ErrorKind::BadInput};
inline constexpr ErrorCode TableCsv{"partition_table.bad_csv", ErrorKind::BadInput};
inline constexpr ErrorCode TableRule{"partition_table.rule_broken", ErrorKind::BadInput};
} // namespace errors

class PartitionTable
{
public:
    std::vector<Partition> entries;
    bool hasMd5 = true;

    [[nodiscard]] const Partition *byLabel(QStringView label) const;
    [[nodiscard]] const Partition *find(std::uint8_t type, std::uint8_t subtype) const;
    [[nodiscard]] const Partition *factory() const { return find(partition::App, partition::Factory); }
    [[nodiscard]] const Partition *otaSlot(int slot) const;
    [[nodiscard]] const Partition *otaData() const { return find(partition::Data, partition::OtaData); }
    /** How many OTA slots the table has: the divisor of the bootloader's choice. */
    [[nodiscard]] int otaSlotCount() const;
    [[nodiscard]] QJsonObject toJson() const;
    bool operator==(const PartitionTable &) const = default;
};

/** How a CSV is laid out and what is demanded of it. */
struct PartitionOptions
{
    std::uint32_t tableOffset = 0x8000;
    std::optional<std::uint64_t> flashSize;                ///< bytes; checked where given
    std::optional<std::uint32_t> primaryBootloaderOffset;  ///< needed for rows of type bootloader
    std::optional<std::uint32_t> recoveryBootloaderOffset; ///< needed for a recovery bootloader
    int secureBootVersion = 0;                             ///< 1: app sizes are multiples of 64 KiB
    bool md5 = true;
};

/** Reads 0xC00 bytes at most, checks the MD5 row where there is one; no rules beyond the format. */
[[nodiscard]] Result<PartitionTable> parsePartitionTable(ByteView binary);
/** Reads a CSV, fills in missing offsets, and checks every rule. The error names the line. */
[[nodiscard]] Result<PartitionTable> partitionTableFromCsv(ByteView csv, const PartitionOptions &options);
/** Alignment, overlap, unique names, sizes of otadata, nvs and nvs_keys, flash size. */
[[nodiscard]] Result<void> checkPartitionRules(const PartitionTable &table, const PartitionOptions &options);
/** 0xC00 bytes; refuses a table that leaves no end mark. */
[[nodiscard]] Result<Bytes> partitionTableToBinary(const PartitionTable &table);
[[nodiscard]] QByteArray partitionTableToCsv(const PartitionTable &table);

} // namespace fb::image
