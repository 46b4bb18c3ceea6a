// SPDX-License-Identifier: GPL-3.0-or-later
// What the views show, without a window: item models under Qt's own tester, words, scanner, questions before a burn.
#include "station.h"
#include "testdata.h"

#include "models/batch_model.h"
#include "models/device_facts.h"
#include "models/device_model.h"
#include "models/flash_part_model.h"
#include "models/fuse_field_model.h"
#include "models/line_figures.h"
#include "models/port_list.h"
#include "models/scan_reader.h"
#include "models/security_rules.h"
#include "models/slot_words.h"
#include "models/start_preview.h"
#include "models/timeline_model.h"
#include "models/words.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace fb;
using namespace fb::ui;
using Strict = QAbstractItemModelTester;

namespace {

constexpr auto fatal = Strict::FailureReportingMode::QtTest;

bool calm(const Background &background)
{
    return QTest::qWaitFor([&] { return background.isIdle(); });
}

const chip::Catalogue &catalogue()
{
    static const Result<chip::Catalogue> loaded = chip::Catalogue::load();
    return *loaded;
}

const chip::Chip &c3()
{
    return **catalogue().byId(u"esp32c3");
}

} // namespace

class TestUiModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void slotModelFollowsTheEngine();
    void slotModelGathersProgress();
    void batchModelShowsCountersWhenTheyCome();
    void deviceModelReadsOnlyWhatIsLookedAt();
    void deviceModelForgetsOldPages();
    void deviceModelDropsAnswersToOldQuestions();
    void fieldModel();
    void flashPartModel();
    void timelineModel();
    void portModelKeepsTheOrderOfTicks();
    void portFaults();
    void scannerAgainstHand();
    void slotNumbersInScans_data();
    void slotNumbersInScans();
    void wordsOfSlots_data();
    void wordsOfSlots();
    void nextSentences();
    void durations_data();
    void durations();
    void unfinishedIsNeverAHundredPercent();
    void figuresOfABatch();
    void previewOfDevelopmentAsksNothing();
    void previewOfReleaseNamesWhatIsLost();
    void factsOfALockedUnit();
    void factsOfNothing();
    void factsOfGarbage();
    void fieldUnderABit();
    void storyOfALockedUnit();
    void storyOfALockedUnitThatAnswersNoMore();
    void storyOfABlankUnit();
    void backgroundSkipsDeadReceivers();
};

