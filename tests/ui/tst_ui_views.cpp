// SPDX-License-Identifier: GPL-3.0-or-later
// The window driven as a person or a scanner drives it: real keys and clicks, offscreen.
#include "station.h"

#include "batches/batch_form.h"
#include "batches/batches_page.h"
#include "devices/devices_page.h"
#include "line/batch_chooser.h"
#include "line/line_page.h"
#include "line/ports_editor.h"
#include "line/start_question.h"
#include "shell/settings_page.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace fb;
using namespace fb::ui;
using View = MainWindow::View;

namespace {

template<typename T>
T *pageOf(test::Station &station, View view)
{
    return qobject_cast<T *>(station.window.page(view));
}

template<typename T>
T *overlayOf(const test::Station &station)
{
    return qobject_cast<T *>(station.overlay());
}

/** As a scanner types: to whatever has the focus, without a pause, Enter at the end. */
void scan(test::Station &station, const QString &text)
{
    QWidget *target = station.window.focusWidget() ? station.window.focusWidget() : &station.window;
    QTest::keyClicks(target, text);
    QTest::keyClick(target, Qt::Key_Return);
    station.settle();
}

void click(QWidget *button)
{
    QVERIFY2(button && button->isVisible() && button->isEnabled(), "the button cannot be pressed");
    QTest::mouseClick(button, Qt::LeftButton);
}

QPushButton *buttonNamed(const QWidget &parent, const QString &name)
{
    for (QPushButton *button : parent.findChildren<QPushButton *>()) {
        if (button->text() == name)
            return button;
    }
    return nullptr;
}

/** A station with two ports and the released batch 2026-118. */
line::Batch makeReady(test::Station &station)
{
    const line::Batch batch = station.batches.add(QStringLiteral("Water meter rev C"), QStringLiteral("2026-118"), line::BatchState::Released, 500);
    station.session.setPorts({QStringLiteral("/dev/ttyUSB0"), QStringLiteral("/dev/ttyUSB1")});
    station.session.chooseBatch(batch);
    station.show();
    return batch;
}

} // namespace

class TestUiViews : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startAsksForTheBatchName();
    void wrongNameDoesNotStart();
    void enterUponTheHarmlessButtonIsHarmless();
    void developmentStartsWithoutAQuestion();
    void agreedBatchStartsAgainWithoutAQuestion();
    void escapeCancels();
    void f5Starts();
    void keysStayInsideTheQuestion();
    void scanChoosesTheBatch();
    void scanOfAnUnknownWorkOrderSaysSo();
    void scanDoesNotPressTheFocusedButton();
    void scannedSlotNumberStartsTheSlot();
    void tileUnderTheArrowKeys();
    void batchIsChosenFromTheList();
    void portsAreEdited();
    void batchIsCreated();
    void takenNameKeepsTheFormOpen();
    void batchIsReleasedHeldAndClosed();
    void devicesAreSearchedAndOpened();
    void fieldsAreSearched();
    void fuseMapTellsTheField();
    void themeKeepsWhatIsShown();
    void languageKeepsWhatIsShown();
    void settingsAreRemembered();
    void shortcutsTurnPages();
    void closingWhileRunningAsks();
    void everythingThatActsHasAName();
    void tabReachesEverythingThatActs();
    void manySlotsUpdateWithoutWaiting();
};

void TestUiViews::startAsksForTheBatchName()
{
    test::Station station;
    makeReady(station);
    auto *line = pageOf<LinePage>(station, View::Line);
    click(line->startButton());
    station.settle();
    auto *question = overlayOf<StartQuestion>(station);
    QVERIFY(question);
    QPushButton *burn = buttonNamed(*question, QStringLiteral("Burn and lock"));
    QVERIFY(!burn->isEnabled());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Water meter rev C"));
    QVERIFY(burn->isEnabled());
    QVERIFY(station.engine->started.isEmpty());
    click(burn);
    station.settle();
    QCOMPARE(station.engine->started, QStringList{QStringLiteral("Water meter rev C")});
    QVERIFY(!station.overlay());
    QCOMPARE(line->startButton()->text(), QStringLiteral("Cancel"));
    QCOMPARE(line->grid()->tile(1)->status().state, line::SlotState::Running);
}

