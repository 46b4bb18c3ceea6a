// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/slot_words.h"

#include "models/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace fb::ui {

namespace {

using line::SlotState;
using line::SlotStatus;

struct SlotText
{
    Q_DECLARE_TR_FUNCTIONS(fb::ui::SlotText)
};

QString orElse(const QString &text, const QString &fallback)
{
    return text.isEmpty() ? fallback : text;
}

QString joined(const QString &sentence, const QString &mend)
{
    return mend.isEmpty() ? sentence : sentence + QLatin1Char(' ') + mend;
}

QString runningSentence(const SlotStatus &status)
{
    const QString activity = orElse(status.activity, SlotText::tr("Working"));
    return status.remainingMs < 0 ? activity : SlotText::tr("%1, %2 left").arg(activity, durationWords(status.remainingMs));
}

std::pair<QString, QString> wordAndSentence(const SlotStatus &s)
{
    switch (s.state) {
    case SlotState::NoPort:
        return {SlotText::tr("No port"), orElse(joined(s.sentence, s.mend), SlotText::tr("This fixture is not connected: check its cable."))};
    case SlotState::Empty: return {SlotText::tr("Empty"), orElse(joined(s.sentence, s.mend), SlotText::tr("Plug in a board"))};
    case SlotState::Running: return {percentWords(s.fraction), runningSentence(s)};
    case SlotState::Passed: return {SlotText::tr("PASS"), s.sentence};
    case SlotState::Failed:
        return {SlotText::tr("FAIL"), joined(s.sentence, orElse(s.mend, SlotText::tr("Press the board down and start it again.")))};
    case SlotState::SetAside:
        return {SlotText::tr("SET ASIDE"), joined(s.sentence, orElse(s.mend, SlotText::tr("Put it in the purple bin.")))};
    case SlotState::Cancelled:
        return {SlotText::tr("STOPPED"), joined(s.sentence, orElse(s.mend, SlotText::tr("Start it again: it goes on where it stopped.")))};
    }
    return {};
}

QStringList numbersIn(const std::vector<SlotStatus> &slots, SlotState state)
{
    QStringList numbers;
    for (const SlotStatus &slot : slots) {
        if (slot.state == state)
            numbers << QString::number(slot.number);
    }
    return numbers;
}

/** "1, 2 and 7"; of more than five the first ones and how many more. */
QString listed(QStringList numbers)
{
    if (numbers.size() == 1)
        return numbers.first();
    const QString comma = QStringLiteral(", ");
    if (numbers.size() > 5)
        return SlotText::tr("%1 and %n more", nullptr, static_cast<int>(numbers.size()) - 4).arg(numbers.mid(0, 4).join(comma));
    const QString last = numbers.takeLast();
    return SlotText::tr("%1 and %2", "a list and its last element").arg(numbers.join(comma), last);
}

QString nextWhileRunning(const std::vector<SlotStatus> &slots)
{
    if (const QStringList failed = numbersIn(slots, SlotState::Failed); !failed.isEmpty())
        return SlotText::tr("Slot(s) %1 need a hand: read the tile(s)", nullptr, static_cast<int>(failed.size())).arg(listed(failed));
    if (const QStringList aside = numbersIn(slots, SlotState::SetAside); !aside.isEmpty())
        return SlotText::tr("Put the board of slot %1 in the purple bin").arg(aside.first());
    if (const QStringList done = numbersIn(slots, SlotState::Passed); !done.isEmpty())
        return SlotText::tr("Slot(s) %1 done: change the board(s), then scan the slot number(s)", nullptr, static_cast<int>(done.size())).arg(listed(done));
    qint64 soonest = -1;
    for (const SlotStatus &slot : slots) {
        if (slot.state == SlotState::Running && slot.remainingMs >= 0 && (soonest < 0 || slot.remainingMs < soonest))
            soonest = slot.remainingMs;
    }
    return soonest < 0 ? SlotText::tr("Leave the boards in place") : SlotText::tr("Leave the boards in place, the next is done in %1").arg(durationWords(soonest));
}

QString nextWhileIdle(const std::vector<SlotStatus> &slots)
{
    if (const QStringList aside = numbersIn(slots, SlotState::SetAside); !aside.isEmpty())
        return SlotText::tr("Put the board of slot %1 in the purple bin, then press Start").arg(aside.first());
    if (const QStringList failed = numbersIn(slots, SlotState::Failed); !failed.isEmpty())
        return SlotText::tr("Mend slot(s) %1 as the tile(s) say, then press Start", nullptr, static_cast<int>(failed.size())).arg(listed(failed));
    if (!numbersIn(slots, SlotState::Cancelled).isEmpty())
        return SlotText::tr("Press Start: stopped boards go on where they stopped");
    if (!numbersIn(slots, SlotState::Passed).isEmpty())
        return SlotText::tr("All done: change the boards, then press Start");
    return SlotText::tr("Plug in the boards, then press Start or scan a slot number");
}

} // namespace

SlotWords wordsOf(const SlotStatus &status)
{
    const auto [word, sentence] = wordAndSentence(status);
    QStringList aloud{SlotText::tr("Slot %1").arg(status.number), word};
    if (!status.serial.isEmpty())
        aloud << status.serial;
    if (!sentence.isEmpty())
        aloud << sentence;
    return {word, sentence, aloud.join(QStringLiteral(", "))};
}

QString nextSentence(const LineSituation &situation, const std::vector<SlotStatus> &slots)
{
    if (!situation.open)
        return SlotText::tr("Opening the working folder");
    if (!situation.hasBatch)
        return SlotText::tr("Scan a work order, or choose a batch");
    if (slots.empty())
        return SlotText::tr("Add the ports of your fixtures");
    if (situation.preparing)
        return SlotText::tr("Reading and checking the profile");
    const bool running = std::any_of(slots.begin(), slots.end(), [](const SlotStatus &s) { return s.state == SlotState::Running; });
    if (running)
        return nextWhileRunning(slots);
    if (!situation.batchReleased)
        return SlotText::tr("This batch is not released: release it, or scan another work order");
    if (situation.left == 0)
        return SlotText::tr("The order is complete: scan the next work order");
    return nextWhileIdle(slots);
}

} // namespace fb::ui
