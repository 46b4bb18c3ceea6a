// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/options.h"
#include "base/files.h"
#include "fleet/batch_report.h"
#include "line/profile_set.h"
#include "store/database.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace fb::cli {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("fb::cli", words);
}

struct BatchOptions
{
    std::string name, workOrder, serialPrefix = "FB-", format = "html", out;
    std::vector<std::string> profiles;
    int quantity = 0;
};

QString rowOf(const line::Batch &batch)
{
    return QStringLiteral("%1  %2  %3  %4").arg(batch.name, -28).arg(line::nameOf(batch.state), -9).arg(batch.ordered, 6).arg(batch.chips.join(u','));
}

Result<int> createBatch(Context &context, const BatchOptions &options)
{
    FB_TRY(const chip::Catalogue *chips, context.chips());
    line::Batch draft;
    draft.name = text(options.name);
    draft.workOrder = text(options.workOrder);
    draft.serialPrefix = text(options.serialPrefix);
    draft.ordered = options.quantity;
    for (const QString &file : texts(options.profiles))
        draft.profileFiles << QFileInfo(file).absoluteFilePath();
    FB_TRY(draft, line::withProfiles(draft, *chips));
    FB_TRY(const auto database, store::Database::open(context.dataFolder));
    FB_TRY(const line::Batch batch, database->batches().create(draft));
    context.answer(fleet::toJson(batch), tr("Batch \"%1\" is a draft; release it to start.").arg(batch.name));
    return 0;
}

Result<int> listBatches(Context &context)
{
    FB_TRY(const auto database, store::Database::open(context.dataFolder));
    FB_TRY(const auto batches, database->batches().all());
    QJsonArray list;
    QStringList lines;
    for (const line::Batch &batch : batches) {
        list << fleet::toJson(batch);
        lines << rowOf(batch);
    }
    context.answer({{QStringLiteral("batches"), list}}, lines.isEmpty() ? tr("There are no batches yet.") : lines.join(u'\n'));
    return 0;
}

Result<int> showBatch(Context &context, const BatchOptions &options)
{
    FB_TRY(const auto database, store::Database::open(context.dataFolder));
    FB_TRY(const line::Batch batch, database->batches().byName(text(options.name)));
    FB_TRY(const line::BatchCounters counters, database->batches().counters(batch.id));
    QJsonObject document = fleet::toJson(batch);
    document.insert(QStringLiteral("counters"), fleet::toJson(counters));
    context.answer(document, rowOf(batch) + u'\n' +
                   tr("passed %1, failed %2, set aside %3, of %4").arg(counters.passed).arg(counters.failed).arg(counters.setAside).arg(counters.ordered));
    return 0;
}

Result<int> setState(Context &context, const BatchOptions &options, line::BatchState state)
{
    FB_TRY(const auto database, store::Database::open(context.dataFolder));
    FB_TRY(const line::Batch batch, database->batches().byName(text(options.name)));
    FB_CHECK(database->batches().setState(batch.id, state));
    FB_TRY(const line::Batch now, database->batches().byId(batch.id));
    context.answer(fleet::toJson(now), rowOf(now));
    return 0;
}

Result<int> reportBatch(Context &context, const BatchOptions &options, bool html)
{
    FB_TRY(const auto database, store::Database::open(context.dataFolder));
    FB_TRY(const line::Batch batch, database->batches().byName(text(options.name)));
    FB_TRY(const fleet::BatchReport report, fleet::makeReport(batch, database->batches(), database->devices()));
    if (options.out.empty()) {
        context.answer(report.toJson(), html ? report.toHtml() : QString::fromUtf8(QJsonDocument(report.toJson()).toJson()).trimmed());
        return 0;
    }
    const QByteArray contents = html ? report.toHtml().toUtf8() : QJsonDocument(report.toJson()).toJson();
    FB_CHECK(writeFile(text(options.out), viewOf(contents), Overwrite::Refuse));
    context.answer(report.toJson(), tr("Wrote %1.").arg(text(options.out)));
    return 0;
}

using Options = std::shared_ptr<BatchOptions>;

void addCreate(CLI::App &group, Context &context, const Options &options)
{
    CLI::App *create = addVerb(group, "create", "A new batch, as a draft",
                               "fuseboard-cli batch create --name \"Water meter rev C\" --quantity 500 --profile release.json",
                               [&context, options] { return createBatch(context, *options); });
    create->add_option("--name", options->name, "Name, unique")->required();
    create->add_option("--quantity", options->quantity, "Units that may be made")->required();
    create->add_option("--profile", options->profiles, "Profile file, one a family")->required();
    create->add_option("--work-order", options->workOrder, "Number of the work order");
    create->add_option("--serial-prefix", options->serialPrefix, "What serial numbers begin with");
}

void addStateVerb(CLI::App &group, Context &context, const Options &options, const char *name, const char *what, line::BatchState state)
{
    CLI::App *verb = addVerb(group, name, what, "fuseboard-cli batch release \"Water meter rev C\"",
                             [&context, options, state] { return setState(context, *options, state); });
    verb->add_option("NAME", options->name, "Batch")->required();
}

void addReportVerb(CLI::App &group, Context &context, const Options &options, const char *name, const char *what, bool html)
{
    CLI::App *verb = addVerb(group, name, what, "fuseboard-cli batch report \"Water meter rev C\" report.html",
                             [&context, options, html] { return reportBatch(context, *options, html); });
    verb->add_option("NAME", options->name, "Batch")->required();
    verb->add_option("OUT", options->out, "File; standard output where none is named");
}

} // namespace

void addBatchCommands(CLI::App &root, Context &context)
{
    CLI::App *group = root.add_subcommand("batch", "Orders of units: create, release, watch, report");
    auto options = std::make_shared<BatchOptions>();
    addCreate(*group, context, options);
    addVerb(*group, "list", "All batches", "fuseboard-cli batch list", [&context] { return listBatches(context); });
    CLI::App *show = addVerb(*group, "show", "One batch with its counters", "fuseboard-cli batch show \"Water meter rev C\"",
                             [&context, options] { return showBatch(context, *options); });
    show->add_option("NAME", options->name, "Batch")->required();
    addStateVerb(*group, context, options, "release", "Units may be made", line::BatchState::Released);
    addStateVerb(*group, context, options, "hold", "No units may be made for now", line::BatchState::Held);
    addStateVerb(*group, context, options, "close", "No units may be made any more", line::BatchState::Closed);
    addReportVerb(*group, context, options, "report", "Report for people, as one HTML file", true);
    addReportVerb(*group, context, options, "export", "The same as JSON", false);
}

} // namespace fb::cli
