// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/threads.h"
#include "store_fixture.h"
#include "testdata.h"

#include <QTest>

using namespace fb;
using namespace fb::test;
using provision::StepOutcome;
using provision::UnitVerdict;

namespace {

const QString chip = QStringLiteral("esp32c3");
const QString burnKey = QStringLiteral("efuse.burn.flash_key");
const QString lock = QStringLiteral("efuse.lock.download");

Result<qint64> beginOver(store::Database &database, const QString &mac)
{
    return database.journal().begin(mac, chip, QStringLiteral("/dev/ttyUSB0"), QStringLiteral("hash"), {{QStringLiteral("n"), 1}});
}

QStringList idsOf(const std::vector<provision::StepRecord> &steps)
{
    QStringList ids;
    for (const auto &step : steps)
        ids << step.id;
    return ids;
}

} // namespace

class TestJournal : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void historyTellsEveryStepOfEveryRun();
    void intentStaysOpenUntilCompleted();
    void laterRunClosesAnEarlierIntent();
    void completionOfAnotherUnitClosesNothing();
    void failedCompletionClosesTheIntent();
    void repeatedIntentCountsOnce();
    void openIntentsAreFoundByStepOverAllUnits();
    void finishedRunTakesNoMoreSteps();
    void unknownRunIsRefused();
    void sameMacOnAnotherChipIsRefused();
    void badMacIsRefused();
    void safety3_intentIsThereWhenTheProgramIsGone();
    void safety3_readBackIsStoredWithItsStep();
    void safety5_passedWithAnOpenIntentIsRefused();
    void safety5_passedWithAFailedStepIsRefused();
    void safety5_passedWithAPlannedStepIsRefused();
    void safety5_passedWithoutIntentOfAnIrreversibleStepIsRefused();
    void safety5_unitInWorkIsNoLongerPassed();
    void stepsThatNeededNothingAreNotedAtTheEnd();
    void manyThreadsJournalSideBySide();
};

void TestJournal::historyTellsEveryStepOfEveryRun()
{
    TempStore store;
    FB_VERIFY_OK(runOver(*store.database, macOf(1), UnitVerdict::Failed));
    const auto second = beginOver(*store.database, macOf(1));
    FB_VERIFY_OK(store->journal().intend(*second, stepOf(0, lock, StepOutcome::Planned)));
    FB_VERIFY_OK(runOver(*store.database, macOf(2), UnitVerdict::Passed));
    const auto history = store->journal().history(macOf(1));
    FB_VERIFY_OK(history);
    QCOMPARE(history->size(), std::size_t(2));
    const provision::JournalEntry &first = history->front();
    QCOMPARE(first.mac, macOf(1));
    QCOMPARE(first.chip, chip);
    QCOMPARE(first.port, QStringLiteral("/dev/ttyUSB0"));
    QCOMPARE(first.profileHash, QStringLiteral("bb"));
    QCOMPARE(first.step.id, burnKey);
    QCOMPARE(first.step.title, QStringLiteral("Title of ") + burnKey);
    QCOMPARE(first.step.reason, QStringLiteral("Because."));
    QVERIFY(first.step.irreversible);
    QCOMPARE(first.step.outcome, StepOutcome::Done);
    QVERIFY(first.step.startedUtc.isValid());
    QCOMPARE(history->back().run, *second);
    QCOMPARE(history->back().step.outcome, StepOutcome::Intended);
    QVERIFY(store->journal().history(macOf(3))->empty());
}

void TestJournal::intentStaysOpenUntilCompleted()
{
    TempStore store;
    const auto run = beginOver(*store.database, macOf(1));
    FB_VERIFY_OK(run);
    QVERIFY(store->journal().openIntents(macOf(1))->empty());
    FB_VERIFY_OK(store->journal().intend(*run, stepOf(3, burnKey, StepOutcome::Planned)));
    const auto open = store->journal().openIntents(macOf(1).toUpper());
    QCOMPARE(idsOf(*open), QStringList{burnKey});
    QCOMPARE(open->front().outcome, StepOutcome::Intended);
    QCOMPARE(open->front().index, 3);
    FB_VERIFY_OK(store->journal().complete(*run, stepOf(3, burnKey, StepOutcome::Done)));
    QVERIFY(store->journal().openIntents(macOf(1))->empty());
}

