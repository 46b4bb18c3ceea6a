// SPDX-License-Identifier: GPL-3.0-or-later
#include "provision/locked_unit.h"

#include "provision/console_check.h"
#include "provision/executor.h"
#include "provision/plan.h"

#include <QCoreApplication>

namespace fb::provision {

namespace {

constexpr qint64 ListenMs = 3000;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::provision", text);
}

Error alreadyLocked()
{
    return {errors::AlreadyLocked, tr("This unit is locked already: it no longer tells who it is, and nothing can be changed on it."),
            tr("Look it up by its label, or take it out of the batch.")};
}

class Finisher
{
public:
    Finisher(LockedUnit &unit, const std::optional<Error> &connectError) : m_unit(unit), m_connectError(connectError) {}

    Result<qint64> run()
    {
        FB_TRY(const std::optional<JournalEntry> entry, openLockOnThisPort());
        if (!entry)
            return m_connectError ? *m_connectError : alreadyLocked();
        FB_TRY(const chip::Chip *chip, m_unit.job.chips->byId(entry->chip));
        FB_TRY(m_unit.prepared, m_unit.job.profileFor(*chip));
        if (m_unit.prepared->hash != entry->profileHash)
            return m_connectError ? *m_connectError : alreadyLocked();
        FB_CHECK(m_connectError ? checkSilence() : checkFlags());
        return close(*entry);
    }

private:
    Result<std::optional<JournalEntry>> openLockOnThisPort()
    {
        FB_TRY(const std::vector<JournalEntry> open, m_unit.job.journal->openIntentsOf(steps::LockDownload));
        std::optional<JournalEntry> found;
        for (const JournalEntry &entry : open) {
            const bool sameChip = m_unit.result.chip.isEmpty() || entry.chip == m_unit.result.chip;
            if (!sameChip || entry.port != m_unit.result.port || (found && found->mac == entry.mac))
                continue;
            if (found)
                return std::optional<JournalEntry>(); // two units may be meant: neither is
            found = entry;
        }
        return found;
    }

    /** Flags, crypt count and key purposes of a unit in secure download mode have to be those that were burned. */
    Result<void> checkFlags()
    {
        FB_TRY(const link::SecurityInfo info, m_unit.rom.readSecurityInfo());
        const Profile &profile = m_unit.prepared->profile;
        const chip::ReleaseRules &rules = m_unit.prepared->chip->release;
        const bool crypt = !profile.flashEncryption || info.flashCryptCount == rules.flashCryptCountValue;
        if (!info.secureDownload() || info.secureBoot() != profile.secureBoot || !crypt)
            return alreadyLocked();
        m_proof = {{QStringLiteral("secureDownload"), true}, {QStringLiteral("securityFlags"), static_cast<qint64>(info.flags)}};
        return {};
    }

    /** No answer in download mode although one was forced: the ROM says so itself where it can be heard. */
    Result<void> checkSilence()
    {
        FB_TRY(const bool started, m_unit.rom.resetIntoFirmware());
        const auto decided = [](const QString &text) { return saysDownloadClosed(text) || judgeConsole(text, {}).verdict == ConsoleVerdict::Starts; };
        FB_TRY(m_unit.result.consoleLog, m_unit.rom.captureConsole(QDeadlineTimer(ListenMs), decided));
        const bool starts = started && judgeConsole(m_unit.result.consoleLog, {}).verdict == ConsoleVerdict::Starts;
        const bool closed = saysDownloadClosed(m_unit.result.consoleLog) || m_connectError->is(link::errors::DownloadDisabled);
        if (!starts && !closed)
            return Error(errors::LockUnproven, tr("The last step of a unit was cut off on this port, and the unit here does not answer: most likely it is that unit and locked, but nothing proves it."),
                         tr("Press its reset button and start again while it prints, or check by its label that it starts."), m_unit.result.port);
        m_proof = {{QStringLiteral("console"), closed ? QStringLiteral("download mode closed") : QStringLiteral("starts, no download mode")}};
        return {};
    }

    Result<qint64> close(const JournalEntry &entry)
    {
        m_unit.result.mac = entry.mac;
        m_unit.result.chip = entry.chip;
        const UnitIdentity identity{entry.mac, m_unit.prepared->chip};
        if (m_unit.job.admit) {
            FB_TRY(m_unit.result.serial, m_unit.job.admit(identity));
        }
        if (m_unit.job.identified)
            m_unit.job.identified(identity, m_unit.result.serial);
        FB_CHECK(takeSteps(entry));
        FB_TRY(const qint64 run, m_unit.job.journal->begin(entry.mac, entry.chip, m_unit.result.port, m_unit.prepared->hash, {}));
        FB_CHECK(forgetKeys());
        for (const StepRecord &step : m_unit.result.steps)
            FB_CHECK(m_unit.job.journal->complete(run, step));
        return run;
    }

    /** The steps of the interrupted run as its journal has them; the lock now has its proof. */
    Result<void> takeSteps(const JournalEntry &lock)
    {
        FB_TRY(const std::vector<JournalEntry> history, m_unit.job.journal->history(lock.mac));
        for (const JournalEntry &entry : history) {
            if (entry.run != lock.run)
                continue;
            StepRecord step = entry.step;
            if (step.id == steps::LockDownload)
                step = proven(step);
            else if (step.outcome != StepOutcome::Done && step.outcome != StepOutcome::AlreadyTrue && step.outcome != StepOutcome::NotPossible)
                continue;
            else if (step.outcome == StepOutcome::Done)
                step.outcome = StepOutcome::AlreadyTrue;
            m_unit.result.steps.push_back(std::move(step));
        }
        return {};
    }

    StepRecord proven(StepRecord step)
    {
        m_unit.result.bootCheck = step.readBack.value(QLatin1String("bootCheck")).toString();
        step.outcome = StepOutcome::AlreadyTrue;
        step.readBack = m_proof;
        step.readBack.insert(QStringLiteral("recognisedBy"), tr("the lock that was begun on this port and not confirmed"));
        step.endedUtc = QDateTime::currentDateTimeUtc();
        return step;
    }

    Result<void> forgetKeys()
    {
        if (m_unit.prepared->profile.keyCustody != KeyCustody::HostDiscarded || !m_unit.prepared->profile.flashEncryption)
            return {};
        FB_CHECK(discardKeys(*m_unit.job.keys, m_unit.result.mac));
        StepRecord step;
        step.index = m_unit.result.steps.empty() ? 0 : m_unit.result.steps.back().index + 1;
        step.id = steps::DiscardKey;
        step.title = tr("Forget the unit's key");
        step.reason = tr("The profile wants that nobody but the chip knows it.");
        step.outcome = StepOutcome::Done;
        step.startedUtc = step.endedUtc = QDateTime::currentDateTimeUtc();
        m_unit.result.steps.push_back(std::move(step));
        return {};
    }

    LockedUnit &m_unit;
    const std::optional<Error> &m_connectError;
    QJsonObject m_proof;
};

} // namespace

Result<qint64> finishLocked(LockedUnit &unit, const std::optional<Error> &connectError)
{
    return Finisher(unit, connectError).run();
}

} // namespace fb::provision
