// SPDX-License-Identifier: GPL-3.0-or-later
// Flash encryption as the chips' cache hardware does it. The address is part of the cipher.
//  - ESP32: AES-256, decrypt direction used for encryption, key changed every 32 bytes by the flash offset
//    (FLASH_CRYPT_CONFIG chooses which key bits); 16-byte blocks reversed in and out. Below 16 MiB only.
//  - all later families: XTS-AES over data units of 128 bytes, whose bytes are reversed before and after.
// Keys are in file order (as espsecure makes them); the eFuse block holds the bytes reversed.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"
#include "chip/chip.h"

namespace fb::image {

inline constexpr std::size_t FlashCipherBlock = 16; ///< address and length are multiples of this
inline constexpr int FullCryptConfig = 0xF;

struct FlashScheme
{
    chip::FlashCipher cipher = chip::FlashCipher::Xts;
    int cryptConfig = FullCryptConfig; ///< FLASH_CRYPT_CONFIG, ESP32 only
};

namespace errors {
inline constexpr ErrorCode BadFlashKey{"flash_encryption.bad_key", ErrorKind::BadInput};
inline constexpr ErrorCode BadFlashAddress{"flash_encryption.bad_address", ErrorKind::BadInput};
inline constexpr ErrorCode BadFlashLength{"flash_encryption.bad_length", ErrorKind::BadInput};
} // namespace errors

/** Key sizes: ESP32 24 (coding scheme 3/4) or 32 bytes; XTS 16 (ESP32-C2), 32 or 64 bytes. */
[[nodiscard]] Result<void> checkFlashKey(const FlashScheme &scheme, std::size_t keySize);

/**
 * In place. `address` (flash offset of data[0]) and the size of `data` are multiples of 16; nothing is touched on an
 * error. Large data is spread over the processor's cores.
 */
[[nodiscard]] Result<void> encryptInPlace(const FlashScheme &scheme, const SecretBytes &key, std::uint32_t address, MutableByteView data);
[[nodiscard]] Result<void> decryptInPlace(const FlashScheme &scheme, const SecretBytes &key, std::uint32_t address, MutableByteView data);

/** A copy, encrypted. A partial last block is filled up with random bytes (ESP32), or refused (XTS), as espsecure does. */
[[nodiscard]] Result<Bytes> encrypted(const FlashScheme &scheme, const SecretBytes &key, std::uint32_t address, ByteView plain);
[[nodiscard]] Result<Bytes> decrypted(const FlashScheme &scheme, const SecretBytes &key, std::uint32_t address, ByteView cipher);

} // namespace fb::image
