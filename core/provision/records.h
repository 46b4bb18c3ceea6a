// SPDX-License-Identifier: GPL-3.0-or-later
// provision/: desired state (profile), observed state (snapshot), the pure difference between them (plan), the
// executor that carries a plan out, and the interfaces of the journal and key store that make it durable.
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <QDateTime>
#include <QJsonObject>

#include <optional>
#include <vector>

namespace fb::provision {

enum class StepOutcome { Planned, Intended, Done, AlreadyTrue, NotPossible, Failed };

/** One step of a plan, and later what became of it. */
struct StepRecord
{
    int index = 0;
    QString id;       ///< stable: "flash.write.app", "efuse.burn.flash_key", "boot.prove", "efuse.lock.download"
    QString title;    ///< translated, short: "Write firmware"
    QString reason;   ///< translated, one sentence: why this step
    bool irreversible = false;
    StepOutcome outcome = StepOutcome::Planned;
    QJsonObject readBack; ///< what was read from the unit after it; never a secret
    QDateTime startedUtc, endedUtc;
    [[nodiscard]] QJsonObject toJson() const;
    /** The inverse of toJson(), for what the program itself has stored; members that are missing stay at their defaults. */
    [[nodiscard]] static StepRecord fromJson(const QJsonObject &json);
};

[[nodiscard]] QString nameOf(StepOutcome outcome); ///< "planned", "intended", "done", "already-true", "not-possible", "failed"
[[nodiscard]] std::optional<StepOutcome> stepOutcomeNamed(QStringView name);

enum class UnitVerdict { Passed, Failed, SetAside, Cancelled };

[[nodiscard]] QString nameOf(UnitVerdict verdict); ///< "passed", "failed", "set-aside", "cancelled"

/** The end of one run over one unit. Passed only where every step is Done, AlreadyTrue, or NotPossible with the profile's leave. */
struct UnitResult
{
    UnitVerdict verdict = UnitVerdict::Failed;
    QString port;
    QString chip;   ///< "esp32c3"
    QString mac;    ///< "7c:df:a1:0e:44:12"; empty where the unit never answered
    QString serial; ///< as allotted; empty where none
    QString sentence; ///< translated: "Locked, boots" or what went wrong
    QString mend;     ///< translated: what to do with the unit; empty where passed
    std::optional<Error> error;
    std::vector<StepRecord> steps;
    QJsonObject before, after; ///< snapshots
    QString bootCheck;         ///< "passed", "failed", "not possible on this link", "skipped"
    QString consoleLog;
    quint64 bytesSent = 0, bytesReceived = 0;
    qint64 milliseconds = 0;
    [[nodiscard]] QJsonObject toJson() const;
};

/** One step as the journal holds it, with the run it belongs to. */
struct JournalEntry
{
    qint64 run = 0;
    QString mac, chip, port, profileHash; ///< of the run
    StepRecord step;                      ///< as completed; outcome Intended where no complete() followed
};

/**
 * The durable record: whatever changes a unit is preceded by intend() and followed by complete(), both on stable storage
 * when they return. An intent is open until a complete() of the same step id in the same or a later run over the same
 * unit closes it. Thread-safe.
 */
class Journal
{
public:
    virtual ~Journal() = default;
    /** A new run over one unit; returns its number. */
    [[nodiscard]] virtual Result<qint64> begin(const QString &mac, const QString &chip, const QString &port, const QString &profileHash, const QJsonObject &before) = 0;
    [[nodiscard]] virtual Result<void> intend(qint64 run, const StepRecord &step) = 0;
    [[nodiscard]] virtual Result<void> complete(qint64 run, const StepRecord &step) = 0;
    [[nodiscard]] virtual Result<void> finish(qint64 run, const UnitResult &result) = 0;
    /** Steps that were intended and never completed in any earlier run over this unit. */
    [[nodiscard]] virtual Result<std::vector<StepRecord>> openIntents(const QString &mac) = 0;
    /** Every step noted in earlier runs over this unit, oldest first. */
    [[nodiscard]] virtual Result<std::vector<JournalEntry>> history(const QString &mac) = 0;
    /** Open intents of one step id over all units, oldest first: tells which unit it may be that can no longer say who it is. */
    [[nodiscard]] virtual Result<std::vector<JournalEntry>> openIntentsOf(const QString &stepId) = 0;
};

/** Keys of units, sealed. Thread-safe. */
class KeyStore
{
public:
    virtual ~KeyStore() = default;
    /** The key sealed for this unit and purpose ("flash", "nvs"), if any. */
    [[nodiscard]] virtual Result<std::optional<SecretBytes>> find(const QString &mac, const QString &purpose) = 0;
    /** On stable storage when it returns. Refuses a second, different key for the unit, and a key that another unit has. */
    [[nodiscard]] virtual Result<void> seal(const QString &mac, const QString &purpose, const SecretBytes &key) = 0;
    /** Forgets the key and records that it did; for profiles that keep none. */
    [[nodiscard]] virtual Result<void> discard(const QString &mac, const QString &purpose) = 0;
};

} // namespace fb::provision
