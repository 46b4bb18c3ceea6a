// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cmd_provision.h"

#include "base/files.h"
#include "base/json_reader.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/unit_link.h"
#include "line/profile_set.h"
#include "provision/plan.h"
#include "provision/unit_facts.h"
#include "store/database.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace fb::cli {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("fb::cli", words);
}

struct PlanOptions
{
    PortOptions port;
    std::string profile, snapshot;
};

constexpr ErrorCode needsOneSource{"usage.plan_source", ErrorKind::Usage};

Result<provision::Snapshot> readSnapshotFile(Context &context, const std::string &file)
{
    FB_TRY(const chip::Catalogue *chips, context.chips());
    FB_TRY(const Bytes json, readFile(text(file)));
    FB_TRY(const QJsonObject document, parseJsonObject(json, text(file)));
    return provision::Snapshot::fromJson(document, text(file), *chips);
}

Result<provision::Snapshot> readUnit(Context &context, const PlanOptions &options, const provision::PreparedProfile &prepared)
{
    FB_TRY(const auto rom, connectUnit(context, options.port));
    provision::SnapshotWishes wishes;
    if (rom->chip().id == prepared.chip->id)
        wishes.regions = provision::regionsOf(prepared);
    return provision::takeSnapshot(*rom, wishes, Progress({}, context.stop));
}

/** Journal and keys of this working folder, where there is one; a dry run makes none. */
Result<provision::UnitFacts> knownFacts(const Context &context, const QString &mac, const provision::PreparedProfile &prepared)
{
    if (mac.isEmpty() || !QFileInfo::exists(store::Database::databaseFileIn(context.dataFolder)))
        return provision::factsOfNewUnit(prepared);
    FB_TRY(const auto database, store::Database::open(context.dataFolder));
    FB_TRY(const auto history, database->journal().history(mac));
    return provision::lookUp(mac, prepared, history, database->keys());
}

QString describe(const provision::Plan &plan)
{
    QStringList lines;
    if (plan.conforms())
        lines << tr("The unit is as the profile wants it: nothing would be changed.");
    for (const provision::Step &step : plan.steps) {
        const bool planned = step.record.outcome == provision::StepOutcome::Planned;
        const QString mark = !planned ? QStringLiteral("✔") : step.record.irreversible ? QStringLiteral("▲") : QStringLiteral("•");
        lines << QStringLiteral("%1 %2 %3  %4").arg(step.record.index + 1, 2).arg(mark, step.record.title, step.record.reason);
    }
    lines << tr("✔ true already   • can be undone   ▲ cannot be undone") << plan.boot.sentence();
    return lines.join(u'\n');
}

Result<int> showPlan(Context &context, const PlanOptions &options)
{
    if (options.snapshot.empty() == options.port.port.empty())
        return Error(needsOneSource, tr("Name either a port or a snapshot."), tr("Give --port or --snapshot."));
    FB_TRY(const chip::Catalogue *chips, context.chips());
    FB_TRY(const provision::PreparedProfile prepared, line::loadPrepared(text(options.profile), *chips));
    FB_TRY(const provision::Snapshot snapshot, options.snapshot.empty() ? readUnit(context, options, prepared) : readSnapshotFile(context, options.snapshot));
    FB_TRY(provision::UnitFacts facts, knownFacts(context, snapshot.mac(), prepared));
    FB_TRY(const provision::Plan plan, provision::plan(prepared, snapshot, facts.keyFacts()));
    context.answer(plan.toJson(), describe(plan));
    return 0;
}

void addPlanVerb(CLI::App &group, Context &context)
{
    auto options = std::make_shared<PlanOptions>();
    CLI::App *plan = addVerb(group, "plan", "What would be done to a unit, step by step; changes nothing",
                             "fuseboard-cli provision plan --profile release.json --port /dev/ttyUSB0", [&context, options] { return showPlan(context, *options); });
    plan->add_option("--profile", options->profile, "Profile")->required();
    plan->add_option("--snapshot", options->snapshot, "Snapshot file instead of a unit");
    addPortOptions(*plan, options->port, false);
}

void addRunVerb(CLI::App &group, Context &context)
{
    auto options = std::make_shared<RunOptions>();
    CLI::App *run = addVerb(group, "run", "Provisions the units on the ports side by side",
                            "fuseboard-cli provision run --profile release.json --port /dev/ttyUSB0 --port /dev/ttyUSB1 --yes",
                            [&context, options] { return runProvisioning(context, *options); });
    run->add_option("--profile", options->profiles, "Profile; one a chip family")->required()->allow_extra_args(false);
    run->add_option("--port", options->ports, "Port; give it several times")->required()->allow_extra_args(false);
    run->add_option("--batch", options->batch, "Batch that the units are counted in");
    run->add_option("--boot-check", options->bootCheck, "Start the firmware and watch its console")->check(CLI::IsMember({"auto", "require", "skip"}))->capture_default_str();
    run->add_option("--baud", options->baud, "Line rate after connecting")->capture_default_str();
    run->add_flag("--yes", options->yes, "Do not ask before eFuses are burned");
}

} // namespace

void addProvisionCommands(CLI::App &root, Context &context)
{
    CLI::App &group = verbGroup(root, "provision", "Brings units to what a profile asks for");
    addPlanVerb(group, context);
    addRunVerb(group, context);
}

} // namespace fb::cli
