// SPDX-License-Identifier: GPL-3.0-or-later
#include "provision/executor.h"

#include "image/demonstration.h"
#include "provision/console_check.h"
#include "provision/estimates.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <numeric>

namespace fb::provision {

namespace {

constexpr int WriteAttempts = 2;
constexpr qint64 ConsoleDeadlineMs = 8000;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::provision", text);
}

bool isJournaled(Action action)
{
    return action == Action::BurnEFuses || action == Action::LockDownload || action == Action::ReadBack || action == Action::DiscardKeys;
}

/** Values of the fields of block 0 that a burn changed, as read back. */
QJsonObject changedFields(const efuse::State &before, const efuse::State &after)
{
    QJsonObject fields;
    for (const chip::EfuseField &field : after.chip().fields) {
        if (field.block == 0 && field.width <= 32 && before.value(field) != after.value(field))
            fields.insert(field.name, static_cast<qint64>(after.value(field)));
    }
    return fields;
}

bool sameBlocks(const efuse::State &a, const efuse::State &b)
{
    const auto same = [&](const chip::EfuseBlock &block) {
        const ByteView left = a.block(block.id), right = b.block(block.id);
        return std::equal(left.begin(), left.end(), right.begin(), right.end());
    };
    return std::all_of(a.chip().blocks.begin(), a.chip().blocks.end(), same);
}

Error readBackDiffers(const QString &what)
{
    return {efuse::errors::ReadBackDiffers, tr("%1 does not read back as it was burned.").arg(what),
            tr("Plug the unit in again; if it happens twice, set it aside: its chip is damaged."), what};
}

class Executor
{
public:
    explicit Executor(const Execution &execution) : m(execution), m_plan(execution.plan) {}

    Result<void> run(const Progress &progress)
    {
        const Result<void> done = runSteps(progress);
        for (const Step &step : m_plan.steps)
            m.result.steps.push_back(step.record);
        return done;
    }

private:
    Result<void> runSteps(const Progress &progress)
    {
        std::vector<double> ends;
        for (const Step &step : m_plan.steps)
            ends.push_back((ends.empty() ? 0 : ends.back()) + estimatedMs(step, m_plan, *m.prepared.chip, m.baud));
        double begin = 0;
        for (std::size_t i = 0; i < m_plan.steps.size(); ++i) {
            const Progress part = progress.share(begin / ends.back(), ends[i] / ends.back()).named(m_plan.steps[i].record.title);
            FB_CHECK(runStep(m_plan.steps[i], part));
            begin = ends[i];
        }
        return noteLock();
    }

    Result<void> runStep(Step &step, const Progress &progress)
    {
        FB_CHECK(progress.check());
        progress.report(0);
        if (step.record.outcome != StepOutcome::Planned)
            return confirmAlreadyTrue(step);
        step.record.startedUtc = QDateTime::currentDateTimeUtc();
        if (isJournaled(step.action)) {
            step.record.outcome = StepOutcome::Intended;
            if (step.action == Action::LockDownload) // what the journal has to know of a unit that cannot be asked any more
                step.record.readBack.insert(QStringLiteral("bootCheck"), m.result.bootCheck);
            FB_CHECK(m.journal.intend(m.run, step.record));
        }
        if (const Result<void> done = perform(step, progress); !done.ok())
            return failed(step, done.error());
        step.record.endedUtc = QDateTime::currentDateTimeUtc();
        if (step.record.outcome != StepOutcome::NotPossible)
            step.record.outcome = StepOutcome::Done;
        return isJournaled(step.action) && step.action != Action::LockDownload ? m.journal.complete(m.run, step.record) : Result<void>();
    }

    Result<void> failed(Step &step, const Error &error)
    {
        step.record.endedUtc = QDateTime::currentDateTimeUtc();
        // A burn that failed keeps its open intent in the journal: the next run looks what became of it.
        const bool cancelled = error.is(fb::errors::Cancelled);
        step.record.outcome = !cancelled ? StepOutcome::Failed : step.record.irreversible ? StepOutcome::Intended : StepOutcome::Planned;
        return error;
    }

    /** Noted too, so that an intent of an earlier, interrupted run is closed, and what was read stands in the record. */
    Result<void> confirmAlreadyTrue(Step &step)
    {
        const bool isKeyReadable = step.verifiesFlashKey && m_plan.keys.keys.front().block && m.snapshot.eFuses.isReadable(*m_plan.keys.keys.front().block);
        if (isKeyReadable)
            step.record.readBack.insert(QStringLiteral("equal"), true);
        if (!isJournaled(step.action) || step.record.outcome != StepOutcome::AlreadyTrue || (step.verifiesFlashKey && !isKeyReadable))
            return {};
        step.record.startedUtc = step.record.endedUtc = QDateTime::currentDateTimeUtc();
        return m.journal.complete(m.run, step.record);
    }