void TestJournal::laterRunClosesAnEarlierIntent()
{
    TempStore store;
    const auto cut = beginOver(*store.database, macOf(1));
    FB_VERIFY_OK(store->journal().intend(*cut, stepOf(0, burnKey, StepOutcome::Planned)));
    FB_VERIFY_OK(store->journal().intend(*cut, stepOf(1, lock, StepOutcome::Planned)));
    const auto next = beginOver(*store.database, macOf(1));
    QCOMPARE(store->journal().openIntents(macOf(1))->size(), std::size_t(2));
    FB_VERIFY_OK(store->journal().complete(*next, stepOf(5, burnKey, StepOutcome::AlreadyTrue)));
    QCOMPARE(idsOf(*store->journal().openIntents(macOf(1))), QStringList{lock});
    QCOMPARE(store->info()->openIntents, 1);
}

void TestJournal::completionOfAnotherUnitClosesNothing()
{
    TempStore store;
    const auto one = beginOver(*store.database, macOf(1));
    FB_VERIFY_OK(store->journal().intend(*one, stepOf(0, burnKey, StepOutcome::Planned)));
    FB_VERIFY_OK(runOver(*store.database, macOf(2), UnitVerdict::Passed));
    QCOMPARE(store->journal().openIntents(macOf(1))->size(), std::size_t(1));
    QVERIFY(store->journal().openIntents(macOf(2))->empty());
}

void TestJournal::failedCompletionClosesTheIntent()
{
    TempStore store;
    const auto run = beginOver(*store.database, macOf(1));
    FB_VERIFY_OK(store->journal().intend(*run, stepOf(0, burnKey, StepOutcome::Planned)));
    FB_VERIFY_OK(store->journal().complete(*run, stepOf(0, burnKey, StepOutcome::Failed)));
    QVERIFY(store->journal().openIntents(macOf(1))->empty());
}

void TestJournal::repeatedIntentCountsOnce()
{
    TempStore store;
    for (int i = 0; i < 3; ++i) {
        const auto run = beginOver(*store.database, macOf(1));
        FB_VERIFY_OK(store->journal().intend(*run, stepOf(i, burnKey, StepOutcome::Planned)));
        FB_VERIFY_OK(store->journal().intend(*run, stepOf(i, burnKey, StepOutcome::Planned)));
    }
    const auto open = store->journal().openIntents(macOf(1));
    QCOMPARE(open->size(), std::size_t(1));
    QCOMPARE(open->front().index, 2); // the last one
}

void TestJournal::openIntentsAreFoundByStepOverAllUnits()
{
    TempStore store;
    for (int unit = 1; unit <= 3; ++unit) {
        const auto run = beginOver(*store.database, macOf(unit));
        FB_VERIFY_OK(store->journal().intend(*run, stepOf(0, unit == 2 ? burnKey : lock, StepOutcome::Planned)));
    }
    const auto open = store->journal().openIntentsOf(lock);
    FB_VERIFY_OK(open);
    QCOMPARE(open->size(), std::size_t(2));
    QCOMPARE(open->front().mac, macOf(1));
    QCOMPARE(open->back().mac, macOf(3));
    QVERIFY(store->journal().openIntentsOf(QStringLiteral("none"))->empty());
}

void TestJournal::finishedRunTakesNoMoreSteps()
{
    TempStore store;
    const auto run = runOver(*store.database, macOf(1), UnitVerdict::Passed);
    const auto step = stepOf(1, lock, StepOutcome::Done);
    QVERIFY(store->journal().intend(*run, step).error().is(store::errors::RunNotOpen));
    QVERIFY(store->journal().complete(*run, step).error().is(store::errors::RunNotOpen));
    QVERIFY(store->journal().finish(*run, resultOf(macOf(1), UnitVerdict::Failed)).error().is(store::errors::RunNotOpen));
    QCOMPARE(store->devices().details(macOf(1))->row.state, QStringLiteral("passed"));
}

