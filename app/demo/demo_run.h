// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/boards.h"
#include "line/line_runner.h"
#include "store/database.h"

#include <QObject>

#include <stop_token>
#include <thread>

namespace fb::demo {

struct Options
{
    QString outFolder;    ///< boards, data, report and pictures go here
    QString imagesFolder; ///< real firmware; empty or missing: the built-in one
    bool resume = false;  ///< go on with the boards and the database of an interrupted demo
    int perFamily = 4;
    int baud = 921600;
};

/** The demonstration from blank boards to a report; whoever shows the line runs it. Lives in the thread that made it. */
class DemoRun : public QObject
{
    Q_OBJECT
public:
    /** Starts the boards, opens the database, creates and releases the batch (or finds it, with resume). */
    [[nodiscard]] static Result<std::unique_ptr<DemoRun>> create(const Options &options);
    ~DemoRun() override;

    [[nodiscard]] store::Database &database() { return *m_database; }
    [[nodiscard]] const chip::Catalogue &chips() const { return m_chips; }
    [[nodiscard]] const line::Batch &batch() const { return m_batch; }
    [[nodiscard]] QStringList ports() const { return portsOf(m_boards); }

    /**
     * How one board is done: a board that passed before the demonstration was interrupted is locked and cannot be
     * worked on again, so its result comes from the record. Callable from any thread.
     */
    [[nodiscard]] provision::UnitResult provisionOrRecall(const provision::UnitJob &job, const Progress &progress);
    /** The line has ended: proves on the consoles of the passed boards that they boot, then writes the reports. */
    void conclude(const std::vector<line::SlotStatus> &slotStatuses);
    /** Every board passed and was seen to boot. */
    [[nodiscard]] bool allProven() const { return m_proven == int(m_boards.size()); }

Q_SIGNALS:
    /** One board more has shown on its console that it boots, or has not. */
    void bootProven(int slot, const QString &sentence, bool good);
    void failed(const QString &sentence);
    /** The reports are written. */
    void done();

private:
    explicit DemoRun(const Options &options);
    Result<void> prepare();
    Result<void> prepareBatch();
    [[nodiscard]] std::optional<provision::UnitResult> recall(const QString &port);
    void proveBoards(const std::vector<int> &passedSlots, const std::stop_token &stop);
    void writeReports();

    Options m_options;
    chip::Catalogue m_chips;
    std::vector<Board> m_boards;
    std::unique_ptr<store::Database> m_database;
    line::Batch m_batch;
    std::vector<QString> m_consoles; ///< by slot, from the boot proof
    int m_proven = 0;
    std::jthread m_prover; ///< last member: joins before the boards go
};

} // namespace fb::demo
