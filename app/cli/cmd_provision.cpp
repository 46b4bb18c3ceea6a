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

constexpr ErrorCode needsPortOrSnapshot{"usage.plan_port_or_snapshot", ErrorKind::Usage};
constexpr std::uint32_t perUnitRegionSize = 4096;

Result<provision::Snapshot> snapshotFromFile(Context &context, const QString &file)
{
    FB_TRY(const chip::Catalogue *chips, context.chips());
    FB_TRY(const Bytes json, readFile(file));
    FB_TRY(const QJsonObject document, parseJsonObject(json, file));
    return provision::Snapshot::fromJson(document, file, *chips);
}

Result<provision::Snapshot> snapshotFromUnit(Context &context, const PlanOptions &options, const provision::PreparedProfile &prepared)
{
    FB_TRY(const auto rom, connectUnit(context, options.port));
    provision::SnapshotWishes wishes;
    for (const provision::FlashRegion &region : prepared.regions)
        wishes.regions.push_back({region.name, region.address, region.perUnit ? perUnitRegionSize : static_cast<std::uint32_t>(region.plain.size())});
    return provision::takeSnapshot(*rom, wishes, Progress({}, context.stop));
}

/** What the station knows of the unit, where there is a station: a dry run makes no working folder. */
Result<provision::UnitFacts> factsFor(Context &context, const QString &mac, const provision::PreparedProfile &prepared)
{
    if (!QFileInfo::exists(context.dataFolder)) {
        provision::UnitFacts facts;
        facts.keys = provision::randomUnitKeys(prepared);
        facts.keysKnown = true;
        return facts;
    }
    FB_TRY(const auto database, store::Database::open(context.dataFolder));
    FB_TRY(const auto history, database->journal().history(mac));
    return provision::lookUp(mac, prepared, history, database->keys());
}

QString describe(const provision::Plan &plan)
{
    if (plan.conforms())
        return tr("The unit conforms: there is nothing to do.");
    QStringList lines;
    for (const provision::Step &step : plan.steps) {
        const QString mark = step.record.irreversible ? QStringLiteral("!") : QStringLiteral(" ");
        const QString done = step.record.outcome == provision::StepOutcome::AlreadyTrue ? tr(" (already so)") : QString();
        lines << QStringLiteral("%1 %2  %3%4\n      %5").arg(step.record.index + 1, 2).arg(mark, step.record.title, done, step.record.reason);
    }
    lines << tr("Steps marked ! cannot be undone.") << plan.boot.sentence();
    return lines.join(u'\n');
}

Result<int> planUnit(Context &context, const PlanOptions &options)
{
    if (options.snapshot.empty() == options.port.port.empty())
        return Error(needsPortOrSnapshot, tr("Name either a port or a snapshot."), tr("Give --port or --snapshot."));
    FB_TRY(const chip::Catalogue *chips, context.chips());
    FB_TRY(const auto prepared, line::loadPrepared(text(options.profile), *chips));
    auto read = options.snapshot.empty() ? snapshotFromUnit(context, options, prepared) : snapshotFromFile(context, text(options.snapshot));
    FB_TRY(const provision::Snapshot snapshot, std::move(read));
    FB_TRY(provision::UnitFacts facts, factsFor(context, snapshot.mac(), prepared));
    FB_TRY(const provision::Plan plan, provision::plan(prepared, snapshot, facts.keyFacts()));
    context.answer(plan.toJson(), describe(plan));
    return 0;
}

void addPlanVerb(CLI::App &group, Context &context)
{
    auto options = std::make_shared<PlanOptions>();
    CLI::App *verb = addVerb(group, "plan", "The ordered steps that a unit needs, without doing any",
                             "fuseboard-cli provision plan --profile release.json --port /dev/ttyUSB0", [&context, options] { return planUnit(context, *options); });
    verb->add_option("--profile", options->profile, "Profile file")->required();
    verb->add_option("--snapshot", options->snapshot, "Snapshot file in place of a unit");
    addPortOptions(*verb, options->port, false);
}

void addRunVerb(CLI::App &group, Context &context)
{
    auto options = std::make_shared<RunOptions>();
    CLI::App *verb = addVerb(group, "run", "Provisions the units on all named ports side by side",
                             "fuseboard-cli provision run --profile release.json --port /dev/ttyUSB0 --port /dev/ttyUSB1",
                             [&context, options] { return runProvisioning(context, *options); });
    verb->add_option("--profile", options->profiles, "Profile file; one a family")->required();
    verb->add_option("--port", options->ports, "Serial port, pseudo-terminal, or socket://host:port; may be repeated")->required();
    verb->add_option("--batch", options->batch, "Batch that the units count for");
    verb->add_option("--boot-check", options->bootCheck, "auto, require or skip")->check(CLI::IsMember({"auto", "require", "skip"}))->capture_default_str();
    verb->add_option("--baud", options->baud, "Line rate after connecting")->capture_default_str();
    verb->add_flag("--yes", options->yes, "Do not ask before burning");
}

} // namespace

void addProvisionCommands(CLI::App &root, Context &context)
{
    CLI::App &group = verbGroup(root, "provision", "From what a unit is to what its profile wants");
    addPlanVerb(group, context);
    addRunVerb(group, context);
}

} // namespace fb::cli
