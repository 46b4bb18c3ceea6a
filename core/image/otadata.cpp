// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/otadata.h"

#include "crypto/keys.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace fb::image {

namespace {

constexpr std::size_t LabelSize = 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::image", text);
}

std::uint32_t crcOf(std::uint32_t sequence)
{
    Bytes bytes;
    appendLe32(bytes, sequence);
    return crypto::crc32FromOnes(bytes);
}

OtaEntry entryAt(ByteView sectors, std::size_t offset)
{
    OtaEntry entry;
    entry.sequence = readLe32(sectors, offset);
    entry.label = toBytes(sectors.subspan(offset + 4, LabelSize));
    entry.state = readLe32(sectors, offset + 24);
    entry.crc = readLe32(sectors, offset + 28);
    return entry;
}

QJsonObject entryToJson(const OtaEntry &entry)
{
    return {{QStringLiteral("erased"), entry.isErased()},
            {QStringLiteral("seq"), qint64(entry.sequence)},
            {QStringLiteral("state"), entry.stateName()},
            {QStringLiteral("crc_stored"), qint64(entry.crc)},
            {QStringLiteral("crc_ok"), entry.crcOk()},
            {QStringLiteral("valid"), entry.isValid()}};
}

} // namespace

bool OtaEntry::crcOk() const
{
    return !isErased() && crc == crcOf(sequence);
}

bool OtaEntry::isOutOfUse() const
{
    return isErased() || state == std::uint32_t(OtaState::Invalid) || state == std::uint32_t(OtaState::Aborted);
}

bool OtaEntry::isValid() const
{
    return crcOk() && !isOutOfUse();
}

QString OtaEntry::stateName() const
{
    switch (static_cast<OtaState>(state)) {
    case OtaState::New: return QStringLiteral("new");
    case OtaState::PendingVerify: return QStringLiteral("pending-verify");
    case OtaState::Valid: return QStringLiteral("valid");
    case OtaState::Invalid: return QStringLiteral("invalid");
    case OtaState::Aborted: return QStringLiteral("aborted");
    case OtaState::Undefined: return QStringLiteral("undefined");
    }
    return QStringLiteral("unknown");
}

Result<OtaData> parseOtaData(ByteView sectors)
{
    if (sectors.size() < OtaDataSize)
        return Error(errors::OtaDataMalformed, tr("otadata has %1 bytes; it takes %2.").arg(sectors.size()).arg(OtaDataSize),
                     tr("Read both sectors of the otadata partition."));
    return OtaData{entryAt(sectors, 0), entryAt(sectors, OtaDataSector)};
}

OtaEntry makeOtaEntry(std::uint32_t sequence, OtaState state)
{
    OtaEntry entry;
    entry.sequence = sequence;
    entry.state = static_cast<std::uint32_t>(state);
    entry.crc = crcOf(sequence);
    return entry;
}

Bytes otaEntryToBytes(const OtaEntry &entry)
{
    Bytes bytes;
    appendLe32(bytes, entry.sequence);
    bytes.insert(bytes.end(), entry.label.begin(), entry.label.end());
    bytes.resize(4 + LabelSize, 0xFF);
    appendLe32(bytes, entry.state);
    appendLe32(bytes, entry.crc);
    return bytes;
}

Result<Bytes> makeOtaData(int slot, int slotCount, OtaState state)
{
    if (slotCount < 1 || slotCount > 16 || slot < 0 || slot >= slotCount)
        return Error(errors::OtaSlotRange, tr("There is no slot %1 among %2 slots.").arg(slot).arg(slotCount),
                     tr("Slots count from 0; at most 16 are possible."));
    Bytes sectors = blankOtaData();
    const Bytes entry = otaEntryToBytes(makeOtaEntry(static_cast<std::uint32_t>(slot) + 1, state));
    std::copy(entry.begin(), entry.end(), sectors.begin());
    return sectors;
}

Bytes blankOtaData()
{
    return Bytes(OtaDataSize, 0xFF);
}

QJsonObject otaDataToJson(const OtaData &data)
{
    return {{QStringLiteral("entries"), QJsonArray{entryToJson(data[0]), entryToJson(data[1])}}};
}

} // namespace fb::image
