// SPDX-License-Identifier: GPL-3.0-or-later
// The CSV form: name, type, subtype, offset, size, flags.
#include "image/partition_table.h"

#include "base/json_reader.h"

#include <QCoreApplication>

namespace fb::image {

namespace {

constexpr std::uint32_t AppOffsetAlignment = 0x10000;
constexpr qint64 AddressSpace = qint64(1) << 32;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::image", text);
}

Error badField(const QString &message, const QString &advice)
{
    return {errors::TableCsv, message, advice};
}

/** One row as written: the offset may be missing and the size negative (then it is the end address). */
struct Row
{
    Partition entry;
    std::optional<std::uint32_t> offset;
    qint64 size = 0;
    int line = 0;
};

Result<qint64> number(const QString &text)
{
    const bool negative = text.startsWith(QLatin1Char('-'));
    const std::optional<qint64> value = parseNumber(negative ? text.mid(1) : text);
    if (!value || *value < 0 || *value > AddressSpace)
        return badField(tr("\"%1\" is no number.").arg(text), tr("Write it as 4096, 0x1000, 4K or 1M."));
    return negative ? -*value : *value;
}

Result<std::uint8_t> smallNumber(const QString &text, const QString &advice)
{
    const auto value = number(text);
    if (!value.ok() || *value < 0 || *value > 0xFF)
        return badField(tr("\"%1\" is neither a known name nor a number from 0 to 255.").arg(text), advice);
    return static_cast<std::uint8_t>(*value);
}

Result<std::uint8_t> readType(const QString &text)
{
    if (text.isEmpty())
        return badField(tr("The type is empty."), tr("Give app, data or a number."));
    if (const auto known = partition::typeByName(text))
        return *known;
    return smallNumber(text, tr("Types are app, data, bootloader and partition_table, and numbers for your own."));
}

Result<std::uint8_t> readSubtype(std::uint8_t type, const QString &text)
{
    if (text.isEmpty() && type == partition::App)
        return badField(tr("An application partition needs a subtype."), tr("Give factory, test or ota_0 to ota_15."));
    if (text.isEmpty())
        return partition::Undefined;
    if (const auto known = partition::subtypeByName(type, text))
        return *known;
    return smallNumber(text, tr("Subtypes of data are ota, phy, nvs, coredump, nvs_keys, efuse, undefined, fat, spiffs and littlefs."));
}

Result<void> readFlags(const QString &text, Partition &entry)
{
    for (const QString &flag : text.split(QLatin1Char(':'), Qt::SkipEmptyParts)) {
        if (flag == QLatin1String("encrypted"))
            entry.encrypted = true;
        else if (flag == QLatin1String("readonly"))
            entry.readOnly = true;
        else
            return badField(tr("\"%1\" is no flag.").arg(flag), tr("Flags are encrypted and readonly, with a colon between."));
    }
    return {};
}

/** Rows of bootloader and table have their place by other settings, whatever the CSV says. */
Result<bool> placeByOptions(Row &row, const PartitionOptions &options)
{
    const Partition &entry = row.entry;
    if (entry.type == partition::Table) {
        row.size = PartitionTableSector;
        if (entry.subtype == partition::Primary)
            row.offset = options.tableOffset;
        return entry.subtype == partition::Primary;
    }
    if (entry.type != partition::Bootloader)
        return false;
    if (!options.primaryBootloaderOffset || *options.primaryBootloaderOffset >= options.tableOffset)
        return badField(tr("A row of type bootloader needs to know where the bootloader lies."), tr("Give the offset of the primary bootloader."));
    row.size = options.tableOffset - *options.primaryBootloaderOffset;
    if (entry.subtype == partition::Recovery && !options.recoveryBootloaderOffset)
        return badField(tr("A row for a recovery bootloader needs to know where it lies."), tr("Give the offset of the recovery bootloader."));
    if (entry.subtype == partition::Primary || entry.subtype == partition::Recovery)
        row.offset = entry.subtype == partition::Primary ? options.primaryBootloaderOffset : options.recoveryBootloaderOffset;
    return row.offset.has_value();
}

Result<void> readPlace(Row &row, const QString &offset, const QString &size, const PartitionOptions &options)
{
    FB_TRY(const bool placed, placeByOptions(row, options));
    const bool ownSize = row.entry.type != partition::Bootloader && row.entry.type != partition::Table;
    if (ownSize && size.isEmpty())
        return badField(tr("The size is empty."), tr("Give a size such as 24K or 1M."));
    if (ownSize) {
        FB_TRY(row.size, number(size));
    }
    if (!placed && !offset.isEmpty()) {
        FB_TRY(const qint64 value, number(offset));
        if (value < 0 || value >= AddressSpace)
            return badField(tr("The offset \"%1\" lies outside the address space.").arg(offset), tr("Leave it empty to have it filled in."));
        row.offset = static_cast<std::uint32_t>(value);
    }
    return {};
}

Result<Row> readRow(const QString &line, const PartitionOptions &options)
{
    QStringList fields = line.split(QLatin1Char(','));
    for (QString &field : fields)
        field = field.trimmed();
    while (fields.size() > 6 && fields.last().isEmpty())
        fields.removeLast();
    if (fields.size() > 6)
        return badField(tr("The line has more than six fields."), tr("Fields are name, type, subtype, offset, size, flags."));
    while (fields.size() < 6)
        fields << QString();
    Row row;
    row.entry.label = fields[0];
    FB_TRY(row.entry.type, readType(fields[1]));
    FB_TRY(row.entry.subtype, readSubtype(row.entry.type, fields[2]));
    FB_CHECK(readPlace(row, fields[3], fields[4], options));
    FB_CHECK(readFlags(fields[5], row.entry));
    return row;
}

bool isPrimary(const Partition &entry)
{
    return (entry.type == partition::Bootloader || entry.type == partition::Table) && entry.subtype == partition::Primary;
}

/** Fills in the missing offset behind `end`, turns a negative size into one, moves `end` behind the partition. */
Result<void> place(Row &row, std::uint64_t &end)
{
    Partition &entry = row.entry;
    const std::uint64_t alignment = entry.isApp() ? AppOffsetAlignment : PartitionTableSector;
    const std::uint64_t offset = row.offset ? *row.offset : alignUp(end, alignment);
    const qint64 size = row.size < 0 ? -row.size - static_cast<qint64>(offset) : row.size;
    if (size <= 0 || offset + static_cast<std::uint64_t>(size) > static_cast<std::uint64_t>(AddressSpace))
        return badField(tr("The partition has no room: it would begin at 0x%1 and have %2 bytes.").arg(offset, 0, 16).arg(size), tr("Make partitions smaller."));
    entry.offset = static_cast<std::uint32_t>(offset);
    entry.size = static_cast<std::uint32_t>(size);
    if (!isPrimary(entry))
        end = entry.end();
    return {};
}

QString sizeText(std::uint32_t size)
{
    if (size % 0x100000 == 0)
        return QStringLiteral("%1M").arg(size / 0x100000);
    return size % 0x400 == 0 ? QStringLiteral("%1K").arg(size / 0x400) : QStringLiteral("0x%1").arg(size, 0, 16);
}

QString nameOr(const QString &name, std::uint8_t value)
{
    return name.isEmpty() ? QString::number(value) : name;
}

} // namespace

