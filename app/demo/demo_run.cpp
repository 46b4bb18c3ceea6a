// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demo_run.h"

#include "base/files.h"
#include "base/threads.h"
#include "demo/firmware.h"
#include "fleet/batch_report.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace fb::demo {

namespace {

const QString batchName = QStringLiteral("Water meter demo");
const QString marker = QStringLiteral("/.fuseboard-demo");

/** Only a folder that an earlier demonstration made is ever emptied. */
Result<void> freshFolder(const QString &path)
{
    if (QFileInfo::exists(path + marker))
        QDir(path).removeRecursively();
    QDir().mkpath(path);
    return writeFile(path + marker, viewOf("made by the demonstration; removed by the next one\n"), Overwrite::Replace);
}

} // namespace

DemoRun::DemoRun(const Options &options) : m_options(options) {}

DemoRun::~DemoRun() = default;

Result<std::unique_ptr<DemoRun>> DemoRun::create(const Options &options)
{
    std::unique_ptr<DemoRun> run(new DemoRun(options));
    FB_CHECK(run->prepare());
    return run;
}

Result<void> DemoRun::prepare()
{
    if (!m_options.resume || !QFileInfo::exists(m_options.outFolder + marker))
        FB_CHECK(freshFolder(m_options.outFolder));
    FB_TRY(m_chips, chip::Catalogue::load());
    FB_TRY(m_boards, startBoards(m_options.outFolder + QStringLiteral("/boards"), m_chips, m_options.perFamily));
    FB_TRY(m_database, store::Database::open(m_options.outFolder + QStringLiteral("/data")));
    m_consoles.resize(m_boards.size());
    return prepareBatch();
}

Result<void> DemoRun::prepareBatch()
{
    if (auto existing = m_database->batches().byName(batchName)) {
        m_batch = *existing;
        return {};
    }
    line::Batch draft;
    draft.name = batchName;
    draft.workOrder = QStringLiteral("2026-118");
    draft.serialPrefix = QStringLiteral("WM-");
    draft.ordered = int(m_boards.size());
    FB_TRY(draft.profileFiles, writeProfiles(m_options.outFolder + QStringLiteral("/profiles"), m_options.imagesFolder, m_chips));
    FB_TRY(draft, line::withProfiles(draft, m_chips));
    FB_TRY(m_batch, m_database->batches().create(draft));
    FB_CHECK(m_database->batches().setState(m_batch.id, line::BatchState::Released));
    FB_TRY(m_batch, m_database->batches().byId(m_batch.id));
    return {};
}

std::optional<provision::UnitResult> DemoRun::recall(const QString &port)
{
    const auto board = std::find_if(m_boards.begin(), m_boards.end(), [&port](const Board &b) { return b.device->port() == port; });
    if (board == m_boards.end())
        return std::nullopt;
    const auto known = m_database->devices().details(board->mac);
    if (!known.ok() || known->row.state != QLatin1String("passed"))
        return std::nullopt;
    provision::UnitResult result;
    result.verdict = provision::UnitVerdict::Passed;
    result.port = port;
    result.chip = known->row.chip;
    result.mac = known->row.mac;
    result.serial = known->row.serial;
    result.sentence = tr("Passed before the interruption");
    return result;
}

provision::UnitResult DemoRun::provisionOrRecall(const provision::UnitJob &job, const Progress &progress)
{
    const auto recalled = recall(job.port.toString());
    return recalled ? *recalled : provision::provisionUnit(job, progress);
}

void DemoRun::conclude(const std::vector<line::SlotStatus> &slotStatuses)
{
    std::vector<int> passed;
    for (const line::SlotStatus &slot : slotStatuses) {
        if (slot.state == line::SlotState::Passed)
            passed.push_back(slot.number);
    }
    m_proven = 0;
    m_prover = startThread(QStringLiteral("fb-boot-proof"), [this, passed](const std::stop_token &stop) { proveBoards(passed, stop); });
}

void DemoRun::proveBoards(const std::vector<int> &passedSlots, const std::stop_token &stop)
{
    for (const int slot : passedSlots) {
        if (stop.stop_requested())
            return;
        const auto log = proveBoot(m_boards[std::size_t(slot) - 1], m_chips, true);
        QMetaObject::invokeMethod(this, [this, slot, log] {
            m_proven += log.ok();
            m_consoles[std::size_t(slot) - 1] = log.ok() ? *log : QString();
            Q_EMIT bootProven(slot, log.ok() ? tr("boots, signature verified by the ROM") : log.error().toLine(), log.ok());
        });
    }
    QMetaObject::invokeMethod(this, [this] {
        writeReports();
        Q_EMIT done();
    });
}

void DemoRun::writeReports()
{
    const auto report = fleet::makeReport(m_batch, m_database->batches(), m_database->devices());
    if (!report.ok()) {
        Q_EMIT failed(report.error().toLine());
        return;
    }
    QJsonObject document = report->toJson();
    QJsonObject consoles;
    for (std::size_t i = 0; i < m_consoles.size(); ++i)
        consoles.insert(m_boards[i].device->port(), m_consoles[i]);
    document.insert(QStringLiteral("bootLogs"), consoles);
    const QString base = m_options.outFolder + QStringLiteral("/report");
    for (const auto &written : {writeFile(base + QStringLiteral(".json"), viewOf(QJsonDocument(document).toJson()), Overwrite::Replace),
                                writeFile(base + QStringLiteral(".html"), viewOf(report->toHtml().toUtf8()), Overwrite::Replace)}) {
        if (!written.ok())
            Q_EMIT failed(written.error().toLine());
    }
}

} // namespace fb::demo
