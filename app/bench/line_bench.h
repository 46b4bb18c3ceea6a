// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provision/unit_job.h"

#include <QJsonObject>

namespace fb::bench {

/** One round of provisioning blank boards side by side. */
struct Round
{
    double wallSeconds = 0;
    double cpuSeconds = 0; ///< user and system time of this process only
    std::vector<provision::UnitResult> units;
};

/** `counts`: blank boards by family id; `imagesFolder` as in the demonstration. */
[[nodiscard]] Result<Round> provisionBlankBoards(const std::vector<std::pair<QString, int>> &counts, const QString &imagesFolder, int baud);

/** Eight boards against one, plug to PASS, CPU use and bytes on the wire, as the performance page has them. */
[[nodiscard]] Result<QJsonObject> measureLine(const QString &imagesFolder);
/** `device snapshot` on a blank board of each family, median of several. */
[[nodiscard]] Result<QJsonObject> measureSnapshot();
/** The desktop application from process start to first paint, median of several. */
[[nodiscard]] Result<QJsonObject> measureGuiStart();

} // namespace fb::bench
