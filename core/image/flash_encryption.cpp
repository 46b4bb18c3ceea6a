// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/flash_encryption.h"

#include "base/threads.h"
#include "crypto/keys.h"
#include "image/flash_cipher.h"

#include <QCoreApplication>

namespace fb::image {

namespace {

constexpr std::uint64_t Esp32FlashLimit = 16ull * 1024 * 1024;
constexpr std::size_t PieceSize = 64 * 1024; ///< what one thread takes at a time

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::image", text);
}

QString hexadecimal(std::uint64_t value)
{
    return QStringLiteral("0x%1").arg(value, 0, 16);
}

Result<void> checkRange(const FlashScheme &scheme, std::uint32_t address, std::size_t size)
{
    if (address % FlashCipherBlock != 0)
        return Error(errors::BadFlashAddress, tr("The flash address %1 is no multiple of 16.").arg(hexadecimal(address)),
                     tr("Give the address at which the data lies in the flash."));
    if (size == 0 || size % FlashCipherBlock != 0)
        return Error(errors::BadFlashLength, tr("A length of %1 bytes is no multiple of 16.").arg(size), tr("Fill the data up to 16 bytes before encrypting it."));
    const bool esp32 = scheme.cipher == chip::FlashCipher::Esp32;
    if (address + std::uint64_t(size) > (esp32 ? Esp32FlashLimit : std::uint64_t(1) << 32))
        return Error(errors::BadFlashAddress,
                     esp32 ? tr("The ESP32 encrypts only the first 16 MiB of its flash; this data ends at %1.").arg(hexadecimal(address + std::uint64_t(size)))
                           : tr("The data reaches beyond the address space of 4 GiB."),
                     tr("Give the address at which the data lies in the flash."));
    return {};
}

/** The key that the cipher works with, from the file's: lengthened or hashed where the format says so. */
SecretBytes workingKey(const FlashScheme &scheme, const SecretBytes &key)
{
    if (scheme.cipher == chip::FlashCipher::Esp32 && key.size() == 24) {
        SecretBytes longer(32);
        std::memcpy(longer.mutableView().data(), key.view().data(), 24);
        std::memcpy(longer.mutableView().data() + 24, key.view().data() + 8, 8);
        return longer;
    }
    if (scheme.cipher == chip::FlashCipher::Xts && key.size() == 16) {
        crypto::Sha256 hashed = crypto::sha256(key.view());
        SecretBytes result{ByteView(hashed)};
        wipe(hashed);
        return result;
    }
    return key.clone();
}

/** Calls run(address, piece) for pieces that begin at multiples of PieceSize in flash. */
template<typename Run>
void inPieces(std::uint32_t address, MutableByteView data, const Run &run)
{
    const std::size_t lead = address % PieceSize;
    const std::size_t pieces = (lead + data.size() + PieceSize - 1) / PieceSize;
    parallelFor(pieces, [&](std::size_t index) {
        const std::size_t from = index == 0 ? 0 : index * PieceSize - lead;
        const std::size_t to = std::min(data.size(), (index + 1) * PieceSize - lead);
        run(address + static_cast<std::uint32_t>(from), data.subspan(from, to - from));
    });
}

Result<void> run(crypto::AesDirection direction, const FlashScheme &scheme, const SecretBytes &key, std::uint32_t address, MutableByteView data)
{
    FB_CHECK(checkFlashKey(scheme, key.size()));
    FB_CHECK(checkRange(scheme, address, data.size()));
    const SecretBytes working = workingKey(scheme, key);
    if (scheme.cipher == chip::FlashCipher::Esp32) {
        const Esp32FlashCipher cipher(working, scheme.cryptConfig);
        inPieces(address, data, [&](std::uint32_t at, MutableByteView piece) { cipher.run(direction, at, piece); });
    } else {
        const XtsFlashCipher cipher(working);
        inPieces(address, data, [&](std::uint32_t at, MutableByteView piece) { cipher.run(direction, at, piece); });
    }
    return {};
}

} // namespace

Result<void> checkFlashKey(const FlashScheme &scheme, std::size_t keySize)
{
    const bool esp32 = scheme.cipher == chip::FlashCipher::Esp32;
    if (esp32 ? keySize == 24 || keySize == 32 : keySize == 16 || keySize == 32 || keySize == 64)
        return {};
    return Error(errors::BadFlashKey, tr("A flash key of %1 bytes does not exist on this family.").arg(keySize),
                 esp32 ? tr("The ESP32 takes 32 bytes, or 24 with the 3/4 coding scheme.") : tr("This family takes 32 or 64 bytes, the ESP32-C2 also 16."));
}

Result<void> encryptInPlace(const FlashScheme &scheme, const SecretBytes &key, std::uint32_t address, MutableByteView data)
{
    return run(crypto::AesDirection::Encrypt, scheme, key, address, data);
}

Result<void> decryptInPlace(const FlashScheme &scheme, const SecretBytes &key, std::uint32_t address, MutableByteView data)
{
    return run(crypto::AesDirection::Decrypt, scheme, key, address, data);
}

Result<Bytes> encrypted(const FlashScheme &scheme, const SecretBytes &key, std::uint32_t address, ByteView plain)
{
    Bytes data = toBytes(plain);
    if (scheme.cipher == chip::FlashCipher::Esp32 && plain.size() % FlashCipherBlock != 0) {
        data.resize(static_cast<std::size_t>(alignUp(plain.size(), FlashCipherBlock)));
        crypto::fillRandom(MutableByteView(data).subspan(plain.size()));
    }
    FB_CHECK(encryptInPlace(scheme, key, address, data));
    return data;
}

Result<Bytes> decrypted(const FlashScheme &scheme, const SecretBytes &key, std::uint32_t address, ByteView cipher)
{
    Bytes data = toBytes(cipher);
    FB_CHECK(decryptInPlace(scheme, key, address, data));
    return data;
}

} // namespace fb::image
