// SPDX-License-Identifier: GPL-3.0-or-later
// Secure boot v2: signature sector against burned key digests.
#include "boot/walk.h"
#include "image/signature_v2.h"

#include <QCoreApplication>

#include <algorithm>

namespace fb::boot {

namespace {

using image::BlockState;
using image::SignatureBlock;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::boot", text);
}

struct BurnedDigest
{
    int slot = 0;
    crypto::Sha256 digest{};
    bool revoked = false;
    bool readable = true;
    bool empty = false;
};

BurnedDigest digestIn(const efuse::State &state, const chip::EfuseBlock &block, int slot)
{
    BurnedDigest burned;
    burned.slot = slot;
    burned.readable = state.isReadable(block);
    burned.empty = state.isEmpty(block);
    const ByteView data = state.block(block.id);
    std::copy_n(data.begin(), std::min(data.size(), burned.digest.size()), burned.digest.begin());
    const chip::EfuseField *revoke = state.chip().field(QStringLiteral("SECURE_BOOT_KEY_REVOKE%1").arg(slot));
    burned.revoked = revoke != nullptr && state.value(*revoke) != 0;
    return burned;
}

/** Digests by slot; a chip without key purposes (ESP32) has one, in a block of its own. */
std::vector<BurnedDigest> burnedDigests(const efuse::State &state)
{
    const chip::Chip &chip = state.chip();
    std::vector<BurnedDigest> found;
    const chip::EfuseBlock *fixed = chip.digestBlocks.isEmpty() ? nullptr : chip.block(chip.digestBlocks.first());
    if (fixed != nullptr && fixed->purposeField.isEmpty())
        return {digestIn(state, *fixed, 0)};
    for (int slot = 0; slot < chip.release.digestSlots; ++slot) {
        for (const chip::EfuseBlock &block : chip.blocks) {
            if (state.purposeOf(block) == QStringLiteral("SECURE_BOOT_DIGEST%1").arg(slot))
                found.push_back(digestIn(state, block, slot));
        }
    }
    return found;
}

/** Why one block does not let the image start; the later in this list, the nearer it came. */
enum class BlockFault { NoBlock, Form, WrongImage, Untrusted, Revoked, Signature, None };

struct BlockReport
{
    BlockFault fault = BlockFault::NoBlock;
    QString text; ///< of image::verifyBlock, or ours
    int slot = 0; ///< of the trusted key
};

BlockReport judgeBlock(const SignatureBlock &block, const crypto::Sha256 &digest, const std::vector<BurnedDigest> &burned)
{
    if (block.state == BlockState::Empty)
        return {};
    const image::BlockVerdict verdict = image::verifyBlock(block, digest);
    if (block.state != BlockState::WellFormed || block.scheme != image::BlockScheme::Rsa3072)
        return {BlockFault::Form, verdict.text, 0};
    if (verdict.id == QLatin1String("wrong_image_digest"))
        return {BlockFault::WrongImage, verdict.text, 0};
    const auto trusted = std::find_if(burned.begin(), burned.end(), [&](const BurnedDigest &b) { return b.readable && b.digest == block.keyDigest; });
    if (trusted == burned.end())
        return {BlockFault::Untrusted, {}, 0};
    if (trusted->revoked)
        return {BlockFault::Revoked, {}, trusted->slot};
    return {verdict.good ? BlockFault::None : BlockFault::Signature, verdict.text, trusted->slot};
}

void printBlock(Walk &walk, const SignatureBlock &block, BlockFault fault, std::uint8_t found)
{
    const QString head = QStringLiteral("Sig block %1 ").arg(block.index);
    switch (fault) {
    case BlockFault::NoBlock:
        walk.print(QStringLiteral("No signature block magic byte found at signature sector (found 0x%1 not 0xe7). Image not V2 signed?").arg(found, 0, 16));
        break;
    case BlockFault::Form: walk.print(head + QStringLiteral("invalid: stored CRC is wrong")); break;
    case BlockFault::WrongImage: walk.print(head + QStringLiteral("invalid: Image digest does not match")); break;
    case BlockFault::Untrusted:
    case BlockFault::Revoked: walk.print(head + QStringLiteral("signed with untrusted key")); break;
    case BlockFault::Signature: walk.print(head + QStringLiteral("signature verification failed")); break;
    case BlockFault::None: break;
    }
}

struct Explanation
{
    const char *id;
    QString text;
    QString advice;
};

Explanation explain(const ImageRole &role, const BlockReport &report)
{
    const QString signAgain = tr("Sign the image with a key whose digest is burned, encrypt it where needed, and write it.");
    switch (report.fault) {
    case BlockFault::NoBlock: return {"none", tr("%1 is not signed.").arg(role.name), signAgain};
    case BlockFault::Form: return {"malformed", tr("The signature block of %1 cannot be used. %2").arg(role.name, report.text), signAgain};
    case BlockFault::WrongImage: return {"wrong_image_digest", tr("%1 was changed after signing, or carries the signature of another image.").arg(role.name), signAgain};
    case BlockFault::Untrusted: return {"untrusted_key", tr("%1 is signed, but not with a key that this unit trusts.").arg(role.name), signAgain};
    case BlockFault::Revoked: return {"revoked_key", tr("%1 is signed with key %2, which is revoked in this unit.").arg(role.name).arg(report.slot),
                                      tr("Sign the image with a key that is not revoked.")};
    case BlockFault::Signature:
    case BlockFault::None: break;
    }
    return {"wrong_signature", tr("The signature of %1 is wrong. %2").arg(role.name, report.text), signAgain};
}

void bad(Walk &walk, const ImageRole &role, const QString &id, const QString &text, const QString &advice, std::uint32_t address)
{
    walk.bad(role.stage, id, text, advice, address);
    walk.print(QStringLiteral("secure boot verification failed"));
}

/** True where at least one digest can be compared; says why not otherwise. */
bool haveDigest(Walk &walk, const ImageRole &role, const std::vector<BurnedDigest> &burned)
{
    const auto usable = [](const BurnedDigest &b) { return b.readable && !b.empty && !b.revoked; };
    if (std::any_of(burned.begin(), burned.end(), usable))
        return true;
    if (std::any_of(burned.begin(), burned.end(), [](const BurnedDigest &b) { return !b.readable; }))
        bad(walk, role, QStringLiteral("rom.secure_boot.digest_unreadable"), tr("The key digest in the eFuses is read-protected, so the chip cannot compare it."),
            tr("This cannot be undone; a digest block must stay readable."), 0);
    else if (std::any_of(burned.begin(), burned.end(), [](const BurnedDigest &b) { return b.revoked; }))
        bad(walk, role, QStringLiteral("rom.secure_boot.all_revoked"), tr("Every key digest in the eFuses is revoked."), tr("This unit starts nothing any more."), 0);
    else
        bad(walk, role, QStringLiteral("rom.secure_boot.no_digest"), tr("Secure boot is on, but no key digest is burned."), tr("Burn the digest of the signing key."), 0);
    return false;
}

QString validSlots(const std::vector<BurnedDigest> &burned)
{
    QStringList numbers;
    for (const BurnedDigest &b : burned) {
        if (b.readable && !b.empty && !b.revoked)
            numbers << QString::number(b.slot);
    }
    return numbers.join(QLatin1Char(' '));
}

/** The best report over the blocks that the family looks at. */
BlockReport judgeSector(Walk &walk, const LoadedImage &loaded, const std::vector<BurnedDigest> &burned)
{
    const std::size_t offset = loaded.image.signatureOffset();
    const ByteView sector = ByteView(loaded.bytes).subspan(std::min(offset, loaded.bytes.size()));
    const crypto::Sha256 digest = crypto::sha256(ByteView(loaded.bytes).first(std::min(offset, loaded.bytes.size())));
    std::vector<SignatureBlock> blocks = image::parseSignatureSector(sector);
    blocks.resize(std::min<std::size_t>(blocks.size(), static_cast<std::size_t>(walk.chip.signatureBlocks)));
    BlockReport best;
    for (const SignatureBlock &block : blocks) {
        const BlockReport report = judgeBlock(block, digest, burned);
        if (block.index == 0 || report.fault != BlockFault::NoBlock)
            printBlock(walk, block, report.fault, sector[static_cast<std::size_t>(block.index) * image::SignatureBlockSize]);
        if (report.fault > best.fault)
            best = report;
    }
    return best;
}

} // namespace

bool signatureHolds(Walk &walk, const ImageRole &role, const LoadedImage &loaded)
{
    if (!walk.eFuses.secureBootV2On())
        return true;
    const std::vector<BurnedDigest> burned = burnedDigests(walk.eFuses);
    if (role.byRom)
        walk.print(walk.isEsp32() ? QStringLiteral("secure boot v2 enabled") : QStringLiteral("Valid secure boot key blocks: ") + validSlots(burned));
    if (!haveDigest(walk, role, burned))
        return false;
    const BlockReport report = judgeSector(walk, loaded, burned);
    if (report.fault != BlockFault::None) {
        const Explanation why = explain(role, report);
        bad(walk, role, role.id + QStringLiteral(".signature.") + QLatin1String(why.id), why.text, why.advice,
            loaded.address + static_cast<std::uint32_t>(loaded.image.signatureOffset()));
        return false;
    }
    if (role.byRom)
        walk.print(QStringLiteral("secure boot verification succeeded"));
    walk.good(role.stage, role.id + QStringLiteral(".signature.ok"), tr("%1 is signed with key %2, which this unit trusts.").arg(role.name).arg(report.slot), loaded.address);
    return true;
}

} // namespace fb::boot
