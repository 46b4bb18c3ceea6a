// SPDX-License-Identifier: GPL-3.0-or-later
// A station of its own for tests that need a second program on the database, or one to kill.
//   store_worker admit FOLDER BATCH FIRST COUNT   offers COUNT units of its own and 10 that every station sees
//   store_worker journal FOLDER BATCH FIRST       admits, seals, journals without end; a line after each act that returned
#include "store_fixture.h"

#include <QCoreApplication>

#include <cstdio>

using namespace fb;
using namespace fb::test;

namespace {

// One write per line, straight into the pipe: what the reader sees has happened, whenever this program dies.
void say(const QString &line)
{
    const QByteArray text = line.toUtf8() + '\n';
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout);
    std::fflush(stdout);
}

Result<void> admitOne(store::Database &database, qint64 batch, int unit)
{
    const auto serial = database.batches().admit(batch, macOf(unit), QStringLiteral("esp32c3"));
    if (!serial.ok() && !serial.error().is(line::errors::BatchFull))
        return serial.error();
    say(macOf(unit) + u' ' + (serial.ok() ? *serial : QStringLiteral("full")));
    return {};
}

Result<void> admit(store::Database &database, const QStringList &words)
{
    const int first = words.at(2).toInt();
    for (int i = 0; i < words.at(3).toInt(); ++i) {
        FB_CHECK(admitOne(database, words.at(1).toLongLong(), first + i));
        if (i % 4 == 0)
            FB_CHECK(admitOne(database, words.at(1).toLongLong(), i));
    }
    return {};
}

Result<void> workOn(store::Database &database, qint64 batch, int unit)
{
    const QString mac = macOf(unit);
    FB_TRY(const QString serial, database.batches().admit(batch, mac, QStringLiteral("esp32c3")));
    say(QStringLiteral("serial %1 %2").arg(mac, serial));
    FB_TRY(const qint64 run, database.journal().begin(mac, QStringLiteral("esp32c3"), QStringLiteral("p"), QStringLiteral("h"), {}));
    const SecretBytes key = crypto::randomSecret(32);
    FB_CHECK(database.keys().seal(mac, QStringLiteral("flash"), key));
    say(QStringLiteral("key %1 %2").arg(mac, toHex(crypto::sha256(key.view()))));
    std::vector<provision::StepRecord> steps;
    for (int i = 0; i < 4; ++i) {
        steps.push_back(stepOf(i, QStringLiteral("efuse.burn.%1").arg(i), provision::StepOutcome::Done));
        FB_CHECK(database.journal().intend(run, steps.back()));
        say(QStringLiteral("intent %1 %2").arg(mac).arg(i));
        FB_CHECK(database.journal().complete(run, steps.back()));
        say(QStringLiteral("done %1 %2").arg(mac).arg(i));
    }
    FB_CHECK(database.journal().finish(run, resultOf(mac, provision::UnitVerdict::Passed, steps)));
    say(QStringLiteral("passed %1").arg(mac));
    return {};
}

Result<void> carryOut(const QStringList &words)
{
    FB_TRY(const std::unique_ptr<store::Database> database, store::Database::open(words.at(1)));
    if (words.at(0) == QLatin1String("admit"))
        return admit(*database, words.mid(1));
    for (int unit = words.at(3).toInt();; ++unit)
        FB_CHECK(workOn(*database, words.at(2).toLongLong(), unit));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const auto done = carryOut(QCoreApplication::arguments().mid(1));
    if (!done.ok())
        std::fprintf(stderr, "%s\n", qPrintable(done.error().toLine()));
    return done.ok() ? 0 : 1;
}
