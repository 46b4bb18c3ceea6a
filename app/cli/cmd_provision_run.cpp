// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cmd_provision.h"

#include "base/files.h"
#include "base/threads.h"
#include "cli/options.h"
#include "store/database.h"

#include <QFileInfo>
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
    std::map<QString, provision::PreparedProfile> profiles; ///< by chip id
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

Result<void> addProfile(Work &work, const QString &file)
{
    FB_TRY(auto prepared, loadPrepared(*work.chips, file));
    const QString chip = prepared.chip->id;
    work.profiles.insert_or_assign(chip, std::move(prepared));
    return {};
}

Result<Work> prepareWork(Context &context, const RunOptions &options)
{
    Work work;
    FB_TRY(work.chips, context.chips());
    for (const QString &file : texts(options.profiles))
        FB_CHECK(addProfile(work, file));
    FB_TRY(work.database, store::Database::open(context.dataFolder));
    if (!options.batch.empty()) {
        FB_TRY(work.batch, work.database->batches().byName(text(options.batch)));
    }
    work.baud = options.baud;
    work.bootCheck = bootCheckNamed(options.bootCheck).value_or(provision::BootCheck::Auto);
    return work;
}

Result<const provision::PreparedProfile *> profileFor(const Work &work, const chip::Chip &chip)
{
    const auto found = work.profiles.find(chip.id);
    if (found != work.profiles.end())
        return &found->second;
    QStringList wanted;
    for (const auto &[id, profile] : work.profiles)
        wanted << profile.chip->name;
    return Error(provision::errors::WrongChip, tr("The unit is an %1, the profile is for %2.").arg(chip.name, wanted.join(QStringLiteral(", "))),
                 tr("Plug in the right board, or choose the profile for this one."));
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
    job.profileFor = [&work](const chip::Chip &chip) { return profileFor(work, chip); };
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
    const bool irreversible = std::any_of(work.profiles.begin(), work.profiles.end(), [](const auto &entry) {
        return entry.second.profile.isRelease() || !entry.second.profile.eFuses.empty();
    });
    if (yes || !irreversible || context.confirm(tr("This burns eFuses on every unit; that cannot be undone. Type BURN to go on:"), QStringLiteral("BURN")))
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
