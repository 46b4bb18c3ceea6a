// SPDX-License-Identifier: GPL-3.0-or-later
#include "provision/snapshot.h"

#include "base/json_reader.h"

#include <QCoreApplication>

namespace fb::provision {

namespace {

constexpr const char *FormatName = "fuseboard-snapshot/1";

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::provision", text);
}

QJsonObject securityJson(const link::SecurityInfo &info)
{
    QJsonArray purposes;
    for (const std::uint8_t purpose : info.keyPurposes)
        purposes.append(purpose);
    QJsonObject json{{QStringLiteral("flags"), static_cast<qint64>(info.flags)},
                     {QStringLiteral("flashCryptCount"), info.flashCryptCount},
                     {QStringLiteral("keyPurposes"), purposes}};
    if (info.chipId)
        json.insert(QStringLiteral("chipId"), static_cast<qint64>(*info.chipId));
    if (info.apiVersion)
        json.insert(QStringLiteral("apiVersion"), static_cast<qint64>(*info.apiVersion));
    return json;
}

QJsonObject flashJson(const Snapshot &snapshot)
{
    QJsonArray regions;
    for (const RegionMd5 &region : snapshot.regions)
        regions.append(QJsonObject{{QStringLiteral("name"), region.name},
                                   {QStringLiteral("address"), static_cast<qint64>(region.address)},
                                   {QStringLiteral("length"), static_cast<qint64>(region.length)},
                                   {QStringLiteral("md5"), toHex(region.md5)}});
    return {{QStringLiteral("jedecId"), static_cast<qint64>(snapshot.flashJedecId)},
            {QStringLiteral("size"), static_cast<qint64>(snapshot.flashSize)},
            {QStringLiteral("regions"), regions},
            {QStringLiteral("partitionTable"), toHex(snapshot.partitionTable)}};
}

bool isHidden(const Snapshot &snapshot, const chip::EfuseBlock &block)
{
    return snapshot.hiddenBlocks.contains(block.id) || mayShowSecret(snapshot.eFuses, block);
}

QJsonArray blocksJson(const Snapshot &snapshot)
{
    QJsonArray list;
    for (const chip::EfuseBlock &block : snapshot.chip->blocks) {
        const bool shown = snapshot.eFuses.isReadable(block) && !isHidden(snapshot, block);
        list.append(QJsonObject{{QStringLiteral("id"), block.id},
                                {QStringLiteral("name"), block.name},
                                {QStringLiteral("data"), shown ? QJsonValue(toHex(snapshot.eFuses.block(block.id))) : QJsonValue()},
                                {QStringLiteral("readable"), snapshot.eFuses.isReadable(block)},
                                {QStringLiteral("writable"), snapshot.eFuses.isWritable(block)},
                                {QStringLiteral("purpose"), snapshot.eFuses.purposeOf(block)}});
    }
    return list;
}

QJsonValue fieldValue(const efuse::State &state, const chip::EfuseField &field)
{
    if (field.type == chip::FieldType::Mac || field.width > 32)
        return toHex(state.bits(field));
    return static_cast<qint64>(state.value(field));
}

QString fieldText(const efuse::State &state, const chip::EfuseField &field)
{
    if (field.width > 32)
        return {};
    const auto named = field.valueNames.find(static_cast<int>(state.value(field)));
    return named == field.valueNames.end() ? QString() : named->second;
}

QJsonArray fieldsJson(const Snapshot &snapshot)
{
    QJsonArray list;
    for (const chip::EfuseField &field : snapshot.chip->fields) {
        const chip::EfuseBlock *block = snapshot.chip->block(field.block);
        const bool shown = snapshot.eFuses.isReadable(field) && !(block && isHidden(snapshot, *block));
        list.append(QJsonObject{{QStringLiteral("name"), field.name},
                                {QStringLiteral("block"), field.block},
                                {QStringLiteral("category"), field.category},
                                {QStringLiteral("value"), shown ? fieldValue(snapshot.eFuses, field) : QJsonValue()},
                                {QStringLiteral("text"), shown ? fieldText(snapshot.eFuses, field) : QString()},
                                {QStringLiteral("readable"), snapshot.eFuses.isReadable(field)},
                                {QStringLiteral("writable"), snapshot.eFuses.isWritable(field)},
                                {QStringLiteral("meaning"), field.meaning}});
    }
    return list;
}

QJsonObject eFusesJson(const Snapshot &snapshot)
{
    QJsonArray errors;
    for (const std::uint32_t word : snapshot.eFuses.errorRegisters())
        errors.append(static_cast<qint64>(word));
    return {{QStringLiteral("blocks"), blocksJson(snapshot)},
            {QStringLiteral("errorRegisters"), errors},
            {QStringLiteral("revisionRegisterBit"), snapshot.eFuses.revisionRegisterBit()},
            {QStringLiteral("fields"), fieldsJson(snapshot)}};
}

QJsonArray notReadableJson(const Snapshot &snapshot)
{
    QJsonArray list;
    for (const NotReadable &gap : snapshot.notReadable)
        list.append(QJsonObject{{QStringLiteral("what"), gap.what}, {QStringLiteral("why"), gap.why}});
    for (const chip::EfuseBlock &block : snapshot.chip->blocks) {
        if (!snapshot.secureDownload && snapshot.eFuses.isReadable(block) && isHidden(snapshot, block))
            list.append(QJsonObject{{QStringLiteral("what"), block.name}, {QStringLiteral("why"), tr("It may hold a secret, which a snapshot never carries.")}});
    }
    return list;
}

Error badSnapshot(const QString &message, const QString &where)
{
    return {errors::BadSnapshot, message, tr("Take the snapshot again: fuseboard-cli device snapshot."), where};
}

// ---- reading back

Result<link::SecurityInfo> readSecurity(const QJsonObject &object, const QString &where)
{
    JsonReader reader(object, where);
    link::SecurityInfo info;
    info.flags = static_cast<std::uint32_t>(reader.integer("flags", 0, 0xFFFFFFFFLL));
    info.flashCryptCount = static_cast<std::uint8_t>(reader.integer("flashCryptCount", 0, 255));
    std::size_t at = 0;
    for (const QJsonValue &purpose : reader.array("keyPurposes")) {
        if (at < info.keyPurposes.size())
            info.keyPurposes[at++] = static_cast<std::uint8_t>(purpose.toInt());
    }
    if (reader.has("chipId"))
        info.chipId = static_cast<std::uint32_t>(reader.integer("chipId", 0, 0xFFFFFFFFLL));
    if (reader.has("apiVersion"))
        info.apiVersion = static_cast<std::uint32_t>(reader.integer("apiVersion", 0, 0xFFFFFFFFLL));
    FB_CHECK(reader.finish());
    return info;
}

Result<void> readRegions(const QJsonArray &list, const QString &where, Snapshot &snapshot)
{
    int index = 0;
    for (const QJsonValue &value : list) {
        JsonReader reader(value.toObject(), where + QStringLiteral("/%1").arg(index++));
        RegionMd5 region;
        region.name = reader.string("name");
        region.address = static_cast<std::uint32_t>(reader.integer("address", 0, 0xFFFFFFFFLL));
        region.length = static_cast<std::uint32_t>(reader.integer("length", 0, 0xFFFFFFFFLL));
        const QString md5 = reader.string("md5");
        FB_CHECK(reader.finish());
        if (!fromHex(md5, region.md5) || region.md5.size() != 16)
            return badSnapshot(tr("This is not an MD5."), reader.where("md5"));
        snapshot.regions.push_back(std::move(region));
    }
    return {};
}

Result<void> readFlash(const QJsonObject &object, const QString &where, Snapshot &snapshot)
{
    JsonReader reader(object, where);
    snapshot.flashJedecId = static_cast<std::uint32_t>(reader.integer("jedecId", 0, 0xFFFFFFFFLL));
    snapshot.flashSize = static_cast<std::uint32_t>(reader.integer("size", 0, 0x7FFFFFFFLL));
    const QJsonArray regions = reader.array("regions");
    const QString table = reader.stringOr("partitionTable", {});
    FB_CHECK(reader.finish());
    if (!fromHex(table, snapshot.partitionTable) || snapshot.partitionTable.size() > 0x1000)
        return badSnapshot(tr("The partition table is not hexadecimal, or too long."), reader.where("partitionTable"));
    return readRegions(regions, reader.where("regions"), snapshot);
}

Result<void> readBlock(const QJsonObject &object, const QString &where, Snapshot &snapshot, std::set<int> &seen)
{
    JsonReader reader(object, where);
    const auto id = static_cast<int>(reader.integer("id", 0, 255));
    for (const char *derived : {"name", "data", "writable", "purpose"})
        reader.ignore(derived);
    const bool readable = reader.boolOr("readable", true);
    FB_CHECK(reader.finish());
    const chip::EfuseBlock *block = snapshot.chip->block(id);
    if (!block || !seen.insert(id).second)
        return badSnapshot(tr("The %1 has no such block, or it stands twice.").arg(snapshot.chip->name), where);
    const QJsonValue data = object.value(QLatin1String("data"));
    if (data.isNull()) {
        if (readable)
            snapshot.hiddenBlocks.insert(id);
        return {};
    }
    Bytes bytes;
    if (!fromHex(data.toString(), bytes) || bytes.size() != static_cast<std::size_t>(block->words) * 4)
        return badSnapshot(tr("The contents of %1 do not have its size.").arg(block->name), where);
    snapshot.eFuses.setBlock(id, bytes);
    return {};
}

Result<void> readEFuses(const QJsonObject &object, const QString &where, Snapshot &snapshot)
{
    JsonReader reader(object, where);
    reader.ignore("fields"); // a view of the blocks, for readers of the document
    snapshot.eFuses.setRevisionRegisterBit(reader.boolOr("revisionRegisterBit", false));
    std::vector<std::uint32_t> errors;
    for (const QJsonValue &word : reader.array("errorRegisters"))
        errors.push_back(static_cast<std::uint32_t>(word.toInteger()));
    const QJsonArray blocks = reader.array("blocks");
    FB_CHECK(reader.finish());
    snapshot.eFuses.setErrorRegisters(std::move(errors));
    std::set<int> seen;
    for (qsizetype i = 0; i < blocks.size(); ++i)
        FB_CHECK(readBlock(blocks[i].toObject(), reader.where("blocks") + QStringLiteral("/%1").arg(i), snapshot, seen));
    if (seen.size() != snapshot.chip->blocks.size())
        return badSnapshot(tr("Blocks are missing."), reader.where("blocks"));
    return {};
}

/** Hidden blocks are left out: toJson() lists them again by itself. */
void readGaps(const QJsonArray &list, Snapshot &snapshot)
{
    for (const QJsonValue &value : list) {
        const NotReadable gap{value.toObject().value(QLatin1String("what")).toString(), value.toObject().value(QLatin1String("why")).toString()};
        const chip::EfuseBlock *block = snapshot.chip->block(gap.what);
        if (!block || !snapshot.hiddenBlocks.contains(block->id))
            snapshot.notReadable.push_back(gap);
    }
}

} // namespace

