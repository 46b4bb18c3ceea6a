// SPDX-License-Identifier: GPL-3.0-or-later
#include "provision/profile.h"

#include <QCoreApplication>

namespace fb::provision {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::provision", text);
}

/** Collects faults of one profile; each names the member and the mend. */
class Faults
{
public:
    explicit Faults(const Profile &profile) : m_profile(profile) {}

    void add(const char *member, const QString &message, const QString &advice)
    {
        m_found.emplace_back(errors::Contradiction, message, advice, QStringLiteral("%1/%2").arg(m_profile.name, QLatin1String(member)));
    }
    std::vector<Error> take() { return std::move(m_found); }

private:
    const Profile &m_profile;
    std::vector<Error> m_found;
};

void checkPreset(const Profile &profile, Faults &faults)
{
    const bool wantsEncryption = profile.preset == Preset::Release || profile.preset == Preset::ReleaseFlashEncryption;
    const bool wantsSecureBoot = profile.preset == Preset::Release || profile.preset == Preset::ReleaseSecureBoot;
    if (!profile.isRelease())
        return;
    if (wantsEncryption != profile.flashEncryption)
        faults.add("flashEncryption", tr("The preset \"%1\" and the flash encryption switch contradict each other.").arg(nameOf(profile.preset)),
                   tr("Choose the preset that says what you want, or change the switch."));
    if (wantsSecureBoot != profile.secureBoot)
        faults.add("secureBoot", tr("The preset \"%1\" and the secure boot switch contradict each other.").arg(nameOf(profile.preset)),
                   tr("Choose the preset that says what you want, or change the switch."));
    if (profile.secureBoot && !profile.lockDownload)
        faults.add("lockDownload", tr("A release with secure boot that leaves the download mode open is not accepted by the chip maker's release check."),
                   tr("Set lockDownload to true, or use the development preset."));
}

void checkLock(const Profile &profile, Faults &faults)
{
    if (profile.lockDownload && !profile.flashEncryption && !profile.secureBoot)
        faults.add("lockDownload", tr("The download mode would be closed for good on a unit that protects nothing."),
                   tr("Switch secure boot or flash encryption on, or leave the download mode open."));
    if (profile.lockDownload && !profile.isRelease())
        faults.add("lockDownload", tr("A development unit whose download mode is closed cannot be developed on."), tr("Set lockDownload to false, or use a release preset."));
    if (profile.keyCustody == KeyCustody::HostDiscarded && !profile.flashEncryption)
        faults.add("keyCustody", tr("There is no key to discard without flash encryption."), tr("Use \"host-kept\"."));
    if (profile.keyCustody == KeyCustody::HostDiscarded && !profile.isRelease())
        faults.add("keyCustody", tr("A development unit whose key is forgotten cannot be flashed again."), tr("Use \"host-kept\"."));
}

void checkKeys(const Profile &profile, const chip::Chip &chip, Faults &faults)
{
    const qsizetype keys = profile.signingKeys.size() + profile.publicKeys.size();
    if (!profile.secureBoot && keys > 0)
        faults.add(profile.signingKeys.isEmpty() ? "publicKeys" : "signingKeys", tr("Signing keys are named but secure boot is off."), tr("Switch secure boot on, or remove the keys."));
    if (!profile.secureBoot)
        return;
    if (keys == 0)
        faults.add("signingKeys", tr("Secure boot is on but no key is named."),
                   tr("Name the private keys that sign (signingKeys), or the public keys of images that come signed (publicKeys)."));
    if (!profile.signingKeys.isEmpty() && !profile.publicKeys.isEmpty())
        faults.add("publicKeys", tr("Images are to be signed here and to come signed at once."), tr("Name signingKeys or publicKeys, not both."));
    if (keys > chip.release.digestSlots)
        faults.add(profile.signingKeys.isEmpty() ? "publicKeys" : "signingKeys", tr("%1 keys are named, but the %2 has room for %3.").arg(keys).arg(chip.name).arg(chip.release.digestSlots),
                   tr("Remove keys."));
    if (QSet<QString>(profile.signingKeys.begin(), profile.signingKeys.end()).size() != profile.signingKeys.size())
        faults.add("signingKeys", tr("The same key is named twice."), tr("Name each key once."));
}

void checkRevision(const Profile &profile, const chip::Chip &chip, Faults &faults)
{
    if (!profile.secureBoot)
        return;
    if (!chip.secureBootV2MinRevision) {
        faults.add("secureBoot", tr("The %1 has no secure boot version 2.").arg(chip.name), tr("Choose another chip or preset."));
    } else if (profile.minimumRevision < *chip.secureBootV2MinRevision) {
        const int needed = *chip.secureBootV2MinRevision;
        faults.add("minimumRevision", tr("Secure boot version 2 needs revision v%1.%2 of the %3, and the profile lets older ones in.").arg(needed / 100).arg(needed % 100).arg(chip.name),
                   tr("Set minimumRevision to \"v%1.%2\" or higher.").arg(needed / 100).arg(needed % 100));
    }
}

