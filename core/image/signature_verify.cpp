// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and judging signature sectors.
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

BlockState stateOf(ByteView block)
{
    if (block[0] != Magic)
        return BlockState::Empty;
    if (block[1] != VersionRsa && block[1] != VersionEcdsa)
        return BlockState::WrongVersion;
    return crypto::crc32(block.first(CrcOffset)) == readLe32(block, CrcOffset) ? BlockState::WellFormed : BlockState::WrongCrc;
}

SignatureBlock readBlock(ByteView bytes, int index)
{
    SignatureBlock block;
    block.index = index;
    block.state = stateOf(bytes);
    if (block.state != BlockState::WellFormed)
        return block;
    std::copy_n(bytes.begin() + DigestOffset, block.imageDigest.size(), block.imageDigest.begin());
    block.scheme = bytes[1] == VersionRsa ? BlockScheme::Rsa3072 : BlockScheme::Ecdsa;
    if (block.scheme == BlockScheme::Rsa3072) {
        std::copy_n(bytes.begin() + KeyOffset, KeySize, block.key.bytes.begin());
        block.keyDigest = keyDigestV2(block.key);
        const ByteView signature = bytes.subspan(SignatureOffset, SignatureSize);
        block.signature.assign(signature.rbegin(), signature.rend());
    }
    return block;
}

struct Judgement
{
    const char *id;
    QString text;
};

Judgement judgeForm(const SignatureBlock &block)
{
    switch (block.state) {
    case BlockState::Empty: return {"no_block", tr("No signature block.")};
    case BlockState::WrongVersion: return {"wrong_version", tr("The block has an unknown version.")};
    case BlockState::WrongCrc: return {"wrong_crc", tr("The block's own checksum is wrong: the block is damaged.")};
    case BlockState::WellFormed: break;
    }
    if (block.scheme != BlockScheme::Rsa3072)
        return {"unsupported", tr("The block is signed with ECDSA, which is not supported yet.")};
    return {nullptr, {}};
}

/** The key in the block, where its four numbers belong together. */
Result<crypto::PublicKey> keyOf(const SignatureBlock &block)
{
    const ByteView bytes(block.key.bytes);
    FB_TRY(crypto::PublicKey key, crypto::PublicKey::fromRsaLittleEndian(bytes.first(ModulusSize), readLe32(bytes, ModulusSize)));
    FB_TRY(const crypto::RsaPublicBlock computed, key.rsaBlock());
    if (computed.bytes != block.key.bytes)
        return Error(errors::SignatureMismatch, tr("The numbers of the key in the block contradict each other."));
    return key;
}

Judgement judge(const SignatureBlock &block, const crypto::Sha256 &imageDigest)
{
    if (const Judgement form = judgeForm(block); form.id != nullptr)
        return form;
    if (block.imageDigest != imageDigest)
        return {"wrong_image_digest", tr("The block belongs to another image, or the image was changed after signing.")};
    const auto key = keyOf(block);
    if (!key.ok())
        return {"bad_key", tr("The public key in the block is damaged.")};
    if (!key->verifyPss(block.imageDigest, block.signature))
        return {"wrong_signature", tr("The signature was not made by the key in the block.")};
    return {"ok", tr("The signature is good.")};
}

} // namespace

std::vector<SignatureBlock> parseSignatureSector(ByteView sector)
{
    std::vector<SignatureBlock> blocks;
    for (std::size_t i = 0; i < MaximumSignatureBlocks && sector.size() >= (i + 1) * SignatureBlockSize; ++i)
        blocks.push_back(readBlock(sector.subspan(i * SignatureBlockSize, SignatureBlockSize), static_cast<int>(i)));
    return blocks;
}

BlockVerdict verifyBlock(const SignatureBlock &block, const crypto::Sha256 &imageDigest)
{
    const Judgement judgement = judge(block, imageDigest);
    const QString id = QString::fromLatin1(judgement.id);
    return {block.index, id == QLatin1String("ok"), block.keyDigest, id, judgement.text};
}

std::optional<int> SignedImage::blockOf(const crypto::Sha256 &keyDigest) const
{
    for (const BlockVerdict &verdict : verdicts) {
        if (verdict.good && verdict.keyDigest == keyDigest)
            return verdict.index;
    }
    return std::nullopt;
}

Result<SignedImage> verifySigned(ByteView file)
{
    if (file.size() % SignatureSectorSize != 0)
        return Error(errors::Unaligned, tr("A signed image is a multiple of 4096 bytes long; this file has %1.").arg(file.size()),
                     tr("The file is cut off or not signed: sign it again."));
    if (file.size() < 2 * SignatureSectorSize)
        return Error(errors::NoSignature, tr("The file is too short to hold an image and its signature."), tr("Sign the image."));
    SignedImage image;
    image.data = file.first(file.size() - SignatureSectorSize);
    const std::vector<SignatureBlock> blocks = parseSignatureSector(file.last(SignatureSectorSize));
    if (std::all_of(blocks.begin(), blocks.end(), [](const SignatureBlock &block) { return block.state == BlockState::Empty; }))
        return Error(errors::NoSignature, tr("The file has no signature: no block in its last 4096 bytes."), tr("Sign the image."));
    image.digest = crypto::sha256(image.data);
    for (const SignatureBlock &block : blocks)
        image.verdicts.push_back(verifyBlock(block, image.digest));
    return image;
}

} // namespace fb::image