bool mayShowSecret(const efuse::State &state, const chip::EfuseBlock &block)
{
    if (!block.isKey || !state.isReadable(block) || isFilledWith(state.block(block.id), 0))
        return false;
    const chip::KeyPurpose *purpose = state.chip().purpose(QStringView(state.purposeOf(block)));
    if (!block.purposeField.isEmpty())
        return !(purpose && purpose->isDigest);
    // ESP32: the role is the block's; the digest block held a secret key in version 1 of secure boot only.
    const bool versionOne = state.chip().field(u"ABS_DONE_0") && state.value(u"ABS_DONE_0") != 0;
    const QStringList &digestBlocks = state.chip().digestBlocks;
    const bool isDigestBlock = std::any_of(digestBlocks.begin(), digestBlocks.end(), [&](const QString &name) { return state.chip().block(name) == &block; });
    const QStringList &keyBlocks = state.chip().flashKeyBlocks;
    const bool isFlashKeyBlock = std::any_of(keyBlocks.begin(), keyBlocks.end(), [&](const QString &name) { return state.chip().block(name) == &block; });
    return isFlashKeyBlock || (isDigestBlock && versionOne);
}

QString Snapshot::mac() const
{
    return secureDownload ? QString() : eFuses.macText();
}

const RegionMd5 *Snapshot::region(std::uint32_t address, std::uint32_t length) const
{
    const auto found = std::find_if(regions.begin(), regions.end(), [&](const RegionMd5 &r) { return r.address == address && r.length == length; });
    return found == regions.end() ? nullptr : &*found;
}

