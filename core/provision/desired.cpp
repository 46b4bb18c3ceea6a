// SPDX-License-Identifier: GPL-3.0-or-later
#include "provision/desired.h"

#include <QCoreApplication>

namespace fb::provision {

namespace {

constexpr QStringView WriteDisable = u"WR_DIS";
constexpr QStringView ReadDisable = u"RD_DIS";
constexpr QStringView CryptConfig = u"FLASH_CRYPT_CONFIG";

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::provision", text);
}

void addSetting(DesiredFuses &desired, const QString &field, std::uint64_t value, const QString &reason)
{
    const auto same = [&](const DesiredFuses::Setting &setting) { return setting.field == field; };
    if (std::none_of(desired.settings.begin(), desired.settings.end(), same))
        desired.settings.push_back({field, value, reason});
}

void addReleaseSettings(DesiredFuses &desired, const Profile &profile, const chip::Chip &chip)
{
    for (const chip::ReleaseSetting &setting : chip.release.settings) {
        const bool asked = (setting.flashEncryption && profile.flashEncryption) || (setting.secureBoot && profile.secureBoot);
        if (asked && profile.isRelease())
            addSetting(desired, setting.field, setting.value, setting.reason);
    }
    // Ciphertext is made with the full key tweak in every mode; a unit with less would not start.
    if (profile.flashEncryption && chip.flashCipher == chip::FlashCipher::Esp32 && chip.field(CryptConfig))
        addSetting(desired, CryptConfig.toString(), 0xF, tr("Every block of flash gets its own variant of the key."));
}

/** A slot that no key fills could be filled by an attacker's digest as long as it is not revoked. */
void revokeUnusedSlots(DesiredFuses &desired, const chip::Chip &chip, std::size_t digestCount)
{
    for (int slot = static_cast<int>(digestCount); slot < chip.release.digestSlots; ++slot) {
        const QString field = QStringLiteral("SECURE_BOOT_KEY_REVOKE%1").arg(slot);
        if (chip.field(field))
            addSetting(desired, field, 1, tr("Nobody can put a key of his own into an unused slot."));
    }
}

void addEnables(DesiredFuses &desired, const Profile &profile, const chip::Chip &chip)
{
    const chip::ReleaseRules &rules = chip.release;
    if (profile.flashEncryption && profile.isRelease())
        desired.enables.push_back({rules.flashCryptCount, rules.flashCryptCountValue, tr("Flash encryption is on and cannot be switched off.")});
    else if (profile.flashEncryption)
        desired.enables.push_back({rules.flashCryptCount, 1, tr("Flash encryption is on; for development it can be switched off once.")});
    if (profile.secureBoot)
        desired.enables.push_back({rules.secureBootEnable, 1, tr("Only firmware signed with your key starts.")});
}

void addProtections(DesiredFuses &desired, const Profile &profile, const chip::Chip &chip)
{
    if (!profile.isRelease())
        return;
    for (const QString &name : chip.release.writeProtect) {
        if (name != ReadDisable && profile.flashEncryption)
            desired.writeProtect << name;
    }
    // Without this lock an attacker could read-protect the digest block, which ends the unit or its secure boot.
    desired.lockReadProtection = profile.secureBoot && chip.release.writeProtect.contains(ReadDisable.toString());
}

bool isBurned(const efuse::State &state, const DesiredFuses::Setting &setting)
{
    return state.value(QStringView(setting.field)) == setting.value;
}

bool isProtected(const efuse::State &state, std::optional<int> bit)
{
    return bit && ((state.value(WriteDisable) >> *bit) & 1) != 0;
}

void compare(const std::vector<DesiredFuses::Setting> &wanted, const efuse::State &state, std::vector<Shortfall> &lacking)
{
    for (const DesiredFuses::Setting &setting : wanted) {
        if (!isBurned(state, setting))
            lacking.push_back({setting.field, QString::number(state.value(QStringView(setting.field))), QString::number(setting.value)});
    }
}

} // namespace

bool isWriteProtected(const efuse::State &state, QStringView name)
{
    const chip::Chip &chip = state.chip();
    if (const chip::EfuseBlock *block = chip.block(name))
        return isProtected(state, block->writeProtectBit);
    const chip::EfuseField *field = chip.field(name);
    return field && isProtected(state, field->writeProtectBit);
}

DesiredFuses desiredFuses(const Profile &profile, const chip::Chip &chip, std::size_t digestCount)
{
    DesiredFuses desired;
    addReleaseSettings(desired, profile, chip);
    for (const auto &[name, value] : profile.eFuses)
        addSetting(desired, name, value, tr("The profile asks for it."));
    if (profile.secureBoot && profile.isRelease())
        revokeUnusedSlots(desired, chip, digestCount);
    addEnables(desired, profile, chip);
    addProtections(desired, profile, chip);
    if (profile.lockDownload)
        desired.downloadLock = DesiredFuses::Setting{chip.release.downloadLock, 1, tr("The serial port can no longer read or change the unit.")};
    return desired;
}

std::vector<Shortfall> shortfalls(const DesiredFuses &desired, const efuse::State &state, bool withLock)
{
    std::vector<Shortfall> lacking;
    compare(desired.settings, state, lacking);
    compare(desired.enables, state, lacking);
    for (const QString &name : desired.writeProtect) {
        if (!isWriteProtected(state, name))
            lacking.push_back({tr("write protection of %1").arg(name), QStringLiteral("0"), QStringLiteral("1")});
    }
    if (desired.lockReadProtection && !isWriteProtected(state, ReadDisable))
        lacking.push_back({tr("write protection of %1").arg(ReadDisable), QStringLiteral("0"), QStringLiteral("1")});
    if (withLock && desired.downloadLock)
        compare({*desired.downloadLock}, state, lacking);
    return lacking;
}

} // namespace fb::provision
