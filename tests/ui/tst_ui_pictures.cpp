// SPDX-License-Identifier: GPL-3.0-or-later
// Every view in every theme, language and size: no text is cut where it may not be. With FUSEBOARD_PICTURES=folder the
// pictures are kept for people to look at.
#include "station.h"

#include "devices/devices_page.h"
#include "line/line_page.h"
#include "batches/batches_page.h"
#include "widgets/overlay.h"

#include <QAbstractButton>
#include <QDir>
#include <QLabel>
#include <QTest>

using namespace fb;
using ui::MainWindow;

namespace {

/** Labels and buttons whose text does not fit where they stand. */
QStringList clippedTexts(const QWidget &window)
{
    QStringList faults;
    for (const QLabel *label : window.findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty() || label->visibleRegion().isEmpty())
            continue;
        const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        const bool wide = !label->wordWrap() && label->sizeHint().width() > label->width() + 1;
        if (wide || needed > label->height() + 1)
            faults << QStringLiteral("label \"%1\": %2x%3").arg(label->text()).arg(label->width()).arg(label->height());
    }
    for (const QAbstractButton *button : window.findChildren<QAbstractButton *>()) {
        if (button->isVisible() && !button->text().isEmpty() && button->minimumSizeHint().width() > button->width() + 1)
            faults << QStringLiteral("button \"%1\": %2 of %3").arg(button->text()).arg(button->width()).arg(button->minimumSizeHint().width());
    }
    return faults;
}

} // namespace

class TestPictures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsCut_data();
    void nothingIsCut();

private:
    void picture(test::Station &station, const QString &view);
    QString m_name;
};

void TestPictures::nothingIsCut_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("windowSize");
    for (const char *language : {"en", "de", "zh_CN"}) {
        for (const QSize size : {QSize(1600, 1000), QSize(1280, 720), QSize(1024, 768)}) {
            const bool dark = size.width() == 1280;
            QTest::addRow("%s %d %s", language, size.width(), dark ? "dark" : "light") << QString::fromLatin1(language) << dark << size;
        }
    }
    QTest::addRow("en 1600 dark") << QStringLiteral("en") << true << QSize(1600, 1000);
}

void TestPictures::picture(test::Station &station, const QString &view)
{
    station.settle();
    const QStringList faults = clippedTexts(station.window);
    QVERIFY2(faults.isEmpty(), qPrintable(view + QStringLiteral(": ") + faults.join(u'\n')));
    const QString folder = qEnvironmentVariable("FUSEBOARD_PICTURES");
    if (!folder.isEmpty() && QDir().mkpath(folder))
        station.window.grab().save(QStringLiteral("%1/%2-%3.png").arg(folder, view, m_name));
}

void TestPictures::nothingIsCut()
{
    QFETCH(QString, language);
    QFETCH(bool, dark);
    QFETCH(QSize, windowSize);
    m_name = QString::fromLatin1(QTest::currentDataTag()).replace(u' ', u'-');
    test::Station station;
    station.languages.use(language);
    station.theme.choose(dark ? ui::ThemeChoice::Dark : ui::ThemeChoice::Light);
    station.show(windowSize.width(), windowSize.height());
    picture(station, QStringLiteral("line-start"));
    station.window.show(MainWindow::View::Batches);
    picture(station, QStringLiteral("batches-empty"));
    station.makeBusy();
    station.batches.add(QStringLiteral("Door lock pilot"), QStringLiteral("2026-121"), line::BatchState::Draft, 40);
    station.batches.add(QStringLiteral("Heat pump gateway"), QStringLiteral("2026-097"), line::BatchState::Held, 1200);
    station.batches.add(QStringLiteral("Water meter rev B"), QStringLiteral("2025-310"), line::BatchState::Closed, 2000);
    station.window.show(MainWindow::View::Line);
    picture(station, QStringLiteral("line"));
    auto *line = qobject_cast<ui::LinePage *>(station.window.page(MainWindow::View::Line));
    Q_EMIT station.session.questionNeeded(station.preview);
    picture(station, QStringLiteral("burn"));
    station.overlay()->reject();
    station.engine->finish();
    for (int i = 1; i <= 16; ++i)
        station.engine->set(i, test::slot(i, line::SlotState::Empty));
    station.engine->finish();
    line->editPorts();
    picture(station, QStringLiteral("ports"));
    station.overlay()->reject();
    line->chooseBatch();
    picture(station, QStringLiteral("choose"));
    station.overlay()->reject();
    station.window.show(MainWindow::View::Batches);
    picture(station, QStringLiteral("batches"));
    qobject_cast<ui::BatchesPage *>(station.window.page(MainWindow::View::Batches))->createBatch();
    picture(station, QStringLiteral("batch-form"));
    station.overlay()->reject();
    station.window.show(MainWindow::View::Devices);
    picture(station, QStringLiteral("devices"));
    auto *devices = qobject_cast<ui::DevicesPage *>(station.window.page(MainWindow::View::Devices));
    devices->openDevice(QStringLiteral("WM-004112"));
    picture(station, QStringLiteral("device"));
    station.window.show(MainWindow::View::Settings);
    picture(station, QStringLiteral("settings"));
}

QTEST_MAIN(TestPictures)
#include "tst_ui_pictures.moc"
