// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of the store share: a folder with a fresh database, and batches, steps and keys to put into it.
#pragma once

#include "crypto/keys.h"
#include "store/database.h"

#include <QTemporaryDir>

namespace fb::test {

struct TempStore
{
    TempStore() { reopen(); }
    void reopen()
    {
        database.reset();
        auto opened = store::Database::open(folder());
        if (!opened.ok())
            qFatal("%s", qPrintable(opened.error().toLine()));
        database = *std::move(opened);
    }
    [[nodiscard]] QString folder() const { return dir.filePath(QStringLiteral("data")); }
    store::Database *operator->() const { return database.get(); }

    QTemporaryDir dir;
    std::unique_ptr<store::Database> database;
};

inline line::Batch draftOf(const QString &name, int ordered, const QString &prefix = QStringLiteral("FB-"))
{
    line::Batch draft;
    draft.name = name;
    draft.ordered = ordered;
    draft.serialPrefix = prefix;
    draft.profileFiles = QStringList{QStringLiteral("/profiles/a.json"), QStringLiteral("/profiles/b.json")};
    draft.chips = QStringList{QStringLiteral("esp32"), QStringLiteral("esp32c3")};
    draft.profileHashes = QStringList{QStringLiteral("aa"), QStringLiteral("bb")};
    return draft;
}

/** A released batch's number. */
inline qint64 releasedBatch(store::Database &database, const QString &name, int ordered, const QString &prefix = QStringLiteral("FB-"))
{
    const auto batch = database.batches().create(draftOf(name, ordered, prefix));
    if (!batch.ok() || !database.batches().setState(batch->id, line::BatchState::Released).ok())
        qFatal("cannot release the batch");
    return batch->id;
}

inline QString macOf(int number)
{
    return QStringLiteral("7c:df:a1:%1:%2:%3")
        .arg(number >> 16 & 255, 2, 16, QLatin1Char('0'))
        .arg(number >> 8 & 255, 2, 16, QLatin1Char('0'))
        .arg(number & 255, 2, 16, QLatin1Char('0'));
}

inline provision::StepRecord stepOf(int index, const QString &id, provision::StepOutcome outcome, bool irreversible = true)
{
    provision::StepRecord step;
    step.index = index;
    step.id = id;
    step.title = QStringLiteral("Title of ") + id;
    step.reason = QStringLiteral("Because.");
    step.irreversible = irreversible;
    step.outcome = outcome;
    step.readBack = QJsonObject{{QStringLiteral("value"), index}};
    step.startedUtc = QDateTime::currentDateTimeUtc();
    return step;
}

inline provision::UnitResult resultOf(const QString &mac, provision::UnitVerdict verdict, std::vector<provision::StepRecord> steps = {})
{
    provision::UnitResult result;
    result.verdict = verdict;
    result.mac = mac;
    result.chip = QStringLiteral("esp32c3");
    result.port = QStringLiteral("/dev/ttyUSB0");
    result.sentence = QStringLiteral("Sentence.");
    result.steps = std::move(steps);
    result.before = QJsonObject{{QStringLiteral("state"), QStringLiteral("blank")}};
    result.after = QJsonObject{{QStringLiteral("state"), QStringLiteral("locked")}};
    result.milliseconds = 1500;
    return result;
}

/** One whole run over a unit: begun, one step intended and completed, finished. */
inline Result<qint64> runOver(store::Database &database, const QString &mac, provision::UnitVerdict verdict)
{
    FB_TRY(const qint64 run, database.journal().begin(mac, QStringLiteral("esp32c3"), QStringLiteral("/dev/ttyUSB0"), QStringLiteral("bb"),
                                                      QJsonObject{{QStringLiteral("state"), QStringLiteral("blank")}}));
    const auto step = stepOf(0, QStringLiteral("efuse.burn.flash_key"), provision::StepOutcome::Done);
    FB_CHECK(database.journal().intend(run, step));
    FB_CHECK(database.journal().complete(run, step));
    FB_CHECK(database.journal().finish(run, resultOf(mac, verdict, {step})));
    return run;
}

} // namespace fb::test
