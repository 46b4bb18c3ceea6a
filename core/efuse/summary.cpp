// SPDX-License-Identifier: GPL-3.0-or-later
#include "efuse/summary.h"

#include "efuse/field_text.h"
#include "efuse/token.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace fb::efuse {

using chip::ComputedField;
using chip::EfuseBlock;
using chip::EfuseField;
using chip::FieldType;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::efuse", text);
}

int shownWidth(const State &state, const EfuseField &field)
{
    const EfuseBlock &block = *state.chip().block(field.block);
    return field.width == block.words * 32 && block.id != 0 ? static_cast<int>(state.dataSize(block)) * 8 : field.width;
}

bool isByteField(const EfuseField &field)
{
    return field.type == FieldType::Bytes || field.type == FieldType::Mac;
}

QString hexNumber(std::uint64_t value, int width)
{
    return QStringLiteral("0x%1").arg(value, (width + 3) / 4, 16, QLatin1Char('0'));
}

/** Bytes with byte 0 first, numbers with as many digits as they have; the factory address reads backwards. */
QString rawText(const State &state, const EfuseField &field)
{
    if (!isByteField(field))
        return hexNumber(state.value(field), field.width);
    Bytes bytes = state.bits(field);
    bytes.resize(static_cast<std::size_t>(shownWidth(state, field)) / 8);
    return QStringLiteral("0x") + toHex(bytes);
}

QString typeText(const State &state, const EfuseField &field)
{
    if (field.type == FieldType::Bool)
        return QStringLiteral("bool");
    const int width = shownWidth(state, field);
    return isByteField(field) ? QStringLiteral("bytes:%1").arg(width / 8) : QStringLiteral("uint:%1").arg(width);
}

QJsonValue orNull(std::optional<int> bit)
{
    return bit ? QJsonValue(*bit) : QJsonValue();
}

QStringList sharedWith(const State &state, const EfuseField &field)
{
    QStringList names = field.writeProtectBit && field.block == 0 ? state.chip().fieldsSharingWriteProtect(*field.writeProtectBit) : QStringList();
    names.removeAll(field.name);
    return names;
}

QJsonObject protectedBy(std::optional<int> writeBit, bool writable, std::optional<int> readBit, bool readable)
{
    return {{QStringLiteral("write_protect_bit"), orNull(writeBit)},
            {QStringLiteral("write_protected"), !writable},
            {QStringLiteral("read_protect_bit"), orNull(readBit)},
            {QStringLiteral("read_protected"), !readable}};
}

QJsonObject fieldJson(const State &state, const EfuseField &field)
{
    const bool readable = state.isReadable(field);
    const bool writable = state.isWritable(field);
    return {{QStringLiteral("name"), field.name},
            {QStringLiteral("value"), fieldValue(state, field)},
            {QStringLiteral("raw_value"), rawText(state, field)},
            {QStringLiteral("readable"), readable},
            {QStringLiteral("writeable"), writable},
            {QStringLiteral("description"), tr(field.meaning.toUtf8().constData())},
            {QStringLiteral("category"), field.category},
            {QStringLiteral("block"), field.block},
            {QStringLiteral("word"), field.bit / 32},
            {QStringLiteral("pos"), field.bit % 32},
            {QStringLiteral("efuse_type"), typeText(state, field)},
            {QStringLiteral("bit_len"), shownWidth(state, field)},
            {QStringLiteral("protected_by"), protectedBy(field.writeProtectBit, writable, field.readProtectBit, readable)},
            {QStringLiteral("shared_with"), QJsonArray::fromStringList(sharedWith(state, field))}};
}

QJsonObject computedJson(const State &state, const ComputedField &field)
{
    const std::uint64_t value = state.value(field);
    return {{QStringLiteral("name"), field.name},
            {QStringLiteral("value"), static_cast<qint64>(value)},
            {QStringLiteral("raw_value"), hexNumber(value, field.width)},
            {QStringLiteral("readable"), true},
            {QStringLiteral("writeable"), true},
            {QStringLiteral("description"), tr(field.meaning.toUtf8().constData())},
            {QStringLiteral("category"), field.category},
            {QStringLiteral("block"), 0},
            {QStringLiteral("word"), QJsonValue()},
            {QStringLiteral("pos"), QJsonValue()},
            {QStringLiteral("efuse_type"), QStringLiteral("uint:%1").arg(field.width)},
            {QStringLiteral("bit_len"), field.width}};
}

QString codingName(Coding coding)
{
    switch (coding) {
    case Coding::None: return QStringLiteral("none");
    case Coding::ThreeQuarters: return QStringLiteral("3/4");
    case Coding::Repeat: return QStringLiteral("repeat");
    case Coding::ReedSolomon: return QStringLiteral("reed-solomon");
    }
    return {};
}

