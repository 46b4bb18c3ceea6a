// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"

#include <QDateTime>
#include <QRegularExpression>

#include <cstdio>

namespace fb {

Q_LOGGING_CATEGORY(logLink, "fuseboard.link")
Q_LOGGING_CATEGORY(logProvision, "fuseboard.provision")
Q_LOGGING_CATEGORY(logStore, "fuseboard.store")
Q_LOGGING_CATEGORY(logSim, "fuseboard.sim")
Q_LOGGING_CATEGORY(logUi, "fuseboard.ui")

namespace {

const char *nameOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg: return "debug";
    case QtInfoMsg: return "info";
    case QtWarningMsg: return "warning";
    case QtCriticalMsg: return "error";
    case QtFatalMsg: return "fatal";
    }
    return "?";
}

void writeLine(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QString line = QDateTime::currentDateTime().toString(QStringLiteral("hh:mm:ss.zzz ")) +
                         QLatin1String(nameOf(type)) + QStringLiteral(" ") +
                         QLatin1String(context.category ? context.category : "default") + QStringLiteral(": ") +
                         redacted(message) + QStringLiteral("\n");
    const QByteArray utf8 = line.toUtf8();
    std::fwrite(utf8.constData(), 1, static_cast<std::size_t>(utf8.size()), stderr);
}

} // namespace

void installLogHandler(LogLevel level)
{
    QString rules = QStringLiteral("fuseboard.*.debug=%1\nfuseboard.*.info=%2\nfuseboard.*.warning=%3\n")
                        .arg(level >= LogLevel::Debug)
                        .arg(level >= LogLevel::Info)
                        .arg(level >= LogLevel::Warnings);
    rules.replace(QLatin1String("=1"), QLatin1String("=true")).replace(QLatin1String("=0"), QLatin1String("=false"));
    QLoggingCategory::setFilterRules(rules);
    qInstallMessageHandler(writeLine);
}

QString redacted(const QString &message)
{
    static const QRegularExpression longHex(QStringLiteral("([0-9A-Fa-f]{2}[ :]?){16,}"));
    QString out;
    qsizetype end = 0;
    auto matches = longHex.globalMatch(message);
    while (matches.hasNext()) {
        const auto match = matches.next();
        out += QStringView(message).mid(end, match.capturedStart() - end);
        out += match.captured().left(4) + QStringLiteral("…(%1 characters)").arg(match.capturedLength());
        end = match.capturedEnd();
    }
    return out + QStringView(message).mid(end);
}

} // namespace fb
