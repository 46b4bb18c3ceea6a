// SPDX-License-Identifier: GPL-3.0-or-later
// fleet/: units as the database knows them, for years after the line.
#pragma once

#include "base/result.h"

#include <QDateTime>
#include <QJsonObject>

#include <vector>

namespace fb::fleet {

struct DeviceRow
{
    qint64 id = 0;
    QString mac, serial, chip, batchName;
    QString state; ///< "admitted", "passed", "failed", "set-aside"
    QDateTime lastSeenUtc;
};

struct TimelineEntry
{
    QDateTime utc;
    QString title;  ///< "Key block 0 burned, read back protected"
    QString origin; ///< "eFuse", "flash", "boot", "line"
    bool good = true;
    QJsonObject details;
};

struct DeviceDetails
{
    DeviceRow row;
    QJsonObject before;   ///< first snapshot
    QJsonObject snapshot; ///< last snapshot
    QJsonObject result;   ///< last run's result
    QString profileHash;
    std::vector<TimelineEntry> timeline; ///< oldest first
};

/** One unit of a batch with what its last run left. */
struct BatchUnit
{
    DeviceRow row;
    QString profileHash; ///< of the last run
    QJsonObject result;  ///< provision::UnitResult::toJson() of the last run without its snapshots; empty while it has not ended
    qint64 runs = 0;     ///< in this batch
    QString keyFingerprint; ///< 64 hex digits, keyed: equal only for equal flash keys, of no use to find one; empty where none
    bool keyKept = false;   ///< the flash key lies sealed in the store
};

/** Thread-safe. */
class DeviceStore
{
public:
    virtual ~DeviceStore() = default;
    /** Rows whose serial, MAC, batch or chip contains `filter`, newest first. */
    [[nodiscard]] virtual Result<std::vector<DeviceRow>> page(const QString &filter, qint64 offset, qint64 limit) = 0;
    [[nodiscard]] virtual Result<qint64> count(const QString &filter) = 0;
    /** Every unit admitted to the batch, by serial number, in one query. */
    [[nodiscard]] virtual Result<std::vector<BatchUnit>> unitsOfBatch(qint64 batch) = 0;
    /** By MAC or serial number. */
    [[nodiscard]] virtual Result<DeviceDetails> details(const QString &macOrSerial) = 0;
};

namespace errors {
inline constexpr ErrorCode NoSuchDevice{"device.unknown", ErrorKind::Usage};
} // namespace errors

} // namespace fb::fleet
