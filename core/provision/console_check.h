// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace fb::provision {

enum class ConsoleVerdict { Undecided, Starts, Fails };

struct ConsoleJudgement
{
    ConsoleVerdict verdict = ConsoleVerdict::Undecided;
    QString line; ///< of the console, the one that decided
};

/**
 * What a boot log says so far. Judged by lines that ROM, second stage and ESP-IDF start-up print; `expectedLine` is a
 * line of the application itself where one is known (the demonstration firmware's), else empty.
 */
[[nodiscard]] ConsoleJudgement judgeConsole(const QString &text, const QString &expectedLine);

/** Does the log say that the ROM refuses its download mode for good? */
[[nodiscard]] bool saysDownloadClosed(const QString &text);

} // namespace fb::provision
