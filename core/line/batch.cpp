// SPDX-License-Identifier: GPL-3.0-or-later
#include "line/batch.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>

namespace fb::line {

namespace {

constexpr std::array<std::pair<BatchState, const char *>, 4> stateNames{{{BatchState::Draft, "draft"},
                                                                         {BatchState::Released, "released"},
                                                                         {BatchState::Held, "held"},
                                                                         {BatchState::Closed, "closed"}}};
constexpr int LargestOrder = 10'000'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::line", text);
}

Error bad(const QString &message, const QString &advice, const QString &where)
{
    return {errors::BadBatch, message, advice, where};
}

// The prefix ends on labels and in barcodes: what Code 128 and every scanner's keyboard layout pass on unchanged.
bool isGoodPrefix(const QString &prefix)
{
    static const QRegularExpression form(QStringLiteral("^[A-Za-z0-9._-]{0,24}$"));
    return form.match(prefix).hasMatch();
}

Result<void> checkProfiles(const Batch &draft)
{
    if (draft.profileFiles.isEmpty())
        return bad(tr("The batch has no profile."), tr("Name at least one profile, one for each chip family."), draft.name);
    if (draft.chips.size() != draft.profileFiles.size() || draft.profileHashes.size() != draft.profileFiles.size())
        return bad(tr("The batch does not say chip and hash of each of its profiles."), tr("Check each profile before the batch is made."), draft.name);
    QStringList chips = draft.chips;
    if (chips.removeDuplicates() > 0)
        return bad(tr("Two profiles of the batch are for the same chip."), tr("Give one profile for each chip family."), draft.name);
    return {};
}

} // namespace

QString nameOf(BatchState state)
{
    for (const auto &[value, name] : stateNames) {
        if (value == state)
            return QLatin1String(name);
    }
    return {};
}

std::optional<BatchState> batchStateNamed(QStringView name)
{
    for (const auto &[value, text] : stateNames) {
        if (name == QLatin1String(text))
            return value;
    }
    return std::nullopt;
}

bool mayBecome(BatchState from, BatchState to)
{
    switch (from) {
    case BatchState::Draft: return to != BatchState::Held;
    case BatchState::Released:
    case BatchState::Held: return to != BatchState::Draft;
    case BatchState::Closed: return to == BatchState::Closed;
    }
    return false;
}

Result<void> checkDraft(const Batch &draft)
{
    if (draft.name.trimmed().isEmpty() || draft.name.size() > 200)
        return bad(tr("The batch needs a name of 1 to 200 characters."), tr("Give it the name that the work order has."), draft.name);
    if (draft.ordered < 1 || draft.ordered > LargestOrder)
        return bad(tr("A batch of %1 units makes no sense.").arg(draft.ordered), tr("Order 1 to %1 units.").arg(LargestOrder), draft.name);
    if (!isGoodPrefix(draft.serialPrefix))
        return bad(tr("The serial number prefix \"%1\" has characters that labels and scanners do not carry.").arg(draft.serialPrefix),
                   tr("Use up to 24 letters, digits, dots, dashes and underscores."), draft.name);
    return checkProfiles(draft);
}

} // namespace fb::line
