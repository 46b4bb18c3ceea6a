// SPDX-License-Identifier: GPL-3.0-or-later
// The runner with a stand-in for one unit's work, so that its own promises can be tried: each slot ends once, cancel
// reaches every slot, messages do not flood, nothing arrives after it is gone.
#include "line/line_runner.h"
#include "line/remaining_time.h"
#include "line/slot_worker.h"
#include "link/transport.h"
#include "testdata.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <condition_variable>

using namespace fb;
using namespace fb::line;

namespace {

/** Work that waits for a sign, or for cancel. */
struct Gate
{
    std::mutex lock;
    std::condition_variable_any changed;
    bool open = false;

    bool wait(const std::stop_token &stop)
    {
        std::unique_lock guard(lock);
        return changed.wait(guard, stop, [this] { return open; });
    }
    void release()
    {
        const std::lock_guard guard(lock);
        open = true;
        changed.notify_all();
    }
};

provision::UnitResult passed(const provision::UnitJob &job)
{
    provision::UnitResult result;
    result.verdict = provision::UnitVerdict::Passed;
    result.port = job.port.toString();
    result.mac = QStringLiteral("7c:df:a1:00:00:01");
    return result;
}

const chip::Catalogue &chips()
{
    static const Result<chip::Catalogue> loaded = chip::Catalogue::load();
    return *loaded;
}

LineRunner::Services servicesWith(std::function<provision::UnitResult(const provision::UnitJob &, const Progress &)> work)
{
    LineRunner::Services services;
    services.chips = &chips();
    services.provision = std::move(work);
    return services;
}

const QStringList fourPorts{QStringLiteral("/dev/a"), QStringLiteral("/dev/b"), QStringLiteral("/dev/c"), QStringLiteral("socket://127.0.0.1:1")};

} // namespace

class TestLineRunner : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everySlotEndsOnce();
    void slotsRunSideBySide();
    void cancelReachesEverySlot();
    void destructionWaitsAndDeliversNothing();
    void unreadableProfileStartsNothing();
    void oneSlotAgain();
    void progressDoesNotFlood();
    void remainingTimeIsUnknownAtFirstAndZeroAtTheEnd();
    void missingPortIsNotAFailureOfTheBoard();
    void passedOnlyForPassed_data();
    void passedOnlyForPassed();
};

void TestLineRunner::everySlotEndsOnce()
{
    LineRunner runner(servicesWith([](const auto &job, const auto &) { return passed(job); }));
    runner.setPorts(fourPorts);
    QSignalSpy finished(&runner, &LineRunner::finished);
    QSignalSpy all(&runner, &LineRunner::allFinished);
    runner.start({}, 115200, provision::BootCheck::Skip);
    QVERIFY(all.wait());
    QCOMPARE(all.size(), 1);
    QSet<int> numbers;
    for (const auto &arguments : finished)
        numbers << arguments.first().toInt();
    QCOMPARE(finished.size(), 4);
    QCOMPARE(numbers, (QSet<int>{1, 2, 3, 4}));
    QVERIFY(!runner.isRunning());
}

void TestLineRunner::slotsRunSideBySide()
{
    std::atomic<int> inside{0};
    Gate gate;
    LineRunner runner(servicesWith([&](const auto &job, const Progress &progress) {
        if (++inside == 4)
            gate.release(); // only reached when all four are inside at once
        gate.wait(progress.stopToken());
        return passed(job);
    }));
    runner.setPorts(fourPorts);
    QSignalSpy all(&runner, &LineRunner::allFinished);
    runner.start({}, 115200, provision::BootCheck::Skip);
    QVERIFY(all.wait());
    QCOMPARE(inside.load(), 4);
}

void TestLineRunner::cancelReachesEverySlot()
{
    Gate gate;
    LineRunner runner(servicesWith([&](const auto &job, const Progress &progress) {
        provision::UnitResult result = passed(job);
        result.verdict = gate.wait(progress.stopToken()) ? provision::UnitVerdict::Passed : provision::UnitVerdict::Cancelled;
        return result;
    }));
    runner.setPorts(fourPorts);
    QSignalSpy ready(&runner, &LineRunner::prepared);
    QSignalSpy all(&runner, &LineRunner::allFinished);
    runner.start({}, 115200, provision::BootCheck::Skip);
    QVERIFY(ready.wait());
    runner.cancelAll();
    QVERIFY(all.wait());
    for (const SlotStatus &slot : runner.slotStatuses())
        QCOMPARE(slot.state, SlotState::Cancelled);
}

