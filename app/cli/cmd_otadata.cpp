// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "image/otadata.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace fb::cli {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("fb::cli", words);
}

struct OtaOptions
{
    std::string file, state = "undefined";
    int slot = 0;
    int slotCount = 2;
    bool noFactory = false;
    bool rollback = false;
};

const std::map<std::string, image::OtaState> States{{"new", image::OtaState::New},         {"pending-verify", image::OtaState::PendingVerify},
                                                    {"valid", image::OtaState::Valid},     {"invalid", image::OtaState::Invalid},
                                                    {"aborted", image::OtaState::Aborted}, {"undefined", image::OtaState::Undefined}};

Result<int> make(Context &context, const OtaOptions &options)
{
    FB_TRY(const Bytes bytes, image::makeOtaData(options.slot, options.slotCount, States.at(options.state)));
    FB_CHECK(writeFile(text(options.file), bytes, Overwrite::Replace));
    context.answer({{QStringLiteral("file"), text(options.file)}, {QStringLiteral("slot"), options.slot}}, tr("Chooses ota_%1: %2").arg(options.slot).arg(text(options.file)));
    return 0;
}

QString describe(const QJsonObject &document, const image::OtaChoice &choice)
{
    QStringList lines;
    int number = 1;
    for (const QJsonValue &entry : document.value(QLatin1String("entries")).toArray()) {
        const bool erased = entry[QLatin1String("erased")].toBool();
        lines << (erased ? tr("Entry %1: erased").arg(number)
                         : tr("Entry %1: sequence %2, state %3, %4").arg(number).arg(entry[QLatin1String("seq")].toInteger()).arg(entry[QLatin1String("state")].toString(), entry[QLatin1String("crc_ok")].toBool() ? tr("CRC right") : tr("CRC WRONG")));
        ++number;
    }
    return (lines << tr("Starts: %1").arg(choice.anyApp ? tr("the first application that is good") : choice.label()) << choice.reason).join(u'\n');
}

Result<int> show(Context &context, const OtaOptions &options)
{
    FB_TRY(const Bytes bytes, readFile(text(options.file)));
    const Result<image::OtaData> data = image::parseOtaData(bytes);
    if (!data.ok())
        return data.error().at(text(options.file));
    const image::OtaChoice choice = image::chooseSlot(*data, {options.slotCount, !options.noFactory, options.rollback || image::rollbackInUse(*data)});
    QJsonObject document = image::otaDataToJson(*data);
    document.insert(QStringLiteral("boot"), choice.label());
    document.insert(QStringLiteral("reason"), choice.reason);
    document.insert(QStringLiteral("invalid"), choice.otaDataInvalid);
    context.answer(document, describe(document, choice));
    return 0;
}

} // namespace

void addOtaDataCommands(CLI::App &root, Context &context)
{
    CLI::App &group = verbGroup(root, "otadata", "The choice among OTA slots");
    auto options = std::make_shared<OtaOptions>();
    CLI::App *making = addVerb(group, "make", "Makes an otadata that chooses a slot", "fuseboard-cli otadata make --slot 0 --slots 2 otadata.bin", [&context, options] { return make(context, *options); });
    making->add_option("--slot", options->slot, "Number of the slot, from 0")->required();
    making->add_option("--state", options->state, "new, pending-verify, valid, invalid, aborted, undefined")->check(CLI::IsMember(States));
    making->add_option("OUT", options->file, "Output file")->required();
    CLI::App *showing = addVerb(group, "show", "Shows the entries, and what the bootloader makes of them", "fuseboard-cli otadata show --slots 2 otadata.bin", [&context, options] { return show(context, *options); });
    showing->add_flag("--no-factory", options->noFactory, "The partition table has no factory application");
    showing->add_flag("--rollback", options->rollback, "The bootloader was built with rollback");
    showing->add_option("FILE", options->file, "otadata, 8192 bytes, not encrypted")->required();
    for (CLI::App *verb : {making, showing})
        verb->add_option("--slots", options->slotCount, "How many OTA slots the partition table has, 2 where not given")->check(CLI::Range(0, 16));
}

} // namespace fb::cli
