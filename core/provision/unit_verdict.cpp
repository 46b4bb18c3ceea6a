// SPDX-License-Identifier: GPL-3.0-or-later
#include "provision/unit_verdict.h"

#include "efuse/burn.h"
#include "link/transport.h"
#include "provision/plan.h"

#include <QCoreApplication>

namespace fb::provision {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::provision", text);
}

struct Words
{
    const ErrorCode &code;
    const char *sentence;
    const char *mend;
    UnitVerdict verdict;
};

// The long message, with names of eFuses and blocks, stays in UnitResult::error for those who can use it.
const std::vector<Words> &wordsByError()
{
    static const std::vector<Words> table{
        {errors::WrongChip, QT_TRANSLATE_NOOP("fb::provision", "Wrong board for this batch"), QT_TRANSLATE_NOOP("fb::provision", "Plug in the board that the work order names."), UnitVerdict::Failed},
        {errors::ForeignUnit, QT_TRANSLATE_NOOP("fb::provision", "Burned already, not by us"), QT_TRANSLATE_NOOP("fb::provision", "Take it out of the batch; nothing was changed on it."), UnitVerdict::Failed},
        {errors::AlreadyLocked, QT_TRANSLATE_NOOP("fb::provision", "Locked already"), QT_TRANSLATE_NOOP("fb::provision", "Look up its label; a finished unit need not be plugged in again."), UnitVerdict::Failed},
        {link::errors::DownloadDisabled, QT_TRANSLATE_NOOP("fb::provision", "Locked already"), QT_TRANSLATE_NOOP("fb::provision", "Look up its label; a finished unit need not be plugged in again."), UnitVerdict::Failed},
        {errors::RevisionTooLow, QT_TRANSLATE_NOOP("fb::provision", "Chip too old for this product"), QT_TRANSLATE_NOOP("fb::provision", "Take it out of the batch; nothing was changed on it."), UnitVerdict::Failed},
        {errors::FlashTooSmall, QT_TRANSLATE_NOOP("fb::provision", "Flash chip too small"), QT_TRANSLATE_NOOP("fb::provision", "Take it out of the batch; nothing was changed on it."), UnitVerdict::Failed},
        {errors::WouldNotBoot, QT_TRANSLATE_NOOP("fb::provision", "Would not start with this firmware"), QT_TRANSLATE_NOOP("fb::provision", "Stop the batch and call whoever released it; nothing was burned."), UnitVerdict::Failed},
        {errors::BootCheckFailed, QT_TRANSLATE_NOOP("fb::provision", "Written, but did not start"), QT_TRANSLATE_NOOP("fb::provision", "Plug it in again; if it happens twice, set it aside."), UnitVerdict::Failed},
        {errors::CannotFinish, QT_TRANSLATE_NOOP("fb::provision", "Cannot be finished"), QT_TRANSLATE_NOOP("fb::provision", "Set it aside with this message."), UnitVerdict::SetAside},
        {errors::BlockDamaged, QT_TRANSLATE_NOOP("fb::provision", "Chip damaged by an interrupted burn"), QT_TRANSLATE_NOOP("fb::provision", "Set it aside with this message."), UnitVerdict::SetAside},
        {efuse::errors::ReadBackDiffers, QT_TRANSLATE_NOOP("fb::provision", "Chip did not take what was burned"), QT_TRANSLATE_NOOP("fb::provision", "Plug it in again; if it happens twice, set it aside."), UnitVerdict::SetAside},
        {link::errors::PortGone, QT_TRANSLATE_NOOP("fb::provision", "Connection lost"), QT_TRANSLATE_NOOP("fb::provision", "Check cable and fixture and plug it in again; it goes on where it stopped."), UnitVerdict::Failed},
        {link::errors::NoAnswer, QT_TRANSLATE_NOOP("fb::provision", "Board does not answer"), QT_TRANSLATE_NOOP("fb::provision", "Check power, cable and seat, then plug it in again."), UnitVerdict::Failed},
        {link::errors::Garbage, QT_TRANSLATE_NOOP("fb::provision", "Only noise on the line"), QT_TRANSLATE_NOOP("fb::provision", "Check cable and fixture, then plug it in again."), UnitVerdict::Failed},
        {link::errors::ContentsDiffer, QT_TRANSLATE_NOOP("fb::provision", "Flash does not keep what is written"), QT_TRANSLATE_NOOP("fb::provision", "Check the supply and plug it in again; if it happens twice, set it aside."), UnitVerdict::Failed},
        {fb::errors::Cancelled, QT_TRANSLATE_NOOP("fb::provision", "Stopped"), QT_TRANSLATE_NOOP("fb::provision", "Plug it in again; it goes on where it stopped."), UnitVerdict::Cancelled},
    };
    return table;
}

/** Passed is what the steps say, not what the code path says. */
const StepRecord *unfinished(const UnitResult &result)
{
    for (const StepRecord &step : result.steps) {
        const bool allowed = step.outcome == StepOutcome::NotPossible && step.id == QLatin1String("boot.console");
        if (!allowed && step.outcome != StepOutcome::Done && step.outcome != StepOutcome::AlreadyTrue)
            return &step;
    }
    return nullptr;
}

void fail(UnitResult &result, const Error &error)
{
    result.error = error;
    result.verdict = UnitVerdict::Failed;
    result.sentence = error.message();
    result.mend = error.advice();
    for (const Words &words : wordsByError()) {
        if (!error.is(words.code))
            continue;
        result.verdict = words.verdict;
        result.sentence = tr(words.sentence);
        result.mend = tr(words.mend);
    }
}

} // namespace

void judge(UnitResult &result, const Result<void> &outcome, bool locked)
{
    if (!outcome.ok())
        return fail(result, outcome.error());
    if (result.steps.empty())
        return fail(result, Error(fb::errors::Internal, tr("No step was carried out."), tr("Plug the unit in again.")));
    if (const StepRecord *step = unfinished(result))
        return fail(result, Error(fb::errors::Internal, tr("The step \"%1\" was not carried out.").arg(step->title), tr("Plug the unit in again.")));
    result.verdict = UnitVerdict::Passed;
    const bool started = result.bootCheck == QLatin1String("passed");
    result.sentence = locked ? (started ? tr("Locked, started") : tr("Locked, proven to start")) : (started ? tr("Written, started") : tr("Written, proven to start"));
    result.mend.clear();
}

} // namespace fb::provision
