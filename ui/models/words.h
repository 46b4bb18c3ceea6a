// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "line/batch.h"

#include <QDateTime>
#include <QString>

namespace fb::ui {

[[nodiscard]] QString durationWords(qint64 milliseconds); ///< "9 s", "2 min 5 s", "1 h 20 min"
[[nodiscard]] QString percentWords(double fraction);      ///< "62 %"
[[nodiscard]] QString sizeWords(qint64 bytes);            ///< "4 MB", "20 KB", "512 B"; 1024 to the KB
[[nodiscard]] QString momentWords(const QDateTime &utc);  ///< local date and time, short; empty for none
[[nodiscard]] QString clockWords(const QDateTime &utc);   ///< local time with seconds
[[nodiscard]] QString stateWord(line::BatchState state);  ///< "Draft"
[[nodiscard]] QString deviceStateWord(const QString &state); ///< of DeviceRow::state
/** "ESP32-C3" for "esp32c3". */
[[nodiscard]] QString chipName(const QString &id);
/** Names of the profile files without folder and ending, each once: "release-c3, release-esp32". */
[[nodiscard]] QString profileNames(const QStringList &files);
/** What and where, then the mend: for a place that has room for sentences. */
[[nodiscard]] QString errorSentence(const Error &error);

} // namespace fb::ui
