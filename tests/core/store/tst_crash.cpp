// SPDX-License-Identifier: GPL-3.0-or-later
// A station is killed, again and again, at moments that nobody chose, while another one goes on working on the same
// database. Whatever it had said was done must be there; whatever it had not, may be.
#include "store_fixture.h"
#include "testdata.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace fb;
using namespace fb::test;

namespace {

constexpr int rounds = 50;
constexpr int roundsInCompany = 15; // of another station on the same database

/** What stations have told us so far; only whole lines count. */
struct Told
{
    QHash<QString, QString> serials, keys;           // by MAC
    QHash<QString, QSet<int>> intents, completions;  // by MAC: step numbers
    QSet<QString> passed;

    void add(const QString &line)
    {
        const QStringList words = line.split(u' ');
        if (words[0] == QLatin1String("serial"))
            serials.insert(words[1], words[2]);
        else if (words[0] == QLatin1String("key"))
            keys.insert(words[1], words[2]);
        else if (words[0] == QLatin1String("intent"))
            intents[words[1]].insert(words[2].toInt());
        else if (words[0] == QLatin1String("done"))
            completions[words[1]].insert(words[2].toInt());
        else if (words[0] == QLatin1String("passed"))
            passed.insert(words[1]);
    }
};

class Station
{
public:
    Station(const QString &folder, qint64 batch, int firstUnit)
    {
        m_process.start(QStringLiteral(STORE_WORKER), {QStringLiteral("journal"), folder, QString::number(batch), QString::number(firstUnit)});
    }

    /** Reads until so many lines have been told; false where the station ended by itself. */
    bool listen(int lines)
    {
        while (m_output.count('\n') < lines) {
            if (!m_process.waitForReadyRead(30000))
                return false;
            m_output += m_process.readAll();
        }
        return true;
    }

    void killNow(Told &told)
    {
        m_process.kill();
        m_process.waitForFinished();
        m_output += m_process.readAll();
        m_output.truncate(m_output.lastIndexOf('\n') + 1);
        for (const QByteArray &line : m_output.trimmed().split('\n'))
            told.add(QString::fromUtf8(line));
    }

    QByteArray complaint() { return m_process.readAllStandardError(); }

private:
    QProcess m_process;
    QByteArray m_output;
};

QString missingSteps(store::Database &database, const Told &told)
{
    for (auto it = told.intents.begin(); it != told.intents.end(); ++it) {
        QSet<int> noted, completed;
        const auto history = database.journal().history(it.key());
        for (const auto &entry : *history) {
            noted.insert(entry.step.index);
            if (entry.step.outcome == provision::StepOutcome::Done)
                completed.insert(entry.step.index);
        }
        if (!noted.contains(it.value()) || !completed.contains(told.completions.value(it.key())))
            return it.key();
    }
    return {};
}

QString lostKey(store::Database &database, const Told &told)
{
    for (auto it = told.keys.begin(); it != told.keys.end(); ++it) {
        const auto key = database.keys().find(it.key(), QStringLiteral("flash"));
        if (!key.ok() || !key->has_value() || toHex(crypto::sha256((*key)->view())) != it.value())
            return it.key();
    }
    return {};
}

QString wrongSerial(store::Database &database, const Told &told)
{
    QSet<QString> all;
    for (auto it = told.serials.begin(); it != told.serials.end(); ++it) {
        const auto details = database.devices().details(it.key());
        if (!details.ok() || details->row.serial != it.value() || all.contains(it.value()))
            return it.key();
        all.insert(it.value());
    }
    return {};
}

/** Units that are passed in the database without a whole run behind them. */
QString wronglyPassed(store::Database &database)
{
    const auto units = database.devices().page(QString(), 0, 10000);
    for (const auto &row : *units) {
        if (row.state == QLatin1String("passed") && database.journal().history(row.mac)->size() != 4)
            return row.mac;
    }
    return {};
}

} // namespace

class TestCrash : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void safety1and3and4_nothingToldIsLostWhenAStationIsKilled();
};

void TestCrash::safety1and3and4_nothingToldIsLostWhenAStationIsKilled()
{
    TempStore store;
    const qint64 batch = releasedBatch(*store.database, QStringLiteral("A"), 100000);
    store.database.reset();
    QRandomGenerator random = QRandomGenerator::securelySeeded();
    Told told;
    auto survivor = std::make_unique<Station>(store.folder(), batch, 1'000'000);
    for (int round = 0; round < rounds; ++round) {
        Station station(store.folder(), batch, 1000 * round);
        QVERIFY2(station.listen(1 + int(random.bounded(14))), station.complaint().constData());
        station.killNow(told);
        if (survivor && round == roundsInCompany) { // from here on nobody else has the database open when it is cut
            QVERIFY2(survivor->listen(12), survivor->complaint().constData());
            survivor->killNow(told);
            survivor.reset();
        }
    }
    store.reopen();
    QVERIFY(told.keys.size() >= 20);
    QCOMPARE(missingSteps(*store.database, told), QString());
    QCOMPARE(lostKey(*store.database, told), QString());
    QCOMPARE(wrongSerial(*store.database, told), QString());
    QCOMPARE(wronglyPassed(*store.database), QString());
    for (const QString &mac : told.passed)
        QCOMPARE(store->devices().details(mac)->row.state, QStringLiteral("passed"));
    const auto check = store->check();
    FB_VERIFY_OK(check);
    QCOMPARE(check->faults, QStringList());
    QVERIFY(check->keysOpened >= told.keys.size());
}

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