    Result<void> perform(Step &step, const Progress &progress)
    {
        switch (step.action) {
        case Action::CheckUnit: return {};
        case Action::SealKeys: return sealKeys();
        case Action::WriteFlash: return writeFlash(step, progress);
        case Action::ProveBoot: return proveBoot(step);
        case Action::BurnEFuses: return burn(step);
        case Action::ReadBack: return readBack(step);
        case Action::ConsoleCheck: return checkConsole(step, progress);
        case Action::LockDownload: return lockDownload(step);
        case Action::DiscardKeys: return discardKeys(m.keyStore, m.mac);
        }
        return {};
    }

    Result<void> sealKeys()
    {
        FB_CHECK(m.keyStore.seal(m.mac, FlashKeyPurpose, m.keys->flash));
        return needsNvsKey(m.prepared) ? m.keyStore.seal(m.mac, NvsKeyPurpose, m.keys->nvs) : Result<void>();
    }

    // ---- flash

    Result<void> writeFlash(Step &step, const Progress &progress)
    {
        const TargetRegion &region = m_plan.flash[static_cast<std::size_t>(step.region)];
        for (int attempt = 1;; ++attempt) {
            FB_TRY(const bool right, writeOnce(region, progress));
            if (right)
                break;
            if (attempt == WriteAttempts)
                return Error(link::errors::ContentsDiffer, tr("\"%1\" reads back differently from what was written.").arg(region.name),
                             tr("Check the power supply and the cable, then plug the unit in again; if it happens twice, its flash is bad."), region.name);
        }
        step.record.readBack = {{QStringLiteral("address"), static_cast<qint64>(region.address)},
                                {QStringLiteral("length"), static_cast<qint64>(region.contents.size())},
                                {QStringLiteral("md5"), toHex(region.md5)},
                                {QStringLiteral("encrypted"), region.encrypted}};
        return {};
    }

    Result<bool> writeOnce(const TargetRegion &region, const Progress &progress)
    {
        const auto length = static_cast<std::uint32_t>(region.contents.size());
        if (region.erased) {
            FB_TRY(const Bytes already, m.rom.flashMd5(region.address, length)); // a blank flash needs no erasing
            if (already != region.md5)
                FB_CHECK(m.rom.eraseFlash(region.address, static_cast<std::uint32_t>(alignUp(length, 4096)), progress));
        } else {
            const auto compression = region.encrypted ? link::RomClient::Compression::None : link::RomClient::Compression::Deflate;
            FB_CHECK(m.rom.writeFlash(region.address, region.contents, compression, progress));
        }
        FB_TRY(Bytes found, m.rom.flashMd5(region.address, length));
        const bool right = found == region.md5;
        std::erase_if(m.snapshot.regions, [&](const RegionMd5 &old) { return old.address == region.address; });
        m.snapshot.regions.push_back({region.name, region.address, length, std::move(found)});
        return right;
    }

    /** Every region was written or compared in this run; only then does the model's word hold for the real flash. */
    bool isFlashVerified() const
    {
        const auto verified = [this](const TargetRegion &region) {
            const RegionMd5 *found = m.snapshot.region(region.address, static_cast<std::uint32_t>(region.contents.size()));
            return found && found->md5 == region.md5;
        };
        return std::all_of(m_plan.flash.begin(), m_plan.flash.end(), verified);
    }

    // ---- boot

    Result<void> proveBoot(Step &step)
    {
        if (!isFlashVerified())
            return Error(errors::WouldNotBoot, tr("The flash was not verified as a whole."), tr("Plug the unit in again."));
        const bool needsKey = needsFlashKey(m.prepared);
        if (needsKey && !m.keys)
            return provenEarlier(step);
        const boot::FlashView flash = viewOfFlash(m_plan.flash, m.prepared.profile.flashSize);
        const efuse::State &fuses = step.predicted ? *m_plan.predicted : m.snapshot.eFuses;
        const boot::Verdict verdict = boot::boot({fuses, flash, needsKey ? &m.keys->flash : nullptr});
        step.record.readBack = {{QStringLiteral("sentence"), verdict.sentence()}, {QStringLiteral("path"), verdict.path}};
        if (verdict.outcome == boot::Outcome::Boots)
            return {};
        return Error(errors::WouldNotBoot, tr("The unit would not start: %1").arg(verdict.sentence()), tr("Mend the firmware or the profile."), m.mac);
    }

