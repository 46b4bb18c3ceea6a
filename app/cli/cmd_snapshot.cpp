// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.h"
#include "base/json_reader.h"
#include "boot/boot.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/unit_link.h"
#include "provision/snapshot.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace fb::cli {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("fb::cli", words);
}

struct SnapshotOptions
{
    PortOptions port;
    std::string out, snapshot, flash, key;
};

constexpr ErrorCode needsPortOrSnapshot{"usage.port_or_snapshot", ErrorKind::Usage};

Result<provision::Snapshot> readUnit(Context &context, link::RomClient &rom)
{
    provision::SnapshotWishes wishes;
    wishes.partitionTable = true;
    return provision::takeSnapshot(rom, wishes, Progress({}, context.stop));
}

QString describe(const provision::Snapshot &snapshot)
{
    QStringList lines;
    lines << QStringLiteral("%1 %2  %3").arg(snapshot.chip->name, snapshot.secureDownload ? QString() : snapshot.eFuses.revisionText(), snapshot.mac());
    if (snapshot.flashSize > 0)
        lines << tr("Flash: %1 MB").arg(snapshot.flashSize / (1024 * 1024));
    if (snapshot.secureDownload)
        lines << tr("Locked: secure download mode, eFuses and flash cannot be read.");
    else
        lines << tr("Flash encryption: %1, secure boot: %2").arg(snapshot.eFuses.flashEncryptionOn() ? tr("on") : tr("off"), snapshot.eFuses.secureBootV2On() ? tr("on") : tr("off"));
    for (const provision::RegionMd5 &region : snapshot.regions)
        lines << QStringLiteral("  0x%1  %2  md5 %3").arg(region.address, 8, 16, QLatin1Char('0')).arg(region.name, -16).arg(toHex(region.md5));
    for (const provision::NotReadable &item : snapshot.notReadable)
        lines << QStringLiteral("  %1: %2").arg(item.what, item.why);
    return lines.join(u'\n');
}

Result<int> snapshotUnit(Context &context, const SnapshotOptions &options)
{
    FB_TRY(const auto rom, connectUnit(context, options.port));
    FB_TRY(const provision::Snapshot snapshot, readUnit(context, *rom));
    const QJsonObject document = snapshot.toJson();
    if (!options.out.empty())
        FB_CHECK(writeFile(text(options.out), viewOf(QJsonDocument(document).toJson()), Overwrite::Refuse));
    context.answer(document, describe(snapshot));
    return 0;
}

int codeOf(boot::Outcome outcome)
{
    return outcome == boot::Outcome::Boots ? 0 : 1;
}

QString describe(const boot::Verdict &verdict)
{
    QStringList lines{verdict.sentence()};
    for (const boot::Finding &finding : verdict.findings) {
        lines << QStringLiteral("  %1 %2: %3").arg(finding.good ? QStringLiteral("✔") : QStringLiteral("✖"), finding.stage, finding.text);
        if (!finding.advice.isEmpty())
            lines << QStringLiteral("      ") + finding.advice;
    }
    return lines.join(u'\n');
}

Result<int> answerVerdict(Context &context, const provision::Snapshot &snapshot, ByteView flash, const std::string &keyFile)
{
    SecretBytes key;
    if (!keyFile.empty()) {
        FB_TRY(key, readSecretFile(text(keyFile)));
    }
    boot::FlashView view(snapshot.flashSize > 0 ? snapshot.flashSize : std::uint32_t(flash.size()));
    view.add(0, flash);
    const boot::Verdict verdict = boot::boot({snapshot.eFuses, view, key.isEmpty() ? nullptr : &key});
    context.answer(verdict.toJson(), describe(verdict));
    return codeOf(verdict.outcome);
}

Result<int> bootFromFiles(Context &context, const SnapshotOptions &options)
{
    FB_TRY(const chip::Catalogue *chips, context.chips());
    FB_TRY(const Bytes json, readFile(text(options.snapshot)));
    FB_TRY(const QJsonObject document, parseJsonObject(json, text(options.snapshot)));
    FB_TRY(const auto snapshot, provision::Snapshot::fromJson(document, text(options.snapshot), *chips));
    Bytes flash;
    if (!options.flash.empty()) {
        FB_TRY(flash, readFile(text(options.flash)));
    }
    return answerVerdict(context, snapshot, flash, options.key);
}

/** Without a dump the whole flash is read, slowly: the ROM hands out 64 bytes a time. */
Result<int> bootFromUnit(Context &context, const SnapshotOptions &options)
{
    FB_TRY(const auto rom, connectUnit(context, options.port));
    FB_TRY(const auto snapshot, readUnit(context, *rom));
    const Progress progress([&context](const ProgressState &state) { context.remark(tr("Reading flash %1 %").arg(int(state.fraction * 100))); }, context.stop);
    Bytes flash;
    if (options.flash.empty()) {
        FB_TRY(flash, rom->readFlash(0, snapshot.flashSize, progress));
    } else {
        FB_TRY(flash, readFile(text(options.flash)));
    }
    return answerVerdict(context, snapshot, flash, options.key);
}

Result<int> bootVerdict(Context &context, const SnapshotOptions &options)
{
    if (options.snapshot.empty() == options.port.port.empty())
        return Error(needsPortOrSnapshot, tr("Name either a port or a snapshot."), tr("Give --port or --snapshot."));
    return options.snapshot.empty() ? bootFromUnit(context, options) : bootFromFiles(context, options);
}

} // namespace

void addSnapshotCommands(CLI::App &root, Context &context)
{
    CLI::App &group = verbGroup(root, "device", "Units: detect, snapshot, boot verdict, records");
    auto options = std::make_shared<SnapshotOptions>();
    CLI::App *snapshot = addVerb(group, "snapshot", "Reads the whole observed state of a unit",
                                 "fuseboard-cli device snapshot --port /dev/ttyUSB0 unit.json", [&context, options] { return snapshotUnit(context, *options); });
    addPortOptions(*snapshot, options->port);
    snapshot->add_option("OUT", options->out, "File for the snapshot as JSON");
    CLI::App *boot = addVerb(group, "boot", "Would it boot, by which path, and if not, why",
                             "fuseboard-cli device boot --snapshot unit.json --flash dump.bin --key flash.key", [&context, options] { return bootVerdict(context, *options); });
    addPortOptions(*boot, options->port, false);
    boot->add_option("--snapshot", options->snapshot, "Snapshot file");
    boot->add_option("--flash", options->flash, "Flash dump, from address 0");
    boot->add_option("--key", options->key, "Flash encryption key, where it is known");
}

} // namespace fb::cli