void TestUiViews::wrongNameDoesNotStart()
{
    test::Station station;
    makeReady(station);
    click(pageOf<LinePage>(station, View::Line)->startButton());
    station.settle();
    auto *question = overlayOf<StartQuestion>(station);
    QTest::keyClicks(question->field(), QStringLiteral("Water meter rev B"));
    QTest::keyClick(question->field(), Qt::Key_Return);
    QVERIFY(station.overlay());
    QTest::keyClick(question->field(), Qt::Key_Escape);
    station.settle();
    QVERIFY(!station.overlay());
    QVERIFY(station.engine->started.isEmpty());
}

void TestUiViews::enterUponTheHarmlessButtonIsHarmless()
{
    test::Station station;
    makeReady(station);
    station.session.start();
    station.settle();
    auto *question = overlayOf<StartQuestion>(station);
    QTest::keyClicks(question->field(), QStringLiteral("Water meter rev C"));
    QPushButton *keep = buttonNamed(*question, QStringLiteral("Keep as they are"));
    keep->setFocus();
    QTest::keyClick(keep, Qt::Key_Return);
    station.settle();
    QVERIFY(!station.overlay());
    QVERIFY(station.engine->started.isEmpty());
}

void TestUiViews::developmentStartsWithoutAQuestion()
{
    test::Station station;
    station.preview = {};
    makeReady(station);
    click(pageOf<LinePage>(station, View::Line)->startButton());
    station.settle();
    QVERIFY(!station.overlay());
    QCOMPARE(station.engine->started.size(), 1);
}

void TestUiViews::agreedBatchStartsAgainWithoutAQuestion()
{
    test::Station station;
    makeReady(station);
    station.session.startAgreed();
    station.engine->set(1, test::slot(1, line::SlotState::Passed));
    station.engine->set(2, test::slot(2, line::SlotState::Passed));
    station.engine->finish();
    station.settle();
    click(pageOf<LinePage>(station, View::Line)->startButton());
    station.settle();
    QVERIFY(!station.overlay());
    QCOMPARE(station.engine->started.size(), 2);
    // Another batch is another decision.
    station.engine->cancelAll();
    station.session.chooseBatch(station.batches.add(QStringLiteral("Another"), QStringLiteral("7"), line::BatchState::Released, 5));
    station.session.start();
    station.settle();
    QVERIFY(overlayOf<StartQuestion>(station));
}

void TestUiViews::escapeCancels()
{
    test::Station station;
    makeReady(station);
    station.session.startAgreed();
    station.settle();
    QTest::keyClick(station.window.focusWidget(), Qt::Key_Escape);
    station.settle();
    QCOMPARE(station.engine->cancels, 1);
    QCOMPARE(pageOf<LinePage>(station, View::Line)->grid()->tile(2)->status().state, line::SlotState::Cancelled);
    QTest::keyClick(station.window.focusWidget(), Qt::Key_Escape); // nothing runs: nothing to cancel
    QCOMPARE(station.engine->cancels, 1);
}

void TestUiViews::f5Starts()
{
    test::Station station;
    station.preview = {};
    makeReady(station);
    QTest::keyClick(&station.window, Qt::Key_F5);
    station.settle();
    QCOMPARE(station.engine->started.size(), 1);
    QTest::keyClick(&station.window, Qt::Key_F5); // while running it does not start twice
    station.settle();
    QCOMPARE(station.engine->started.size(), 1);
}

void TestUiViews::keysStayInsideTheQuestion()
{
    test::Station station;
    makeReady(station);
    station.session.start();
    station.settle();
    Overlay *question = station.overlay();
    for (int i = 0; i < 8; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(question->isAncestorOf(QApplication::focusWidget()));
    }
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(station.window.current(), View::Line);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F5);
    QVERIFY(station.engine->started.isEmpty());
    station.window.resize(1100, 700);
    QCoreApplication::processEvents();
    QCOMPARE(question->size(), station.window.size());
}

void TestUiViews::scanChoosesTheBatch()
{
    test::Station station;
    station.batches.add(QStringLiteral("Door lock pilot"), QStringLiteral("2026-121"), line::BatchState::Released, 40);
    station.batches.add(QStringLiteral("Old"), QStringLiteral("2026-118"), line::BatchState::Closed, 40);
    station.batches.add(QStringLiteral("Water meter rev C"), QStringLiteral("2026-118"), line::BatchState::Released, 40);
    station.show();
    scan(station, QStringLiteral("2026-118"));
    QVERIFY(station.session.batch());
    QCOMPARE(station.session.batch()->name, QStringLiteral("Water meter rev C")); // the one that may be worked on
    scan(station, QStringLiteral("2026-121"));
    QCOMPARE(station.session.batch()->name, QStringLiteral("Door lock pilot"));
}

