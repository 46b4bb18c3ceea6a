// SPDX-License-Identifier: GPL-3.0-or-later
// crypto/: OpenSSL behind value types. No OpenSSL type leaves this folder.
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <array>
#include <memory>

namespace fb::crypto {

using Sha256 = std::array<std::uint8_t, 32>;

[[nodiscard]] Sha256 sha256(ByteView data);
/** `parts` one after the other, without joining them in memory. */
[[nodiscard]] Sha256 sha256(std::span<const ByteView> parts);
[[nodiscard]] Bytes md5(ByteView data); ///< 16 bytes; for the ROM's SPI_FLASH_MD5 and the partition table row only
[[nodiscard]] std::uint32_t crc32(ByteView data);                ///< zlib's, initial value 0
[[nodiscard]] std::uint32_t crc32FromOnes(ByteView data);        ///< the variant of otadata and NVS (start 0xFFFFFFFF)
[[nodiscard]] SecretBytes randomSecret(std::size_t size);        ///< from the private CSPRNG
void fillRandom(MutableByteView out);

/** AES-256-GCM, 12-byte random nonce in front, 16-byte tag behind; `context` is authenticated, not stored. */
[[nodiscard]] Bytes seal(const SecretBytes &key, const SecretBytes &plain, ByteView context);
[[nodiscard]] Result<SecretBytes> unseal(const SecretBytes &key, ByteView sealed, ByteView context);

namespace errors {
inline constexpr ErrorCode BadKey{"key.unusable", ErrorKind::BadInput};
inline constexpr ErrorCode WrongKeyType{"key.wrong_type", ErrorKind::BadInput};
inline constexpr ErrorCode SealBroken{"vault.seal_broken", ErrorKind::BadInput};
} // namespace errors

/** The parts of an RSA public key as a secure boot v2 signature block holds them: 776 bytes n, e, R, M' little endian. */
struct RsaPublicBlock
{
    std::array<std::uint8_t, 776> bytes{};
};

class PublicKey
{
public:
    [[nodiscard]] static Result<PublicKey> fromPem(ByteView pem, const QString &where);
    /** From modulus (384 bytes) and exponent, little endian, as signature blocks carry them. */
    [[nodiscard]] static Result<PublicKey> fromRsaLittleEndian(ByteView modulus, std::uint32_t exponent);
    [[nodiscard]] bool isRsa3072() const;
    [[nodiscard]] Result<RsaPublicBlock> rsaBlock() const;
    /** RSA-PSS, SHA-256, MGF1-SHA-256, salt 32, over a ready digest; the signature big endian. */
    [[nodiscard]] bool verifyPss(const Sha256 &digest, ByteView signature) const;
    [[nodiscard]] QByteArray toPem() const;

    struct Impl;
    explicit PublicKey(std::shared_ptr<const Impl> impl) : m_impl(std::move(impl)) {}

private:
    std::shared_ptr<const Impl> m_impl;
};

class PrivateKey
{
public:
    /** PKCS#1, SEC1 or PKCS#8 PEM, plain or encrypted. The PEM text is wiped by its owner. */
    [[nodiscard]] static Result<PrivateKey> fromPem(const SecretBytes &pem, const SecretBytes &passphrase, const QString &where);
    [[nodiscard]] static Result<PrivateKey> generateRsa3072();
    [[nodiscard]] PublicKey publicKey() const;
    /** 384 bytes, big endian. The salt is derived, so the same digest always gives the same signature. */
    [[nodiscard]] Result<Bytes> signPss(const Sha256 &digest) const;
    [[nodiscard]] SecretBytes toPem() const;

    struct Impl;
    explicit PrivateKey(std::shared_ptr<const Impl> impl) : m_impl(std::move(impl)) {}

private:
    std::shared_ptr<const Impl> m_impl;
};

} // namespace fb::crypto
