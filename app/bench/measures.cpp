// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/boards_process.h"
#include "bench/line_bench.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>

#include <algorithm>

namespace fb::bench {

namespace {

constexpr int demoBaud = 921600;
constexpr int repeats = 5;
constexpr ErrorCode processFailed{"bench.process_failed", ErrorKind::Device};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

QJsonObject wireOf(const provision::UnitResult &unit)
{
    return {{QStringLiteral("sent"), double(unit.bytesSent)}, {QStringLiteral("received"), double(unit.bytesReceived)}};
}

/** One process run of `program`, in milliseconds. */
Result<double> timeProcess(const QString &program, const QStringList &arguments)
{
    QElapsedTimer timer;
    timer.start();
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationDirPath() + u'/' + program, arguments);
    if (!process.waitForFinished(30000) || process.exitCode() != 0)
        return Error(processFailed, QCoreApplication::translate("fb::bench", "The measured program failed."), {}, program);
    return double(timer.nsecsElapsed()) * 1e-6;
}

Result<double> medianTime(const QString &program, const QStringList &arguments)
{
    std::vector<double> times;
    for (int i = 0; i < repeats; ++i) {
        FB_TRY(const double ms, timeProcess(program, arguments));
        times.push_back(ms);
    }
    return median(times);
}

} // namespace

Result<QJsonObject> measureLine(const QString &imagesFolder)
{
    const QString esp32 = QStringLiteral("esp32");
    const QString esp32c3 = QStringLiteral("esp32c3");
    FB_TRY(const Round oneClassic, provisionBlankBoards({{esp32, 1}}, imagesFolder, demoBaud));
    FB_TRY(const Round oneC3, provisionBlankBoards({{esp32c3, 1}}, imagesFolder, demoBaud));
    FB_TRY(const Round eight, provisionBlankBoards({{esp32, 4}, {esp32c3, 4}}, imagesFolder, demoBaud));
    const double alone = std::max(oneClassic.wallSeconds, oneC3.wallSeconds);
    return QJsonObject{{QStringLiteral("esp32PlugToPassSeconds"), oneClassic.wallSeconds},
                       {QStringLiteral("esp32c3PlugToPassSeconds"), oneC3.wallSeconds},
                       {QStringLiteral("eightBoardsSeconds"), eight.wallSeconds},
                       {QStringLiteral("eightAgainstOneRatio"), eight.wallSeconds / alone},
                       {QStringLiteral("hostCpuSecondsEightBoards"), eight.cpuSeconds},
                       {QStringLiteral("hostCpuShareEightBoards"), eight.cpuSeconds / eight.wallSeconds},
                       {QStringLiteral("esp32Wire"), wireOf(oneClassic.units.front())},
                       {QStringLiteral("esp32c3Wire"), wireOf(oneC3.units.front())}};
}

Result<QJsonObject> measureSnapshot()
{
    QJsonObject answer;
    for (const QString &chip : {QStringLiteral("esp32"), QStringLiteral("esp32c3")}) {
        FB_TRY(const auto boards, BoardsProcess::start(chip, 1, {}));
        FB_TRY(const double ms, medianTime(QStringLiteral("fuseboard-cli"), {QStringLiteral("device"), QStringLiteral("snapshot"), QStringLiteral("--port"), boards->ports().first(), QStringLiteral("--json")}));
        answer.insert(chip + QStringLiteral("Milliseconds"), ms);
    }
    return answer;
}

Result<QJsonObject> measureGuiStart()
{
    FB_TRY(const double ms, medianTime(QStringLiteral("fuseboard"), {QStringLiteral("--quit-after-first-paint")}));
    return QJsonObject{{QStringLiteral("processStartToFirstPaintMilliseconds"), ms}};
}

} // namespace fb::bench
