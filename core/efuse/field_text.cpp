// SPDX-License-Identifier: GPL-3.0-or-later
#include "efuse/field_text.h"

#include "base/json_reader.h"

#include <QCoreApplication>

#include <algorithm>

namespace fb::efuse {

using chip::Chip;
using chip::EfuseField;
using chip::FieldType;

namespace {

constexpr std::uint64_t FirstShiftedPin = 30; ///< stored numbers from here on mean pins two higher
constexpr std::uint64_t PinShift = 2;
constexpr std::uint64_t LastPin = 33;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::efuse", text);
}

Error badValue(const EfuseField &field, const QString &value, const QString &advice)
{
    return {errors::BadValue, tr("\"%1\" is no value for %2.").arg(value.left(80), field.name), advice, field.name};
}

double scaled(const chip::FieldScale &scale, std::uint64_t stored, int width)
{
    const std::uint64_t signBit = std::uint64_t{1} << (width - 1);
    auto number = static_cast<double>(stored & (signBit - 1));
    if (stored & signBit)
        number = scale.twosComplement ? number - static_cast<double>(signBit) : -number;
    return scale.offset + scale.step * number;
}

Bytes dataOf(const State &state, const EfuseField &field)
{
    Bytes bytes = state.bits(field);
    const chip::EfuseBlock &block = *state.chip().block(field.block);
    if (field.width == block.words * 32)
        bytes.resize(state.dataSize(block));
    return bytes;
}

/** Addresses of ESP32 carry a check byte in a field of their own. */
QString macText(const State &state, const EfuseField &field)
{
    Bytes mac = state.bits(field);
    if (field.name == state.chip().macField)
        std::reverse(mac.begin(), mac.end());
    const QString text = QString::fromLatin1(toQByteArray(mac).toHex(':'));
    const EfuseField *crcField = state.chip().field(QString(field.name + QStringLiteral("_CRC")));
    if (!crcField)
        return text + (state.hasCodingError(*state.chip().block(field.block)) ? QStringLiteral(" (ERROR)") : QStringLiteral(" (OK)"));
    const auto stored = static_cast<std::uint8_t>(state.value(*crcField));
    const auto hex = [](std::uint8_t value) { return QStringLiteral("0x%1").arg(value, 2, 16, QLatin1Char('0')); };
    if (stored == macCrc(mac))
        return text + QStringLiteral(" (CRC %1 OK)").arg(hex(stored));
    return text + QStringLiteral(" (CRC %1 invalid - calculated %2)").arg(hex(stored), hex(macCrc(mac)));
}

QString hiddenText(const State &state, const EfuseField &field)
{
    if (field.type != FieldType::Bytes && field.type != FieldType::Mac)
        return QStringLiteral("?");
    QStringList bytes;
    for (std::size_t i = 0; i < dataOf(state, field).size(); ++i)
        bytes << QStringLiteral("??");
    return bytes.join(field.type == FieldType::Mac ? QLatin1Char(':') : QLatin1Char(' '));
}

QJsonValue numberValue(const Chip &chip, const EfuseField &field, std::uint64_t stored)
{
    if (field.isKeyPurpose) {
        const chip::KeyPurpose *purpose = chip.purpose(static_cast<int>(stored));
        return purpose ? purpose->name : QString::number(stored);
    }
    if (const auto named = field.valueNames.find(static_cast<int>(stored)); named != field.valueNames.end())
        return named->second;
    if (field.scale)
        return scaled(*field.scale, stored, field.width);
    if (field.type == FieldType::Bool)
        return stored != 0;
    if (field.type == FieldType::Pin && stored >= FirstShiftedPin)
        return static_cast<qint64>(stored + PinShift);
    return static_cast<qint64>(stored);
}

QString plainText(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? QStringLiteral("1") : QStringLiteral("0");
    return value.toVariant().toString();
}

Result<std::uint64_t> parsePin(const EfuseField &field, qint64 pin, const QString &text)
{
    const auto number = static_cast<std::uint64_t>(pin);
    if (number < FirstShiftedPin)
        return number;
    if (number < FirstShiftedPin + PinShift || number > LastPin)
        return badValue(field, text, tr("Pins 0 to 29, 32 and 33 can be chosen."));
    return number - PinShift;
}

Result<std::uint64_t> parseNumeric(const Chip &chip, const EfuseField &field, const QString &text)
{
    if (field.isKeyPurpose) {
        if (const chip::KeyPurpose *purpose = chip.purpose(text))
            return static_cast<std::uint64_t>(purpose->id);
    }
    const auto number = parseNumber(text);
    if (!number || *number < 0 || text.endsWith(u'K', Qt::CaseInsensitive) || text.endsWith(u'M', Qt::CaseInsensitive))
        return badValue(field, text, tr("Give a number, decimal or in 0x form."));
    if (field.type == FieldType::Pin)
        return parsePin(field, *number, text);
    return static_cast<std::uint64_t>(*number);
}

Result<Bytes> parseMac(const EfuseField &field, const QString &text)
{
    Bytes mac;
    if (text.count(u':') != 5 || !fromHex(text, mac) || mac.size() != 6)
        return badValue(field, text, tr("Give six bytes as aa:bb:cc:dd:ee:ff."));
    return mac;
}

} // namespace

