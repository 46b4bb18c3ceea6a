// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cmd_provision.h"

#include "base/threads.h"
#include "cli/options.h"
#include "line/profile_set.h"
#include "store/database.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <map>
#include <mutex>

namespace fb::cli {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("fb::cli", words);
}

/** Everything the ports of one call share. */
struct Work
{
    const chip::Catalogue *chips = nullptr;
    std::unique_ptr<store::Database> database;
    line::ProfileSet profiles;
    std::optional<line::Batch> batch;
    int baud = 921600;
    provision::BootCheck bootCheck = provision::BootCheck::Auto;
};

std::optional<provision::BootCheck> bootCheckNamed(const std::string &name)
{
    static const std::map<std::string, provision::BootCheck> names{
        {"auto", provision::BootCheck::Auto}, {"require", provision::BootCheck::Require}, {"skip", provision::BootCheck::Skip}};
    const auto found = names.find(name);
    return found == names.end() ? std::nullopt : std::optional(found->second);
}

Result<Work> prepareWork(Context &context, const RunOptions &options)
{
    Work work;
    FB_TRY(work.chips, context.chips());
    FB_TRY(work.profiles, line::loadProfiles(texts(options.profiles), *work.chips));
    FB_TRY(work.database, store::Database::open(context.dataFolder));
    if (!options.batch.empty()) {
        FB_TRY(work.batch, work.database->batches().byName(text(options.batch)));
    }
    work.baud = options.baud;
    work.bootCheck = bootCheckNamed(options.bootCheck).value_or(provision::BootCheck::Auto);
    return work;
}

provision::UnitJob jobFor(Work &work, const link::PortName &port)
{
    provision::UnitJob job;
    job.port = port;
    job.baud = work.baud;
    job.bootCheck = work.bootCheck;
    job.chips = work.chips;
    job.journal = &work.database->journal();
    job.keys = &work.database->keys();
    job.profileFor = [&work](const chip::Chip &chip) { return work.profiles.forChip(chip); };
    job.admit = [&work](const provision::UnitIdentity &unit) -> Result<QString> {
        return work.batch ? work.database->batches().admit(work.batch->id, unit.mac, unit.chip->id) : Result<QString>(QString());
    };
    return job;
}

/** One line whenever a port begins something else. */
Progress::Listener remarksFor(const Context &context, const QString &port, std::mutex &lock)
{
    return [&context, port, &lock, last = QString()](const ProgressState &state) mutable {
        if (state.activity == last)
            return;
        last = state.activity;
        const std::lock_guard guard(lock);
        context.remark(QStringLiteral("%1  %2 %  %3").arg(port).arg(int(state.fraction * 100), 3).arg(state.activity));
    };
}

std::vector<provision::UnitResult> runAll(const Context &context, Work &work, const std::vector<link::PortName> &ports)
{
    std::vector<provision::UnitResult> results(ports.size());
    std::mutex remarkLock;
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < ports.size(); ++i) {
        threads.push_back(startThread(QStringLiteral("fb-port-%1").arg(i + 1), [&, i](const std::stop_token &) {
            const Progress progress(remarksFor(context, ports[i].toString(), remarkLock), context.stop);
            results[i] = provision::provisionUnit(jobFor(work, ports[i]), progress);
        }));
    }
    threads.clear(); // joins
    return results;
}

QString lineOf(const provision::UnitResult &unit)
{
    static const std::map<provision::UnitVerdict, const char *> words{{provision::UnitVerdict::Passed, "PASS"},
                                                                      {provision::UnitVerdict::Failed, "FAIL"},
                                                                      {provision::UnitVerdict::SetAside, "SET ASIDE"},
                                                                      {provision::UnitVerdict::Cancelled, "CANCELLED"}};
    return QStringLiteral("%1  %2  %3  %4  %5 %6").arg(unit.port, QLatin1String(words.at(unit.verdict)), unit.mac, unit.serial, unit.sentence, unit.mend);
}

/** 0 where all passed, otherwise what the first unit that did not pass asks for. */
int exitCodeFor(const std::vector<provision::UnitResult> &results)
{
    for (const provision::UnitResult &unit : results) {
        if (unit.verdict == provision::UnitVerdict::Cancelled)
            return exitCodeOf(ErrorKind::Cancelled);
        if (unit.verdict != provision::UnitVerdict::Passed)
            return unit.error ? exitCodeOf(unit.error->kind()) : exitCodeOf(ErrorKind::Device);
    }
    return 0;
}

Result<std::vector<link::PortName>> portsOf(const RunOptions &options)
{
    std::vector<link::PortName> ports;
    for (const QString &name : texts(options.ports)) {
        FB_TRY(const auto port, link::PortName::parse(name));
        ports.push_back(port);
    }
    return ports;
}

Result<void> askBeforeBurning(const Context &context, const Work &work, bool yes)
{
    if (yes || !work.profiles.isIrreversible() || context.confirm(tr("This burns eFuses on every unit; that cannot be undone. Type BURN to go on:"), QStringLiteral("BURN")))
        return {};
    return cancelledError();
}

} // namespace

Result<int> runProvisioning(Context &context, const RunOptions &options)
{
    FB_TRY(Work work, prepareWork(context, options));
    FB_TRY(const auto ports, portsOf(options));
    FB_CHECK(askBeforeBurning(context, work, options.yes));
    const auto results = runAll(context, work, ports);
    QJsonArray units;
    QStringList lines;
    for (const provision::UnitResult &unit : results) {
        units << unit.toJson();
        lines << lineOf(unit);
    }
    context.answer({{QStringLiteral("units"), units}}, lines.join(u'\n'));
    return exitCodeFor(results);
}

} // namespace fb::cli