void TestJournal::unknownRunIsRefused()
{
    TempStore store;
    QVERIFY(store->journal().intend(99, stepOf(0, lock, StepOutcome::Planned)).error().is(store::errors::RunNotOpen));
    QVERIFY(store->journal().finish(99, resultOf(macOf(1), UnitVerdict::Passed)).error().is(store::errors::RunNotOpen));
}

void TestJournal::sameMacOnAnotherChipIsRefused()
{
    TempStore store;
    FB_VERIFY_OK(beginOver(*store.database, macOf(1)));
    const auto other = store->journal().begin(macOf(1), QStringLiteral("esp32"), QStringLiteral("p"), {}, {});
    QVERIFY(!other.ok() && other.error().is(store::errors::IdentityTaken));
    QCOMPARE(exitCodeOf(other.error().kind()), 5);
}

void TestJournal::badMacIsRefused()
{
    TempStore store;
    QVERIFY(beginOver(*store.database, QString()).error().is(store::errors::BadIdentity));
    QVERIFY(!store->journal().history(QStringLiteral("x")).ok());
    QVERIFY(!store->journal().openIntents(QStringLiteral("x")).ok());
}

void TestJournal::safety3_intentIsThereWhenTheProgramIsGone()
{
    TempStore store;
    const auto run = beginOver(*store.database, macOf(1));
    FB_VERIFY_OK(store->journal().intend(*run, stepOf(0, burnKey, StepOutcome::Planned)));
    // What a power cut leaves: the files as they are on disk now, nothing closed, nothing flushed.
    QTemporaryDir other;
    for (const QString &name : {QStringLiteral("fuseboard.db"), QStringLiteral("fuseboard.db-wal"), QStringLiteral("line.key")}) {
        QVERIFY(QFile::copy(store.folder() + u'/' + name, other.filePath(name)));
        QVERIFY(QFile::setPermissions(other.filePath(name), QFile::ReadOwner | QFile::WriteOwner));
    }
    const auto survivor = store::Database::open(other.path());
    FB_VERIFY_OK(survivor);
    QCOMPARE(idsOf(*(*survivor)->journal().openIntents(macOf(1))), QStringList{burnKey});
}

void TestJournal::safety3_readBackIsStoredWithItsStep()
{
    TempStore store;
    const auto run = beginOver(*store.database, macOf(1));
    auto step = stepOf(0, burnKey, StepOutcome::Done);
    step.readBack = QJsonObject{{QStringLiteral("RD_DIS"), 1}, {QStringLiteral("block"), QStringLiteral("hidden")}};
    step.endedUtc = step.startedUtc.addMSecs(40);
    FB_VERIFY_OK(store->journal().intend(*run, step));
    FB_VERIFY_OK(store->journal().complete(*run, step));
    store.reopen();
    const auto noted = store->journal().history(macOf(1))->front().step;
    QCOMPARE(noted.readBack, step.readBack);
    QCOMPARE(noted.startedUtc.toMSecsSinceEpoch(), step.startedUtc.toMSecsSinceEpoch());
    QCOMPARE(noted.endedUtc.toMSecsSinceEpoch(), step.endedUtc.toMSecsSinceEpoch());
}

void TestJournal::safety5_passedWithAnOpenIntentIsRefused()
{
    TempStore store;
    const auto run = beginOver(*store.database, macOf(1));
    FB_VERIFY_OK(store->journal().intend(*run, stepOf(0, burnKey, StepOutcome::Planned)));
    // Neither a result that leaves the step out nor one that claims it was done.
    QVERIFY(store->journal().finish(*run, resultOf(macOf(1), UnitVerdict::Passed)).error().is(store::errors::PassedWithGaps));
    const auto claim = resultOf(macOf(1), UnitVerdict::Passed, {stepOf(0, burnKey, StepOutcome::Done)});
    QVERIFY(store->journal().finish(*run, claim).error().is(store::errors::PassedWithGaps));
    QCOMPARE(store->devices().details(macOf(1))->row.state, QStringLiteral("admitted"));
    FB_VERIFY_OK(store->journal().finish(*run, resultOf(macOf(1), UnitVerdict::Failed)));
    QCOMPARE(store->devices().details(macOf(1))->row.state, QStringLiteral("failed"));
    QCOMPARE(store->journal().openIntents(macOf(1))->size(), std::size_t(1));
}