QJsonObject blockJson(const State &state, const EfuseBlock &block)
{
    const bool readable = state.isReadable(block);
    QJsonObject json{{QStringLiteral("id"), block.id},
                     {QStringLiteral("name"), block.name},
                     {QStringLiteral("aliases"), QJsonArray::fromStringList(block.aliases)},
                     {QStringLiteral("coding"), codingName(state.coding(block))},
                     {QStringLiteral("bytes"), static_cast<int>(state.dataSize(block))},
                     {QStringLiteral("readable"), readable},
                     {QStringLiteral("writeable"), state.isWritable(block)},
                     {QStringLiteral("empty"), readable ? QJsonValue(state.isEmpty(block)) : QJsonValue()},
                     {QStringLiteral("coding_error"), state.hasCodingError(block)},
                     {QStringLiteral("data"), readable ? QJsonValue(toHex(state.block(block.id).first(state.dataSize(block)))) : QJsonValue()}};
    if (!block.purposeField.isEmpty())
        json.insert(QStringLiteral("purpose"), state.purposeOf(block));
    return json;
}

QJsonArray keyBlocks(const State &state)
{
    QJsonArray list;
    for (const EfuseBlock &block : state.chip().blocks) {
        if (!block.isKey)
            continue;
        QJsonObject json{{QStringLiteral("block"), block.name},
                         {QStringLiteral("readable"), state.isReadable(block)},
                         {QStringLiteral("writeable"), state.isWritable(block)},
                         {QStringLiteral("empty"), state.isReadable(block) ? QJsonValue(state.isEmpty(block)) : QJsonValue()}};
        if (!block.purposeField.isEmpty())
            json.insert(QStringLiteral("purpose"), state.purposeOf(block));
        list.append(json);
    }
    return list;
}

QString permissions(bool readable, bool writable)
{
    return QStringLiteral("%1/%2").arg(QLatin1Char(readable ? 'R' : '-')).arg(QLatin1Char(writable ? 'W' : '-'));
}

QString row(const QString &name, const QString &value, const QString &perms, const QString &raw, const QString &meaning)
{
    return QStringLiteral("  %1 %2 %3  %4").arg(name, -34).arg(value + (raw.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(raw)), -36).arg(perms, meaning);
}

QStringList rowsOf(const State &state, const QString &category)
{
    QStringList rows;
    for (const EfuseField &field : state.chip().fields) {
        if (field.category == category)
            rows << row(field.name, fieldText(state, field.name), permissions(state.isReadable(field), state.isWritable(field)),
                        isByteField(field) ? QString() : rawText(state, field), tr(field.meaning.toUtf8().constData()));
    }
    for (const ComputedField &field : state.chip().computed) {
        if (field.category == category)
            rows << row(field.name, fieldText(state, field.name), QStringLiteral("R/-"), {}, tr(field.meaning.toUtf8().constData()));
    }
    return rows;
}

QString keyBlockText(const State &state)
{
    QStringList lines;
    for (const EfuseBlock &block : state.chip().blocks) {
        if (!block.isKey)
            continue;
        const QString contents = !state.isReadable(block) ? tr("hidden") : state.isEmpty(block) ? tr("empty") : tr("readable data");
        const QString error = state.hasCodingError(block) ? tr(", check symbols do not fit") : QString();
        lines << QStringLiteral("  %1 %2 %3 %4").arg(block.name, -14).arg(state.purposeOf(block), -28)
                     .arg(permissions(state.isReadable(block), state.isWritable(block)), contents + error);
    }
    return lines.join(u'\n');
}

} // namespace

QJsonObject summaryJson(const State &state)
{
    QJsonObject fields;
    for (const EfuseField &field : state.chip().fields)
        fields.insert(field.name, fieldJson(state, field));
    for (const ComputedField &field : state.chip().computed)
        fields.insert(field.name, computedJson(state, field));
    QJsonArray blocks;
    for (const EfuseBlock &block : state.chip().blocks)
        blocks.append(blockJson(state, block));
    return {{QStringLiteral("chip"), state.chip().id},
            {QStringLiteral("revision"), state.revision()},
            {QStringLiteral("revision_text"), state.revisionText()},
            {QStringLiteral("mac"), state.macText()},
            {QStringLiteral("token"), makeToken(state)},
            {QStringLiteral("blocks"), blocks},
            {QStringLiteral("key_blocks"), keyBlocks(state)},
            {QStringLiteral("fields"), fields}};
}

QString summaryText(const State &state)
{
    QStringList categories;
    for (const EfuseField &field : state.chip().fields) {
        if (!categories.contains(field.category))
            categories << field.category;
    }
    std::sort(categories.begin(), categories.end(), [](const QString &a, const QString &b) { return a.compare(b, Qt::CaseInsensitive) < 0; });
    QStringList lines{QStringLiteral("%1 %2, MAC %3").arg(state.chip().name, state.revisionText(), state.macText())};
    for (const QString &category : categories)
        lines << QString() << category << rowsOf(state, category);
    lines << QString() << tr("key blocks") << keyBlockText(state);
    return lines.join(u'\n');
}

} // namespace fb::efuse
