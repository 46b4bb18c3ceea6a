// SPDX-License-Identifier: GPL-3.0-or-later
// Inside boot/ only: the flash as the chip's cache shows it, decrypted where these eFuses say so.
#pragma once

#include "boot/boot.h"
#include "image/flash_encryption.h"

#include <functional>
#include <optional>

namespace fb::boot {

/** How the bytes at some address look, where they are not what they should be. */
enum class Looks {
    Erased,        ///< 0xFF
    Plaintext,     ///< plain on a unit that decrypts
    Ciphertext,    ///< encrypted on a unit that does not decrypt
    OtherConfig,   ///< would decrypt with the full FLASH_CRYPT_CONFIG
    Undecryptable, ///< decrypts to nothing that is expected there
    Foreign        ///< something else, no encryption involved
};

class FlashReader
{
public:
    explicit FlashReader(const Input &input);

    [[nodiscard]] bool encryptionOn() const { return m_encrypted; }
    /** Encryption is on, and neither the eFuses show the key nor did the caller give it. */
    [[nodiscard]] bool keyUnknown() const { return m_encrypted && m_key.isEmpty(); }
    /** Encryption is on and the key block reads as empty: the chip decrypts with zeros. */
    [[nodiscard]] bool keyMissing() const { return m_keyMissing; }
    [[nodiscard]] std::uint32_t flashSize() const { return m_flash.size(); }

    /** What the chip sees; shorter at the end of the flash. Any address and length. */
    [[nodiscard]] Bytes plain(std::uint32_t address, std::size_t length) const;
    [[nodiscard]] Bytes raw(std::uint32_t address, std::size_t length) const { return m_flash.read(address, length); }
    /** What the chip would write to have the plain bytes there. Address and size are multiples of 16. */
    [[nodiscard]] Bytes stored(std::uint32_t address, ByteView plain) const;

    /** Why `expected` (a test on the first 32 bytes) does not hold at `address`. */
    [[nodiscard]] Looks looksAt(std::uint32_t address, const std::function<bool(ByteView)> &expected) const;

private:
    [[nodiscard]] Bytes decrypted(const image::FlashScheme &scheme, std::uint32_t address, std::size_t length) const;
    const FlashView &m_flash;
    image::FlashScheme m_scheme;
    SecretBytes m_key; ///< in file order; empty where unknown
    bool m_encrypted = false;
    bool m_keyMissing = false;
};

} // namespace fb::boot