void TestUiModels::slotModelFollowsTheEngine()
{
    test::FakeEngine engine;
    SlotModel model;
    Strict tester(&model, fatal);
    QCOMPARE(model.rowCount(), 0);
    engine.setPorts({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    model.setEngine(&engine);
    QCOMPARE(model.rowCount(), 3);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    engine.set(2, test::slot(2, line::SlotState::Passed, QStringLiteral("WM-1")));
    QCOMPARE(changed.size(), 1); // a new state goes through at once
    QCOMPARE(model.status(1).state, line::SlotState::Passed);
    QVERIFY(model.index(1).data(Qt::AccessibleTextRole).toString().contains(QLatin1String("WM-1")));
    engine.setPorts({QStringLiteral("a")});
    engine.set(1, test::slot(1, line::SlotState::Failed)); // the model has not been told of the new ports yet
    QCOMPARE(model.rowCount(), 3);
    model.reload();
    QCOMPARE(model.rowCount(), 1);
    model.setEngine(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void TestUiModels::slotModelGathersProgress()
{
    test::FakeEngine engine;
    engine.setPorts({QStringLiteral("a")});
    SlotModel model;
    model.setEngine(&engine);
    engine.set(1, test::runningSlot(1, {}, 0, QStringLiteral("Writing"), 9));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    for (int i = 1; i <= 100; ++i)
        engine.set(1, test::runningSlot(1, {}, i / 101.0, QStringLiteral("Writing"), 9));
    QCOMPARE(changed.size(), 0);
    QVERIFY(changed.wait());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(model.status(0).fraction, 100 / 101.0);
}

void TestUiModels::batchModelShowsCountersWhenTheyCome()
{
    test::FakeBatches store;
    line::BatchCounters counters;
    counters.passed = 25;
    store.add(QStringLiteral("one"), QStringLiteral("1"), line::BatchState::Released, 100, counters);
    store.add(QStringLiteral("two"), QStringLiteral("2"), line::BatchState::Draft, 10);
    Background background;
    BatchModel model(background);
    Strict tester(&model, fatal);
    model.setStore(&store);
    model.reload();
    QVERIFY(calm(background));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.batch(0).name, QStringLiteral("two")); // newest first
    const QModelIndex progress = model.index(1, BatchModel::Progress);
    (void)progress.data();
    QVERIFY(calm(background));
    QCOMPARE(progress.data().toString(), QStringLiteral("25 / 100"));
    QCOMPARE(progress.data(BatchModel::FractionRole).toDouble(), 0.25);
    const int asked = store.countersAsked;
    (void)progress.data();
    QVERIFY(calm(background));
    QCOMPARE(int(store.countersAsked), asked); // known counters are not asked for again
    store.add(QStringLiteral("three"), QStringLiteral("3"), line::BatchState::Draft, 10);
    model.reload();
    QVERIFY(calm(background));
    QCOMPARE(model.rowCount(), 3);
}

void TestUiModels::deviceModelReadsOnlyWhatIsLookedAt()
{
    test::FakeDevices store(1'000'000);
    Background background;
    DeviceModel model(background);
    Strict tester(&model, fatal);
    model.setStore(&store);
    QSignalSpy counted(&model, &DeviceModel::counted);
    model.reload();
    QVERIFY(calm(background));
    QCOMPARE(counted.size(), 1);
    QCOMPARE(model.rowCount(), 1'000'000);
    const QModelIndex far = model.index(700'123, DeviceModel::Serial);
    QCOMPARE(far.data().toString(), QStringLiteral("…"));
    QVERIFY(!far.data(DeviceModel::KnownRole).toBool());
    QTRY_COMPARE(far.data().toString(), QStringLiteral("WM-0299877"));
    QVERIFY(store.pagesAsked <= 3);
    model.setFilter(QStringLiteral("4711"));
    QVERIFY(calm(background));
    QCOMPARE(model.rowCount(), 1);
    model.setFilter(QStringLiteral("nothing like it"));
    QVERIFY(calm(background));
    QCOMPARE(model.rowCount(), 0);
}

void TestUiModels::deviceModelForgetsOldPages()
{
    test::FakeDevices store(100'000);
    Background background;
    DeviceModel model(background);
    model.setStore(&store);
    model.reload();
    QVERIFY(calm(background));
    for (int page = 0; page < 100; ++page) {
        const QModelIndex index = model.index(page * DeviceModel::pageRows, 0);
        (void)index.data();
        QTRY_VERIFY(index.data(DeviceModel::KnownRole).toBool());
    }
    QCOMPARE(model.pagesHeld(), DeviceModel::pagesKept);
    QVERIFY(!model.row(0));
    QVERIFY(model.row(99 * DeviceModel::pageRows));
}

void TestUiModels::deviceModelDropsAnswersToOldQuestions()
{
    test::FakeDevices store(1000);
    Background background;
    DeviceModel model(background);
    model.setStore(&store);
    QSignalSpy counted(&model, &DeviceModel::counted);
    for (const char *typed : {"1", "12", "123"})
        model.setFilter(QString::fromLatin1(typed));
    QVERIFY(calm(background));
    QCOMPARE(counted.size(), 1);
    QCOMPARE(model.filter(), QStringLiteral("123"));
}

void TestUiModels::fieldModel()
{
    FuseFieldModel model;
    Strict tester(&model, fatal);
    const DeviceFacts facts = factsFrom(test::lockedUnit(c3()).snapshot, &catalogue());
    model.setFields(facts.fields);
    QCOMPARE(model.rowCount(), static_cast<int>(c3().fields.size()));
    const QModelIndexList found = model.match(model.index(0, 0), Qt::DisplayRole, QStringLiteral("SPI_BOOT_CRYPT_CNT"), 1, Qt::MatchExactly);
    QCOMPARE(found.size(), 1);
    const int row = found.first().row();
    QCOMPARE(model.index(row, FuseFieldModel::Raw).data().toString(), QStringLiteral("0x7"));
    QCOMPARE(model.index(row, FuseFieldModel::Block).data().toString(), QStringLiteral("0 : 82"));
    model.setFields({});
    QCOMPARE(model.rowCount(), 0);
}

void TestUiModels::flashPartModel()
{
    FlashPartModel model;
    Strict tester(&model, fatal);
    model.setParts(factsFrom(test::lockedUnit(c3()).snapshot, &catalogue()).parts);
    QVERIFY(model.rowCount() >= 6);
    QCOMPARE(model.index(0, FlashPartModel::Address).data().toString(), QStringLiteral("0x0"));
    QVERIFY(model.index(0, FlashPartModel::Md5).data().toString().startsWith(QLatin1String("5a5a")));
}

void TestUiModels::timelineModel()
{
    TimelineModel model;
    Strict tester(&model, fatal);
    model.setEntries(test::lockedUnit(c3()).timeline);
    QCOMPARE(model.rowCount(), 10);
    QVERIFY(!model.index(0).data(TimelineModel::NewDayRole).toString().isEmpty());
    QVERIFY(model.index(1).data(TimelineModel::NewDayRole).toString().isEmpty());
    QVERIFY(!model.index(5).data(TimelineModel::GoodRole).toBool());
}

void TestUiModels::portModelKeepsTheOrderOfTicks()
{
    PortListModel model({QStringLiteral("socket://host:4000")}, {{QStringLiteral("/dev/ttyUSB0"), QStringLiteral("CP2102")}, {QStringLiteral("/dev/ttyUSB1"), {}}});
    Strict tester(&model, fatal);
    QCOMPARE(model.rowCount(), 3);
    QVERIFY(model.setData(model.index(1), Qt::Checked, Qt::CheckStateRole));
    QVERIFY(model.setData(model.index(0), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(model.chosen(), QStringList({QStringLiteral("socket://host:4000"), QStringLiteral("/dev/ttyUSB1"), QStringLiteral("/dev/ttyUSB0")}));
    QVERIFY(model.setData(model.index(2), Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(model.index(1).data().toString().contains(QLatin1String("1")));
    model.add(QStringLiteral("/dev/pts/4"));
    model.add(QStringLiteral("/dev/pts/4"));
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.chosen().count(QStringLiteral("/dev/pts/4")), 1);
}

void TestUiModels::portFaults()
{
    QVERIFY(portFault(QStringLiteral("/dev/ttyUSB0")).isEmpty());
    QVERIFY(portFault(QStringLiteral("COM3")).isEmpty());
    QVERIFY(portFault(QStringLiteral("socket://10.0.0.7:4000")).isEmpty());
    for (const char *bad : {"", "two words", "socket://host", "socket://host:0", "socket://host:70000", "http://host:1"})
        QVERIFY2(!portFault(QString::fromLatin1(bad)).isEmpty(), bad);
}

void TestUiModels::scannerAgainstHand()
{
    ScanReader reader;
    QVERIFY(!reader.character(u'2', 1000)); // the first key could be a hand's
    QVERIFY(reader.character(u'0', 1005));
    QVERIFY(reader.character(u'7', 1055));
    QCOMPARE(reader.enter(1060), std::optional(QStringLiteral("207")));
    QCOMPARE(reader.enter(1061), std::nullopt); // a second Enter is nobody's

    QVERIFY(!reader.character(u'2', 2000));
    QVERIFY(!reader.character(u'0', 2200)); // begins anew
    QCOMPARE(reader.enter(2600), std::nullopt);

    QVERIFY(!reader.character(u' ', 3000));
    QCOMPARE(reader.enter(3001), std::nullopt);

    for (int i = 0; i < 1000; ++i) // a stuck key fills no memory
        (void)reader.character(u'x', 4000 + i);
    const auto text = reader.enter(5000);
    QVERIFY(!text || text->size() <= ScanReader::longestText);
}

void TestUiModels::slotNumbersInScans_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("slot");
    QTest::addRow("number") << QStringLiteral("7") << 7;
    QTest::addRow("zeros") << QStringLiteral("007") << 7;
    QTest::addRow("word") << QStringLiteral("SLOT-07") << 7;
    QTest::addRow("lower case") << QStringLiteral("slot 8") << 8;
    QTest::addRow("none so high") << QStringLiteral("9") << 0;
    QTest::addRow("zero") << QStringLiteral("0") << 0;
    QTest::addRow("work order") << QStringLiteral("2026-118") << 0;
    QTest::addRow("empty") << QString() << 0;
    QTest::addRow("long") << QStringLiteral("99999999999999999999") << 0;
}

void TestUiModels::slotNumbersInScans()
{
    QFETCH(QString, text);
    QFETCH(int, slot);
    QCOMPARE(slotIn(text, 8).value_or(0), slot);
}

void TestUiModels::wordsOfSlots_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<QString>("word");
    using line::SlotState;
    const std::pair<SlotState, const char *> words[] = {{SlotState::NoPort, "No port"}, {SlotState::Empty, "Empty"},      {SlotState::Passed, "PASS"},
                                                        {SlotState::Failed, "FAIL"},    {SlotState::SetAside, "SET ASIDE"}, {SlotState::Cancelled, "STOPPED"}};
    for (const auto &[state, word] : words)
        QTest::addRow("%s", word) << static_cast<int>(state) << QString::fromLatin1(word);
}

void TestUiModels::wordsOfSlots()
{
    QFETCH(int, state);
    QFETCH(QString, word);
    const auto value = static_cast<line::SlotState>(state);
    const SlotWords words = wordsOf(test::slot(3, value));
    QCOMPARE(words.word, word);
    QVERIFY(words.aloud.startsWith(QLatin1String("Slot 3, ")));
    if (value != line::SlotState::Passed)
        QVERIFY(!words.sentence.isEmpty()); // whoever needs a hand is told which
}

void TestUiModels::nextSentences()
{
    using line::SlotState;
    LineSituation s;
    const std::vector<line::SlotStatus> none;
    const auto says = [&](const std::vector<line::SlotStatus> &slotList, const char *part) {
        const QString text = nextSentence(s, slotList);
        if (!text.contains(QLatin1String(part)))
            qWarning("%s", qPrintable(text));
        return text.contains(QLatin1String(part));
    };
    QVERIFY(says(none, "Opening"));
    s.open = true;
    QVERIFY(says(none, "work order"));
    s.hasBatch = true;
    QVERIFY(says(none, "ports"));
    QVERIFY(says({test::slot(1, SlotState::Empty)}, "not released"));
    s.batchReleased = true;
    QVERIFY(says({test::slot(1, SlotState::Empty)}, "Plug in"));
    s.left = 0;
    QVERIFY(says({test::slot(1, SlotState::Passed)}, "complete"));
    s.left = 5;
    QVERIFY(says({test::slot(1, SlotState::Passed)}, "All done"));
    QVERIFY(says({test::slot(1, SlotState::Passed), test::slot(2, SlotState::SetAside)}, "purple"));
    QVERIFY(says({test::slot(1, SlotState::Cancelled)}, "stopped"));
    QVERIFY(says({test::runningSlot(1, {}, 0.5, {}, 9), test::runningSlot(2, {}, 0.5, {}, 4)}, "4 s"));
    QVERIFY(says({test::runningSlot(1, {}, 0.5, {}, 9), test::slot(2, SlotState::Failed), test::slot(3, SlotState::Failed)}, "2 and 3"));
    std::vector<line::SlotStatus> many{test::runningSlot(1, {}, 0.5, {}, 9)};
    for (int i = 2; i < 20; ++i)
        many.push_back(test::slot(i, SlotState::Passed));
    QVERIFY(says(many, "2, 3, 4, 5 and 14 more"));
    s.preparing = true;
    QVERIFY(says({test::slot(1, SlotState::Empty)}, "profile"));
}

void TestUiModels::durations_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("text");
    QTest::addRow("zero") << qint64(0) << QStringLiteral("0 s");
    QTest::addRow("rounds up") << qint64(8001) << QStringLiteral("9 s");
    QTest::addRow("minute and seconds") << qint64(125'000) << QStringLiteral("2 min 5 s");
    QTest::addRow("whole minutes") << qint64(120'000) << QStringLiteral("2 min");
    QTest::addRow("many minutes") << qint64(36 * 60'000 + 4000) << QStringLiteral("36 min");
    QTest::addRow("hours") << qint64(80 * 60'000) << QStringLiteral("1 h 20 min");
    QTest::addRow("whole hours") << qint64(120 * 60'000) << QStringLiteral("2 h");
}

void TestUiModels::durations()
{
    QFETCH(qint64, milliseconds);
    QFETCH(QString, text);
    QCOMPARE(durationWords(milliseconds), text);
}

void TestUiModels::unfinishedIsNeverAHundredPercent()
{
    QCOMPARE(percentWords(0.9999), QStringLiteral("99 %"));
    QCOMPARE(percentWords(1), QStringLiteral("100 %"));
    QCOMPARE(percentWords(-1), QStringLiteral("0 %"));
}

void TestUiModels::figuresOfABatch()
{
    line::BatchCounters counters;
    counters.ordered = 500;
    const auto fresh = lineFigures(counters);
    QCOMPARE(fresh[0].value, QStringLiteral("0 / 500"));
    QCOMPARE(fresh[2].value, QStringLiteral("–")); // nothing divided by nothing
    counters.passed = 412;
    counters.failed = 6;
    counters.setAside = 1;
    counters.firstPass = 412;
    counters.unitsPerHour = 148;
    const auto busy = lineFigures(counters);
    QCOMPARE(busy[1].value, QStringLiteral("88"));
    QCOMPARE(busy[2].value, QStringLiteral("98.3 %"));
    QCOMPARE(busy[4].value, QStringLiteral("36 min"));
    counters.passed = 500;
    QCOMPARE(lineFigures(counters)[4].value, QStringLiteral("done"));
}

void TestUiModels::previewOfDevelopmentAsksNothing()
{
    const StartPreview preview = previewOf(provision::presetProfile(c3(), provision::Preset::Development), c3());
    QVERIFY(!preview.irreversible);
    QVERIFY(preview.changes.empty());
}

void TestUiModels::previewOfReleaseNamesWhatIsLost()
{
    for (const char *id : {"esp32", "esp32c3"}) {
        const chip::Chip &chip = **catalogue().byId(QString::fromLatin1(id));
        const StartPreview preview = previewOf(provision::presetProfile(chip, provision::Preset::Release), chip);
        QVERIFY(preview.irreversible);
        const auto names = [&preview](const QString &fuse) {
            return std::any_of(preview.changes.begin(), preview.changes.end(), [&](const FuseChange &c) { return c.fuse == fuse; });
        };
        QVERIFY(names(chip.release.flashCryptCount));
        QVERIFY(names(chip.release.secureBootEnable));
        QVERIFY(names(chip.release.downloadLock));
        QVERIFY(preview.impossible.size() >= 4);
    }
}

void TestUiModels::factsOfALockedUnit()
{
    const DeviceFacts facts = factsFrom(test::lockedUnit(c3()).snapshot, &catalogue());
    QVERIFY(facts.hasSnapshot);
    QCOMPARE(facts.chipName, QStringLiteral("ESP32-C3"));
    QCOMPARE(facts.blocks.size(), c3().blocks.size());
    const auto key = std::find_if(facts.blocks.begin(), facts.blocks.end(), [](const FuseBlockFact &b) { return b.name == QLatin1String("BLOCK_KEY0"); });
    QVERIFY(key != facts.blocks.end());
    QVERIFY(!key->readable);
    QVERIFY(!key->data); // nothing invented behind a read protection
    QVERIFY(!key->isEmpty());
    QCOMPARE(facts.flashSize, 4u * 1024 * 1024);
    for (std::size_t i = 1; i < facts.parts.size(); ++i)
        QVERIFY(facts.parts[i - 1].address + facts.parts[i - 1].size <= facts.parts[i].address);
    const auto named = [&facts](const char *name) {
        return *std::find_if(facts.parts.begin(), facts.parts.end(), [name](const FlashPartFact &p) { return p.name == QLatin1String(name); });
    };
    QVERIFY(named("ota_0").encrypted);
    QVERIFY(!named("nvs").encrypted);
    QVERIFY(!named("ota_0").md5.isEmpty());
}

void TestUiModels::factsOfNothing()
{
    const DeviceFacts facts = factsFrom({}, nullptr);
    QVERIFY(!facts.hasSnapshot);
    QVERIFY(facts.blocks.empty() && facts.fields.empty() && facts.parts.empty());
    QCOMPARE(facts.fieldAt(0, 0), nullptr);
}

void TestUiModels::factsOfGarbage()
{
    QJsonObject snapshot = test::lockedUnit(c3()).snapshot;
    snapshot.insert(QStringLiteral("chip"), QStringLiteral("esp32-from-the-future"));
    snapshot.insert(QStringLiteral("flash"), QJsonObject{{QStringLiteral("partitionTable"), QStringLiteral("not hex")}, {QStringLiteral("regions"), 7}});
    const DeviceFacts facts = factsFrom(snapshot, &catalogue());
    QCOMPARE(facts.blocks.size(), c3().blocks.size()); // still shown, without places of fields
    QVERIFY(facts.parts.empty());
    QVERIFY(facts.fields.front().bit < 0);
    (void)factsFrom({{QStringLiteral("eFuses"), QStringLiteral("no object")}, {QStringLiteral("chip"), 3}}, &catalogue());
}

void TestUiModels::fieldUnderABit()
{
    const DeviceFacts facts = factsFrom(test::lockedUnit(c3()).snapshot, &catalogue());
    const FuseFieldFact *field = facts.fieldAt(0, 83);
    QVERIFY(field);
    QCOMPARE(field->name, QStringLiteral("SPI_BOOT_CRYPT_CNT"));
}

void TestUiModels::storyOfALockedUnit()
{
    for (const char *id : {"esp32", "esp32c3"}) {
        const SecurityStory story = securityStory(test::lockedUnit(**catalogue().byId(QString::fromLatin1(id))), &catalogue());
        QVERIFY(story.known);
        for (const RuleLine &rule : story.rules)
            QVERIFY2(rule.met, qPrintable(rule.text + rule.fuse));
        QVERIFY(story.locked);
        QVERIFY(story.rules.size() > 5);
    }
}

void TestUiModels::storyOfALockedUnitThatAnswersNoMore()
{
    fleet::DeviceDetails details = test::lockedUnit(c3());
    details.result.insert(QStringLiteral("after"), details.snapshot);
    details.snapshot = {{QStringLiteral("secureDownload"), true}, {QStringLiteral("chip"), QStringLiteral("esp32c3")}};
    const SecurityStory story = securityStory(details, &catalogue());
    QVERIFY(story.locked); // by the reading before the lock
    details.result = {};
    details.before = {};
    QVERIFY(!securityStory(details, &catalogue()).known);
}

void TestUiModels::storyOfABlankUnit()
{
    fleet::DeviceDetails details = test::lockedUnit(c3());
    details.snapshot = details.before;
    details.result = {};
    const SecurityStory story = securityStory(details, &catalogue());
    QVERIFY(story.known);
    QVERIFY(!story.locked);
    QVERIFY(story.sentence.startsWith(QLatin1String("Open")));
    QVERIFY(!securityStory(details, nullptr).known);
}

void TestUiModels::backgroundSkipsDeadReceivers()
{
    Background background;
    auto receiver = std::make_unique<QObject>();
    bool delivered = false;
    background.run(receiver.get(), [] { return 1; }, [&delivered](int) { delivered = true; });
    receiver.reset();
    QVERIFY(calm(background));
    QVERIFY(!delivered);
}

QTEST_MAIN(TestUiModels)
#include "tst_ui_models.moc"
