// SPDX-License-Identifier: GPL-3.0-or-later
// line/: batches, slots and the runner that provisions many ports side by side.
#pragma once

#include "base/result.h"

#include <QDateTime>
#include <QStringList>

#include <optional>
#include <vector>

namespace fb::line {

enum class BatchState { Draft, Released, Held, Closed };

struct Batch
{
    qint64 id = 0;
    QString name;      ///< unique: "Water meter rev C"
    QString workOrder; ///< "2026-118"
    BatchState state = BatchState::Draft;
    int ordered = 0; ///< units that may be made; never one more
    QString serialPrefix = QStringLiteral("FB-");
    QStringList profileFiles; ///< absolute paths, one per chip family
    QStringList chips;        ///< ids, same order
    QStringList profileHashes;
    QDateTime createdUtc;
};

struct BatchCounters
{
    int ordered = 0;
    int admitted = 0; ///< units with a serial number
    int passed = 0;
    int failed = 0; ///< units whose last run failed
    int setAside = 0;
    int firstPass = 0;        ///< passed on their first run
    double unitsPerHour = 0;  ///< over the last hour of work
    qint64 meanMilliseconds = 0; ///< of passed runs
};

[[nodiscard]] QString nameOf(BatchState state); ///< "draft", "released", "held", "closed"
[[nodiscard]] std::optional<BatchState> batchStateNamed(QStringView name);
/** Draft may be released or closed; released and held change into each other or are closed; closed stays closed. */
[[nodiscard]] bool mayBecome(BatchState from, BatchState to);
/** What is wrong with a draft before it is stored: name, quantity, prefix, profiles. */
[[nodiscard]] Result<void> checkDraft(const Batch &draft);

namespace errors {
inline constexpr ErrorCode NoSuchBatch{"batch.unknown", ErrorKind::Usage};
inline constexpr ErrorCode NameTaken{"batch.name_taken", ErrorKind::BadInput};
inline constexpr ErrorCode NotReleased{"batch.not_released", ErrorKind::NotPermitted};
inline constexpr ErrorCode BatchFull{"batch.full", ErrorKind::NotPermitted};
inline constexpr ErrorCode OtherBatch{"batch.unit_of_other_batch", ErrorKind::SafetyRule};
inline constexpr ErrorCode BadBatch{"batch.bad", ErrorKind::BadInput};
inline constexpr ErrorCode BadTransition{"batch.bad_transition", ErrorKind::NotPermitted};
} // namespace errors

/** Where batches live. Thread-safe; every change is durable when the call returns. */
class BatchStore
{
public:
    virtual ~BatchStore() = default;
    /** Stores it as a draft with a new id, whatever id and state it came with. */
    [[nodiscard]] virtual Result<Batch> create(const Batch &draft) = 0;
    [[nodiscard]] virtual Result<std::vector<Batch>> all() = 0;
    [[nodiscard]] virtual Result<Batch> byName(const QString &name) = 0;
    [[nodiscard]] virtual Result<Batch> byId(qint64 id) = 0;
    [[nodiscard]] virtual Result<void> setState(qint64 id, BatchState state) = 0;
    [[nodiscard]] virtual Result<BatchCounters> counters(qint64 id) = 0;
    /** The serial number of this unit in the batch: a new one while the order is not full, the same again for the same MAC. */
    [[nodiscard]] virtual Result<QString> admit(qint64 batch, const QString &mac, const QString &chip) = 0;
};

} // namespace fb::line