void checkImages(const Profile &profile, Faults &faults)
{
    QStringList targets;
    int apps = 0;
    for (const ImageSource &image : profile.images) {
        const bool whole = image.role == QLatin1String("bootloader") || image.role == QLatin1String("partition-table");
        apps += image.role == QLatin1String("app") ? 1 : 0;
        targets << (whole ? image.role : QString(image.role + QLatin1Char(' ') + image.partition));
        if (whole && !image.partition.isEmpty())
            faults.add("images", tr("The %1 has its own address, not a partition.").arg(image.role), tr("Remove \"partition\" there."));
        if (image.role == QLatin1String("data") && image.partition.isEmpty())
            faults.add("images", tr("It is not said where the data of %1 goes.").arg(image.file), tr("Name its partition."));
        if (image.role == QLatin1String("data") && image.file == QLatin1String(DemoFirmware))
            faults.add("images", tr("The demonstration firmware has no data image."), tr("Name a file."));
    }
    if (!targets.contains(QStringLiteral("bootloader")))
        faults.add("images", tr("No bootloader is named."), tr("Add an image with the role \"bootloader\"."));
    if (!targets.contains(QStringLiteral("partition-table")))
        faults.add("images", tr("No partition table is named, so nothing says where the images go."), tr("Add an image with the role \"partition-table\"."));
    if (apps == 0)
        faults.add("images", tr("No application is named."), tr("Add an image with the role \"app\"."));
    if (targets.removeDuplicates() > 0)
        faults.add("images", tr("Two images go to the same place."), tr("Remove one of them."));
}

/** Fields that the program burns itself in its own order; a profile that sets them would go round that order. */
bool isReserved(const chip::EfuseField &field, const chip::Chip &chip)
{
    static const QStringList own{QStringLiteral("WR_DIS"), QStringLiteral("RD_DIS"), QStringLiteral("CODING_SCHEME"), QStringLiteral("ABS_DONE_0"),
                                 QStringLiteral("KEY_STATUS")};
    const chip::ReleaseRules &rules = chip.release;
    const chip::EfuseBlock *block = chip.block(field.block);
    return field.factory || field.isKeyPurpose || own.contains(field.name) || (block && block->isKey && field.name == block->name)
           || field.name == rules.flashCryptCount || field.name == rules.secureBootEnable || field.name == rules.downloadLock
           || rules.downloadLocks.contains(field.name) || field.name.startsWith(QLatin1String("SECURE_BOOT_KEY_REVOKE"));
}

void checkField(const QString &name, std::uint64_t value, const Profile &profile, const chip::Chip &chip, Faults &faults)
{
    const chip::EfuseField *field = chip.field(name);
    const bool coded = chip.controller != chip::EfuseController::Esp32 && field && field->block != 0;
    if (!field)
        return faults.add("eFuses", tr("The %1 has no eFuse called %2.").arg(chip.name, name), tr("Mend its spelling; \"chip show %1\" lists them.").arg(chip.id));
    if (isReserved(*field, chip))
        return faults.add("eFuses", tr("%1 is burned by its own rules and cannot be set here.").arg(name), tr("Remove it; the switches of the profile decide it."));
    if (coded || field->type == chip::FieldType::Bytes || field->type == chip::FieldType::Mac)
        return faults.add("eFuses", tr("%1 is not a setting that every unit shares.").arg(name), tr("Remove it from the profile."));
    if (field->width < 64 && (value >> field->width) != 0)
        return faults.add("eFuses", tr("%1 has %2 bits; %3 does not fit.").arg(name).arg(field->width).arg(value), tr("Give a smaller value."));
    for (const chip::ReleaseSetting &setting : chip.release.settings) {
        const bool asked = profile.isRelease() && ((setting.flashEncryption && profile.flashEncryption) || (setting.secureBoot && profile.secureBoot));
        if (asked && setting.field == name && setting.value != value)
            faults.add("eFuses", tr("%1 has to be %2 in a release.").arg(name).arg(setting.value), tr("Remove it; the preset sets it."));
    }
}

} // namespace

std::vector<Error> contradictions(const Profile &profile, const chip::Chip &chip)
{
    Faults faults(profile);
    if (profile.name.trimmed().isEmpty())
        faults.add("name", tr("The profile has no name."), tr("Give it one; reports and batches show it."));
    if ((profile.flashSize & (profile.flashSize - 1)) != 0)
        faults.add("flashSize", tr("No flash has %1 bytes.").arg(profile.flashSize), tr("Use a power of two, for example \"4M\"."));
    checkPreset(profile, faults);
    checkLock(profile, faults);
    checkKeys(profile, chip, faults);
    checkRevision(profile, chip, faults);
    checkImages(profile, faults);
    for (const auto &[name, value] : profile.eFuses)
        checkField(name, value, profile, chip, faults);
    return faults.take();
}

} // namespace fb::provision
