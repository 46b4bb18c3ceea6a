// SPDX-License-Identifier: GPL-3.0-or-later
// The house rules that a compiler does not know: which way includes run, what core may link, where threads are made.
#include "testdata.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace fb;

namespace {

// The order of docs/architecture.md; a folder includes itself and what stands before it.
const QStringList coreOrder{QStringLiteral("base"), QStringLiteral("crypto"), QStringLiteral("chip"), QStringLiteral("efuse"),
                            QStringLiteral("image"), QStringLiteral("boot"), QStringLiteral("link"), QStringLiteral("sim"),
                            QStringLiteral("provision"), QStringLiteral("line"), QStringLiteral("fleet"), QStringLiteral("threat"),
                            QStringLiteral("vault"), QStringLiteral("audit"), QStringLiteral("store")};

struct Source
{
    QString path; ///< from the top of the tree
    QStringList lines;
};

QList<Source> sourcesUnder(const QString &folder)
{
    QList<Source> found;
    QDirIterator it(test::sourceFolder() + QLatin1Char('/') + folder, {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                    QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        found << Source{file.fileName().mid(test::sourceFolder().size() + 1), QString::fromUtf8(file.readAll()).split(u'\n')};
    }
    return found;
}

QStringList includesOf(const Source &source)
{
    static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"));
    QStringList names;
    for (const QString &line : source.lines) {
        if (const auto match = include.match(line); match.hasMatch())
            names << match.captured(1);
    }
    return names;
}

/** Places where `pattern` stands outside comments, as "path:line". */
QStringList placesOf(const QList<Source> &sources, const QString &pattern, const QStringList &exceptPaths = {})
{
    const QRegularExpression wanted(pattern);
    QStringList places;
    for (const Source &source : sources) {
        if (exceptPaths.contains(source.path))
            continue;
        for (qsizetype i = 0; i < source.lines.size(); ++i) {
            const QString code = source.lines[i].section(QStringLiteral("//"), 0, 0);
            if (!code.trimmed().startsWith(u'*') && wanted.match(code).hasMatch())
                places << source.path + QLatin1Char(':') + QString::number(i + 1);
        }
    }
    return places;
}

} // namespace

class TestLayers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void coreIncludesRunDownwards();
    void coreKnowsNoGuiAndNoApp();
    void uiKnowsNoAppAndNoSimulator();
    void commandLineLinksNoGui();
    void threadsAreMadeInOnePlace();
    void databaseIsOpenedInOnePlace();
    void noSleepsInCore();
    void everySourceCarriesItsLicence();
    void coreFolderStatesItsPurpose();
    void errorIdsAreUnique();
};