std::uint8_t macCrc(ByteView mac)
{
    unsigned crc = 0;
    for (const std::uint8_t byte : mac) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = crc & 1 ? crc >> 1 ^ 0x8C : crc >> 1;
    }
    return static_cast<std::uint8_t>(crc);
}

QJsonValue fieldValue(const State &state, const EfuseField &field)
{
    if (!state.isReadable(field))
        return hiddenText(state, field);
    if (field.type == FieldType::Mac)
        return macText(state, field);
    if (field.type == FieldType::Bytes)
        return QString::fromLatin1(toQByteArray(dataOf(state, field)).toHex(' '));
    return numberValue(state.chip(), field, state.value(field));
}

QString fieldText(const State &state, QStringView name)
{
    if (const EfuseField *field = state.chip().field(name))
        return plainText(fieldValue(state, *field));
    const auto number = state.number(name);
    return number ? QString::number(*number) : QString();
}

QString valueText(const Chip &chip, const EfuseField &field, std::uint64_t value)
{
    return plainText(numberValue(chip, field, value));
}

Result<void> addFieldText(BurnRequest &request, const Chip &chip, const QString &name, const QString &value)
{
    const EfuseField *field = chip.field(name);
    if (!field)
        return Error(errors::UnknownName, tr("\"%1\" is not known on this chip.").arg(name.left(60)), tr("\"chip show\" lists the fields."), name.left(60));
    if (field->type == FieldType::Mac) {
        FB_TRY(Bytes mac, parseMac(*field, value));
        request.byteFields.emplace_back(field->name, std::move(mac));
        return {};
    }
    if (field->type == FieldType::Bytes) {
        Bytes bytes;
        if (!fromHex(value.startsWith(QStringLiteral("0x"), Qt::CaseInsensitive) ? value.mid(2) : value, bytes))
            return badValue(*field, value, tr("Give bytes in hexadecimal, byte 0 first."));
        request.byteFields.emplace_back(field->name, std::move(bytes));
        return {};
    }
    FB_TRY(const std::uint64_t number, parseNumeric(chip, *field, value));
    request.fields.push_back({field->name, number});
    return {};
}

Result<void> addCustomMac(BurnRequest &request, const Chip &chip, const QString &mac)
{
    const QString name = QStringLiteral("CUSTOM_MAC");
    FB_CHECK(addFieldText(request, chip, name, mac));
    if (chip.field(u"MAC_VERSION"))
        request.fields.push_back({QStringLiteral("MAC_VERSION"), 1});
    const std::uint8_t crc = macCrc(request.byteFields.back().second);
    if (chip.field(u"CUSTOM_MAC_CRC") && crc != 0)
        request.fields.push_back({QStringLiteral("CUSTOM_MAC_CRC"), crc});
    return {};
}

} // namespace fb::efuse
