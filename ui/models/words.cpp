// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/words.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

#include <cmath>

namespace fb::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(fb::ui::Words)
};

} // namespace

QString durationWords(qint64 milliseconds)
{
    const qint64 seconds = (milliseconds + 999) / 1000;
    if (seconds < 60)
        return Words::tr("%1 s").arg(seconds);
    if (seconds < 600 && seconds % 60)
        return Words::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    const qint64 minutes = (seconds + 30) / 60;
    if (minutes < 60)
        return Words::tr("%1 min").arg(minutes);
    return minutes % 60 ? Words::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60) : Words::tr("%1 h").arg(minutes / 60);
}

QString percentWords(double fraction)
{
    // A unit that is not finished is never shown as 100 %.
    const int percent = fraction >= 1 ? 100 : static_cast<int>(std::floor(std::max(0.0, fraction) * 100));
    return Words::tr("%1 %").arg(percent);
}

QString sizeWords(qint64 bytes)
{
    const QLocale locale;
    if (bytes >= 1024 * 1024)
        return Words::tr("%1 MB").arg(locale.toString(static_cast<double>(bytes) / (1024 * 1024), 'f', bytes % (1024 * 1024) ? 1 : 0));
    if (bytes >= 1024)
        return Words::tr("%1 KB").arg(locale.toString(static_cast<double>(bytes) / 1024, 'f', bytes % 1024 ? 1 : 0));
    return Words::tr("%1 B").arg(bytes);
}

QString momentWords(const QDateTime &utc)
{
    // The one form that means the same day in every country.
    return utc.isValid() ? utc.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")) : QString();
}

QString clockWords(const QDateTime &utc)
{
    return utc.isValid() ? utc.toLocalTime().toString(QStringLiteral("HH:mm:ss")) : QString();
}

QString stateWord(line::BatchState state)
{
    switch (state) {
    case line::BatchState::Draft: return Words::tr("Draft");
    case line::BatchState::Released: return Words::tr("Released");
    case line::BatchState::Held: return Words::tr("Held");
    case line::BatchState::Closed: return Words::tr("Closed");
    }
    return {};
}

QString deviceStateWord(const QString &state)
{
    if (state == QLatin1String("passed"))
        return Words::tr("Passed");
    if (state == QLatin1String("failed"))
        return Words::tr("Failed");
    if (state == QLatin1String("set-aside"))
        return Words::tr("Set aside");
    if (state == QLatin1String("admitted"))
        return Words::tr("Begun");
    return state;
}

QString chipName(const QString &id)
{
    const QString upper = id.toUpper();
    const QString family = QStringLiteral("ESP32");
    if (!upper.startsWith(family) || upper.size() == family.size() || upper.contains(u'-'))
        return upper;
    return family + QLatin1Char('-') + upper.mid(family.size());
}

QString profileNames(const QStringList &files)
{
    QStringList names;
    for (const QString &file : files)
        names << QFileInfo(file).completeBaseName();
    names.removeDuplicates();
    return names.join(QStringLiteral(", "));
}

QString errorSentence(const Error &error)
{
    QString text = error.where().isEmpty() ? error.message() : error.where() + QStringLiteral(": ") + error.message();
    return error.advice().isEmpty() ? text : text + QLatin1Char(' ') + error.advice();
}

} // namespace fb::ui
