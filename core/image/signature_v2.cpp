// SPDX-License-Identifier: GPL-3.0-or-later
// Making signature sectors.
#include "image/signature_v2.h"

#include "image/signature_layout.h"

#include <QCoreApplication>

#include <algorithm>

namespace fb::image {

using namespace signature_layout;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::image", text);
}

Bytes blockOf(const crypto::Sha256 &imageDigest, const crypto::RsaPublicBlock &key, ByteView signature)
{
    Bytes block(SignatureBlockSize, 0);
    block[0] = Magic;
    block[1] = VersionRsa;
    std::copy(imageDigest.begin(), imageDigest.end(), block.begin() + DigestOffset);
    std::copy(key.bytes.begin(), key.bytes.end(), block.begin() + KeyOffset);
    std::reverse_copy(signature.begin(), signature.end(), block.begin() + SignatureOffset);
    writeLe32(block, CrcOffset, crypto::crc32(ByteView(block).first(CrcOffset)));
    return block;
}

Result<std::vector<Bytes>> makeBlocks(const crypto::Sha256 &digest, std::span<const crypto::PrivateKey> keys)
{
    std::vector<Bytes> blocks;
    for (const crypto::PrivateKey &key : keys) {
        FB_TRY(Bytes block, makeSignatureBlock(digest, key));
        blocks.push_back(std::move(block));
    }
    return blocks;
}

Error noRoom(std::size_t kept, std::size_t wanted)
{
    return {errors::NoRoom, tr("A signature sector holds 1 to 3 signatures; %1 are there and %2 shall be added.").arg(kept).arg(wanted),
            tr("Sign the unsigned image with the keys that you need.")};
}

/** The blocks of a sector up to the first that is not well formed, as espsecure counts them. */
std::vector<Bytes> keptBlocks(ByteView sector)
{
    std::vector<Bytes> kept;
    for (const SignatureBlock &block : parseSignatureSector(sector)) {
        if (block.state != BlockState::WellFormed)
            break;
        kept.push_back(toBytes(sector.subspan(static_cast<std::size_t>(block.index) * SignatureBlockSize, SignatureBlockSize)));
    }
    return kept;
}

Result<void> checkKept(ByteView sector, std::size_t count, const crypto::Sha256 &digest)
{
    for (const SignatureBlock &block : parseSignatureSector(sector)) {
        if (static_cast<std::size_t>(block.index) < count && block.imageDigest != digest)
            return Error(errors::StaleSignature, tr("Signature %1 in the file belongs to other data: the image was changed after signing.").arg(block.index),
                         tr("Sign the unsigned image with all keys again."));
    }
    return {};
}

} // namespace

crypto::Sha256 keyDigestV2(const crypto::RsaPublicBlock &key)
{
    return crypto::sha256(key.bytes);
}

Result<crypto::Sha256> keyDigestV2(const crypto::PublicKey &key)
{
    FB_TRY(const crypto::RsaPublicBlock block, key.rsaBlock());
    return keyDigestV2(block);
}

Bytes padToSector(ByteView data)
{
    Bytes padded = toBytes(data);
    padded.resize(static_cast<std::size_t>(alignUp(data.size(), SignatureSectorSize)), 0xFF);
    return padded;
}

Result<Bytes> makeSignatureBlock(const crypto::Sha256 &imageDigest, const crypto::PrivateKey &key)
{
    FB_TRY(const Bytes signature, key.signPss(imageDigest));
    return makeSignatureBlock(imageDigest, key.publicKey(), signature);
}

Result<Bytes> makeSignatureBlock(const crypto::Sha256 &imageDigest, const crypto::PublicKey &key, ByteView signature)
{
    FB_TRY(const crypto::RsaPublicBlock block, key.rsaBlock());
    if (!key.verifyPss(imageDigest, signature))
        return Error(errors::SignatureMismatch, tr("The signature was not made by this key over this image."),
                     tr("Give the signature (384 bytes, RSA-PSS with SHA-256 and a salt of 32 bytes) and the public key that belong together."));
    return blockOf(imageDigest, block, signature);
}

Result<Bytes> makeSignatureSector(std::span<const Bytes> blocks)
{
    if (blocks.empty() || blocks.size() > MaximumSignatureBlocks)
        return noRoom(0, blocks.size());
    Bytes sector;
    for (const Bytes &block : blocks)
        sector.insert(sector.end(), block.begin(), block.end());
    sector.resize(SignatureSectorSize, 0xFF);
    return sector;
}

bool endsInSignatureSector(ByteView file)
{
    return file.size() >= SignatureSectorSize && file.size() % SignatureSectorSize == 0 && !keptBlocks(file.last(SignatureSectorSize)).empty();
}

Result<Bytes> sign(ByteView data, std::span<const crypto::PrivateKey> keys)
{
    if (endsInSignatureSector(data))
        return Error(errors::AlreadySigned, tr("The image is signed already."), tr("Add signatures with --append, or sign the unsigned image."));
    Bytes out = padToSector(data);
    FB_TRY(const std::vector<Bytes> blocks, makeBlocks(crypto::sha256(out), keys));
    FB_TRY(const Bytes sector, makeSignatureSector(blocks));
    out.insert(out.end(), sector.begin(), sector.end());
    return out;
}

Result<Bytes> appendSignatures(ByteView signedData, std::span<const crypto::PrivateKey> keys)
{
    if (!endsInSignatureSector(signedData))
        return sign(signedData, keys);
    const ByteView data = signedData.first(signedData.size() - SignatureSectorSize);
    const ByteView oldSector = signedData.last(SignatureSectorSize);
    std::vector<Bytes> blocks = keptBlocks(oldSector);
    if (blocks.size() + keys.size() > MaximumSignatureBlocks)
        return noRoom(blocks.size(), keys.size());
    const crypto::Sha256 digest = crypto::sha256(data);
    FB_CHECK(checkKept(oldSector, blocks.size(), digest));
    FB_TRY(std::vector<Bytes> added, makeBlocks(digest, keys));
    std::move(added.begin(), added.end(), std::back_inserter(blocks));
    FB_TRY(const Bytes sector, makeSignatureSector(blocks));
    Bytes out = toBytes(data);
    out.insert(out.end(), sector.begin(), sector.end());
    return out;
}

} // namespace fb::image