void TestLineRunner::destructionWaitsAndDeliversNothing()
{
    std::atomic<int> ended{0};
    Gate gate;
    auto runner = std::make_unique<LineRunner>(servicesWith([&](const auto &job, const Progress &progress) {
        gate.wait(progress.stopToken());
        ++ended;
        return passed(job);
    }));
    runner->setPorts(fourPorts);
    QSignalSpy ready(runner.get(), &LineRunner::prepared);
    runner->start({}, 115200, provision::BootCheck::Skip);
    QVERIFY(ready.wait());
    runner.reset();
    QCOMPARE(ended.load(), 4);
    QCoreApplication::processEvents();
}

void TestLineRunner::unreadableProfileStartsNothing()
{
    LineRunner runner(servicesWith([](const auto &job, const auto &) { return passed(job); }));
    runner.setPorts(fourPorts);
    QSignalSpy ready(&runner, &LineRunner::prepared);
    QSignalSpy finished(&runner, &LineRunner::finished);
    Batch batch;
    batch.profileFiles = {QStringLiteral("/nonexistent/profile.json")};
    runner.start(batch, 115200, provision::BootCheck::Skip);
    QVERIFY(ready.wait());
    const auto outcome = ready.first().first().value<Result<void>>();
    QVERIFY(!outcome.ok());
    QCOMPARE(outcome.error().where(), batch.profileFiles.first());
    QVERIFY(!runner.isRunning());
    QCOMPARE(finished.size(), 0);
}

void TestLineRunner::oneSlotAgain()
{
    std::atomic<int> runs{0};
    LineRunner runner(servicesWith([&](const auto &job, const auto &) {
        ++runs;
        return passed(job);
    }));
    runner.setPorts(fourPorts);
    QSignalSpy all(&runner, &LineRunner::allFinished);
    runner.start({}, 115200, provision::BootCheck::Skip);
    QVERIFY(all.wait());
    runner.startSlot(2);
    runner.startSlot(99); // no such slot: nothing
    QVERIFY(all.wait());
    QCOMPARE(runs.load(), 5);
}

void TestLineRunner::progressDoesNotFlood()
{
    SlotProgress progress;
    int posted = 0;
    for (int i = 0; i < 100000; ++i)
        posted += progress.put({i / 100000.0, QStringLiteral("Writing")});
    QCOMPARE(posted, 1); // the one under way has not been taken
    QCOMPARE(progress.take().first.fraction, 0.99999);
    QVERIFY(progress.put({1.0, QStringLiteral("Reading back")})); // new words go out at once
}

void TestLineRunner::remainingTimeIsUnknownAtFirstAndZeroAtTheEnd()
{
    RemainingTime remaining;
    QCOMPARE(remaining.update(100, 0.0), -1);
    const qint64 half = remaining.update(1000, 0.5);
    QCOMPARE(half, 1000);
    for (int i = 0; i < 50; ++i)
        (void)remaining.update(2000, 1.0);
    QCOMPARE(remaining.update(2000, 1.0), 0);
}

void TestLineRunner::missingPortIsNotAFailureOfTheBoard()
{
    provision::UnitResult result;
    result.error = Error(link::errors::PortMissing, QStringLiteral("no port"));
    QCOMPARE(ended({}, result).state, SlotState::NoPort);
    result.error = Error(link::errors::NoAnswer, QStringLiteral("silent"));
    QCOMPARE(ended({}, result).state, SlotState::Failed);
}

void TestLineRunner::passedOnlyForPassed_data()
{
    QTest::addColumn<int>("verdict");
    QTest::addColumn<int>("state");
    QTest::newRow("passed") << int(provision::UnitVerdict::Passed) << int(SlotState::Passed);
    QTest::newRow("failed") << int(provision::UnitVerdict::Failed) << int(SlotState::Failed);
    QTest::newRow("set aside") << int(provision::UnitVerdict::SetAside) << int(SlotState::SetAside);
    QTest::newRow("cancelled") << int(provision::UnitVerdict::Cancelled) << int(SlotState::Cancelled);
}

void TestLineRunner::passedOnlyForPassed()
{
    QFETCH(int, verdict);
    QFETCH(int, state);
    provision::UnitResult result;
    result.verdict = provision::UnitVerdict(verdict);
    QCOMPARE(int(ended({}, result).state), state);
}

QTEST_GUILESS_MAIN(TestLineRunner)
#include "tst_line_runner.moc"