QJsonObject Snapshot::toJson() const
{
    QJsonObject json{{QStringLiteral("format"), QLatin1String(FormatName)},
                     {QStringLiteral("takenUtc"), takenUtc.toUTC().toString(Qt::ISODateWithMs)},
                     {QStringLiteral("chip"), chip->id},
                     {QStringLiteral("chipName"), chip->name},
                     {QStringLiteral("mac"), mac()},
                     {QStringLiteral("secureDownload"), secureDownload},
                     {QStringLiteral("flash"), flashJson(*this)},
                     {QStringLiteral("notReadable"), notReadableJson(*this)}};
    if (security)
        json.insert(QStringLiteral("security"), securityJson(*security));
    if (!secureDownload) {
        json.insert(QStringLiteral("revision"), eFuses.revision());
        json.insert(QStringLiteral("revisionText"), eFuses.revisionText());
        json.insert(QStringLiteral("eFuses"), eFusesJson(*this));
    }
    return json;
}

Result<Snapshot> Snapshot::fromJson(const QJsonObject &json, const QString &where, const chip::Catalogue &chips)
{
    JsonReader reader(json, where);
    if (reader.string("format") != QLatin1String(FormatName))
        reader.fail(badSnapshot(tr("This is not a snapshot of a unit."), reader.where("format")));
    const QString taken = reader.string("takenUtc");
    const QString chipId = reader.string("chip");
    for (const char *derived : {"chipName", "mac", "revision", "revisionText"})
        reader.ignore(derived);
    const bool secureDownload = reader.boolOr("secureDownload", false);
    const QJsonObject flash = reader.object("flash");
    const QJsonObject eFuses = secureDownload ? QJsonObject() : reader.object("eFuses");
    const QJsonObject security = reader.objectOr("security");
    const QJsonArray gaps = reader.arrayOr("notReadable");
    FB_CHECK(reader.finish());
    FB_TRY(const chip::Chip *known, chips.byId(chipId));
    Snapshot snapshot(*known);
    snapshot.takenUtc = QDateTime::fromString(taken, Qt::ISODateWithMs);
    snapshot.secureDownload = secureDownload;
    FB_CHECK(readFlash(flash, reader.where("flash"), snapshot));
    if (!secureDownload)
        FB_CHECK(readEFuses(eFuses, reader.where("eFuses"), snapshot));
    if (!security.isEmpty()) {
        FB_TRY(snapshot.security, readSecurity(security, reader.where("security")));
    }
    readGaps(gaps, snapshot);
    return snapshot;
}

} // namespace fb::provision
