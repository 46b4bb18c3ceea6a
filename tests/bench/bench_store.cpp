// SPDX-License-Identifier: GPL-3.0-or-later
// bench_store [FOLDER [UNITS]]: what the store costs on the disk of FOLDER, and how it answers with UNITS units in it.
// Prints the figures of docs/performance.md, section "Store", as JSON.
#include "base/durable.h"
#include "base/threads.h"
#include "core/store/store_fixture.h"
#include "store/connections.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>

#include <cmath>
#include <cstdio>

using namespace fb;
using namespace fb::test;

namespace {

constexpr int StepsPerUnit = 12; // of a release plan

template<typename Work>
double msFor(Work work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void must(bool condition, const char *what)
{
    if (!condition)
        qFatal("%s failed", what);
}

double rounded(double value)
{
    return std::round(value * 100) / 100;
}

double flushMs(const QString &folder)
{
    QFile file(folder + QStringLiteral("/flush"));
    must(file.open(QIODevice::WriteOnly), "open");
    const double total = msFor([&] {
        for (int i = 0; i < 200; ++i)
            must(file.write(QByteArray(4096, 'x')) == 4096 && flushToDisk(file), "flush");
    });
    file.remove();
    return total / 200;
}

/** Everything that one unit on the line asks of the store. */
void provisionOne(store::Database &database, qint64 batch, int unit)
{
    const QString mac = macOf(unit), chip = QStringLiteral("esp32c3");
    must(database.batches().admit(batch, mac, chip).ok(), "admit");
    must(database.keys().seal(mac, QStringLiteral("flash"), crypto::randomSecret(32)).ok(), "seal");
    const auto run = database.journal().begin(mac, chip, QStringLiteral("/dev/ttyUSB0"), QStringLiteral("hash"), {});
    must(run.ok(), "begin");
    std::vector<provision::StepRecord> steps;
    for (int i = 0; i < StepsPerUnit; ++i) {
        steps.push_back(stepOf(i, QStringLiteral("efuse.burn.%1").arg(i), provision::StepOutcome::Done));
        must(database.journal().intend(*run, steps.back()).ok() && database.journal().complete(*run, steps.back()).ok(), "step");
    }
    must(database.journal().finish(*run, resultOf(mac, provision::UnitVerdict::Passed, steps)).ok(), "finish");
}

QJsonObject sideBySide(store::Database &database, qint64 batch, int slotCount, int unitsPerSlot, int firstUnit)
{
    const double ms = msFor([&] {
        std::vector<std::jthread> threads;
        for (int slot = 0; slot < slotCount; ++slot) {
            threads.push_back(startThread(QStringLiteral("slot"), [&, slot](const std::stop_token &) {
                for (int i = 0; i < unitsPerSlot; ++i)
                    provisionOne(database, batch, firstUnit + slot * unitsPerSlot + i);
            }));
        }
    });
    const int units = slotCount * unitsPerSlot;
    const int commits = units * (4 + 2 * StepsPerUnit); // admit, seal, begin, finish, and two a step
    return {{QStringLiteral("slots"), slotCount}, {QStringLiteral("msPerUnit"), rounded(ms / units)},
            {QStringLiteral("commitsPerSecond"), rounded(commits / ms * 1000)}};
}

/** Units, admissions and a run each, straight into the tables: the way there is not what is measured. */
void fill(const QString &file, qint64 units)
{
    store::Connections connections(file);
    const auto done = connections.write([&](store::Connection &c) -> Result<void> {
        const QString numbers = QStringLiteral("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) ");
        const QString mac = QStringLiteral("printf('a0:b1:%02x:%02x:%02x:%02x', i >> 24 & 255, i >> 16 & 255, i >> 8 & 255, i & 255)");
        FB_CHECK(c.run(QStringLiteral("INSERT INTO unit (id, mac, chip, serial, batch_id, state, first_seen_ms, last_seen_ms, search) ") + numbers +
                       QStringLiteral("SELECT 1000000 + i, ") + mac + QStringLiteral(", 'esp32c3', printf('BIG-%07d', i), 1, 'passed', i, i, ") + mac +
                       QStringLiteral(" || printf(' a0b1%08x big-%07d esp32c3', i, i) FROM n"), {units}));
        FB_CHECK(c.run(QStringLiteral("INSERT INTO run (unit_id, batch_id, port, profile_hash, started_ms, ended_ms, verdict, before_json, after_json, result_json) "
                                      "SELECT id, 1, 'p', 'h', first_seen_ms, last_seen_ms, 'passed', '{}', '{}', '{}' FROM unit WHERE id > 1000000")));
        FB_CHECK(c.run(QStringLiteral("INSERT INTO admission (batch_id, unit_id, serial, admitted_ms, runs, first_verdict, last_verdict, last_started_ms, last_ended_ms, last_milliseconds) "
                                      "SELECT 1, id, serial, first_seen_ms, 1, 'passed', 'passed', first_seen_ms, last_seen_ms, 9000 FROM unit WHERE id > 1000000")));
        return {};
    });
    must(done.ok(), "fill");
}

QJsonObject manyUnits(const QString &folder, qint64 units)
{
    fill(store::Database::databaseFileIn(folder), units);
    std::unique_ptr<store::Database> database;
    QJsonObject figures{{QStringLiteral("units"), units}};
    const auto note = [&](const char *name, auto work) { figures.insert(QLatin1String(name), rounded(msFor([&] { must(work(), name); }))); };
    note("openMs", [&] { auto opened = store::Database::open(folder); database = opened.ok() ? *std::move(opened) : nullptr; return database != nullptr; });
    note("firstPageMs", [&] { return database->devices().page({}, 0, 100)->size() == 100; });
    note("lastPageMs", [&] { return database->devices().page({}, units - 100, 100)->size() == 100; });
    note("filterBySerialMs", [&] { return database->devices().page(QStringLiteral("BIG-0004711"), 0, 100)->size() >= 1; });
    note("countMs", [&] { return *database->devices().count({}) >= units; });
    note("countFilteredMs", [&] { return *database->devices().count(QStringLiteral("4711")) >= 1; });
    note("detailsMs", [&] { return database->devices().details(QStringLiteral("BIG-0004711")).ok(); });
    note("countersOfAllMs", [&] { return database->batches().counters(1)->admitted >= units; });
    note("admitMs", [&] { return database->batches().admit(2, macOf(900000), QStringLiteral("esp32c3")).ok(); });
    return figures;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    QTemporaryDir dir(words.value(1, QDir::tempPath()) + QStringLiteral("/bench-XXXXXX"));
    const qint64 units = words.value(2, QStringLiteral("1000000")).toLongLong();
    QJsonObject figures{{QStringLiteral("flushMs"), rounded(flushMs(dir.path()))}};
    {
        auto database = store::Database::open(dir.path());
        must(database.ok(), "open");
        (void)releasedBatch(**database, QStringLiteral("Big"), 10'000'000, QStringLiteral("BIG-"));
        const qint64 batch = releasedBatch(**database, QStringLiteral("Line"), 10'000'000);
        const double admitMs = msFor([&] {
            for (int i = 0; i < 100; ++i)
                must((*database)->batches().admit(batch, macOf(i), QStringLiteral("esp32c3")).ok(), "admit");
        });
        figures.insert(QStringLiteral("admitsPerSecond"), rounded(100 / admitMs * 1000));
        figures.insert(QStringLiteral("oneSlot"), sideBySide(**database, batch, 1, 10, 1000));
        figures.insert(QStringLiteral("eightSlots"), sideBySide(**database, batch, 8, 10, 2000));
        figures.insert(QStringLiteral("thirtyTwoSlots"), sideBySide(**database, batch, 32, 4, 3000));
    }
    figures.insert(QStringLiteral("large"), manyUnits(dir.path(), units));
    std::printf("%s", QJsonDocument(figures).toJson().constData());
    return 0;
}
