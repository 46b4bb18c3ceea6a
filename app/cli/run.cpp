// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>
#include <QStandardPaths>

#include <cstdio>

namespace fb::cli {

namespace {

/** Thrown by a chosen verb through CLI11's callback, caught in run(): CLI11 has no other way to hand a result out. */
struct VerbDone
{
    Result<int> result;
};

void addCommonOptions(CLI::App &root, Context &context)
{
    const auto text = [&root](const char *name, QString &target, const char *what) {
        root.add_option_function<std::string>(name, [&target](const std::string &v) { target = QString::fromStdString(v); }, what);
    };
    text("--data", context.dataFolder, "Working folder: database, artefacts, keys");
    text("--database", context.database, "Shared database, postgresql://user@host/name");
    text("--lang", context.language, "Language of messages, for example de");
    text("--user", context.user, "Who is acting");
    text("--passphrase-file", context.passphraseFile, "File with the passphrase, or - for standard input");
    root.add_flag("--json", context.json, "One JSON document on standard output");
    root.add_flag("--quiet", context.quiet, "No progress on standard error");
}

void fillDefaults(Context &context)
{
    if (context.dataFolder.isEmpty())
        context.dataFolder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    context.dataFolder = QDir(context.dataFolder).absolutePath();
}

int fail(const Error &error, const Context &context)
{
    if (context.json) {
        const QByteArray document = QJsonDocument(QJsonObject{{QStringLiteral("error"), error.toJson()}}).toJson();
        std::fwrite(document.constData(), 1, static_cast<std::size_t>(document.size()), stdout);
    }
    std::fprintf(stderr, "fuseboard-cli: %s\n", error.toLine().toUtf8().constData());
    return exitCodeOf(error.kind());
}

int usageError(CLI::App &root, const CLI::ParseError &fault, const Context &context)
{
    if (fault.get_exit_code() == 0)
        return root.exit(fault);
    const Error error({"usage", ErrorKind::Usage}, QString::fromStdString(fault.what()),
                      QCoreApplication::translate("fb::cli", "Add --help to see what the verb takes."));
    return fail(error, context);
}

} // namespace

CLI::App *addVerb(CLI::App &group, const char *name, const char *what, const char *example, Verb verb)
{
    CLI::App *app = group.add_subcommand(name, what);
    app->footer(std::string("Example:\n  ") + example);
    app->fallthrough(); // common options may stand behind the verb
    app->final_callback([verb = std::move(verb)] { throw VerbDone{verb()}; });
    return app;
}

CLI::App &verbGroup(CLI::App &root, const char *name, const char *what)
{
    for (CLI::App *existing : root.get_subcommands({})) {
        if (existing->get_name() == name)
            return *existing;
    }
    return *root.add_subcommand(name, what);
}

int run(int argc, const char *const *argv, std::stop_token stop)
{
    Context context;
    context.stop = std::move(stop);
    CLI::App root("Fuseboard turns blank ESP32-family boards into locked, identified, documented devices.", "fuseboard-cli");
    root.set_version_flag("--version", FUSEBOARD_VERSION);
    root.require_subcommand(1);
    addCommonOptions(root, context);
    root.parse_complete_callback([&context] { fillDefaults(context); });
    addBatchCommands(root, context);
    addBenchCommands(root, context);
    addChipCommands(root, context);
    addDeviceDetectCommands(root, context);
    addEfuseCommands(root, context);
    addFlashCommands(root, context);
    addKeyCommands(root, context);
    addImageCommands(root, context);
    addPartitionCommands(root, context);
    addOtaDataCommands(root, context);
    addProfileCommands(root, context);
    addProvisionCommands(root, context);
    addSnapshotCommands(root, context);
    addFleetCommands(root, context);
    addStoreCommands(root, context);
    addSimCommands(root, context);
    for (CLI::App *group : root.get_subcommands({})) {
        if (!group->get_subcommands({}).empty())
            group->require_subcommand(1);
        group->fallthrough();
    }
    try {
        root.parse(argc, argv);
    } catch (const CLI::ParseError &fault) {
        return usageError(root, fault, context);
    } catch (const VerbDone &done) {
        return done.result.ok() ? *done.result : fail(done.result.error(), context);
    }
    return exitCodeOf(ErrorKind::Usage);
}

} // namespace fb::cli
