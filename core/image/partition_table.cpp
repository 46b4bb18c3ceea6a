// SPDX-License-Identifier: GPL-3.0-or-later
// The binary form, and questions to a table.
#include "image/partition_table.h"

#include "crypto/keys.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace fb::image {

namespace {

constexpr std::uint16_t RowMagic = 0x50AA;    // bytes AA 50
constexpr std::uint16_t Md5RowMagic = 0xEBEB;
constexpr std::size_t Md5Offset = 16;
constexpr std::size_t LabelOffset = 12;
constexpr std::size_t LabelSize = 16;
constexpr std::uint32_t FlagEncrypted = 1;
constexpr std::uint32_t FlagReadOnly = 2;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::image", text);
}

Error malformed(const QString &message)
{
    return {errors::TableMalformed, message, tr("Give a partition table in binary form, not encrypted, or make it again from its CSV.")};
}

QString numberName(std::uint8_t number)
{
    return QStringLiteral("0x%1").arg(number, 2, 16, QLatin1Char('0'));
}

QString labelOf(ByteView field)
{
    const auto end = std::find(field.begin(), field.end(), std::uint8_t{0});
    QString label = QString::fromUtf8(reinterpret_cast<const char *>(field.data()), end - field.begin());
    std::replace_if(label.begin(), label.end(), [](QChar c) { return !c.isPrint(); }, QLatin1Char('?'));
    return label;
}

Partition readRow(ByteView row)
{
    Partition entry;
    entry.type = row[2];
    entry.subtype = row[3];
    entry.offset = readLe32(row, 4);
    entry.size = readLe32(row, 8);
    entry.label = labelOf(row.subspan(LabelOffset, LabelSize));
    const std::uint32_t flags = readLe32(row, 28);
    entry.encrypted = (flags & FlagEncrypted) != 0;
    entry.readOnly = (flags & FlagReadOnly) != 0;
    return entry;
}

void appendRow(Bytes &out, const Partition &entry)
{
    appendLe16(out, RowMagic);
    out.push_back(entry.type);
    out.push_back(entry.subtype);
    appendLe32(out, entry.offset);
    appendLe32(out, entry.size);
    const QByteArray label = entry.label.toUtf8().left(static_cast<qsizetype>(LabelSize));
    out.insert(out.end(), label.begin(), label.end());
    out.resize(out.size() + LabelSize - static_cast<std::size_t>(label.size()), 0);
    appendLe32(out, (entry.encrypted ? FlagEncrypted : 0) | (entry.readOnly ? FlagReadOnly : 0));
}

Result<void> checkMd5Row(ByteView row, ByteView before, const PartitionTable &table)
{
    if (table.hasMd5)
        return malformed(tr("The partition table has two MD5 rows."));
    const Bytes md5 = crypto::md5(before);
    if (!std::equal(md5.begin(), md5.end(), row.begin() + Md5Offset))
        return Error(errors::TableBadMd5, tr("The MD5 row of the partition table does not fit its entries."),
                     tr("The table is damaged: make it again from its CSV."));
    return {};
}

} // namespace

std::optional<int> Partition::otaSlot() const
{
    if (type != partition::App || subtype < partition::Ota0 || subtype > partition::OtaLast)
        return std::nullopt;
    return subtype - partition::Ota0;
}

bool Partition::isEncryptedOnEncryptedUnit() const
{
    const bool always = type == partition::App || type == partition::Bootloader || type == partition::Table
                        || (type == partition::Data && (subtype == partition::OtaData || subtype == partition::NvsKeys));
    return encrypted || always;
}

QString Partition::typeName() const
{
    const QString name = partition::typeName(type);
    return name.isEmpty() ? numberName(type) : name;
}

QString Partition::subtypeName() const
{
    const QString name = partition::subtypeName(type, subtype);
    return name.isEmpty() ? numberName(subtype) : name;
}

const Partition *PartitionTable::byLabel(QStringView label) const
{
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const Partition &entry) { return entry.label == label; });
    return found == entries.end() ? nullptr : &*found;
}

const Partition *PartitionTable::find(std::uint8_t type, std::uint8_t subtype) const
{
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const Partition &entry) { return entry.type == type && entry.subtype == subtype; });
    return found == entries.end() ? nullptr : &*found;
}

const Partition *PartitionTable::otaSlot(int slot) const
{
    return slot < 0 || slot > partition::OtaLast - partition::Ota0 ? nullptr : find(partition::App, static_cast<std::uint8_t>(partition::Ota0 + slot));
}

int PartitionTable::otaSlotCount() const
{
    return static_cast<int>(std::count_if(entries.begin(), entries.end(), [](const Partition &entry) { return entry.otaSlot().has_value(); }));
}

QJsonObject PartitionTable::toJson() const
{
    QJsonArray rows;
    for (const Partition &entry : entries)
        rows << QJsonObject{{QStringLiteral("name"), entry.label},
                            {QStringLiteral("type"), entry.typeName()},
                            {QStringLiteral("subtype"), entry.subtypeName()},
                            {QStringLiteral("offset"), qint64(entry.offset)},
                            {QStringLiteral("size"), qint64(entry.size)},
                            {QStringLiteral("encrypted"), entry.encrypted},
                            {QStringLiteral("readonly"), entry.readOnly}};
    return {{QStringLiteral("md5"), hasMd5}, {QStringLiteral("partitions"), rows}};
}

Result<PartitionTable> parsePartitionTable(ByteView binary)
{
    if (binary.size() % PartitionRowSize != 0)
        return malformed(tr("A partition table is a multiple of 32 bytes long; this has %1.").arg(binary.size()));
    PartitionTable table;
    table.hasMd5 = false;
    binary = binary.first(std::min(binary.size(), PartitionTableSize));
    for (std::size_t at = 0; at < binary.size(); at += PartitionRowSize) {
        const ByteView row = binary.subspan(at, PartitionRowSize);
        if (isFilledWith(row, 0xFF))
            return table;
        const std::uint16_t magic = readLe16(row);
        if (magic == Md5RowMagic) {
            FB_CHECK(checkMd5Row(row, binary.first(at), table));
            table.hasMd5 = true;
        } else if (magic == RowMagic) {
            table.entries.push_back(readRow(row));
        } else {
            return malformed(tr("Row %1 of the partition table begins with 0x%2 instead of 0x50aa.").arg(at / PartitionRowSize).arg(magic, 4, 16, QLatin1Char('0')));
        }
    }
    return malformed(tr("The partition table has no end mark."));
}

Result<Bytes> partitionTableToBinary(const PartitionTable &table)
{
    const std::size_t rows = table.entries.size() + (table.hasMd5 ? 1 : 0);
    if ((rows + 1) * PartitionRowSize > PartitionTableSize)
        return Error(errors::TableRule, tr("The partition table has %1 entries; its 0xC00 bytes hold %2.").arg(table.entries.size()).arg(table.hasMd5 ? 94 : 95),
                     tr("Remove entries."));
    Bytes binary;
    for (const Partition &entry : table.entries)
        appendRow(binary, entry);
    if (table.hasMd5) {
        const Bytes md5 = crypto::md5(binary);
        appendLe16(binary, Md5RowMagic);
        binary.resize(binary.size() + Md5Offset - 2, 0xFF);
        binary.insert(binary.end(), md5.begin(), md5.end());
    }
    binary.resize(PartitionTableSize, 0xFF);
    return binary;
}

} // namespace fb::image
