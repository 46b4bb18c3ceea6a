// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json_reader.h"
#include "chip/chip.h"
#include "chip/chip_checks.h"

#include <QCoreApplication>

#include <limits>

namespace fb::chip {

namespace {

constexpr qint64 AnyWord = std::numeric_limits<std::uint32_t>::max();

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::chip", text);
}

std::uint32_t word(JsonReader &in, const char *name, qint64 high = AnyWord)
{
    return static_cast<std::uint32_t>(in.integer(name, 0, high));
}

int number(JsonReader &in, const char *name, int low, int high)
{
    return static_cast<int>(in.integer(name, low, high));
}

std::optional<int> optionalNumber(JsonReader &in, const char *name, int low, int high)
{
    return in.has(name) ? std::optional<int>(number(in, name, low, high)) : std::nullopt;
}

/** Reads one nested object with `read` and hands its first fault up. */
template<typename Read>
void readObject(JsonReader &parent, const QJsonObject &object, const QString &where, Read read)
{
    JsonReader in(object, where);
    read(in);
    if (const auto done = in.finish(); !done.ok())
        parent.fail(done.error());
}

template<typename Read>
void readMember(JsonReader &parent, const char *name, Read read)
{
    readObject(parent, parent.object(name), parent.where(name), read);
}

template<typename Read>
void readList(JsonReader &parent, const char *name, const QJsonArray &list, Read read)
{
    int index = 0;
    for (const QJsonValue &value : list) {
        const QString where = parent.where(name) + QStringLiteral("/%1").arg(index++);
        if (!value.isObject())
            parent.fail({fb::errors::JsonWrongType, tr("The list holds something that is not an object."), {}, where});
        readObject(parent, value.toObject(), where, read);
    }
}

std::vector<std::uint32_t> words(JsonReader &in, const char *name)
{
    std::vector<std::uint32_t> list;
    for (const QString &text : in.strings(name)) {
        const auto value = parseNumber(text);
        if (!value || *value < 0 || *value > AnyWord)
            in.fail({fb::errors::JsonWrongType, tr("This is not a 32-bit number."), {}, in.where(name)});
        list.push_back(static_cast<std::uint32_t>(value.value_or(0)));
    }
    return list;
}

template<typename T>
T oneOf(JsonReader &in, const char *name, std::initializer_list<std::pair<const char *, T>> choices)
{
    const QString text = in.string(name);
    for (const auto &[spelling, value] : choices) {
        if (text == QLatin1String(spelling))
            return value;
    }
    in.fail({fb::errors::JsonWrongType, tr("\"%1\" is not a word allowed here.").arg(text.left(40)), {}, in.where(name)});
    return choices.begin()->second;
}

void readSpi(JsonReader &in, SpiRegisters &spi)
{
    spi.base = word(in, "base");
    const auto at = [&in, &spi](const char *name) { return spi.base + word(in, name, 0xFFF); };
    spi.user = at("user");
    spi.user1 = at("user1");
    spi.user2 = at("user2");
    spi.mosiLength = at("mosiLength");
    spi.misoLength = at("misoLength");
    spi.w0 = at("w0");
}

void readRegisters(JsonReader &in, Chip &chip)
{
    chip.uartClockDivider = word(in, "uartClockDivider");
    chip.uartClockShift = number(in, "uartClockShift", 0, 31);
    readMember(in, "spi", [&chip](JsonReader &spi) { readSpi(spi, chip.spi); });
    if (!in.has("revision"))
        return;
    readMember(in, "revision", [&chip](JsonReader &revision) {
        chip.revisionRegister = word(revision, "address");
        chip.revisionRegisterBit = number(revision, "bit", 0, 31);
    });
}

void readErrorBits(JsonReader &in, BlockErrorBits &errors)
{
    errors.registerOffset = word(in, "countRegister", 0xFFF);
    errors.countShift = static_cast<int>(in.integerOr("countShift", 0, 29, -1));
    errors.failRegisterOffset = static_cast<std::uint32_t>(in.integerOr("failRegister", 0, 0xFFF, 0));
    errors.failBit = static_cast<int>(in.integerOr("failBit", 0, 31, -1));
}

EfuseBlock readBlock(JsonReader &in)
{
    EfuseBlock block;
    block.id = number(in, "id", 0, 31);
    block.name = in.string("name");
    block.aliases = in.strings("aliases");
    block.readOffset = word(in, "readOffset", 0xFFF);
    block.writeOffset = static_cast<std::uint32_t>(in.integerOr("writeOffset", 0, 0xFFF, 0));
    block.words = number(in, "words", 1, 8);
    block.writeProtectBit = optionalNumber(in, "writeProtectBit", 0, 31);
    block.readProtectBit = optionalNumber(in, "readProtectBit", 0, 31);
    block.purposeField = in.stringOr("purposeField", {});
    block.isKey = in.boolOr("key", false);
    if (in.has("errors"))
        readMember(in, "errors", [&block](JsonReader &errors) { readErrorBits(errors, block.errors); });
    return block;
}

double real(JsonReader &in, const QJsonObject &object, const char *name)
{
    in.ignore(name);
    const QJsonValue value = object.value(QLatin1String(name));
    if (!value.isDouble())
        in.fail({fb::errors::JsonWrongType, tr("This is not a number."), {}, in.where(name)});
    return value.toDouble();
}

void readScale(JsonReader &parent, EfuseField &field)
{
    const QJsonObject object = parent.object("scale");
    readObject(parent, object, parent.where("scale"), [&](JsonReader &in) {
        field.scale = FieldScale{real(in, object, "offset"), real(in, object, "step"), in.boolOr("twosComplement", false)};
    });
}

template<typename Value>
std::map<int, Value> readNumberMap(JsonReader &in, const char *name, Value (*convert)(const QJsonValue &))
{
    std::map<int, Value> map;
    const QJsonObject object = in.objectOr(name);
    for (auto it = object.begin(); it != object.end(); ++it) {
        bool ok = false;
        const int key = it.key().toInt(&ok);
        if (!ok || key < 0)
            in.fail({fb::errors::JsonWrongType, tr("\"%1\" is not a number.").arg(it.key().left(40)), {}, in.where(name)});
        map.emplace(key, convert(it.value()));
    }
    return map;
}

EfuseField readField(JsonReader &in)
{
    EfuseField field;
    field.name = in.string("name");
    field.aliases = in.strings("aliases");
    field.block = number(in, "block", 0, 31);
    field.bit = number(in, "bit", 0, 255);
    field.width = number(in, "width", 1, 256);
    field.type = oneOf<FieldType>(in, "type", {{"bool", FieldType::Bool}, {"uint", FieldType::Uint}, {"bytes", FieldType::Bytes},
                                               {"bitcount", FieldType::BitCount}, {"mac", FieldType::Mac}, {"pin", FieldType::Pin}});
    field.writeProtectBit = optionalNumber(in, "writeProtectBit", 0, 31);
    field.readProtectBit = optionalNumber(in, "readProtectBit", 0, 31);
    field.category = in.string("category");
    field.meaning = in.string("meaning");
    field.isKeyPurpose = in.boolOr("keyPurpose", false);
    field.factory = in.boolOr("factory", false);
    field.valueNames = readNumberMap<QString>(in, "values", [](const QJsonValue &value) { return value.toString(); });
    if (in.has("scale"))
        readScale(in, field);
    return field;
}

ComputedField readComputed(JsonReader &in)
{
    ComputedField field;
    field.name = in.string("name");
    field.width = number(in, "width", 1, 32);
    field.category = in.string("category");
    field.meaning = in.string("meaning");
    field.parts = in.strings("parts");
    field.translation = readNumberMap<int>(in, "translate", [](const QJsonValue &value) { return value.toInt(); });
    field.otherwise = static_cast<int>(in.integerOr("otherwise", 0, 0xFFFF, 0));
    return field;
}

KeyPurpose readPurpose(JsonReader &in)
{
    KeyPurpose purpose;
    purpose.name = in.string("name");
    purpose.id = static_cast<int>(in.integerOr("id", 0, 255, -1));
    purpose.byteReversed = in.boolOr("byteReversed", false);
    purpose.readProtected = in.boolOr("readProtected", false);
    purpose.isDigest = in.boolOr("digest", false);
    purpose.burnable = in.boolOr("burnable", true);
    purpose.blocks = in.strings("blocks");
    purpose.notInBlocks = in.strings("notInBlocks");
    purpose.minRevision = optionalNumber(in, "minRevision", 0, 9999);
    purpose.revokedBy = in.stringOr("revokedBy", {});
    purpose.meaning = in.string("meaning");
    return purpose;
}

EfuseTiming readTiming(JsonReader &in, const Chip &chip)
{
    EfuseTiming timing;
    timing.crystalMhz = number(in, "crystalMhz", 1, 100);
    readList(in, "writes", in.array("writes"), [&](JsonReader &entry) {
        const QString name = entry.string("register");
        if (!chip.efuseRegisters.contains(name))
            entry.fail({errors::BadDescription, tr("A register is named that does not exist."), {}, entry.where("register")});
        timing.writes.push_back({chip.efuseRegisters.value(name), word(entry, "value"), word(entry, "mask")});
    });
    return timing;
}

void readRegisterNames(JsonReader &in, Chip &chip)
{
    const QJsonObject object = in.object("registers");
    readObject(in, object, in.where("registers"), [&](JsonReader &registers) {
        for (auto it = object.begin(); it != object.end(); ++it)
            chip.efuseRegisters.insert(it.key(), word(registers, it.key().toLatin1().constData(), 0xFFF));
    });
}

void readEfuse(JsonReader &in, Chip &chip)
{
    chip.controller = oneOf<EfuseController>(in, "controller", {{"esp32", EfuseController::Esp32}, {"common", EfuseController::Common}});
    chip.efuseBase = word(in, "base");
    chip.efuseFileSize = word(in, "fileSize", 4096);
    chip.emulatorFileSize = word(in, "emulatorFileSize", 4096);
    readRegisterNames(in, chip);
    chip.errorRegisters = words(in, "errorRegisters");
    chip.repeatErrorWords = static_cast<int>(in.integerOr("repeatErrorWords", 0, 8, 0));
    chip.decodeErrorMask = static_cast<std::uint32_t>(in.integerOr("decodeErrorMask", 0, AnyWord, 0));
    readList(in, "timing", in.array("timing"), [&chip](JsonReader &entry) { chip.timings.push_back(readTiming(entry, chip)); });
    chip.burnLast = in.strings("burnLast");
    chip.registerLocks = in.strings("registerLocks");
    readList(in, "blocks", in.array("blocks"), [&chip](JsonReader &entry) { chip.blocks.push_back(readBlock(entry)); });
    readList(in, "fields", in.array("fields"), [&chip](JsonReader &entry) { chip.fields.push_back(readField(entry)); });
    readList(in, "computed", in.arrayOr("computed"), [&chip](JsonReader &entry) { chip.computed.push_back(readComputed(entry)); });
    readList(in, "purposes", in.array("purposes"), [&chip](JsonReader &entry) { chip.purposes.push_back(readPurpose(entry)); });
}

void readFlashAndBoot(JsonReader &in, Chip &chip)
{
    readMember(in, "flash", [&chip](JsonReader &flash) {
        chip.bootloaderOffset = word(flash, "bootloaderOffset");
        chip.partitionTableOffset = word(flash, "partitionTableOffset");
        chip.flashCipher = oneOf<FlashCipher>(flash, "cipher", {{"esp32", FlashCipher::Esp32}, {"xts", FlashCipher::Xts}});
        chip.flashKeyPurpose = flash.stringOr("keyPurpose", {});
        chip.flashKeyBlocks = flash.strings("keyBlocks");
    });
    readMember(in, "secureBoot", [&chip](JsonReader &boot) {
        chip.signatureBlocks = number(boot, "signatureBlocks", 1, 3);
        chip.secureBootV2MinRevision = optionalNumber(boot, "minRevision", 0, 9999);
        chip.digestBlocks = boot.strings("digestBlocks");
    });
}

ReleaseSetting readSetting(JsonReader &in)
{
    return {in.string("field"), word(in, "value"), in.string("reason"), in.boolOr("secureBoot", false),
            in.boolOr("flashEncryption", false)};
}

void readRelease(JsonReader &in, ReleaseRules &rules)
{
    rules.flashCryptCount = in.string("flashCryptCount");
    rules.flashCryptCountValue = word(in, "flashCryptCountValue");
    rules.secureBootEnable = in.string("secureBootEnable");
    rules.downloadLock = in.string("downloadLock");
    rules.downloadLocks = in.strings("downloadLocks");
    rules.digestSlots = number(in, "digestSlots", 1, 3);
    rules.writeProtect = in.strings("writeProtect");
    readList(in, "settings", in.array("settings"), [&rules](JsonReader &entry) { rules.settings.push_back(readSetting(entry)); });
    if (!in.has("softJtag"))
        return;
    readMember(in, "softJtag", [&rules](JsonReader &soft) {
        rules.softJtag = SoftJtagRule{soft.string("field"), word(soft, "value"), soft.strings("purposes"), soft.strings("replaces")};
    });
}

void readIdentity(JsonReader &in, Chip &chip)
{
    chip.macField = in.string("mac");
    chip.revisionMajor = in.string("revisionMajor");
    chip.revisionMinor = in.string("revisionMinor");
    chip.newestRevision = number(in, "newestRevision", 0, 9999);
}

void readChip(JsonReader &in, Chip &chip)
{
    in.ignore("$schema");
    chip.id = in.string("id");
    chip.name = in.string("name");
    chip.imageChipId = static_cast<std::uint16_t>(number(in, "imageChipId", 0, 0xFFFF));
    chip.magicValues = words(in, "magic");
    readMember(in, "rom", [&chip](JsonReader &rom) {
        chip.hasSecurityInfo = rom.boolOr("securityInfo", false);
        chip.hasSecureDownload = rom.boolOr("secureDownload", false);
        chip.hasEncryptedFlashWrite = rom.boolOr("encryptedFlashWrite", false);
    });
    readMember(in, "registers", [&chip](JsonReader &registers) { readRegisters(registers, chip); });
    chip.crystalMhz = number(in, "crystalMhz", 1, 100);
    readMember(in, "identity", [&chip](JsonReader &identity) { readIdentity(identity, chip); });
    readMember(in, "efuse", [&chip](JsonReader &efuse) { readEfuse(efuse, chip); });
    readFlashAndBoot(in, chip);
    readMember(in, "release", [&chip](JsonReader &release) { readRelease(release, chip.release); });
}

} // namespace

Result<Chip> parseChip(ByteView json, const QString &where)
{
    FB_TRY(const QJsonObject object, parseJsonObject(json, where));
    Chip chip;
    JsonReader in(object, where);
    readChip(in, chip);
    FB_CHECK(in.finish());
    FB_CHECK(checkChip(chip, where));
    return chip;
}

} // namespace fb::chip
