// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/open_store.h"
#include "cli/options.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace fb::cli {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("fb::cli", words);
}

struct StoreOptions
{
    std::string file, lineKey;
    bool yes = false;
};

QJsonObject toJson(const store::StoreInfo &info)
{
    return {{QStringLiteral("database"), info.databaseFile},
            {QStringLiteral("lineKey"), info.lineKeyFile},
            {QStringLiteral("schemaVersion"), info.schemaVersion},
            {QStringLiteral("bytes"), info.fileBytes},
            {QStringLiteral("batches"), info.batches},
            {QStringLiteral("units"), info.units},
            {QStringLiteral("runs"), info.runs},
            {QStringLiteral("steps"), info.steps},
            {QStringLiteral("keysSealed"), info.keysSealed},
            {QStringLiteral("keysDiscarded"), info.keysDiscarded},
            {QStringLiteral("openIntents"), info.openIntents}};
}

Result<int> showInfo(Context &context)
{
    FB_TRY(const auto database, openExistingStore(context));
    FB_TRY(const store::StoreInfo info, database->info());
    QStringList lines{tr("%1, schema %2, %3 bytes").arg(info.databaseFile).arg(info.schemaVersion).arg(info.fileBytes),
                      tr("%1 batches, %2 units, %3 runs, %4 steps").arg(info.batches).arg(info.units).arg(info.runs).arg(info.steps),
                      tr("%1 unit keys sealed, %2 discarded").arg(info.keysSealed).arg(info.keysDiscarded)};
    if (info.openIntents > 0)
        lines << tr("%1 steps were begun and their end never noted; plug those units in again").arg(info.openIntents);
    context.answer(toJson(info), lines.join(u'\n'));
    return 0;
}

Result<int> check(Context &context)
{
    FB_TRY(const auto database, openExistingStore(context));
    FB_TRY(const store::StoreCheck found, database->check());
    const bool good = found.faults.isEmpty();
    const QString sentence = good ? tr("The database is whole; %1 sealed keys open.").arg(found.keysOpened)
                                  : tr("Faults were found. Keep the database and restore the last backup:") + u'\n' + found.faults.join(u'\n');
    context.answer({{QStringLiteral("good"), good},
                    {QStringLiteral("faults"), QJsonArray::fromStringList(found.faults)},
                    {QStringLiteral("keysOpened"), found.keysOpened}},
                   sentence);
    return good ? 0 : 1;
}

Result<int> backUp(Context &context, const StoreOptions &options)
{
    FB_TRY(const auto database, openExistingStore(context));
    FB_CHECK(database->backup(text(options.file)));
    if (options.lineKey.empty())
        context.remark(tr("The line key is not in the backup; keep a copy of it elsewhere (--line-key)."));
    else
        FB_CHECK(database->backupLineKey(text(options.lineKey)));
    context.answer({{QStringLiteral("backup"), text(options.file)}, {QStringLiteral("lineKeyCopy"), text(options.lineKey)}},
                   tr("Wrote %1.").arg(text(options.file)));
    return 0;
}

Result<int> restore(Context &context, const StoreOptions &options)
{
    const QString question = tr("The database in %1 is set aside and replaced by the backup; what was noted since the backup is no longer seen. "
                                "Type RESTORE to go on.").arg(context.dataFolder);
    if (!options.yes && !context.confirm(question, QStringLiteral("RESTORE")))
        return cancelledError();
    FB_TRY(const QString aside, store::Database::restore(text(options.file), text(options.lineKey), context.dataFolder));
    FB_TRY(const auto database, openStore(context)); // proves that it opens, and migrates it
    FB_TRY(const store::StoreInfo info, database->info());
    QJsonObject document = toJson(info);
    document.insert(QStringLiteral("setAside"), aside);
    context.answer(document, aside.isEmpty() ? tr("Restored: %1 units.").arg(info.units) : tr("Restored: %1 units. The old database is %2.").arg(info.units).arg(aside));
    return 0;
}

Result<int> migrate(Context &context)
{
    FB_TRY(const int before, store::Database::schemaVersionIn(context.dataFolder));
    FB_TRY(const auto database, openStore(context));
    const int now = database->schemaVersion();
    context.answer({{QStringLiteral("from"), before}, {QStringLiteral("to"), now}},
                   before == now ? tr("The database has schema %1 already.").arg(now) : tr("Migrated from schema %1 to %2; the old file was backed up.").arg(before).arg(now));
    return 0;
}

void addBackup(CLI::App &group, Context &context, const std::shared_ptr<StoreOptions> &options)
{
    CLI::App *verb = addVerb(group, "backup", "A consistent copy while the line goes on", "fuseboard-cli store backup --line-key safe/line.key monday.db",
                             [&context, options] { return backUp(context, *options); });
    verb->add_option("--line-key", options->lineKey, "Also copy the line key, without which the unit keys in the backup do not open");
    verb->add_option("OUT", options->file, "New file")->required();
}

void addRestore(CLI::App &group, Context &context, const std::shared_ptr<StoreOptions> &options)
{
    CLI::App *verb = addVerb(group, "restore", "Puts a backup in the place of the database, which is set aside", "fuseboard-cli store restore monday.db",
                             [&context, options] { return restore(context, *options); });
    verb->add_option("--line-key", options->lineKey, "The line key's copy, for a folder that has none");
    verb->add_flag("--yes", options->yes, "Do not ask");
    verb->add_option("FILE", options->file, "Backup")->required();
}

} // namespace

void addStoreCommands(CLI::App &root, Context &context)
{
    CLI::App &group = verbGroup(root, "store", "The database: info, check, backup, restore");
    auto options = std::make_shared<StoreOptions>();
    addVerb(group, "info", "What the database holds, in numbers", "fuseboard-cli store info", [&context] { return showInfo(context); });
    addVerb(group, "check", "Structure, references, and that every sealed key opens", "fuseboard-cli store check", [&context] { return check(context); });
    addVerb(group, "migrate", "Brings the database to this program's schema", "fuseboard-cli store migrate", [&context] { return migrate(context); });
    addBackup(group, context, options);
    addRestore(group, context, options);
}

} // namespace fb::cli
