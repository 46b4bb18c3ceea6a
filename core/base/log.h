// SPDX-License-Identifier: GPL-3.0-or-later
// One logger: Qt's logging categories, with a handler that each executable installs. A SecretBytes cannot be
// streamed (its operator<< is deleted), and the handler shortens long runs of hexadecimal digits as a second net.
#pragma once

#include <QLoggingCategory>
#include <QString>

namespace fb {

Q_DECLARE_LOGGING_CATEGORY(logLink)
Q_DECLARE_LOGGING_CATEGORY(logProvision)
Q_DECLARE_LOGGING_CATEGORY(logStore)
Q_DECLARE_LOGGING_CATEGORY(logSim)
Q_DECLARE_LOGGING_CATEGORY(logUi)

enum class LogLevel { Quiet, Warnings, Info, Debug };

/** Sends every message at or above `level` to standard error, one line each, with time, level and category. */
void installLogHandler(LogLevel level);

/** Replaces runs of 32 or more hexadecimal digits (with or without separators) by their first 4 and a length. */
[[nodiscard]] QString redacted(const QString &message);

} // namespace fb
