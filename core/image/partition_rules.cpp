// SPDX-License-Identifier: GPL-3.0-or-later
// What ESP-IDF demands of a table beyond its form.
#include "image/partition_table.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace fb::image {

namespace {

constexpr std::uint32_t AppOffsetAlignment = 0x10000;
constexpr std::uint32_t Sector = 0x1000;
constexpr std::uint32_t OtaDataBytes = 0x2000;
constexpr std::uint32_t LeastWritableNvs = 0x3000;
constexpr std::uint64_t AddressSpace = std::uint64_t(1) << 32;
constexpr qsizetype LabelSize = 16;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::image", text);
}

QString hexadecimal(std::uint64_t value)
{
    return QStringLiteral("0x%1").arg(value, 0, 16);
}

Error broken(const Partition &entry, const QString &message, const QString &advice)
{
    return Error(errors::TableRule, message, advice).at(QStringLiteral("partition %1").arg(entry.label));
}

Result<void> checkAlignment(const Partition &entry, const PartitionOptions &options)
{
    const std::uint32_t alignment = entry.isApp() ? AppOffsetAlignment : Sector;
    if (entry.offset % alignment != 0)
        return broken(entry, tr("The offset %1 is no multiple of %2.").arg(hexadecimal(entry.offset), hexadecimal(alignment)),
                      tr("Leave the offset empty to have it filled in."));
    const std::uint32_t sizeAlignment = options.secureBootVersion == 1 ? AppOffsetAlignment : Sector;
    if (entry.isApp() && entry.size % sizeAlignment != 0)
        return broken(entry, tr("The size %1 of an application partition is no multiple of %2.").arg(hexadecimal(entry.size), hexadecimal(sizeAlignment)),
                      tr("Round the size."));
    return {};
}

Result<void> checkDataRules(const Partition &entry)
{
    if (entry.type != partition::Data)
        return {};
    if (entry.readOnly && (entry.subtype == partition::OtaData || entry.subtype == partition::CoreDump))
        return broken(entry, tr("A partition of this kind is always written to and cannot be readonly."), tr("Remove the flag readonly."));
    if (entry.subtype == partition::OtaData && entry.size != OtaDataBytes)
        return broken(entry, tr("An otadata partition has 0x2000 bytes; this one has %1.").arg(hexadecimal(entry.size)), tr("Set the size to 0x2000."));
    if (entry.subtype == partition::NvsKeys && entry.size < Sector)
        return broken(entry, tr("An nvs_keys partition needs 0x1000 bytes."), tr("Set the size to 0x1000."));
    if (entry.subtype == partition::Nvs && !entry.readOnly && entry.size < LeastWritableNvs)
        return broken(entry, tr("An NVS partition of less than 0x3000 bytes can only be read."), tr("Make it larger or set the flag readonly."));
    return {};
}

Result<void> checkEntry(const Partition &entry, const PartitionOptions &options)
{
    if (entry.label.toUtf8().size() > LabelSize)
        return broken(entry, tr("The name is longer than 16 bytes."), tr("Choose a shorter name."));
    if (entry.size == 0 || entry.end() > AddressSpace)
        return broken(entry, tr("The size is zero, or the partition reaches beyond the address space."), tr("Give a size that fits the flash."));
    if (options.flashSize && entry.end() > *options.flashSize)
        return broken(entry, tr("The partition ends at %1, but the flash has only %2 bytes.").arg(hexadecimal(entry.end()), hexadecimal(*options.flashSize)),
                      tr("Make partitions smaller or use a larger flash."));
    FB_CHECK(checkAlignment(entry, options));
    return checkDataRules(entry);
}

/** The bootloader before the table, and the table itself. */
bool liesBeforeTheFirst(const Partition &entry)
{
    return (entry.type == partition::Bootloader || entry.type == partition::Table) && entry.subtype == partition::Primary;
}

Result<void> checkOverlap(const PartitionTable &table, const PartitionOptions &options)
{
    std::vector<Partition> sorted = table.entries;
    std::sort(sorted.begin(), sorted.end(), [](const Partition &a, const Partition &b) { return a.offset < b.offset; });
    const std::uint64_t first = std::uint64_t(options.tableOffset) + PartitionTableSector;
    std::uint64_t end = 0;
    for (const Partition &entry : sorted) {
        if (entry.offset < first && !liesBeforeTheFirst(entry))
            return broken(entry, tr("The offset %1 lies before the end of the partition table at %2.").arg(hexadecimal(entry.offset), hexadecimal(first)),
                          tr("Move the partition behind the table."));
        if (entry.offset < end)
            return broken(entry, tr("The partition overlaps the one before it, which ends at %1.").arg(hexadecimal(end)), tr("Leave the offset empty to have it filled in."));
        end = entry.end();
    }
    return {};
}

Result<void> checkUnique(const PartitionTable &table)
{
    QSet<QString> labels;
    int otaData = 0;
    for (const Partition &entry : table.entries) {
        if (labels.contains(entry.label))
            return broken(entry, tr("Two partitions have this name."), tr("Names must be unique."));
        labels.insert(entry.label);
        otaData += entry.type == partition::Data && entry.subtype == partition::OtaData ? 1 : 0;
        if (otaData > 1)
            return broken(entry, tr("There is more than one otadata partition."), tr("Keep one of them."));
    }
    return {};
}

} // namespace

Result<void> checkPartitionRules(const PartitionTable &table, const PartitionOptions &options)
{
    for (const Partition &entry : table.entries)
        FB_CHECK(checkEntry(entry, options));
    FB_CHECK(checkUnique(table));
    return checkOverlap(table, options);
}

} // namespace fb::image
