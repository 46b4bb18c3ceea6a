// SPDX-License-Identifier: GPL-3.0-or-later
// Transfers to memory and flash, and reading the flash back.
#include "image/flash_encryption.h"
#include "sim/rom.h"
#include "sim/rom_protocol.h"
#include "sim/true_keys.h"

#include <QCryptographicHash>

#include <algorithm>
#include <numeric>

namespace fb::sim {

namespace {

constexpr std::uint8_t ChecksumSeed = 0xEF;
constexpr std::size_t DataHeader = 16; ///< size, sequence number, two zeros
constexpr std::size_t Md5Text = 32;
constexpr std::size_t ReadBlock = 64;
constexpr nanoseconds DigestTimePerByte{100};

std::uint8_t checksumOf(ByteView bytes)
{
    return std::accumulate(bytes.begin(), bytes.end(), ChecksumSeed, std::bit_xor<std::uint8_t>());
}

std::uint32_t wordAt(ByteView data, std::size_t index)
{
    return data.size() >= (index + 1) * 4 ? readLe32(data, index * 4) : 0;
}

} // namespace

Rom::Outcome Rom::setFlashParameters(ByteView data)
{
    m_flashSize = wordAt(data, 1);
    return {};
}

Rom::Outcome Rom::begin(Transfer kind, ByteView data)
{
    // Words: size (memory: bytes; flash: bytes to erase), packets, bytes in a packet, address, and where known: encrypt.
    const bool encrypts = kind != Transfer::Memory && m_board.chip.hasEncryptedFlashWrite && wordAt(data, 4) != 0;
    if (encrypts && (kind == Transfer::Deflated || shows(u"DIS_DOWNLOAD_MANUAL_ENCRYPT")))
        return {Failure::BadParameter, 0, false};
    m_session = {};
    m_session.kind = kind;
    m_session.address = wordAt(data, 3);
    m_session.encrypts = encrypts;
    if (kind == Transfer::Deflated)
        m_session.inflater.start();
    // The transfer stands even where the erasing failed: data then goes over what is there.
    return {kind == Transfer::Memory ? std::uint8_t(0) : eraseFor(wordAt(data, 0)), 0, false};
}

std::uint8_t Rom::eraseFor(std::uint32_t size)
{
    if (m_session.address % FlashChip::SectorSize != 0 || !flashHolds(m_session.address, size))
        return Failure::BadResult;
    if (size > 0)
        m_board.flash.erase(m_session.address, size);
    return 0;
}

Rom::Outcome Rom::take(Transfer kind, ByteView data, std::uint32_t checksum)
{
    const std::size_t size = wordAt(data, 0);
    if (m_session.kind != kind || data.size() < DataHeader || size > data.size() - DataHeader)
        return {Failure::BadFormat, 0, false};
    if (wordAt(data, 1) != m_session.next)
        return {Failure::BadFormat, 0, false};
    ++m_session.next; // even where the checksum is wrong: the same packet is not taken a second time
    const ByteView contents = data.subspan(DataHeader, size);
    if (checksumOf(contents) != (checksum & 0xFF))
        return {Failure::BadChecksum, 0, false};
    return {store(contents), 0, false};
}

std::uint8_t Rom::store(ByteView bytes)
{
    if (m_session.kind == Transfer::Flash)
        return m_session.encrypts ? storeEncrypted(bytes) : storeInFlash(bytes);
    if (m_session.kind == Transfer::Memory) {
        for (const std::uint8_t byte : bytes)
            m_board.registers.writeByte(m_session.address++, byte);
        return 0;
    }
    std::uint8_t failure = 0;
    const auto status = m_session.inflater.feed(bytes, [this, &failure](ByteView piece) {
        failure = storeInFlash(piece);
        return failure == 0;
    });
    if (status == Inflater::Status::BadAdler)
        return Failure::DeflateAdler;
    return status == Inflater::Status::BadData ? Failure::Deflate : failure;
}

std::uint8_t Rom::storeInFlash(ByteView bytes)
{
    if (!flashHolds(m_session.address, bytes.size()))
        return Failure::BadResult;
    m_board.flash.program(m_session.address, bytes);
    m_session.address += std::uint32_t(bytes.size());
    return 0;
}

std::uint8_t Rom::storeEncrypted(ByteView bytes)
{
    const efuse::State eFuses = m_board.eFuses.trueState();
    Bytes cipher = toBytes(bytes);
    const image::FlashScheme scheme{m_board.chip.flashCipher, image::FullCryptConfig};
    if (!image::encryptInPlace(scheme, flashKeyOf(eFuses).value_or(SecretBytes(32)), m_session.address, cipher))
        return Failure::BadParameter;
    return storeInFlash(cipher);
}

Rom::Outcome Rom::digest(ByteView data)
{
    const std::uint32_t address = wordAt(data, 0), size = wordAt(data, 1);
    if (!flashHolds(address, size))
        return {Failure::FlashRead, Md5Text};
    m_board.timing.elapse(DigestTimePerByte * std::int64_t(size));
    QCryptographicHash md5(QCryptographicHash::Md5);
    const ByteView region = m_board.flash.read(address, size);
    md5.addData(QByteArrayView(region.data(), qsizetype(region.size())));
    std::ranges::copy(md5.result().toHex(), m_reply.begin());
    return {0, Md5Text};
}

Rom::Outcome Rom::readFlash(ByteView data)
{
    const std::uint32_t address = wordAt(data, 0), size = wordAt(data, 1);
    if (size > ReadBlock)
        return {Failure::FlashReadLength, ReadBlock};
    if (!flashHolds(address, size))
        return {Failure::FlashRead, ReadBlock};
    std::ranges::copy(m_board.flash.read(address, size), m_reply.begin());
    return {0, ReadBlock};
}

} // namespace fb::sim
