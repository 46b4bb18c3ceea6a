// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/efuse_burner.h"

#include "cli/options.h"
#include "efuse/field_text.h"
#include "efuse/token.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace fb::cli {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("fb::cli", words);
}

QString valueOf(const chip::Chip &chip, const efuse::PlannedChange &change, std::uint64_t value)
{
    const chip::EfuseField *field = chip.field(change.name);
    return field && field->width <= 64 ? efuse::valueText(chip, *field, value) : QString();
}

QJsonObject planJson(const efuse::State &state, const efuse::BurnPlan &plan)
{
    QJsonArray changes;
    for (const efuse::PlannedChange &change : efuse::changesOf(state, plan)) {
        QJsonObject json{{QStringLiteral("name"), change.name}, {QStringLiteral("block"), change.block}, {QStringLiteral("secret"), change.secret}};
        if (!change.secret) {
            json.insert(QStringLiteral("before"), valueOf(state.chip(), change, change.before));
            json.insert(QStringLiteral("after"), valueOf(state.chip(), change, change.after));
        }
        changes.append(json);
    }
    QJsonArray cycles;
    for (const efuse::BlockBurn &cycle : plan.cycles)
        cycles.append(state.chip().block(cycle.block)->name);
    return {{QStringLiteral("changes"), changes},
            {QStringLiteral("cycles"), cycles},
            {QStringLiteral("warnings"), QJsonArray::fromStringList(efuse::warningsOf(state, plan))},
            {QStringLiteral("nothing_to_burn"), plan.isEmpty()}};
}

QString planText(const efuse::State &state, const efuse::BurnPlan &plan)
{
    if (plan.isEmpty())
        return tr("Nothing to burn: it is so already.");
    QStringList lines{tr("%1 %2, MAC %3: this would be burned for good:").arg(state.chip().name, state.revisionText(), state.macText())};
    for (const efuse::PlannedChange &change : efuse::changesOf(state, plan)) {
        if (change.secret)
            lines << QStringLiteral("  %1: %2").arg(change.name, tr("key data, not shown"));
        else
            lines << QStringLiteral("  %1: %2 -> %3").arg(change.name, valueOf(state.chip(), change, change.before), valueOf(state.chip(), change, change.after));
    }
    for (const QString &warning : efuse::warningsOf(state, plan))
        lines << tr("Careful: %1").arg(warning);
    return lines.join(u'\n');
}

/** The last cycle closed the registers; the ROM still tells whether it took. */
Result<void> checkLocked(link::RomClient &rom)
{
    FB_TRY(const link::SecurityInfo info, rom.readSecurityInfo());
    if (info.secureDownload())
        return {};
    return Error(efuse::errors::ReadBackDiffers, tr("The unit does not report secure download mode."), tr("Set the unit aside."));
}

Result<efuse::State> burnAll(Context &context, link::RomClient &rom, efuse::State state, const efuse::BurnPlan &plan)
{
    const chip::Chip &chip = state.chip();
    int number = 0;
    for (const efuse::BlockBurn &cycle : plan.cycles) {
        context.remark(tr("Burning %1 (%2 of %3)").arg(chip.block(cycle.block)->name).arg(++number).arg(plan.cycles.size()));
        FB_TRY(state, efuse::burnCycle(rom, state, cycle));
        if (efuse::closesRegisterAccess(chip, cycle))
            FB_CHECK(checkLocked(rom));
    }
    return state;
}

} // namespace

void addBurnOptions(CLI::App &verb, BurnOptions &options)
{
    addPortOptions(verb, options.port);
    verb.add_flag("--plan", options.planOnly, "Show what would be burned, and burn nothing");
    verb.add_flag("--yes", options.yes, "Do not ask for the word BURN");
}

Result<EfuseUnit> readUnit(Context &context, const PortOptions &port)
{
    FB_TRY(auto rom, connectUnit(context, port));
    if (rom->inSecureDownloadMode())
        return Error(errors::NoRegisters, tr("The unit is in secure download mode and does not show its eFuses."),
                     tr("Its firmware can print them as a token; read that with \"efuse token --decode\"."), text(port.port));
    FB_TRY(efuse::State state, efuse::readState(*rom, rom->chip()));
    return EfuseUnit{std::move(rom), std::move(state)};
}

Result<int> burnRequest(Context &context, const BurnOptions &options, EfuseUnit unit, const efuse::BurnRequest &request)
{
    FB_TRY(const efuse::BurnPlan plan, efuse::stage(unit.state, request));
    QJsonObject document = planJson(unit.state, plan);
    const QString summary = planText(unit.state, plan);
    document.insert(QStringLiteral("burned"), false);
    if (options.planOnly || plan.isEmpty()) {
        context.answer(document, summary);
        return 0;
    }
    if (options.yes)
        context.remark(summary);
    else if (!context.confirm(summary + u'\n' + tr("This cannot be undone. Type BURN to go on."), QStringLiteral("BURN")))
        return cancelledError();
    if (context.stop.stop_requested())
        return cancelledError();
    FB_TRY(const efuse::State after, burnAll(context, *unit.rom, unit.state, plan));
    document.insert(QStringLiteral("burned"), true);
    document.insert(QStringLiteral("token"), efuse::makeToken(after));
    context.answer(document, tr("Burned and read back."));
    return 0;
}

} // namespace fb::cli
