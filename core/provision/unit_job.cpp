// SPDX-License-Identifier: GPL-3.0-or-later
#include "provision/unit_job.h"

#include "base/log.h"
#include "provision/executor.h"
#include "provision/locked_unit.h"
#include "provision/unit_facts.h"
#include "provision/unit_verdict.h"

#include <QCoreApplication>
#include <QElapsedTimer>

namespace fb::provision {

namespace {

constexpr int RomBaud = 115200;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::provision", text);
}

/** One run over one unit, from opening the port to the last note in the journal. */
class Run
{
public:
    Run(const UnitJob &job, const Progress &progress, UnitResult &result) : m_job(job), m_progress(progress), m_result(result) {}

    Result<void> go()
    {
        m_progress.named(tr("Connecting")).report(0);
        FB_CHECK(open());
        Result<void> done = connectAndWork();
        const auto [sent, received] = m_rom->bytesOnWire();
        m_result.bytesSent = sent;
        m_result.bytesReceived = received;
        return done;
    }

    bool isLocked() const { return m_prepared && m_prepared->profile.lockDownload; }

    /** The end of the run on record; an error of the journal is an error of the run. */
    Result<void> note(const Result<void> &outcome)
    {
        if (m_run == 0)
            return outcome;
        const Result<void> noted = m_job.journal->finish(m_run, m_result);
        return outcome.ok() ? noted : outcome;
    }

private:
    Result<void> open()
    {
        const auto opener = m_job.open ? m_job.open : link::openTransport;
        FB_TRY(std::unique_ptr<link::Transport> transport, opener(m_job.port, RomBaud, m_progress.stopToken()));
        m_rom = std::make_unique<link::RomClient>(std::move(transport), *m_job.chips);
        return {};
    }

    Result<void> connectAndWork()
    {
        link::ConnectOptions options;
        options.baud = m_job.baud;
        const Result<void> connected = m_rom->connect(options, m_progress.share(0, 0.02).named(tr("Connecting")));
        if (!connected.ok())
            return recogniseLocked(connected.error());
        m_result.chip = m_rom->chip().id;
        if (m_rom->inSecureDownloadMode())
            return recogniseLocked(std::nullopt);
        return work();
    }

    /** A unit that cannot say who it is any more: perhaps one whose last step was cut off on this port. */
    Result<void> recogniseLocked(const std::optional<Error> &connectError)
    {
        LockedUnit locked{m_job, *m_rom, m_result};
        FB_TRY(m_run, finishLocked(locked, connectError));
        m_prepared = locked.prepared;
        return {};
    }

    Result<void> work()
    {
        const Progress reading = m_progress.share(0.02, 0.05).named(tr("Reading the unit"));
        FB_TRY(Snapshot snapshot, takeSnapshot(*m_rom, {}, reading));
        m_result.mac = snapshot.mac();
        m_result.before = snapshot.toJson();
        FB_TRY(m_prepared, m_job.profileFor(m_rom->chip()));
        FB_TRY(const std::vector<JournalEntry> history, m_job.journal->history(m_result.mac));
        FB_CHECK(digestFlash(snapshot, history, reading));
        FB_TRY(UnitFacts facts, lookUp(m_result.mac, *m_prepared, history, *m_job.keys));
        Result<Plan> planned = plan(*m_prepared, snapshot, facts.keyFacts());
        if (!planned.ok())
            return refuse(planned.error());
        FB_CHECK(admit());
        FB_CHECK(begin());
        return carryOut(*planned, snapshot, facts);
    }

    /** What lies in the flash already; a unit that nobody has touched is written whatever is there. */
    Result<void> digestFlash(Snapshot &snapshot, const std::vector<JournalEntry> &history, const Progress &progress)
    {
        if (history.empty() && snapshot.eFuses.isVirgin())
            return {};
        for (const RegionRequest &request : regionsOf(*m_prepared)) {
            FB_CHECK(progress.check());
            if (std::uint64_t(request.address) + request.length > snapshot.flashSize)
                continue;
            FB_TRY(Bytes md5, m_rom->flashMd5(request.address, request.length));
            snapshot.regions.push_back({request.name, request.address, request.length, std::move(md5)});
        }
        return {};
    }

    /** The refusal goes on record too; support staff will ask for it. */
    Result<void> refuse(const Error &error)
    {
        FB_CHECK(begin());
        return error;
    }

    Result<void> admit()
    {
        const UnitIdentity identity{m_result.mac, m_prepared->chip};
        if (m_job.admit) {
            FB_TRY(m_result.serial, m_job.admit(identity));
        }
        if (m_job.identified)
            m_job.identified(identity, m_result.serial);
        return {};
    }

    Result<void> begin()
    {
        FB_TRY(m_run, m_job.journal->begin(m_result.mac, m_result.chip, m_job.port.toString(), m_prepared->hash, m_result.before));
        return {};
    }

    Result<void> carryOut(Plan &plan, Snapshot &snapshot, UnitFacts &facts)
    {
        const Execution execution{*m_rom,         *m_prepared,   plan,  snapshot,     facts.keyFacts().keys, *m_job.journal,
                                  *m_job.keys,    m_run,         m_result.mac, m_job.bootCheck, m_job.baud, m_result};
        const Result<void> done = execute(execution, m_progress.share(0.05, 1));
        snapshot.takenUtc = QDateTime::currentDateTimeUtc();
        m_result.after = snapshot.toJson();
        return done;
    }

    const UnitJob &m_job;
    const Progress &m_progress;
    UnitResult &m_result;
    std::unique_ptr<link::RomClient> m_rom;
    const PreparedProfile *m_prepared = nullptr;
    qint64 m_run = 0;
};

} // namespace

UnitResult provisionUnit(const UnitJob &job, const Progress &progress)
{
    QElapsedTimer clock;
    clock.start();
    UnitResult result;
    result.port = job.port.toString();
    Run run(job, progress, result);
    const Result<void> outcome = run.go();
    judge(result, outcome, run.isLocked());
    result.milliseconds = clock.elapsed();
    if (const Result<void> noted = run.note(outcome); !noted.ok() && outcome.ok())
        judge(result, noted, false);
    qCInfo(logProvision) << result.port << result.mac << nameOf(result.verdict) << result.sentence;
    return result;
}

} // namespace fb::provision
