// SPDX-License-Identifier: GPL-3.0-or-later
// One virtual unit on a station with a database of its own: what the end-to-end tests of provisioning work with.
#pragma once

#include "provision/executor.h"
#include "provision/unit_job.h"
#include "provision_fixture.h"
#include "sim/virtual_device.h"
#include "store/database.h"

namespace fb::test {

class UnitBench
{
public:
    UnitBench(ProvisionFixture &fixture, const provision::PreparedProfile &prepared, const sim::DeviceOptions &options = quickDevice())
        : m_fixture(fixture), m_prepared(prepared), m_chip(*prepared.chip)
    {
        restartStation();
        plugIn(m_chip, options);
    }

    /** No waiting for line or flash: these tests are about what happens, not about how long it takes. */
    static sim::DeviceOptions quickDevice()
    {
        sim::DeviceOptions options;
        options.lineRate = 0;
        options.flashTiming = false;
        options.mac = {0x7C, 0xDF, 0xA1, 0x0E, 0x44, 0x12};
        return options;
    }

    void plugIn(const chip::Chip &chip, const sim::DeviceOptions &options)
    {
        device.reset();
        auto started = sim::VirtualDevice::start(chip, options);
        if (!started.ok())
            qFatal("%s", qPrintable(started.error().toLine()));
        device = *std::move(started);
    }

    /** As if the program was ended and started again. */
    void restartStation()
    {
        database.reset();
        auto opened = store::Database::open(m_data.path());
        if (!opened.ok())
            qFatal("%s", qPrintable(opened.error().toLine()));
        database = *std::move(opened);
    }

    provision::UnitJob job()
    {
        provision::UnitJob job;
        job.port = *link::PortName::parse(device->port());
        job.chips = &m_fixture.chips;
        job.journal = &database->journal();
        job.keys = &database->keys();
        job.profileFor = [this](const chip::Chip &chip) -> Result<const provision::PreparedProfile *> {
            if (chip.id == m_prepared.chip->id)
                return &m_prepared;
            return Error(provision::errors::WrongChip, QStringLiteral("other chip"), QStringLiteral("other board"));
        };
        return job;
    }

    provision::UnitResult run(const Progress &progress = {}) { return provision::provisionUnit(job(), progress); }

    /** All blocks as burned, hidden or not. */
    std::vector<Bytes> eFuses() const
    {
        std::vector<Bytes> blocks;
        for (const chip::EfuseBlock &block : m_chip.blocks)
            blocks.push_back(device->eFuseBlock(block.id));
        return blocks;
    }

    efuse::State state() const
    {
        efuse::State state(m_chip);
        for (const chip::EfuseBlock &block : m_chip.blocks)
            state.setBlock(block.id, device->eFuseBlock(block.id));
        state.setRevisionRegisterBit(m_chip.revisionRegister.has_value());
        for (const chip::EfuseBlock &block : m_chip.blocks) {
            if (!state.isReadable(block))
                state.setBlock(block.id, Bytes());
        }
        return state;
    }

    /** Would the unit start with what lies in it now? Asked of the model, with the key that is truly burned. */
    boot::Verdict verdict() const
    {
        const efuse::State fuses = state();
        SecretBytes key(32);
        for (const chip::EfuseBlock &block : m_chip.blocks) {
            const bool holdsKey = m_chip.flashKeyPurpose.isEmpty() ? block.id == 1 : fuses.purposeOf(block) == m_chip.flashKeyPurpose;
            const Bytes stored = device->eFuseBlock(block.id);
            if (holdsKey)
                std::reverse_copy(stored.begin(), stored.end(), key.mutableView().begin());
        }
        const Bytes flash = device->flash();
        boot::FlashView view(static_cast<std::uint32_t>(flash.size()));
        view.add(0, flash);
        return boot::boot({fuses, view, &key});
    }

    QString mac() const { return QStringLiteral("7c:df:a1:0e:44:12"); }
    std::optional<SecretBytes> sealedKey() { return *database->keys().find(mac(), QString(provision::FlashKeyPurpose)); }

    std::unique_ptr<sim::VirtualDevice> device;
    std::unique_ptr<store::Database> database;

private:
    ProvisionFixture &m_fixture;
    const provision::PreparedProfile &m_prepared;
    const chip::Chip &m_chip;
    QTemporaryDir m_data;
};

inline QString explain(const provision::UnitResult &result)
{
    QString text = nameOf(result.verdict) + QStringLiteral(": ") + result.sentence;
    if (result.error)
        text += QStringLiteral(" / ") + result.error->toLine();
    for (const provision::StepRecord &step : result.steps)
        text += QStringLiteral("\n  ") + step.id + QLatin1Char(' ') + nameOf(step.outcome);
    return text;
}

} // namespace fb::test

#define FB_VERIFY_PASSED(result) QVERIFY2((result).verdict == fb::provision::UnitVerdict::Passed, qPrintable(fb::test::explain(result)))
