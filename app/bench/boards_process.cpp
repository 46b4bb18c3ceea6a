// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/boards_process.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace fb::bench {

namespace {
constexpr ErrorCode boardsFailed{"bench.boards_failed", ErrorKind::Device};
constexpr int startTimeoutMs = 10000;
}

Result<std::unique_ptr<BoardsProcess>> BoardsProcess::start(const QString &chip, int count, const QString &rate)
{
    auto boards = std::make_unique<BoardsProcess>();
    QStringList arguments{QStringLiteral("sim"), QStringLiteral("run"), QStringLiteral("--chip"), chip, QStringLiteral("--count"), QString::number(count)};
    if (!rate.isEmpty())
        arguments << QStringLiteral("--rate") << rate;
    boards->m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    boards->m_process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/fuseboard-cli"), arguments);
    while (boards->m_ports.size() < count) {
        if (!boards->m_process.canReadLine() && !boards->m_process.waitForReadyRead(startTimeoutMs))
            return Error(boardsFailed, QCoreApplication::translate("fb::bench", "The virtual boards did not start."), {}, chip);
        while (boards->m_process.canReadLine())
            boards->m_ports << QJsonDocument::fromJson(boards->m_process.readLine()).object().value(QLatin1String("port")).toString();
    }
    return boards;
}

BoardsProcess::~BoardsProcess()
{
    m_process.terminate();
    m_process.waitForFinished(startTimeoutMs);
}

} // namespace fb::bench