void TestUiViews::scanOfAnUnknownWorkOrderSaysSo()
{
    test::Station station;
    makeReady(station);
    scan(station, QStringLiteral("1999-001"));
    QCOMPARE(station.session.batch()->workOrder, QStringLiteral("2026-118"));
    QVERIFY(pageOf<LinePage>(station, View::Line)->nextBar()->shownText().contains(QLatin1String("1999-001")));
}

void TestUiViews::scanDoesNotPressTheFocusedButton()
{
    test::Station station;
    station.preview = {};
    makeReady(station);
    station.batches.add(QStringLiteral("Door lock pilot"), QStringLiteral("2026 121"), line::BatchState::Released, 40);
    pageOf<LinePage>(station, View::Line)->startButton()->setFocus();
    scan(station, QStringLiteral("2026 121")); // a space and an Enter that would each press the button
    QVERIFY(station.engine->started.isEmpty());
    QCOMPARE(station.session.batch()->name, QStringLiteral("Door lock pilot"));
}

void TestUiViews::scannedSlotNumberStartsTheSlot()
{
    test::Station station;
    makeReady(station);
    station.session.startAgreed();
    station.engine->set(2, test::slot(2, line::SlotState::Passed));
    station.settle();
    scan(station, QStringLiteral("SLOT-02"));
    QCOMPARE(station.engine->startedSlots, QList<int>{2});
    scan(station, QStringLiteral("01")); // still running
    QCOMPARE(station.engine->startedSlots, QList<int>{2});
}

void TestUiViews::tileUnderTheArrowKeys()
{
    test::Station station;
    station.makeBusy();
    station.show();
    SlotGrid *grid = pageOf<LinePage>(station, View::Line)->grid();
    QCOMPARE(grid->columns(), 4);
    grid->tile(1)->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
    QCOMPARE(QApplication::focusWidget(), grid->tile(6));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Up);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Up); // the edge holds
    QCOMPARE(QApplication::focusWidget(), grid->tile(2));
    QCOMPARE(grid->tile(5)->accessibleName(), QStringLiteral("Slot 5"));
    QVERIFY(grid->tile(5)->accessibleDescription().contains(QLatin1String("FAIL")));
}

void TestUiViews::batchIsChosenFromTheList()
{
    test::Station station;
    station.batches.add(QStringLiteral("Draft"), QStringLiteral("1"), line::BatchState::Draft, 4);
    station.batches.add(QStringLiteral("First"), QStringLiteral("2"), line::BatchState::Released, 4);
    station.batches.add(QStringLiteral("Second"), QStringLiteral("3"), line::BatchState::Released, 4);
    station.show();
    pageOf<LinePage>(station, View::Line)->chooseBatch();
    station.settle();
    auto *chooser = overlayOf<BatchChooser>(station);
    QVERIFY(chooser);
    QCOMPARE(chooser->list()->model()->rowCount(), 2);
    QTest::keyClick(chooser->list(), Qt::Key_Down);
    QTest::keyClick(chooser->list(), Qt::Key_Return);
    station.settle();
    QVERIFY(!station.overlay());
    QCOMPARE(station.session.batch()->name, QStringLiteral("Second"));
}

void TestUiViews::portsAreEdited()
{
    test::Station station;
    station.batches.add(QStringLiteral("First"), QStringLiteral("2"), line::BatchState::Released, 4);
    station.session.chooseBatchNamed(QStringLiteral("First"));
    station.show();
    pageOf<LinePage>(station, View::Line)->editPorts();
    auto *editor = overlayOf<PortsEditor>(station);
    QVERIFY(editor);
    QTest::keyClicks(editor->field(), QStringLiteral("socket://nowhere"));
    QTest::keyClick(editor->field(), Qt::Key_Return);
    QVERIFY(editor->ports().isEmpty()); // no number: refused, and the question stays
    editor->field()->clear();
    QTest::keyClicks(editor->field(), QStringLiteral("socket://bench:4000"));
    QTest::keyClick(editor->field(), Qt::Key_Return);
    QCOMPARE(editor->ports(), QStringList{QStringLiteral("socket://bench:4000")});
    QVERIFY(station.overlay());
    click(buttonNamed(*editor, QStringLiteral("Use these ports")));
    station.settle();
    QCOMPARE(station.session.ports(), QStringList{QStringLiteral("socket://bench:4000")});
    QCOMPARE(station.session.slotModel().rowCount(), 1);
}

