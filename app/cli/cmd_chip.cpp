// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/options.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace fb::cli {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("fb::cli", words);
}

QJsonValue orNull(std::optional<int> number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

QString orDash(std::optional<int> number)
{
    return number ? QString::number(*number) : QStringLiteral("-");
}

QString hexText(std::uint32_t value)
{
    return QStringLiteral("0x%1").arg(value, 0, 16);
}

QString controllerName(const chip::Chip &chip)
{
    return chip.controller == chip::EfuseController::Esp32 ? QStringLiteral("esp32") : QStringLiteral("common");
}

const char *typeName(chip::FieldType type)
{
    switch (type) {
    case chip::FieldType::Bool: return "bool";
    case chip::FieldType::Uint: return "uint";
    case chip::FieldType::Bytes: return "bytes";
    case chip::FieldType::BitCount: return "bitcount";
    case chip::FieldType::Mac: return "mac";
    case chip::FieldType::Pin: return "pin";
    }
    return "";
}

QJsonObject blockJson(const chip::EfuseBlock &block)
{
    return {{QStringLiteral("id"), block.id},
            {QStringLiteral("name"), block.name},
            {QStringLiteral("aliases"), QJsonArray::fromStringList(block.aliases)},
            {QStringLiteral("bits"), block.words * 32},
            {QStringLiteral("key"), block.isKey},
            {QStringLiteral("purpose_field"), block.purposeField.isEmpty() ? QJsonValue() : QJsonValue(block.purposeField)},
            {QStringLiteral("write_protect_bit"), orNull(block.writeProtectBit)},
            {QStringLiteral("read_protect_bit"), orNull(block.readProtectBit)}};
}

QJsonObject fieldJson(const chip::EfuseField &field)
{
    QJsonObject values;
    for (const auto &[number, words] : field.valueNames)
        values.insert(QString::number(number), words);
    return {{QStringLiteral("name"), field.name},
            {QStringLiteral("aliases"), QJsonArray::fromStringList(field.aliases)},
            {QStringLiteral("block"), field.block},
            {QStringLiteral("bit_offset"), field.bit},
            {QStringLiteral("width"), field.width},
            {QStringLiteral("type"), QLatin1String(typeName(field.type))},
            {QStringLiteral("write_protect_bit"), orNull(field.writeProtectBit)},
            {QStringLiteral("read_protect_bit"), orNull(field.readProtectBit)},
            {QStringLiteral("category"), field.category},
            {QStringLiteral("meaning"), field.meaning},
            {QStringLiteral("values"), values}};
}

QJsonObject purposeJson(const chip::Chip &chip, const chip::KeyPurpose &purpose)
{
    QJsonArray blocks;
    for (const chip::EfuseBlock &block : chip.blocks) {
        if (purpose.burnable && purpose.fits(block))
            blocks.append(block.name);
    }
    return {{QStringLiteral("name"), purpose.name},
            {QStringLiteral("id"), purpose.id < 0 ? QJsonValue() : QJsonValue(purpose.id)},
            {QStringLiteral("byte_reversed"), purpose.byteReversed},
            {QStringLiteral("read_protected"), purpose.readProtected},
            {QStringLiteral("digest"), purpose.isDigest},
            {QStringLiteral("blocks"), blocks},
            {QStringLiteral("min_revision"), orNull(purpose.minRevision)},
            {QStringLiteral("meaning"), purpose.meaning}};
}

QJsonObject featuresJson(const chip::Chip &chip)
{
    return {{QStringLiteral("security_info"), chip.hasSecurityInfo},
            {QStringLiteral("secure_download"), chip.hasSecureDownload},
            {QStringLiteral("encrypted_flash_write"), chip.hasEncryptedFlashWrite},
            {QStringLiteral("flash_encryption"), chip.flashCipher == chip::FlashCipher::Xts ? QStringLiteral("xts") : QStringLiteral("esp32")},
            {QStringLiteral("flash_key_blocks"), QJsonArray::fromStringList(chip.flashKeyBlocks)},
            {QStringLiteral("secure_boot_v2_min_revision"), orNull(chip.secureBootV2MinRevision)},
            {QStringLiteral("signature_blocks"), chip.signatureBlocks},
            {QStringLiteral("digest_blocks"), QJsonArray::fromStringList(chip.digestBlocks)},
            {QStringLiteral("digest_slots"), chip.release.digestSlots}};
}

template<typename List, typename Convert>
QJsonArray arrayOf(const List &list, Convert convert)
{
    QJsonArray array;
    for (const auto &item : list)
        array.append(convert(item));
    return array;
}

QJsonObject shortJson(const chip::Chip &chip)
{
    return {{QStringLiteral("id"), chip.id},
            {QStringLiteral("name"), chip.name},
            {QStringLiteral("image_chip_id"), chip.imageChipId},
            {QStringLiteral("bootloader_offset"), static_cast<qint64>(chip.bootloaderOffset)},
            {QStringLiteral("partition_table_offset"), static_cast<qint64>(chip.partitionTableOffset)}};
}

QJsonObject chipJson(const chip::Chip &chip)
{
    QJsonObject json = shortJson(chip);
    json.insert(QStringLiteral("magic"), arrayOf(chip.magicValues, [](std::uint32_t v) { return QJsonValue(hexText(v)); }));
    json.insert(QStringLiteral("features"), featuresJson(chip));
    json.insert(QStringLiteral("efuse_controller"), controllerName(chip));
    json.insert(QStringLiteral("efuse_base"), hexText(chip.efuseBase));
    json.insert(QStringLiteral("blocks"), arrayOf(chip.blocks, blockJson));
    json.insert(QStringLiteral("fields"), arrayOf(chip.fields, fieldJson));
    json.insert(QStringLiteral("key_purposes"), arrayOf(chip.purposes, [&chip](const auto &p) { return purposeJson(chip, p); }));
    return json;
}

QStringList blockLines(const chip::Chip &chip)
{
    QStringList lines{QString(), tr("blocks"), QStringLiteral("  id name              bits  wr rd  purpose field")};
    for (const chip::EfuseBlock &block : chip.blocks)
        lines << QStringLiteral("  %1 %2 %3  %4 %5  %6").arg(block.id, 2).arg(block.name, -16).arg(block.words * 32, 5)
                     .arg(orDash(block.writeProtectBit), 2).arg(orDash(block.readProtectBit), 2).arg(block.purposeField);
    return lines;
}

QStringList fieldLines(const chip::Chip &chip)
{
    QStringList lines{QString(), tr("fields"), QStringLiteral("  name                               block  bit width  wr rd  meaning")};
    for (const chip::EfuseField &field : chip.fields)
        lines << QStringLiteral("  %1 %2 %3 %4  %5 %6  %7").arg(field.name, -34).arg(field.block, 5).arg(field.bit, 4).arg(field.width, 5)
                     .arg(orDash(field.writeProtectBit), 2).arg(orDash(field.readProtectBit), 2).arg(field.meaning);
    return lines;
}

QStringList purposeLines(const chip::Chip &chip)
{
    QStringList lines{QString(), tr("key purposes")};
    for (const chip::KeyPurpose &purpose : chip.purposes)
        lines << QStringLiteral("  %1 %2  %3").arg(purpose.id < 0 ? QStringLiteral("-") : QString::number(purpose.id), 2).arg(purpose.name, -28).arg(purpose.meaning);
    return lines;
}

QString chipText(const chip::Chip &chip)
{
    QStringList lines{QStringLiteral("%1 (%2)").arg(chip.name, chip.id),
                      tr("bootloader at %1, partition table at %2").arg(hexText(chip.bootloaderOffset), hexText(chip.partitionTableOffset)),
                      tr("flash encryption: %1").arg(chip.flashCipher == chip::FlashCipher::Xts ? QStringLiteral("XTS-AES") : tr("ESP32 scheme")),
                      chip.hasSecureDownload ? tr("secure download mode: yes") : tr("secure download mode: no")};
    lines << blockLines(chip) << fieldLines(chip) << purposeLines(chip);
    return lines.join(u'\n');
}

Result<int> listChips(Context &context)
{
    FB_TRY(const chip::Catalogue *chips, context.chips());
    QStringList lines;
    for (const auto &chip : chips->all())
        lines << QStringLiteral("%1 %2").arg(chip->id, -10).arg(chip->name);
    context.answer({{QStringLiteral("chips"), arrayOf(chips->all(), [](const auto &chip) { return shortJson(*chip); })}}, lines.join(u'\n'));
    return 0;
}

Result<int> showChip(Context &context, const std::string &id)
{
    FB_TRY(const chip::Catalogue *chips, context.chips());
    FB_TRY(const chip::Chip *chip, chips->byId(text(id)));
    context.answer(chipJson(*chip), chipText(*chip));
    return 0;
}

} // namespace

void addChipCommands(CLI::App &root, Context &context)
{
    CLI::App &group = verbGroup(root, "chip", "What is known of each chip family");
    addVerb(group, "list", "Families known", "fuseboard-cli chip list", [&context] { return listChips(context); });
    const auto id = std::make_shared<std::string>();
    addVerb(group, "show", "Blocks, fields, key purposes and features of one family", "fuseboard-cli chip show esp32c3 --json",
            [&context, id] { return showChip(context, *id); })
        ->add_option("CHIP", *id, "esp32, esp32c3, …")->required();
}

} // namespace fb::cli