void TestLayers::coreIncludesRunDownwards()
{
    QStringList faults;
    for (const Source &source : sourcesUnder(QStringLiteral("core"))) {
        const qsizetype own = coreOrder.indexOf(source.path.section(u'/', 1, 1));
        QVERIFY2(own >= 0, qPrintable(source.path + QStringLiteral(": folder is not in the order")));
        for (const QString &name : includesOf(source)) {
            const QString folder = name.section(u'/', 0, 0);
            const qsizetype other = coreOrder.indexOf(folder);
            if (other > own || (folder == QLatin1String("sim") && other != own))
                faults << source.path + QStringLiteral(" includes ") + name;
        }
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void TestLayers::coreKnowsNoGuiAndNoApp()
{
    const QRegularExpression forbidden(QStringLiteral("^(ui/|cli/|gui/|demo/|QtGui|QtWidgets|QtSvg|Q(Widget|Painter|Pixmap|Image|Color|Icon|Font|GuiApplication|Application|Action)\\b)"));
    QStringList faults;
    for (const Source &source : sourcesUnder(QStringLiteral("core"))) {
        for (const QString &name : includesOf(source)) {
            if (forbidden.match(name).hasMatch())
                faults << source.path + QStringLiteral(" includes ") + name;
        }
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void TestLayers::uiKnowsNoAppAndNoSimulator()
{
    QStringList faults;
    for (const Source &source : sourcesUnder(QStringLiteral("ui"))) {
        for (const QString &name : includesOf(source)) {
            if (name.startsWith(QLatin1String("sim/")) || name.startsWith(QLatin1String("cli/")) || name.startsWith(QLatin1String("demo/")))
                faults << source.path + QStringLiteral(" includes ") + name;
        }
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void TestLayers::commandLineLinksNoGui()
{
    QProcess ldd;
    ldd.start(QStringLiteral("ldd"), {QStringLiteral(FUSEBOARD_CLI)});
    if (!ldd.waitForFinished())
        QSKIP("ldd is not available");
    const QByteArray libraries = ldd.readAllStandardOutput();
    QVERIFY(libraries.contains("Qt6Core"));
    QVERIFY2(!libraries.contains("Qt6Gui") && !libraries.contains("Qt6Widgets"), libraries.constData());
}

void TestLayers::threadsAreMadeInOnePlace()
{
    const QString pattern = QStringLiteral("std::(j?thread\\s*\\w*\\s*[({]|async)|QThread::create|new QThread|QtConcurrent|QThreadPool");
    const QStringList places = placesOf(sourcesUnder(QStringLiteral("core")) + sourcesUnder(QStringLiteral("ui")) + sourcesUnder(QStringLiteral("app")), pattern,
                                        {QStringLiteral("core/base/threads.cpp"), QStringLiteral("core/base/threads.h")});
    QVERIFY2(places.isEmpty(), qPrintable(places.join(u'\n')));
}

void TestLayers::databaseIsOpenedInOnePlace()
{
    QStringList places = placesOf(sourcesUnder(QStringLiteral("core")) + sourcesUnder(QStringLiteral("ui")) + sourcesUnder(QStringLiteral("app")),
                                  QStringLiteral("QSqlDatabase::addDatabase"));
    QStringList files;
    for (const QString &place : std::as_const(places))
        files << place.section(u':', 0, 0);
    files.removeDuplicates();
    QVERIFY2(files.size() <= 1 && (files.isEmpty() || files.first().startsWith(QLatin1String("core/store/"))), qPrintable(places.join(u'\n')));
}

void TestLayers::noSleepsInCore()
{
    const QStringList places = placesOf(sourcesUnder(QStringLiteral("core")), QStringLiteral("\\b(sleep_for|sleep_until|msleep|usleep|nanosleep|QThread::sleep)\\b"));
    QVERIFY2(places.isEmpty(), qPrintable(places.join(u'\n')));
}

void TestLayers::everySourceCarriesItsLicence()
{
    QStringList faults;
    for (const QString &folder : {QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app"), QStringLiteral("tests")}) {
        for (const Source &source : sourcesUnder(folder)) {
            if (!source.lines.first().contains(QLatin1String("SPDX-License-Identifier: GPL-3.0-or-later")))
                faults << source.path;
        }
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void TestLayers::coreFolderStatesItsPurpose()
{
    QStringList silent = coreOrder;
    for (const Source &source : sourcesUnder(QStringLiteral("core"))) {
        const QString folder = source.path.section(u'/', 1, 1);
        if (source.path.endsWith(QLatin1String(".h")) && source.lines.mid(0, 4).join(u'\n').contains(QLatin1String("// ") + folder + QLatin1String("/: ")))
            silent.removeAll(folder);
    }
    for (const QString &folder : std::as_const(silent))
        QVERIFY2(!QFile::exists(test::sourceFolder() + QStringLiteral("/core/") + folder), qPrintable(folder + QStringLiteral(" has no header that states its purpose")));
}

void TestLayers::errorIdsAreUnique()
{
    static const QRegularExpression code(QStringLiteral("constexpr ErrorCode \\w+\\{\"([^\"]+)\""));
    QHash<QString, QString> owners;
    for (const Source &source : sourcesUnder(QStringLiteral("core")) + sourcesUnder(QStringLiteral("app"))) {
        for (const QString &line : source.lines) {
            const auto match = code.match(line);
            if (!match.hasMatch())
                continue;
            const QString id = match.captured(1);
            QVERIFY2(!owners.contains(id), qPrintable(id + QStringLiteral(" in ") + source.path + QStringLiteral(" and ") + owners.value(id)));
            owners.insert(id, source.path);
        }
    }
    QVERIFY(owners.size() > 30);
}

QTEST_GUILESS_MAIN(TestLayers)
#include "tst_layers.moc"
