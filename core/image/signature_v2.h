// SPDX-License-Identifier: GPL-3.0-or-later
// Signature sector of secure boot v2 (ESP-IDF, docs/en/security/secure-boot-v2.rst): up to three blocks of 1216 bytes
// in the 4096 bytes behind the padded image, the rest 0xFF.
// A block holds magic, version, SHA-256 of the padded image, public key, RSA-PSS signature, and a CRC-32.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/keys.h"

#include <optional>

namespace fb::image {

inline constexpr std::size_t SignatureSectorSize = 4096;
inline constexpr std::size_t SignatureBlockSize = 1216;
inline constexpr std::size_t MaximumSignatureBlocks = 3;

enum class BlockState {
    Empty,         ///< no signature block magic
    WrongVersion,  ///< neither RSA (2) nor ECDSA (3)
    WrongCrc,      ///< CRC-32 over the block differs
    WellFormed
};

enum class BlockScheme { Unknown, Rsa3072, Ecdsa };

/** One block as it stands, nothing of it verified. */
struct SignatureBlock
{
    int index = 0;
    BlockState state = BlockState::Empty;
    BlockScheme scheme = BlockScheme::Unknown;
    crypto::Sha256 imageDigest{};         ///< as stored
    crypto::Sha256 keyDigest{};           ///< SHA-256 of the key part, what eFuses hold; zero for Ecdsa so far
    crypto::RsaPublicBlock key;           ///< Rsa3072
    Bytes signature;                      ///< Rsa3072: 384 bytes, big endian
};

/** What verification says of one block. */
struct BlockVerdict
{
    int index = 0;
    bool good = false;
    crypto::Sha256 keyDigest{};
    QString id;   ///< "ok", "no_block", "wrong_version", "wrong_crc", "wrong_image_digest", "bad_key", "wrong_signature", "unsupported"
    QString text; ///< one sentence, translated
};

namespace errors {
inline constexpr ErrorCode NoSignature{"signature.none", ErrorKind::BadInput};
inline constexpr ErrorCode Unaligned{"signature.unaligned", ErrorKind::BadInput};
inline constexpr ErrorCode NoRoom{"signature.no_room", ErrorKind::BadInput};
inline constexpr ErrorCode SignatureMismatch{"signature.mismatch", ErrorKind::BadInput};
inline constexpr ErrorCode AlreadySigned{"signature.already_signed", ErrorKind::BadInput};
inline constexpr ErrorCode StaleSignature{"signature.stale", ErrorKind::BadInput};
} // namespace errors

/** SHA-256 over n, e, R, M' (776 bytes): the digest that is burned for this key. */
[[nodiscard]] crypto::Sha256 keyDigestV2(const crypto::RsaPublicBlock &key);
[[nodiscard]] Result<crypto::Sha256> keyDigestV2(const crypto::PublicKey &key);

/** `data` with 0xFF up to a multiple of 4096; a multiple stays as it is. */
[[nodiscard]] Bytes padToSector(ByteView data);
/** One block of 1216 bytes over the digest of the padded data. */
[[nodiscard]] Result<Bytes> makeSignatureBlock(const crypto::Sha256 &imageDigest, const crypto::PrivateKey &key);
/** From a signature made elsewhere (384 bytes, big endian); refused where it does not verify. */
[[nodiscard]] Result<Bytes> makeSignatureBlock(const crypto::Sha256 &imageDigest, const crypto::PublicKey &key, ByteView signature);
/** Blocks in order, the rest 0xFF. 1 to 3 blocks. */
[[nodiscard]] Result<Bytes> makeSignatureSector(std::span<const Bytes> blocks);

/** Padded data and sector, the blocks in the order of the keys. Refuses data that ends in a signature sector already. */
[[nodiscard]] Result<Bytes> sign(ByteView data, std::span<const crypto::PrivateKey> keys);
/** True where the last 4096 bytes begin with a well-formed block. */
[[nodiscard]] bool endsInSignatureSector(ByteView file);
/** Adds blocks to an image that sign() made; refuses where kept blocks do not belong to the data, or no room is left. */
[[nodiscard]] Result<Bytes> appendSignatures(ByteView signedData, std::span<const crypto::PrivateKey> keys);

/** The blocks of one sector; shorter input gives fewer blocks. Always three entries for a whole sector. */
[[nodiscard]] std::vector<SignatureBlock> parseSignatureSector(ByteView sector);
/** Checks the block against the digest of the image and against its own key. */
[[nodiscard]] BlockVerdict verifyBlock(const SignatureBlock &block, const crypto::Sha256 &imageDigest);

/** A file that sign() or espsecure made: sector in the last 4096 bytes. */
struct SignedImage
{
    ByteView data;                      ///< the padded image
    crypto::Sha256 digest{};
    std::vector<BlockVerdict> verdicts; ///< by block
    /** Index of the first good block made with this key. */
    [[nodiscard]] std::optional<int> blockOf(const crypto::Sha256 &keyDigest) const;
};
/** Refuses a file that cannot hold a sector or has none; bad blocks are not errors but verdicts. */
[[nodiscard]] Result<SignedImage> verifySigned(ByteView file);

} // namespace fb::image