void TestJournal::safety5_passedWithAFailedStepIsRefused()
{
    TempStore store;
    const auto run = beginOver(*store.database, macOf(1));
    FB_VERIFY_OK(store->journal().intend(*run, stepOf(0, burnKey, StepOutcome::Planned)));
    FB_VERIFY_OK(store->journal().complete(*run, stepOf(0, burnKey, StepOutcome::Failed)));
    QVERIFY(store->journal().finish(*run, resultOf(macOf(1), UnitVerdict::Passed)).error().is(store::errors::PassedWithGaps));
}

void TestJournal::safety5_passedWithAPlannedStepIsRefused()
{
    TempStore store;
    const auto run = beginOver(*store.database, macOf(1));
    const auto skipped = resultOf(macOf(1), UnitVerdict::Passed, {stepOf(0, lock, StepOutcome::Planned)});
    const auto refused = store->journal().finish(*run, skipped);
    QVERIFY(!refused.ok() && refused.error().is(store::errors::PassedWithGaps));
    QVERIFY(refused.error().message().contains(lock));
}

void TestJournal::safety5_passedWithoutIntentOfAnIrreversibleStepIsRefused()
{
    TempStore store;
    const auto run = beginOver(*store.database, macOf(1));
    FB_VERIFY_OK(store->journal().complete(*run, stepOf(0, burnKey, StepOutcome::Done)));
    QVERIFY(store->journal().finish(*run, resultOf(macOf(1), UnitVerdict::Passed, {stepOf(0, burnKey, StepOutcome::Done)})).error().is(store::errors::PassedWithGaps));
}

// A second run over a passed unit: from its beginning on the unit is in work, whatever becomes of the run.
void TestJournal::safety5_unitInWorkIsNoLongerPassed()
{
    TempStore store;
    const qint64 batch = releasedBatch(*store.database, QStringLiteral("A"), 1);
    FB_VERIFY_OK(store->batches().admit(batch, macOf(1), chip));
    FB_VERIFY_OK(runOver(*store.database, macOf(1), UnitVerdict::Passed));
    QCOMPARE(store->batches().counters(batch)->passed, 1);
    FB_VERIFY_OK(beginOver(*store.database, macOf(1)));
    store.reopen();
    QCOMPARE(store->devices().details(macOf(1))->row.state, QStringLiteral("admitted"));
    QCOMPARE(store->batches().counters(batch)->passed, 0);
    QCOMPARE(store->devices().unitsOfBatch(batch)->front().row.state, QStringLiteral("admitted"));
}

void TestJournal::stepsThatNeededNothingAreNotedAtTheEnd()
{
    TempStore store;
    const auto run = beginOver(*store.database, macOf(1));
    FB_VERIFY_OK(store->journal().finish(*run, resultOf(macOf(1), UnitVerdict::Passed,
                                                        {stepOf(0, burnKey, StepOutcome::AlreadyTrue), stepOf(1, lock, StepOutcome::NotPossible)})));
    const auto history = store->journal().history(macOf(1));
    QCOMPARE(history->size(), std::size_t(2));
    QCOMPARE(history->front().step.outcome, StepOutcome::AlreadyTrue);
    QCOMPARE(history->back().step.outcome, StepOutcome::NotPossible);
}

void TestJournal::manyThreadsJournalSideBySide()
{
    TempStore store;
    std::atomic<int> failures{0};
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 16; ++t) {
            threads.push_back(startThread(QStringLiteral("journal"), [&, t](const std::stop_token &) {
                for (int i = 0; i < 5; ++i)
                    failures += !runOver(*store.database, macOf(100 * t + i), UnitVerdict::Passed).ok();
            }));
        }
    }
    QCOMPARE(failures.load(), 0);
    const auto info = store->info();
    QCOMPARE(info->runs, 80);
    QCOMPARE(info->steps, 80);
    QVERIFY(store->check()->faults.isEmpty());
}

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
