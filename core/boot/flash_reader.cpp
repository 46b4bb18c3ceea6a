// SPDX-License-Identifier: GPL-3.0-or-later
#include "boot/flash_reader.h"

#include <algorithm>

namespace fb::boot {

namespace {

using efuse::State;

/** The blocks that make up the flash key, in the order of the key file; empty where none is burned. */
std::vector<const chip::EfuseBlock *> keyBlocks(const State &state)
{
    const chip::Chip &chip = state.chip();
    std::vector<const chip::EfuseBlock *> found;
    if (chip.flashKeyPurpose.isEmpty()) { // ESP32: the block is fixed
        for (const QString &name : chip.flashKeyBlocks)
            found.push_back(chip.block(name));
        return found;
    }
    for (const char16_t *purpose : {u"XTS_AES_256_KEY_1", u"XTS_AES_256_KEY_2", u"XTS_AES_128_KEY"}) {
        for (const chip::EfuseBlock &block : chip.blocks) {
            if (state.purposeOf(block) == QStringView(purpose))
                found.push_back(&block);
        }
    }
    return found;
}

/** Key bytes as silicon has them: blocks hold them reversed. */
SecretBytes keyFromBlocks(const State &state, const std::vector<const chip::EfuseBlock *> &blocks)
{
    std::size_t size = 0;
    for (const chip::EfuseBlock *block : blocks)
        size += state.dataSize(*block);
    SecretBytes key(size);
    auto out = key.mutableView().begin();
    for (const chip::EfuseBlock *block : blocks) {
        const ByteView stored = state.block(block->id).first(state.dataSize(*block));
        out = std::reverse_copy(stored.begin(), stored.end(), out);
    }
    return key;
}

image::FlashScheme schemeOf(const State &state)
{
    image::FlashScheme scheme{state.chip().flashCipher, image::FullCryptConfig};
    const chip::EfuseField *config = state.chip().field(u"FLASH_CRYPT_CONFIG");
    if (config != nullptr && state.isReadable(*config))
        scheme.cryptConfig = static_cast<int>(state.value(*config));
    return scheme;
}

} // namespace

FlashReader::FlashReader(const Input &input) : m_flash(input.flash), m_scheme(schemeOf(input.eFuses)), m_encrypted(input.eFuses.flashEncryptionOn())
{
    const std::vector<const chip::EfuseBlock *> blocks = keyBlocks(input.eFuses);
    const bool readable = !blocks.empty() && std::all_of(blocks.begin(), blocks.end(), [&](const auto *block) { return input.eFuses.isReadable(*block); });
    const bool empty = std::all_of(blocks.begin(), blocks.end(), [&](const auto *block) { return input.eFuses.isEmpty(*block); });
    m_keyMissing = m_encrypted && empty;
    if (readable && !empty)
        m_key = keyFromBlocks(input.eFuses, blocks); // what is burned counts more than what the caller believes
    else if (input.flashKey != nullptr)
        m_key = input.flashKey->clone();
    if (!image::checkFlashKey(m_scheme, m_key.size()).ok())
        m_key = SecretBytes();
}

Bytes FlashReader::decrypted(const image::FlashScheme &scheme, std::uint32_t address, std::size_t length) const
{
    const std::uint32_t start = address & ~std::uint32_t(image::FlashCipherBlock - 1);
    Bytes bytes = m_flash.read(start, static_cast<std::size_t>(alignUp(address - start + length, image::FlashCipherBlock)));
    bytes.resize(bytes.size() / image::FlashCipherBlock * image::FlashCipherBlock);
    if (bytes.empty() || !image::decryptInPlace(scheme, m_key, start, bytes).ok())
        return {};
    bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(address - start, bytes.size())));
    bytes.resize(std::min(bytes.size(), length));
    return bytes;
}

Bytes FlashReader::plain(std::uint32_t address, std::size_t length) const
{
    return m_encrypted ? decrypted(m_scheme, address, length) : raw(address, length);
}

Bytes FlashReader::stored(std::uint32_t address, ByteView plain) const
{
    Bytes bytes = toBytes(plain);
    if (m_encrypted && !image::encryptInPlace(m_scheme, m_key, address, bytes).ok())
        return {};
    return bytes;
}

Looks FlashReader::looksAt(std::uint32_t address, const std::function<bool(ByteView)> &expected) const
{
    constexpr std::size_t Sample = 32;
    const Bytes raw = m_flash.read(address, Sample);
    if (isFilledWith(raw, 0xFF))
        return Looks::Erased;
    if (m_encrypted && expected(raw))
        return Looks::Plaintext;
    const image::FlashScheme full{m_scheme.cipher, image::FullCryptConfig};
    const bool opens = !m_key.isEmpty() && expected(decrypted(full, address, Sample));
    if (!m_encrypted)
        return opens ? Looks::Ciphertext : Looks::Foreign;
    return opens ? Looks::OtherConfig : Looks::Undecryptable;
}

} // namespace fb::boot
