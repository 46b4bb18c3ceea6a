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

/** The demonstration from blank boards to a report. Lives in the thread that made it, as the runner does. */
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

    /** Provisions on `runner`; whoever shows the line owns it. */
    void start(line::LineRunner &runner);
    /** Stops between steps and waits; boards keep their state. */
    void interrupt();
    [[nodiscard]] bool allPassed() const { return m_passed == int(m_boards.size()); }

Q_SIGNALS:
    void slotsChanged();
    /** One board more has shown on its console that it boots, or has not. */
    void bootProven(int slot, const QString &sentence, bool good);
    void failed(const QString &sentence);
    /** All slots have ended and reports are written. */
    void done();

private:
    explicit DemoRun(const Options &options);
    Result<void> prepare();
    Result<void> prepareBatch();
    void onAllFinished();
    void proveBoards(const std::vector<int> &passedSlots, const std::stop_token &stop);
    void writeReports();

    Options m_options;
    chip::Catalogue m_chips;
    std::vector<Board> m_boards;
    std::unique_ptr<store::Database> m_database;
    line::Batch m_batch;
    line::LineRunner *m_runner = nullptr;
    std::vector<QString> m_consoles; ///< by slot, from the boot proof
    int m_passed = 0;
    bool m_interrupted = false;
    std::jthread m_prover; ///< last member: joins before the boards go
};

} // namespace fb::demo