    /** The key is forgotten; the plan was let through only because nothing is left to change. */
    Result<void> provenEarlier(Step &step)
    {
        step.record.readBack = {{QStringLiteral("sentence"), tr("Proven in an earlier run; flash and eFuses are unchanged since.")}};
        return {};
    }

    // ---- eFuses

    Result<void> burn(Step &step)
    {
        const efuse::State before = m.snapshot.eFuses;
        FB_TRY(efuse::State after, burnCycles(step));
        m.snapshot.eFuses = after;
        if (!sameBlocks(after, *step.expected))
            return readBackDiffers(step.record.title);
        noteBurn(step, before, after);
        return {};
    }

    Result<efuse::State> burnCycles(const Step &step)
    {
        const efuse::CancelHold hold(m.rom);
        efuse::State state = m.snapshot.eFuses;
        for (const efuse::BlockBurn &cycle : step.burn.cycles) {
            FB_TRY(state, efuse::burnCycle(m.rom, state, cycle));
            m.snapshot.eFuses = state;
        }
        return state;
    }

    void noteBurn(Step &step, const efuse::State &before, const efuse::State &after) const
    {
        QJsonObject &json = step.record.readBack;
        if (json.contains(QLatin1String("block"))) {
            json.insert(QStringLiteral("equal"), true);
            return;
        }
        json.insert(QStringLiteral("fields"), changedFields(before, after));
    }

    Result<void> readBack(Step &step)
    {
        FB_TRY(efuse::State state, efuse::readState(m.rom, *m.prepared.chip));
        m.snapshot.eFuses = std::move(state);
        m.snapshot.takenUtc = QDateTime::currentDateTimeUtc();
        if (m.prepared.chip->hasSecurityInfo) {
            FB_TRY(m.snapshot.security, m.rom.readSecurityInfo());
        }
        FB_CHECK(checkEvidence());
        step.record.readBack = evidenceJson();
        return {};
    }

    Result<void> checkEvidence() const
    {
        const efuse::State &state = m.snapshot.eFuses;
        if (const std::vector<Shortfall> lacking = shortfalls(m_plan.desired, state, false); !lacking.empty())
            return Error(efuse::errors::ReadBackDiffers, tr("%1 reads %2 instead of %3.").arg(lacking.front().what, lacking.front().found, lacking.front().wanted),
                         tr("Plug the unit in again; if it happens twice, set it aside."), lacking.front().what);
        for (const KeyAssignment &key : m_plan.keys.keys)
            FB_CHECK(checkKeyBlock(key, state));
        return {};
    }

    Result<void> checkKeyBlock(const KeyAssignment &key, const efuse::State &state) const
    {
        const ByteView contents = state.block(key.block->id);
        const bool hidden = !state.isReadable(*key.block);
        const bool right = key.digest ? std::equal(contents.begin(), contents.end(), key.bits.view().begin(), key.bits.view().end()) : hidden;
        const bool frozen = isWriteProtected(state, key.block->name) && (key.block->purposeField.isEmpty() || isWriteProtected(state, key.block->purposeField));
        if (right && frozen && !state.hasCodingError(*key.block))
            return {};
        return readBackDiffers(key.block->name);
    }

    QJsonObject evidenceJson() const
    {
        QJsonArray regions;
        for (const RegionMd5 &region : m.snapshot.regions)
            regions.append(QJsonObject{{QStringLiteral("name"), region.name},
                                       {QStringLiteral("address"), static_cast<qint64>(region.address)},
                                       {QStringLiteral("length"), static_cast<qint64>(region.length)},
                                       {QStringLiteral("md5"), toHex(region.md5)}});
        return {{QStringLiteral("regions"), regions},
                {QStringLiteral("flashEncryption"), m.snapshot.eFuses.flashEncryptionOn()},
                {QStringLiteral("secureBoot"), m.snapshot.eFuses.secureBootV2On()}};
    }

    // ---- console

    Result<void> checkConsole(Step &step, const Progress &progress)
    {
        if (m.bootCheck == BootCheck::Skip)
            return consoleNotDone(step, QStringLiteral("skipped"));
        FB_TRY(const bool hasLines, m.rom.transport().setModemLines(std::nullopt, false));
        if (hasLines)
            return startAndListen(step, progress);
        if (m.bootCheck == BootCheck::Require)
            return Error(errors::BootCheckFailed, tr("This connection cannot restart the unit, so its start cannot be watched."),
                         tr("Use a fixture with reset lines, or allow units to pass without this check (--boot-check auto)."), m.result.port);
        return consoleNotDone(step, QStringLiteral("not possible on this link"));
    }

