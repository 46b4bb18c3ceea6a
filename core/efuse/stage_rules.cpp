// SPDX-License-Identifier: GPL-3.0-or-later
#include "efuse/stage_rules.h"

#include "efuse/key_roles.h"

#include <QCoreApplication>

namespace fb::efuse {

using chip::EfuseBlock;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::efuse", text);
}

Result<void> checkSecureBoot(const State &before, const State &after)
{
    if (!after.secureBootV2On())
        return {};
    const chip::Chip &chip = after.chip();
    for (const chip::KeyPurpose &purpose : chip.purposes) {
        if (!before.secureBootV2On() && purpose.isDigest && purpose.minRevision && after.revision() < *purpose.minRevision)
            return Error(errors::RevisionTooOld, tr("This chip is %1; secure boot version 2 does not work on it.").arg(after.revisionText()),
                         tr("It needs v%1.%2 or later.").arg(*purpose.minRevision / 100).arg(*purpose.minRevision % 100),
                         chip.release.secureBootEnable);
    }
    const bool wasFine = !before.secureBootV2On() || hasUsableDigest(before);
    if (wasFine && !hasUsableDigest(after))
        return Error(errors::NoKeyDigest, tr("Secure boot would be on without any key digest that the chip accepts; it would never start again."),
                     tr("Burn the digest of a signing key first, and leave one unrevoked."), chip.release.secureBootEnable);
    return {};
}

Result<void> checkHiddenDigests(const State &before, const State &after)
{
    for (const EfuseBlock *block : newlyHidden(before, after)) {
        if (holdsDigest(after, *block))
            return Error(errors::MustStayReadable, tr("%1 holds the digest of a secure boot key; hidden, the chip would never start again.").arg(block->name),
                         tr("Leave it readable: a digest is no secret."), block->name);
    }
    return {};
}

/** Hidden settings of block 0 (ESP32: the coding of all others) could not be told any more by anybody. */
Result<void> checkHiddenSettings(const State &before, const State &after)
{
    for (const chip::EfuseField &field : after.chip().fields) {
        if (field.block == 0 && before.isReadable(field) && !after.isReadable(field))
            return Error(errors::MustStayReadable, tr("%1 is a setting and must stay readable.").arg(field.name), tr("Only keys are hidden."), field.name);
    }
    return {};
}

/** Once RD_DIS is frozen a key that software can read stays readable for ever. */
Result<void> checkReadProtectionLock(const State &before, const State &after)
{
    const chip::EfuseField *mask = after.chip().field(u"RD_DIS");
    if (!mask || after.isWritable(*mask) || !before.isWritable(*mask))
        return {};
    for (const EfuseBlock &block : after.chip().blocks) {
        if (servesFlashKey(after, block) && after.isReadable(block) && isBurned(after, block))
            return Error(errors::KeyStillReadable, tr("%1 holds the flash key and could never be hidden again.").arg(block.name),
                         tr("Read-protect it before RD_DIS is write-protected."), block.name);
    }
    return {};
}

void warnOfFlashEncryption(const State &before, const State &after, QStringList &warnings)
{
    if (after.flashEncryptionOn() && !before.flashEncryptionOn() && !hasFlashKey(after))
        warnings << tr("Flash encryption would be on without a key in any block.");
    for (const EfuseBlock &block : after.chip().blocks) {
        if (servesFlashKey(after, block) && isBurned(after, block) && after.isReadable(block) && !isBurned(before, block))
            warnings << tr("The flash key in %1 would stay readable for everybody.").arg(block.name);
    }
}

void warnOfPurposes(const State &before, const State &after, QStringList &warnings)
{
    QStringList seen;
    for (const EfuseBlock &block : after.chip().blocks) {
        const QString name = after.purposeOf(block);
        const chip::KeyPurpose *purpose = after.chip().purpose(name);
        if (!purpose || purpose->id == 0)
            continue;
        const bool changed = before.purposeOf(block) != name;
        if ((purpose->isDigest || name == after.chip().flashKeyPurpose) && seen.contains(name))
            warnings << tr("Two blocks would have the purpose %1; the chip uses only one.").arg(name);
        if (changed && after.isReadable(block) && !isBurned(after, block))
            warnings << tr("%1 would get the purpose %2 without a key in it.").arg(block.name, name);
        seen << name;
    }
}

} // namespace

std::vector<const EfuseBlock *> newlyHidden(const State &before, const State &after)
{
    std::vector<const EfuseBlock *> hidden;
    for (const EfuseBlock &block : after.chip().blocks) {
        if (before.isReadable(block) && !after.isReadable(block))
            hidden.push_back(&block);
    }
    return hidden;
}

Result<void> checkOutcome(const State &before, const State &after)
{
    FB_CHECK(checkHiddenDigests(before, after));
    FB_CHECK(checkHiddenSettings(before, after));
    FB_CHECK(checkSecureBoot(before, after));
    return checkReadProtectionLock(before, after);
}

QStringList warningsOf(const State &state, const BurnPlan &plan)
{
    const State after = predict(state, plan);
    QStringList warnings;
    warnOfFlashEncryption(state, after, warnings);
    warnOfPurposes(state, after, warnings);
    const chip::Chip &chip = after.chip();
    if (after.secureBootV2On() && !state.secureBootV2On() && after.revision() < chip.secureBootV2MinRevision.value_or(0))
        warnings << tr("This chip is %1; secure boot does not work reliably on it.").arg(after.revisionText());
    for (const QString &lock : chip.release.downloadLocks) {
        if (after.value(lock) != 0 && state.value(lock) == 0)
            warnings << tr("%1 closes the serial download mode: afterwards this program can no longer read or change the unit.").arg(lock);
    }
    return warnings;
}

} // namespace fb::efuse
