// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/device.h"
#include "line/batch.h"

namespace fb::fleet {

/** What a batch came to: for people as one HTML file without outside parts, for programs as JSON. Holds no secret. */
struct BatchReport
{
    line::Batch batch;
    line::BatchCounters counters;
    std::vector<BatchUnit> units; ///< by serial number
    QDateTime madeUtc;

    /** {"format":"fuseboard-batch-report/1","batch":{…},"counters":{…},"units":[{serial,mac,chip,state,profileHash,result}]} */
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] QString toHtml() const;
};

[[nodiscard]] Result<BatchReport> makeReport(const line::Batch &batch, line::BatchStore &batches, DeviceStore &devices);

[[nodiscard]] QJsonObject toJson(const line::Batch &batch);
[[nodiscard]] QJsonObject toJson(const line::BatchCounters &counters);

} // namespace fb::fleet