void TestUiViews::batchIsCreated()
{
    test::Station station;
    station.show();
    station.window.show(View::Batches);
    station.settle();
    auto *page = pageOf<BatchesPage>(station, View::Batches);
    page->createBatch();
    auto *form = overlayOf<BatchForm>(station);
    QVERIFY(form);
    QVERIFY(!form->createButton()->isEnabled());
    QTest::keyClicks(form->nameField(), QStringLiteral("Door lock"));
    QTest::keyClick(form->nameField(), Qt::Key_Tab);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("2026-130"));
    form->quantityField()->setValue(40);
    form->addProfile(QStringLiteral("/profiles/lock.json"));
    QVERIFY(form->createButton()->isEnabled());
    QTest::keyClick(form->workOrderField(), Qt::Key_Return); // Enter in a field asks the database, as the button does
    station.settle();
    QVERIFY(!station.overlay());
    QCOMPARE(page->model().rowCount(), 1);
    QCOMPARE(page->model().batch(0).name, QStringLiteral("Door lock"));
    QCOMPARE(page->model().batch(0).workOrder, QStringLiteral("2026-130"));
    QCOMPARE(page->model().batch(0).ordered, 40);
    QCOMPARE(page->model().batch(0).state, line::BatchState::Draft);
}

void TestUiViews::takenNameKeepsTheFormOpen()
{
    test::Station station;
    station.batches.add(QStringLiteral("Door lock"), QStringLiteral("1"), line::BatchState::Draft, 4);
    station.show();
    station.window.show(View::Batches);
    station.settle();
    auto *page = pageOf<BatchesPage>(station, View::Batches);
    click(page->createButton());
    auto *form = overlayOf<BatchForm>(station);
    QTest::keyClicks(form->nameField(), QStringLiteral("Door lock"));
    form->addProfile(QStringLiteral("/profiles/lock.json"));
    click(form->createButton());
    station.settle();
    QCOMPARE(station.overlay(), form);
    QCOMPARE(page->model().rowCount(), 1);
    QTest::keyClick(form->nameField(), Qt::Key_Escape);
    QVERIFY(!station.overlay());
}

void TestUiViews::batchIsReleasedHeldAndClosed()
{
    test::Station station;
    station.batches.add(QStringLiteral("Door lock"), QStringLiteral("1"), line::BatchState::Draft, 4);
    station.show();
    station.window.show(View::Batches);
    station.settle();
    auto *page = pageOf<BatchesPage>(station, View::Batches);
    const auto state = [&station] { return (*station.batches.byId(1)).state; };
    QVERIFY(!page->panel()->workButton()->isVisible());
    click(page->panel()->releaseButton());
    QVERIFY(station.overlay());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    station.settle();
    QCOMPARE(state(), line::BatchState::Draft); // asked, and left as it is
    click(page->panel()->releaseButton());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    station.settle();
    QCOMPARE(state(), line::BatchState::Released);
    click(page->panel()->holdButton());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    station.settle();
    QCOMPARE(state(), line::BatchState::Held);
    click(page->panel()->closeButton());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return); // the harmless answer has the focus
    station.settle();
    QCOMPARE(state(), line::BatchState::Held);
    click(page->panel()->closeButton());
    click(buttonNamed(*station.overlay(), QStringLiteral("Close for good")));
    station.settle();
    QCOMPARE(state(), line::BatchState::Closed);
}

