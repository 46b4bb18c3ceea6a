// SPDX-License-Identifier: GPL-3.0-or-later
#include "provision/console_check.h"

#include <QStringList>

namespace fb::provision {

namespace {

// Printed by mask ROMs and ESP-IDF's second stage when they give up on the flash.
const QStringList &failures()
{
    static const QStringList lines{QStringLiteral("invalid header"),       QStringLiteral("csum err"),
                                   QStringLiteral("flash read err"),       QStringLiteral("ets_main.c"),
                                   QStringLiteral("signed with untrusted"), QStringLiteral("No signature block magic"),
                                   QStringLiteral("boot verification failed"), QStringLiteral("ecure boot check fail"),
                                   QStringLiteral("No bootable app"),      QStringLiteral("Image hash failed"),
                                   QStringLiteral("ota data partition invalid and no factory"), QStringLiteral("image corrupted"),
                                   QStringLiteral("Guru Meditation"),      QStringLiteral("waiting for download")};
    return lines;
}

// Printed once the application has the processor, or is handed it.
const QStringList &successes()
{
    static const QStringList lines{QStringLiteral("Calling app_main"), QStringLiteral("app_main()"), QStringLiteral("cpu_start: Starting app"),
                                   QStringLiteral("cpu_start: Pro cpu start user code"), QStringLiteral("cpu_start: Application information"),
                                   QStringLiteral("app_start: Starting scheduler"), QStringLiteral("MicroPython v")};
    return lines;
}

bool containsAny(const QString &line, const QStringList &wanted)
{
    return std::any_of(wanted.begin(), wanted.end(), [&](const QString &text) { return line.contains(text); });
}

} // namespace

ConsoleJudgement judgeConsole(const QString &text, const QString &expectedLine)
{
    ConsoleJudgement judgement;
    for (const QString &line : text.split(QLatin1Char('\n'))) {
        if (containsAny(line, failures()))
            return {ConsoleVerdict::Fails, line.trimmed()};
        const bool ours = !expectedLine.isEmpty() && line.contains(expectedLine.trimmed());
        if (ours || containsAny(line, successes()))
            judgement = {ConsoleVerdict::Starts, line.trimmed()};
    }
    return judgement;
}

bool saysDownloadClosed(const QString &text)
{
    return text.contains(QLatin1String("Download mode is disabled")) || text.contains(QLatin1String("Download boot modes disabled"));
}

} // namespace fb::provision
