// SPDX-License-Identifier: GPL-3.0-or-later
// The shipped languages are complete: nothing in the .ts files is unfinished, every text of the sources is in them, and
// what a translation says fits what it translates.
#include "testdata.h"

#include "shell/languages.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace fb;

namespace {

struct Message
{
    QString source;
    QStringList translations;
    bool finished = true;
};

QList<Message> messagesOf(const QString &file)
{
    QFile ts(test::sourceFolder() + QStringLiteral("/translations/") + file);
    QList<Message> found;
    if (!ts.open(QIODevice::ReadOnly))
        return found;
    QXmlStreamReader xml(&ts);
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == QLatin1String("message"))
            found << Message();
        else if (xml.name() == QLatin1String("source"))
            found.last().source = xml.readElementText();
        else if (xml.name() == QLatin1String("numerusform"))
            found.last().translations << xml.readElementText();
        else if (xml.name() == QLatin1String("translation")) {
            found.last().finished = !xml.attributes().hasAttribute(QStringLiteral("type"));
            xml.readNext();
            if (xml.isCharacters() && !xml.isWhitespace())
                found.last().translations << xml.text().toString();
            else if (xml.isStartElement() && xml.name() == QLatin1String("numerusform"))
                found.last().translations << xml.readElementText();
        }
    }
    return found;
}

/** The text of every tr("…") under ui/, with adjacent literals joined. */
QStringList textsInSources()
{
    static const QRegularExpression call(QStringLiteral("\\btr\\(((?:\\s*\"(?:[^\"\\\\]|\\\\.)*\")+)"));
    static const QRegularExpression literal(QStringLiteral("\"((?:[^\"\\\\]|\\\\.)*)\""));
    QStringList texts;
    QDirIterator files(test::sourceFolder() + QStringLiteral("/ui"), {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QString code = QString::fromUtf8(file.readAll());
        for (auto it = call.globalMatch(code); it.hasNext();) {
            QString text;
            for (auto part = literal.globalMatch(it.next().captured(1)); part.hasNext();)
                text += part.next().captured(1);
            texts << text.replace(QLatin1String("\\\""), QLatin1String("\"")).replace(QLatin1String("\\n"), QLatin1String("\n"));
        }
    }
    return texts;
}

QSet<QString> placesIn(const QString &text)
{
    static const QRegularExpression place(QStringLiteral("%\\d"));
    QSet<QString> places;
    for (auto it = place.globalMatch(text); it.hasNext();)
        places << it.next().captured();
    return places;
}

} // namespace

class TestUiTranslations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsUnfinished_data();
    void nothingIsUnfinished();
    void everyTextIsThere_data() { nothingIsUnfinished_data(); }
    void everyTextIsThere();
    void placesAreTheSame_data() { nothingIsUnfinished_data(); }
    void placesAreTheSame();
    void pluralsOfEnglish();
    void languagesAreCompiledIn();
    void nearestLanguage_data();
    void nearestLanguage();
};

void TestUiTranslations::nothingIsUnfinished_data()
{
    QTest::addColumn<QString>("file");
    for (const char *file : {"fuseboard_de.ts", "fuseboard_zh_CN.ts"})
        QTest::addRow("%s", file) << QString::fromLatin1(file);
}

void TestUiTranslations::nothingIsUnfinished()
{
    QFETCH(QString, file);
    const QList<Message> messages = messagesOf(file);
    QVERIFY(messages.size() > 200);
    for (const Message &message : messages) {
        QVERIFY2(message.finished && !message.translations.isEmpty(), qPrintable(message.source));
        for (const QString &text : message.translations)
            QVERIFY2(!text.trimmed().isEmpty(), qPrintable(message.source));
    }
}

void TestUiTranslations::everyTextIsThere()
{
    QFETCH(QString, file);
    QSet<QString> known;
    for (const Message &message : messagesOf(file))
        known << message.source;
    const QStringList texts = textsInSources();
    QVERIFY(texts.size() > 200);
    for (const QString &text : texts)
        QVERIFY2(known.contains(text), qPrintable(QStringLiteral("run translations/update.sh: ") + text));
}

void TestUiTranslations::placesAreTheSame()
{
    QFETCH(QString, file);
    for (const Message &message : messagesOf(file)) {
        for (const QString &text : message.translations)
            QVERIFY2(placesIn(text) == placesIn(message.source), qPrintable(message.source + QStringLiteral(" / ") + text));
    }
}

void TestUiTranslations::pluralsOfEnglish()
{
    for (const Message &message : messagesOf(QStringLiteral("fuseboard_en.ts"))) {
        QVERIFY2(message.finished, qPrintable(message.source));
        QCOMPARE(message.translations.size(), 2);
    }
}

void TestUiTranslations::languagesAreCompiledIn()
{
    ui::Languages languages;
    const auto start = [] { return QCoreApplication::translate("fb::ui::LinePage", "Start all slots"); };
    const auto more = [](int count) { return QCoreApplication::translate("fb::ui::StartQuestion", "Lock up to %n board(s) at a time for “%1”?", nullptr, count); };
    QCOMPARE(start(), QStringLiteral("Start all slots"));
    QCOMPARE(more(1), QStringLiteral("Lock 1 board at a time for “%1”?"));
    QCOMPARE(more(8), QStringLiteral("Lock up to 8 boards at a time for “%1”?"));
    languages.use(QStringLiteral("de"));
    QCOMPARE(start(), QStringLiteral("Alle Plätze starten"));
    languages.use(QStringLiteral("zh_CN"));
    QCOMPARE(start(), QStringLiteral("启动所有工位"));
    languages.use(QStringLiteral("en"));
    QCOMPARE(start(), QStringLiteral("Start all slots"));
}

void TestUiTranslations::nearestLanguage_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("got");
    QTest::addRow("itself") << QStringLiteral("de") << QStringLiteral("de");
    QTest::addRow("with country") << QStringLiteral("de_AT") << QStringLiteral("de");
    QTest::addRow("dash") << QStringLiteral("zh-CN") << QStringLiteral("zh_CN");
    QTest::addRow("other script") << QStringLiteral("zh_TW") << QStringLiteral("zh_CN");
    QTest::addRow("unknown") << QStringLiteral("xx") << QStringLiteral("en");
}

void TestUiTranslations::nearestLanguage()
{
    QFETCH(QString, wanted);
    QFETCH(QString, got);
    QCOMPARE(ui::Languages::nearest(wanted), got);
}

QTEST_GUILESS_MAIN(TestUiTranslations)
#include "tst_ui_translations.moc"