void TestUiViews::devicesAreSearchedAndOpened()
{
    test::Station station(1'000'000);
    station.show();
    station.window.show(View::Devices);
    station.settle();
    auto *page = pageOf<DevicesPage>(station, View::Devices);
    QCOMPARE(page->model().rowCount(), 1'000'000);
    QTest::keyClick(page->table(), Qt::Key_End, Qt::ControlModifier);
    QTRY_VERIFY(page->model().row(999'999));
    QCOMPARE(QApplication::focusWidget(), page->searchField());
    QTest::keyClicks(page->searchField(), QStringLiteral("4711"));
    QTRY_COMPARE(page->model().rowCount(), 1);
    station.settle();
    QTest::keyClick(page->searchField(), Qt::Key_Return);
    station.settle();
    QVERIFY(page->deviceView()->isVisible());
    QCOMPARE(page->deviceView()->heading().title, QStringLiteral("WM-004112"));
    QCOMPARE(page->deviceView()->timeline().rowCount(), 10);
    QTest::keyClick(station.window.focusWidget(), Qt::Key_Escape);
    station.settle();
    QVERIFY(!page->deviceView()->isVisible());
    QCOMPARE(page->searchField()->text(), QStringLiteral("4711")); // the search is where it was
    page->searchField()->setText(QStringLiteral("nowhere"));
    QTRY_COMPARE(page->model().rowCount(), 0);
    QVERIFY(page->searchField()->isVisible());
}

void TestUiViews::fieldsAreSearched()
{
    test::Station station;
    station.show();
    auto *page = pageOf<DevicesPage>(station, View::Devices);
    station.window.show(View::Devices);
    page->openDevice(QStringLiteral("WM-004112"));
    station.settle();
    DeviceView *view = page->deviceView();
    view->showFields(true);
    const int all = view->fieldTable()->model()->rowCount();
    QVERIFY(all > 50);
    QTest::keyClicks(view->fieldSearch(), QStringLiteral("jtag"));
    const int some = view->fieldTable()->model()->rowCount();
    QVERIFY(some > 0 && some < all);
}

void TestUiViews::fuseMapTellsTheField()
{
    test::Station station;
    station.show();
    auto *page = pageOf<DevicesPage>(station, View::Devices);
    station.window.show(View::Devices);
    page->openDevice(QStringLiteral("WM-004112"));
    station.settle();
    FuseMap *map = page->deviceView()->fuseMap();
    const FuseFieldFact *field = map->fieldUnder(map->cellOf(0, 83).center());
    QVERIFY(field);
    QCOMPARE(field->name, QStringLiteral("SPI_BOOT_CRYPT_CNT"));
    QCOMPARE(map->fieldUnder({-5, -5}), nullptr);
    QCOMPARE(map->fieldUnder({map->width() + 50, 30}), nullptr);
}

void TestUiViews::themeKeepsWhatIsShown()
{
    test::Station station;
    station.makeBusy();
    station.show();
    SlotTile *tile = pageOf<LinePage>(station, View::Line)->grid()->tile(5);
    const QImage light = tile->grab().toImage();
    station.theme.choose(ThemeChoice::Dark);
    station.settle();
    QVERIFY(station.theme.isDark());
    QCOMPARE(tile->status().state, line::SlotState::Failed);
    QVERIFY(tile->grab().toImage() != light);
    QCOMPARE(station.window.palette().color(QPalette::Window), darkTokens().background);
    station.theme.choose(ThemeChoice::Light);
    station.settle();
    QCOMPARE(tile->grab().toImage(), light);
    station.theme.choose(ThemeChoice::System); // the offscreen platform says nothing, which means light
    QVERIFY(!station.theme.isDark());
}

void TestUiViews::languageKeepsWhatIsShown()
{
    test::Station station;
    makeReady(station);
    station.window.show(View::Devices);
    auto *page = pageOf<DevicesPage>(station, View::Devices);
    page->searchField()->setText(QStringLiteral("4711"));
    page->openDevice(QStringLiteral("WM-004112"));
    station.settle();
    const QString before = page->backButton()->accessibleName();
    station.languages.use(QStringLiteral("de"));
    station.settle();
    QVERIFY(page->backButton()->accessibleName() != before);
    QVERIFY(page->deviceView()->isVisible());
    QCOMPARE(page->searchField()->text(), QStringLiteral("4711"));
    QCOMPARE(station.session.batch()->name, QStringLiteral("Water meter rev C"));
    station.languages.use(QStringLiteral("en"));
    station.settle();
    QCOMPARE(page->backButton()->accessibleName(), before);
}

void TestUiViews::settingsAreRemembered()
{
    test::Station station;
    station.show();
    station.window.show(View::Settings);
    auto *page = pageOf<SettingsPage>(station, View::Settings);
    click(buttonNamed(*page->themeChoice(), QStringLiteral("Dark")));
    click(buttonNamed(*page->languageChoice(), QStringLiteral("Deutsch")));
    station.settle();
    QVERIFY(station.theme.isDark());
    QCOMPARE(station.languages.current(), QStringLiteral("de"));
    const Preferences again(station.folder.path());
    QCOMPARE(again.theme(), QStringLiteral("dark"));
    QCOMPARE(again.language(), QStringLiteral("de"));
}

void TestUiViews::shortcutsTurnPages()
{
    test::Station station;
    station.show();
    const std::pair<Qt::Key, View> keys[] = {{Qt::Key_2, View::Batches}, {Qt::Key_3, View::Devices}, {Qt::Key_4, View::Settings}, {Qt::Key_1, View::Line}};
    for (const auto &[key, view] : keys) {
        QTest::keyClick(&station.window, key, Qt::ControlModifier);
        QCOMPARE(station.window.current(), view);
    }
}

void TestUiViews::closingWhileRunningAsks()
{
    test::Station station;
    makeReady(station);
    station.session.startAgreed();
    station.settle();
    station.window.close();
    QVERIFY(station.window.isVisible());
    QVERIFY(station.overlay());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return); // "Go on working" has the focus
    QVERIFY(station.window.isVisible());
    QCOMPARE(station.engine->cancels, 0);
    station.window.close();
    click(buttonNamed(*station.overlay(), QStringLiteral("Stop and close")));
    QTRY_VERIFY(!station.window.isVisible());
    QCOMPARE(station.engine->cancels, 1);
}

void TestUiViews::everythingThatActsHasAName()
{
    test::Station station;
    station.makeBusy();
    station.show();
    auto *line = pageOf<LinePage>(station, View::Line);
    auto *batches = pageOf<BatchesPage>(station, View::Batches);
    auto *devices = pageOf<DevicesPage>(station, View::Devices);
    (void)station.window.page(View::Settings);
    station.engine->finish();
    const auto check = [&station](const char *where) {
        QStringList silent;
        for (const QWidget *widget : station.window.findChildren<QWidget *>()) {
            const bool acts = qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QComboBox *>(widget) ||
                              qobject_cast<const QSpinBox *>(widget) || qobject_cast<const QAbstractItemView *>(widget) ||
                              (qobject_cast<const QLineEdit *>(widget) && !qobject_cast<const QSpinBox *>(widget->parentWidget()));
            const bool offered = widget->focusPolicy() != Qt::NoFocus && !widget->isHidden();
            if (acts && offered && widget->accessibleName().isEmpty())
                silent << QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName();
        }
        QVERIFY2(silent.isEmpty(), qPrintable(QLatin1String(where) + QStringLiteral(": ") + silent.join(QStringLiteral(", "))));
    };
    check("pages");
    station.engine->cancelAll();
    Q_EMIT station.session.questionNeeded(station.preview);
    check("question");
    station.overlay()->reject();
    line->editPorts();
    check("ports");
    station.overlay()->reject();
    line->chooseBatch();
    check("chooser");
    station.overlay()->reject();
    batches->createBatch();
    check("form");
    station.overlay()->reject();
    devices->openDevice(QStringLiteral("WM-004112"));
    station.settle();
    check("device");
}

void TestUiViews::tabReachesEverythingThatActs()
{
    test::Station station;
    makeReady(station);
    auto *line = pageOf<LinePage>(station, View::Line);
    QSet<const QWidget *> met;
    for (int i = 0; i < 40; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        met << QApplication::focusWidget();
    }
    QVERIFY(met.contains(line->startButton()));
    QVERIFY(met.contains(line->grid()->tile(1)));
    QVERIFY(met.contains(line->grid()->tile(2)));
    QVERIFY(met.contains(buttonNamed(*line, QStringLiteral("Ports…"))));
}

/** Thirty-two slots reporting as fast as they can: every state arrives, and a paint costs one pass over what changed. */
void TestUiViews::manySlotsUpdateWithoutWaiting()
{
    test::Station station;
    QStringList ports;
    for (int i = 0; i < 32; ++i)
        ports << QStringLiteral("/dev/ttyUSB%1").arg(i);
    station.session.setPorts(ports);
    station.session.chooseBatch(station.batches.add(QStringLiteral("b"), QStringLiteral("1"), line::BatchState::Released, 99));
    station.show();
    QSignalSpy changed(&station.session.slotModel(), &QAbstractItemModel::dataChanged);
    for (int round = 1; round <= 200; ++round) {
        for (int i = 1; i <= 32; ++i)
            station.engine->set(i, test::runningSlot(i, QStringLiteral("WM-%1").arg(i), round / 201.0, QStringLiteral("Writing firmware"), 9));
    }
    station.settle();
    QVERIFY(changed.size() < 32 * 20); // 6400 reports, gathered
    SlotGrid *grid = pageOf<LinePage>(station, View::Line)->grid();
    for (int i = 1; i <= 32; ++i)
        QCOMPARE(grid->tile(i)->status().fraction, 200 / 201.0);
}

QTEST_MAIN(TestUiViews)
#include "tst_ui_views.moc"
