// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/threads.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/unit_link.h"
#include "efuse/burn.h"
#include "link/port_list.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace fb::cli {

namespace {

/** What one connection tells without writing anything. */
struct Found
{
    QString port;
    QString chip;
    bool secureDownload = false;
    std::optional<efuse::State> eFuses; ///< none in secure download mode
    link::RomClient::FlashInfo flash;
    std::optional<Error> flashError;
};

QString tr(const char *words)
{
    return QCoreApplication::translate("fb::cli", words);
}

Result<Found> lookAt(link::RomClient &rom, const QString &port)
{
    Found found{port, rom.chip().name, rom.inSecureDownloadMode(), std::nullopt, {}, std::nullopt};
    if (!found.secureDownload) {
        FB_TRY(found.eFuses, efuse::readState(rom, rom.chip()));
    }
    // A unit without a working flash is still worth telling about.
    if (auto flash = rom.attachFlash())
        found.flash = *flash;
    else
        found.flashError = flash.error();
    FB_CHECK(rom.resetIntoFirmware());
    return found;
}

Result<Found> detectAt(Context &context, const PortOptions &options)
{
    FB_TRY(const auto rom, connectUnit(context, options));
    return lookAt(*rom, text(options.port));
}

QJsonObject toJson(const Found &found)
{
    QJsonObject out{{QStringLiteral("port"), found.port}, {QStringLiteral("chip"), found.chip}, {QStringLiteral("secureDownload"), found.secureDownload}};
    if (found.eFuses) {
        out.insert(QStringLiteral("revision"), found.eFuses->revisionText());
        out.insert(QStringLiteral("mac"), found.eFuses->macText());
        out.insert(QStringLiteral("flashEncryption"), found.eFuses->flashEncryptionOn());
        out.insert(QStringLiteral("secureBoot"), found.eFuses->secureBootV2On());
        out.insert(QStringLiteral("virgin"), found.eFuses->isVirgin());
    }
    if (found.flash.jedecId != 0)
        out.insert(QStringLiteral("flash"), QJsonObject{{QStringLiteral("jedecId"), qint64(found.flash.jedecId)}, {QStringLiteral("size"), qint64(found.flash.size)}});
    if (found.flashError)
        out.insert(QStringLiteral("flashError"), found.flashError->toJson());
    return out;
}

QString securityText(const Found &found)
{
    if (found.secureDownload)
        return tr("secure download mode: eFuses and flash cannot be read");
    if (found.eFuses->isVirgin())
        return tr("blank");
    return tr("flash encryption %1, secure boot %2")
        .arg(found.eFuses->flashEncryptionOn() ? tr("on") : tr("off"), found.eFuses->secureBootV2On() ? tr("on") : tr("off"));
}

QString toText(const Found &found)
{
    QStringList parts{found.port, found.chip};
    if (found.eFuses)
        parts << found.eFuses->revisionText() << found.eFuses->macText();
    if (found.flash.jedecId != 0)
        parts << tr("%1 MB flash").arg(double(found.flash.size) / (1024 * 1024));
    if (found.flashError)
        parts << found.flashError->message();
    parts << securityText(found);
    return parts.join(QLatin1String("  "));
}

Result<int> detectOne(Context &context, const PortOptions &options)
{
    FB_TRY(const Found found, detectAt(context, options));
    context.answer({{QStringLiteral("units"), QJsonArray{toJson(found)}}}, toText(found));
    return 0;
}

/** One thread a port: a silent one takes seconds. */
std::vector<Result<Found>> detectSideBySide(Context &context, const std::vector<link::PortDescription> &ports, int baud)
{
    std::vector<Result<Found>> results(ports.size(), Found{});
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < ports.size(); ++i) {
        threads.push_back(startThread(QStringLiteral("detect-%1").arg(i), [&, i](const std::stop_token &) {
            results[i] = detectAt(context, {ports[i].port.toString().toStdString(), baud});
        }));
    }
    threads.clear();
    return results;
}

Result<int> detectAll(Context &context, const PortOptions &options)
{
    FB_CHECK(context.chips()); // loaded once, before the threads share it
    const std::vector<link::PortDescription> ports = link::usbPorts();
    QJsonArray units, silent;
    QStringList lines;
    const auto results = detectSideBySide(context, ports, options.baud);
    for (std::size_t i = 0; i < results.size(); ++i) {
        const QString port = ports[i].port.toString();
        if (results[i]) {
            units.append(toJson(*results[i]));
            lines << toText(*results[i]);
        } else if (results[i].error().is(fb::errors::Cancelled)) {
            return results[i].error();
        } else {
            silent.append(QJsonObject{{QStringLiteral("port"), port}, {QStringLiteral("error"), results[i].error().toJson()}});
            lines << port + QStringLiteral("  ") + results[i].error().message();
        }
    }
    if (ports.empty())
        lines << tr("No USB serial port is plugged in.");
    context.answer({{QStringLiteral("units"), units}, {QStringLiteral("silent"), silent}}, lines.join(u'\n'));
    return units.isEmpty() ? 1 : 0;
}

} // namespace

void addDeviceDetectCommands(CLI::App &root, Context &context)
{
    CLI::App &group = verbGroup(root, "device", "Units: detect, snapshot, boot verdict, records");
    const auto options = std::make_shared<PortOptions>();
    CLI::App *detect = addVerb(group, "detect", "Chip, revision, MAC, flash and security state; without --port of every USB port",
                               "fuseboard-cli device detect --port /dev/ttyUSB0", [&context, options] {
                                   return options->port.empty() ? detectAll(context, *options) : detectOne(context, *options);
                               });
    addPortOptions(*detect, *options, false);
}

} // namespace fb::cli
