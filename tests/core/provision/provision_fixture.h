// SPDX-License-Identifier: GPL-3.0-or-later
// Prepared profiles of every preset for both families, from a small test firmware and one signing key.
#pragma once

#include "base/files.h"
#include "crypto/keys.h"
#include "provision/plan.h"
#include "provision/prepared_profile.h"
#include "test_firmware.h"
#include "testdata.h"

#include <QTemporaryDir>
#include <QTest>

#include <random>

namespace fb::test {

inline const QStringList &families()
{
    static const QStringList ids{QStringLiteral("esp32"), QStringLiteral("esp32c3")};
    return ids;
}

inline const QStringList &presets()
{
    static const QStringList names{QStringLiteral("development"), QStringLiteral("release"), QStringLiteral("release-fe"), QStringLiteral("release-sb")};
    return names;
}

class ProvisionFixture
{
public:
    ProvisionFixture() : chips(*chip::Catalogue::load())
    {
        const auto key = crypto::PrivateKey::generateRsa3072();
        (void)writeSecretFile(folder.filePath(QStringLiteral("signing-key.pem")), key->toPem());
        for (const QString &family : families())
            writeFirmware(family, makeTestFirmware(chipOf(family)));
    }

    void writeFirmware(const QString &prefix, const TestFirmware &firmware) const
    {
        (void)writeFile(folder.filePath(prefix + QStringLiteral("-bootloader.bin")), firmware.bootloader, Overwrite::Replace);
        (void)writeFile(folder.filePath(prefix + QStringLiteral("-partition-table.bin")), firmware.partitionTable, Overwrite::Replace);
        (void)writeFile(folder.filePath(prefix + QStringLiteral("-app.bin")), firmware.app, Overwrite::Replace);
    }

    const chip::Chip &chipOf(const QString &id) const { return **chips.byId(id); }

    provision::Profile profile(const QString &chip, const QString &preset) const
    {
        provision::Profile profile = provision::presetProfile(chipOf(chip), *provision::presetNamed(preset));
        for (provision::ImageSource &image : profile.images)
            image.file = QStringLiteral("%1-%2.bin").arg(chip, image.role);
        return profile;
    }

    /** Kept for the life of the fixture: a plan refers to it. */
    const provision::PreparedProfile &prepared(const QString &chip, const QString &preset)
    {
        auto &slot = m_prepared[chip + preset];
        if (!slot)
            slot = std::make_unique<provision::PreparedProfile>(make(profile(chip, preset)));
        return *slot;
    }

    provision::PreparedProfile make(const provision::Profile &wanted) const
    {
        auto result = provision::prepare(wanted, folder.path(), chips);
        if (!result.ok())
            qFatal("%s", qPrintable(result.error().toLine()));
        return *std::move(result);
    }

    /** A blank unit of the newest revision with a factory MAC. */
    provision::Snapshot blank(const chip::Chip &chip, quint8 number = 1) const
    {
        provision::Snapshot snapshot(chip);
        snapshot.takenUtc = QDateTime::currentDateTimeUtc();
        snapshot.flashSize = 4 * 1024 * 1024;
        const chip::EfuseField &mac = *chip.field(chip.macField);
        const Bytes stored{number, 0x44, 0x0E, 0xA1, 0xDF, 0x7C};
        snapshot.eFuses.setBits(mac, stored);
        setRevision(snapshot.eFuses, chip.newestRevision);
        snapshot.eFuses.setErrorRegisters(std::vector<std::uint32_t>(chip.errorRegisters.size(), 0));
        return snapshot;
    }

    static void setRevision(efuse::State &state, int revision)
    {
        if (state.chip().controller == chip::EfuseController::Esp32) {
            state.setValue(u"CHIP_VER_REV1", revision >= 100 ? 1 : 0);
            state.setValue(u"CHIP_VER_REV2", revision >= 200 ? 1 : 0);
            state.setRevisionRegisterBit(revision >= 300);
        } else {
            state.setValue(u"WAFER_VERSION_MAJOR", std::uint64_t(revision / 100));
            state.setValue(u"WAFER_VERSION_MINOR_LO", std::uint64_t(revision % 100) & 7);
            state.setValue(u"WAFER_VERSION_MINOR_HI", std::uint64_t(revision % 100) >> 3);
        }
    }

    chip::Catalogue chips;
    QTemporaryDir folder;

private:
    std::map<QString, std::unique_ptr<provision::PreparedProfile>> m_prepared;
};

/** Rows of every family and preset. */
inline void addFamilyAndPresetRows()
{
    QTest::addColumn<QString>("family");
    QTest::addColumn<QString>("preset");
    for (const QString &family : families()) {
        for (const QString &preset : presets())
            QTest::addRow("%s %s", qPrintable(family), qPrintable(preset)) << family << preset;
    }
}

} // namespace fb::test