Result<PartitionTable> partitionTableFromCsv(ByteView csv, const PartitionOptions &options)
{
    PartitionTable table;
    table.hasMd5 = options.md5;
    std::uint64_t end = std::uint64_t(options.tableOffset) + PartitionTableSector;
    const QStringList lines = QString::fromUtf8(reinterpret_cast<const char *>(csv.data()), static_cast<qsizetype>(csv.size())).split(QLatin1Char('\n'));
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString line = lines[i].trimmed();
        if (line.isEmpty() || line.startsWith(QLatin1Char('#')))
            continue;
        const QString where = tr("line %1").arg(i + 1);
        Result<Row> row = readRow(line, options);
        if (!row.ok())
            return row.error().at(where);
        if (const Result<void> placed = place(*row, end); !placed.ok())
            return placed.error().at(where);
        table.entries.push_back(row->entry);
    }
    FB_CHECK(checkPartitionRules(table, options));
    return table;
}

QByteArray partitionTableToCsv(const PartitionTable &table)
{
    QString csv = QStringLiteral("# ESP-IDF Partition Table\n# Name, Type, SubType, Offset, Size, Flags\n");
    for (const Partition &entry : table.entries) {
        QStringList flags;
        if (entry.encrypted)
            flags << QStringLiteral("encrypted");
        if (entry.readOnly)
            flags << QStringLiteral("readonly");
        QString label = entry.label;
        label.replace(QLatin1Char(','), QLatin1Char('?')); // would end the field
        csv += QStringLiteral("%1,%2,%3,0x%4,%5,%6\n")
                   .arg(label, nameOr(partition::typeName(entry.type), entry.type), nameOr(partition::subtypeName(entry.type, entry.subtype), entry.subtype))
                   .arg(entry.offset, 0, 16)
                   .arg(sizeText(entry.size), flags.join(QLatin1Char(':')));
    }
    return csv.toUtf8();
}

} // namespace fb::image
