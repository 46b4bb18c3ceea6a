// SPDX-License-Identifier: GPL-3.0-or-later
#include "efuse/token.h"

#include <QCoreApplication>

#include <zlib.h>

namespace fb::efuse {

namespace {

constexpr auto TokenBase64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
constexpr int MaxTokenLength = 2048; ///< the longest family needs about 650 characters

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::efuse", text);
}

Error badToken(const QString &message)
{
    return {errors::BadToken, message, tr("Copy the token again, from \"EFSR\" to its end.")};
}

QByteArray fieldOf(ByteView data)
{
    return isFilledWith(data, 0) ? QByteArray() : toQByteArray(data).toBase64(TokenBase64);
}

QByteArray checksum(const QByteArray &text)
{
    const auto crc = static_cast<std::uint32_t>(
        crc32(0, reinterpret_cast<const Bytef *>(text.constData()), static_cast<uInt>(text.size())));
    Bytes bytes;
    appendLe32(bytes, crc);
    return toQByteArray(bytes).toBase64(TokenBase64);
}

Bytes errorBytes(const State &state)
{
    Bytes bytes;
    for (const std::uint32_t word : state.errorRegisters())
        appendLe32(bytes, word);
    return bytes;
}

/** The bytes of one field; an empty one is zeros. `size` may be reached or not, as a coding shortens blocks. */
Result<Bytes> bytesOf(const QByteArray &field, std::size_t size)
{
    const auto decoded = QByteArray::fromBase64Encoding(field, TokenBase64 | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || static_cast<std::size_t>(decoded.decoded.size()) > size)
        return badToken(tr("A part of the token is not as it should be."));
    Bytes bytes = toBytes(viewOf(decoded.decoded));
    bytes.resize(size);
    return bytes;
}

Result<void> readFields(State &state, const QList<QByteArray> &fields)
{
    const chip::Chip &chip = state.chip();
    for (const chip::EfuseBlock &block : chip.blocks) {
        FB_TRY(const Bytes data, bytesOf(fields[block.id], static_cast<std::size_t>(block.words) * 4));
        state.setBlock(block.id, data);
    }
    FB_TRY(const Bytes errorData, bytesOf(fields[static_cast<qsizetype>(chip.blocks.size())], chip.errorRegisters.size() * 4));
    std::vector<std::uint32_t> words;
    for (std::size_t offset = 0; offset < errorData.size(); offset += 4)
        words.push_back(readLe32(errorData, offset));
    state.setErrorRegisters(std::move(words));
    return {};
}

} // namespace

QString makeToken(const State &state)
{
    QByteArray text = QByteArrayLiteral("EFSR:") + state.chip().id.toLatin1() + ':' + QByteArray::number(state.revision()).rightJustified(3, '0') + ':';
    for (const chip::EfuseBlock &block : state.chip().blocks)
        text += fieldOf(state.block(block.id).first(state.dataSize(block))) + ':';
    text += fieldOf(errorBytes(state)) + ':';
    return QString::fromLatin1(text + checksum(text));
}

Result<State> parseToken(const chip::Catalogue &chips, const QString &token)
{
    const QByteArray text = token.trimmed().toLatin1();
    const auto end = text.lastIndexOf(':') + 1;
    if (text.size() > MaxTokenLength || !text.startsWith("EFSR:"))
        return badToken(tr("This is not a token of eFuses that were read."));
    if (checksum(text.left(end)) != text.mid(end))
        return badToken(tr("The check sum of the token does not fit."));
    QList<QByteArray> parts = text.left(end - 1).split(':');
    if (parts.size() < 3)
        return badToken(tr("The token is too short."));
    FB_TRY(const chip::Chip *chip, chips.byId(QString::fromLatin1(parts[1])));
    bool isNumber = false;
    const int revision = parts[2].toInt(&isNumber);
    parts.erase(parts.begin(), parts.begin() + 3);
    if (!isNumber || parts.size() != static_cast<qsizetype>(chip->blocks.size()) + 1)
        return badToken(tr("The token does not fit the chip it names."));
    State state(*chip);
    FB_CHECK(readFields(state, parts));
    state.setRevisionRegisterBit(chip->revisionRegister.has_value());
    if (state.revision() != revision)
        state.setRevisionRegisterBit(false);
    if (state.revision() != revision)
        return badToken(tr("The revision in the token does not fit its eFuses."));
    return state;
}

} // namespace fb::efuse
