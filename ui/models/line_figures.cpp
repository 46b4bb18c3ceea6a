// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/line_figures.h"

#include "models/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace fb::ui {

namespace {

struct Figures
{
    Q_DECLARE_TR_FUNCTIONS(fb::ui::Figures)
};

QString firstPassWords(const line::BatchCounters &c)
{
    const int ended = c.passed + c.failed + c.setAside;
    if (ended == 0)
        return QStringLiteral("–");
    return Figures::tr("%1 %").arg(QLocale().toString(100.0 * c.firstPass / ended, 'f', ended >= 100 ? 1 : 0));
}

} // namespace

std::vector<LineFigure> lineFigures(const line::BatchCounters &c)
{
    const int left = std::max(0, c.ordered - c.passed);
    const bool paced = c.unitsPerHour > 0;
    const QString toFinish = left == 0 ? Figures::tr("done") : paced ? durationWords(static_cast<qint64>(left / c.unitsPerHour * 3600000)) : QStringLiteral("–");
    return {
        {QStringLiteral("%1 / %2").arg(c.passed).arg(c.ordered), Figures::tr("passed"), 9},
        {QString::number(left), Figures::tr("left to make"), 8},
        {firstPassWords(c), Figures::tr("first pass"), 5},
        {paced ? QString::number(std::lround(c.unitsPerHour)) : QStringLiteral("–"), Figures::tr("units per hour"), 6},
        {toFinish, Figures::tr("to finish"), 7},
    };
}

QString batchSubtitle(const line::Batch &batch)
{
    QStringList chips;
    for (const QString &chip : batch.chips)
        chips << chipName(chip);
    chips.removeDuplicates();
    QStringList parts;
    if (!batch.workOrder.isEmpty())
        parts << Figures::tr("Work order %1").arg(batch.workOrder);
    if (!batch.profileFiles.isEmpty())
        parts << Figures::tr("profile %1").arg(profileNames(batch.profileFiles));
    if (!chips.isEmpty())
        parts << chips.join(QStringLiteral(", "));
    if (batch.state != line::BatchState::Released)
        parts << stateWord(batch.state);
    return parts.join(QStringLiteral("  ·  "));
}

} // namespace fb::ui
