// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/device_facts.h"

#include "image/partition_table.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <bit>

namespace fb::ui {

namespace {

struct Facts
{
    Q_DECLARE_TR_FUNCTIONS(fb::ui::Facts)
};

QString hexOf(qint64 value, int width)
{
    return QStringLiteral("0x%1").arg(static_cast<quint64>(value), std::max(1, (width + 3) / 4), 16, QLatin1Char('0'));
}

QString reversedHex(const QString &littleEndian)
{
    QString text;
    for (qsizetype i = littleEndian.size() - 2; i >= 0; i -= 2)
        text += littleEndian.mid(i, 2);
    return text;
}

void fillValue(FuseFieldFact &fact, const QJsonObject &json, const chip::EfuseField *field)
{
    const QJsonValue value = json.value(QLatin1String("value"));
    const QString text = json.value(QLatin1String("text")).toString();
    if (value.isDouble()) {
        const auto number = static_cast<qint64>(value.toDouble());
        fact.raw = hexOf(number, fact.width);
        fact.value = text.isEmpty() ? QString::number(number) : text;
        if (field && field->type == chip::FieldType::Bool)
            fact.value = number ? Facts::tr("yes") : Facts::tr("no");
    } else if (value.isString()) {
        fact.raw = value.toString();
        fact.value = text.isEmpty() ? QStringLiteral("0x") + reversedHex(fact.raw) : text;
    }
}

FuseFieldFact fieldFrom(const QJsonObject &json, const chip::Chip *chip)
{
    FuseFieldFact fact;
    fact.name = json.value(QLatin1String("name")).toString();
    fact.block = json.value(QLatin1String("block")).toInt();
    fact.category = json.value(QLatin1String("category")).toString();
    fact.meaning = QCoreApplication::translate("core", json.value(QLatin1String("meaning")).toString().toUtf8().constData());
    fact.readable = json.value(QLatin1String("readable")).toBool(true);
    fact.writable = json.value(QLatin1String("writable")).toBool(true);
    const chip::EfuseField *field = chip ? chip->field(fact.name) : nullptr;
    if (field) {
        fact.bit = field->bit;
        fact.width = field->width;
    }
    fillValue(fact, json, field);
    return fact;
}

FuseBlockFact blockFrom(const QJsonObject &json, const chip::Chip *chip)
{
    FuseBlockFact fact;
    fact.id = json.value(QLatin1String("id")).toInt();
    fact.name = json.value(QLatin1String("name")).toString();
    fact.purpose = json.value(QLatin1String("purpose")).toString();
    fact.readable = json.value(QLatin1String("readable")).toBool(true);
    fact.writable = json.value(QLatin1String("writable")).toBool(true);
    if (Bytes data; json.value(QLatin1String("data")).isString() && fromHex(json.value(QLatin1String("data")).toString(), data))
        fact.data = std::move(data);
    if (const chip::EfuseBlock *block = chip ? chip->block(fact.id) : nullptr) {
        fact.isKey = block->isKey;
        fact.bitCount = block->words * 32;
    } else if (fact.data) {
        fact.bitCount = static_cast<int>(fact.data->size()) * 8;
    }
    return fact;
}

/** Burned, and by nothing but what the maker of chip or module puts there. */
void markFactoryBlocks(DeviceFacts &facts, const chip::Chip *chip)
{
    for (FuseBlockFact &block : facts.blocks) {
        bool any = false;
        bool ours = false;
        for (const chip::EfuseField &field : chip ? chip->fields : std::vector<chip::EfuseField>()) {
            any = any || field.block == block.id;
            ours = ours || (field.block == block.id && !field.factory);
        }
        block.factory = any && !ours && !block.isKey;
    }
}

void addPartitions(DeviceFacts &facts, const QByteArray &tableHex, bool encryptionOn)
{
    Bytes raw;
    if (tableHex.isEmpty() || !fromHex(QString::fromLatin1(tableHex), raw))
        return;
    const auto table = image::parsePartitionTable(raw);
    if (!table.ok())
        return;
    for (const image::Partition &p : table->entries)
        facts.parts.push_back({p.label, p.subtypeName(), p.offset, p.size, encryptionOn && p.isEncryptedOnEncryptedUnit(), {}});
}

/**
 * The table of an encrypted unit cannot be read; what the chip always encrypts is known all the same: bootloader,
 * table, applications, otadata and nvs_keys, under the labels that ESP-IDF gives them.
 */
bool isAlwaysEncrypted(const QString &name)
{
    static const QStringList labels{QStringLiteral("bootloader"), QStringLiteral("partition-table"), QStringLiteral("factory"),
                                    QStringLiteral("otadata"), QStringLiteral("nvs_keys"), QStringLiteral("test")};
    return labels.contains(name) || name.startsWith(QLatin1String("ota_"));
}

void addRegionAsPart(DeviceFacts &facts, const QString &name, std::uint32_t address, std::uint32_t length, const QString &md5, bool encryptionOn)
{
    facts.parts.push_back({name, {}, address, length, encryptionOn && isAlwaysEncrypted(name), md5});
}

/** MD5s go to the part that begins where they do; a region that no part knows becomes one of its own. */
void addRegions(DeviceFacts &facts, const QJsonArray &regions, bool encryptionOn)
{
    for (const QJsonValue &value : regions) {
        const QJsonObject region = value.toObject();
        const auto address = static_cast<std::uint32_t>(region.value(QLatin1String("address")).toDouble());
        const auto length = static_cast<std::uint32_t>(region.value(QLatin1String("length")).toDouble());
        const QString md5 = region.value(QLatin1String("md5")).toString();
        const auto same = std::find_if(facts.parts.begin(), facts.parts.end(), [address](const FlashPartFact &p) { return p.address == address; });
        if (same != facts.parts.end())
            same->md5 = md5;
        else
            addRegionAsPart(facts, region.value(QLatin1String("name")).toString(), address, length, md5, encryptionOn);
    }
    std::sort(facts.parts.begin(), facts.parts.end(), [](const FlashPartFact &a, const FlashPartFact &b) { return a.address < b.address; });
}

/** A row that reaches into the next one is cut there, so that the picture of a broken table still makes sense. */
void cutOverlaps(DeviceFacts &facts)
{
    for (std::size_t i = 0; i + 1 < facts.parts.size(); ++i)
        facts.parts[i].size = std::min(facts.parts[i].size, facts.parts[i + 1].address - facts.parts[i].address);
}

bool encryptionOn(const DeviceFacts &facts, const chip::Chip *chip)
{
    if (!chip)
        return false;
    for (const FuseFieldFact &field : facts.fields) {
        bool ok = false;
        if (field.name == chip->release.flashCryptCount)
            return std::popcount(field.raw.mid(2).toUInt(&ok, 16)) % 2 == 1;
    }
    return false;
}

void addFlash(DeviceFacts &facts, const QJsonObject &flash, const chip::Chip *chip)
{
    facts.flashSize = static_cast<std::uint32_t>(flash.value(QLatin1String("size")).toDouble());
    const bool encrypted = encryptionOn(facts, chip);
    addPartitions(facts, flash.value(QLatin1String("partitionTable")).toString().toLatin1(), encrypted);
    if (chip && !facts.parts.empty()) {
        facts.parts.push_back({Facts::tr("bootloader"), QStringLiteral("boot"), chip->bootloaderOffset, chip->partitionTableOffset - chip->bootloaderOffset, encrypted, {}});
        facts.parts.push_back({Facts::tr("partition table"), QStringLiteral("table"), chip->partitionTableOffset, 0x1000, encrypted, {}});
    }
    addRegions(facts, flash.value(QLatin1String("regions")).toArray(), encrypted);
    cutOverlaps(facts);
}

} // namespace

bool FuseBlockFact::isBurned(int bit) const
{
    const auto at = static_cast<std::size_t>(bit / 8);
    return data && bit >= 0 && at < data->size() && ((*data)[at] >> (bit % 8) & 1);
}

bool FuseBlockFact::isEmpty() const
{
    return data && isFilledWith(*data, 0);
}

const FuseFieldFact *DeviceFacts::fieldAt(int block, int bit) const
{
    // Alternative views of the same bits exist: the narrowest says most.
    const FuseFieldFact *best = nullptr;
    for (const FuseFieldFact &field : fields) {
        const bool covers = field.block == block && field.bit >= 0 && bit >= field.bit && bit < field.bit + field.width;
        if (covers && (!best || field.width < best->width))
            best = &field;
    }
    return best;
}

DeviceFacts factsFrom(const QJsonObject &snapshot, const chip::Catalogue *chips)
{
    DeviceFacts facts;
    facts.hasSnapshot = !snapshot.isEmpty();
    facts.secureDownload = snapshot.value(QLatin1String("secureDownload")).toBool();
    facts.takenUtc = QDateTime::fromString(snapshot.value(QLatin1String("takenUtc")).toString(), Qt::ISODateWithMs);
    facts.chipId = snapshot.value(QLatin1String("chip")).toString();
    facts.chipName = snapshot.value(QLatin1String("chipName")).toString();
    facts.revision = snapshot.value(QLatin1String("revisionText")).toString();
    facts.mac = snapshot.value(QLatin1String("mac")).toString();
    const chip::Chip *chip = nullptr;
    if (const auto known = chips ? chips->byId(facts.chipId) : Result<const chip::Chip *>(nullptr); known.ok())
        chip = *known;
    const QJsonObject eFuses = snapshot.value(QLatin1String("eFuses")).toObject();
    for (const QJsonValue &field : eFuses.value(QLatin1String("fields")).toArray())
        facts.fields.push_back(fieldFrom(field.toObject(), chip));
    for (const QJsonValue &block : eFuses.value(QLatin1String("blocks")).toArray())
        facts.blocks.push_back(blockFrom(block.toObject(), chip));
    markFactoryBlocks(facts, chip);
    addFlash(facts, snapshot.value(QLatin1String("flash")).toObject(), chip);
    for (const QJsonValue &gap : snapshot.value(QLatin1String("notReadable")).toArray())
        facts.gaps.emplace_back(gap.toObject().value(QLatin1String("what")).toString(), gap.toObject().value(QLatin1String("why")).toString());
    return facts;
}

} // namespace fb::ui
