// SPDX-License-Identifier: GPL-3.0-or-later
#include "provision/plan_checks.h"

#include <QCoreApplication>

namespace fb::provision {

namespace {

constexpr QStringView ReadDisable = u"RD_DIS";
constexpr QStringView WriteDisable = u"WR_DIS";

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::provision", text);
}

QString versionText(int revision)
{
    return QStringLiteral("v%1.%2").arg(revision / 100).arg(revision % 100);
}

int neededRevision(const PreparedProfile &prepared)
{
    const int secureBoot = prepared.profile.secureBoot ? prepared.chip->secureBootV2MinRevision.value_or(0) : 0;
    return std::max(prepared.minimumRevision, secureBoot);
}

Result<void> checkCoding(const Snapshot &snapshot)
{
    if (!snapshot.chip->field(u"CODING_SCHEME"))
        return {};
    const std::uint64_t scheme = snapshot.eFuses.value(u"CODING_SCHEME");
    if (scheme == 0 || scheme == 3)
        return {};
    return Error(errors::CannotFinish, tr("This unit stores its keys in another coding (CODING_SCHEME is %1), which takes no 256-bit key.").arg(scheme),
                 tr("Take it out of the batch; nothing was changed on it."), snapshot.mac());
}

Error foreignBit(const QString &name, std::uint64_t found)
{
    return {errors::ForeignUnit, tr("%1 is %2 on this unit, which neither the factory nor this profile does.").arg(name).arg(found),
            tr("This unit was burned elsewhere. Take it out of the batch; nothing was changed on it."), name};
}

std::uint64_t wantedBits(const DesiredFuses &desired, const KeyLayout &keys, const chip::EfuseField &field, const chip::Chip &chip)
{
    std::uint64_t bits = 0;
    const auto add = [&](const DesiredFuses::Setting &setting) { bits |= setting.field == field.name ? setting.value : 0; };
    std::for_each(desired.settings.begin(), desired.settings.end(), add);
    std::for_each(desired.enables.begin(), desired.enables.end(), add);
    if (desired.downloadLock)
        add(*desired.downloadLock);
    for (const KeyAssignment &key : keys.keys) {
        const chip::KeyPurpose *purpose = chip.purpose(key.purpose);
        if (field.isKeyPurpose && purpose && key.block->purposeField == field.name)
            bits |= static_cast<std::uint64_t>(purpose->id);
    }
    return bits;
}

/** Blocks that may be hidden: the flash key's, and what was left behind half-programmed. */
std::uint64_t wantedReadProtection(const KeyLayout &keys)
{
    std::uint64_t bits = 0;
    for (const KeyAssignment &key : keys.keys) {
        if (!key.digest && key.block->readProtectBit)
            bits |= std::uint64_t(1) << *key.block->readProtectBit;
    }
    for (const chip::EfuseBlock *block : keys.damaged)
        bits |= block->readProtectBit ? std::uint64_t(1) << *block->readProtectBit : 0;
    return bits;
}

} // namespace

Result<void> checkUnit(const PreparedProfile &prepared, const Snapshot &snapshot)
{
    if (snapshot.chip->id != prepared.chip->id)
        return Error(errors::WrongChip, tr("The profile is for %1, but this unit is an %2.").arg(prepared.chip->name, snapshot.chip->name),
                     tr("Plug in the right board, or choose the profile for this one."), prepared.profile.name);
    if (snapshot.secureDownload)
        return Error(errors::AlreadyLocked, tr("This unit is locked already: it no longer tells who it is, and nothing can be changed on it."),
                     tr("Look it up by its label, or take it out of the batch."));
    if (snapshot.eFuses.revision() < neededRevision(prepared))
        return Error(errors::RevisionTooLow, tr("This unit has silicon %1; the profile needs %2 or newer.").arg(snapshot.eFuses.revisionText(), versionText(neededRevision(prepared))),
                     tr("Take it out of the batch; nothing was changed on it."), snapshot.mac());
    if (snapshot.flashSize < prepared.profile.flashSize)
        return Error(errors::FlashTooSmall, tr("The flash has %1 bytes; the profile needs %2.").arg(snapshot.flashSize).arg(prepared.profile.flashSize),
                     tr("Check the board's flash chip, or mend flashSize in the profile."), snapshot.mac());
    return checkCoding(snapshot);
}

Result<void> checkForeignBits(const DesiredFuses &desired, const KeyLayout &keys, const efuse::State &state)
{
    const chip::Chip &chip = state.chip();
    for (const chip::EfuseField &field : chip.fields) {
        if (field.block != 0 || field.factory || field.name == ReadDisable || field.name == WriteDisable || field.width > 64)
            continue;
        const std::uint64_t found = state.value(field);
        if ((found & ~wantedBits(desired, keys, field, chip)) != 0)
            return foreignBit(field.name, found);
    }
    const std::uint64_t hidden = state.value(ReadDisable);
    if ((hidden & ~wantedReadProtection(keys)) != 0)
        return foreignBit(ReadDisable.toString(), hidden);
    return {};
}

} // namespace fb::provision