    Result<void> consoleNotDone(Step &step, const QString &why)
    {
        m.result.bootCheck = why;
        step.record.outcome = StepOutcome::NotPossible;
        step.record.readBack = {{QStringLiteral("console"), why}};
        return {};
    }

    Result<void> startAndListen(Step &step, const Progress &progress)
    {
        const QString expected = expectedLine();
        FB_TRY(const bool started, m.rom.resetIntoFirmware());
        Q_UNUSED(started)
        const auto decided = [&](const QString &text) { return judgeConsole(text, expected).verdict != ConsoleVerdict::Undecided; };
        FB_TRY(m.result.consoleLog, m.rom.captureConsole(QDeadlineTimer(ConsoleDeadlineMs), decided));
        const ConsoleJudgement judgement = judgeConsole(m.result.consoleLog, expected);
        step.record.readBack = {{QStringLiteral("console"), judgement.line}};
        if (judgement.verdict != ConsoleVerdict::Starts) {
            m.result.bootCheck = QStringLiteral("failed");
            return consoleError(judgement);
        }
        m.result.bootCheck = QStringLiteral("passed");
        return comeBack(progress);
    }

    Error consoleError(const ConsoleJudgement &judgement) const
    {
        if (judgement.verdict == ConsoleVerdict::Fails)
            return {errors::BootCheckFailed, tr("The unit was started and did not come up: \"%1\".").arg(judgement.line), tr("Keep the unit and show it to whoever made the firmware."), m.mac};
        return {errors::BootCheckFailed, tr("The unit was started and its console showed no application."),
                tr("If this firmware is silent by design, switch the check off (--boot-check skip)."), m.mac};
    }

    QString expectedLine() const
    {
        for (const FlashRegion &region : m.prepared.regions) {
            if (const QString line = image::demonstrationLine(region.plain); !line.isEmpty())
                return line;
        }
        return {};
    }

    /** Back into download mode; the firmware may have burned more, so the eFuses are read and judged again. */
    Result<void> comeBack(const Progress &progress)
    {
        link::ConnectOptions options;
        options.baud = m.baud;
        FB_CHECK(m.rom.connect(options, progress));
        FB_TRY(efuse::State state, efuse::readState(m.rom, *m.prepared.chip));
        if (state.macText() != m.mac)
            return Error(errors::WrongChip, tr("Another unit answers now."), tr("Do not change boards while one is being worked on."), state.macText());
        m.snapshot.eFuses = std::move(state);
        return checkEvidence();
    }

    // ---- lock

    Result<void> lockDownload(Step &step)
    {
        const QString field = m_plan.desired.downloadLock->field;
        FB_TRY(efuse::State after, burnCycles(step));
        const bool blind = efuse::closesRegisterAccess(*m.prepared.chip, step.burn.cycles.back());
        if (blind)
            FB_CHECK(confirmSecureDownload(step, field));
        else if (after.value(field) == 0)
            return readBackDiffers(field);
        m.snapshot.eFuses = std::move(after);
        step.record.readBack.insert(field, 1);
        return {};
    }

    /** The lock works at once: registers are refused already, and only the security flags still answer. */
    Result<void> confirmSecureDownload(Step &step, const QString &field)
    {
        FB_TRY(const link::SecurityInfo info, m.rom.readSecurityInfo());
        if (!info.secureDownload())
            return readBackDiffers(field);
        m.snapshot.security = info;
        step.record.readBack.insert(QStringLiteral("secureDownload"), true);
        step.record.readBack.insert(QStringLiteral("securityFlags"), static_cast<qint64>(info.flags));
        return {};
    }

    Result<void> noteLock()
    {
        for (const Step &step : m_plan.steps) {
            if (step.action == Action::LockDownload && step.record.outcome == StepOutcome::Done)
                FB_CHECK(m.journal.complete(m.run, step.record));
        }
        return {};
    }

    const Execution &m;
    Plan &m_plan;
};

} // namespace

Result<void> execute(const Execution &execution, const Progress &progress)
{
    return Executor(execution).run(progress);
}

Result<void> discardKeys(KeyStore &keys, const QString &mac)
{
    FB_CHECK(keys.discard(mac, FlashKeyPurpose));
    return keys.discard(mac, NvsKeyPurpose);
}

} // namespace fb::provision
