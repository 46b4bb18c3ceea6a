// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "provision/prepared_profile.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace fb::cli {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("fb::cli", words);
}

struct ProfileOptions
{
    std::string chip, preset, file;
    bool overwrite = false;
};

constexpr ErrorCode unknownPreset{"profile.unknown_preset", ErrorKind::Usage};

Result<int> newProfile(Context &context, const ProfileOptions &options)
{
    FB_TRY(const chip::Catalogue *chips, context.chips());
    FB_TRY(const chip::Chip *chip, chips->byId(text(options.chip)));
    const auto preset = provision::presetNamed(text(options.preset));
    if (!preset)
        return Error(unknownPreset, tr("There is no preset of that name."), tr("Known: development, release, release-fe, release-sb."), text(options.preset));
    const QJsonObject document = provision::presetProfile(*chip, *preset).toJson();
    FB_CHECK(writeFile(text(options.file), viewOf(QJsonDocument(document).toJson()), options.overwrite ? Overwrite::Replace : Overwrite::Refuse));
    context.answer(document, tr("Wrote %1. Name your images and signing keys in it, then check it.").arg(text(options.file)));
    return 0;
}

Result<provision::Profile> load(Context &context, const std::string &file)
{
    FB_TRY(const chip::Catalogue *chips, context.chips());
    FB_TRY(const Bytes json, readFile(text(file)));
    return provision::parseProfile(json, text(file), *chips);
}

QJsonArray toJson(const std::vector<Error> &faults)
{
    QJsonArray list;
    for (const Error &fault : faults)
        list << fault.toJson();
    return list;
}

/** Contradictions inside the profile, then everything that its files add. */
Result<std::vector<Error>> faultsOf(Context &context, const std::string &file)
{
    FB_TRY(const chip::Catalogue *chips, context.chips());
    FB_TRY(const provision::Profile profile, load(context, file));
    FB_TRY(const chip::Chip *chip, chips->byId(profile.chip));
    std::vector<Error> faults = provision::contradictions(profile, *chip);
    if (faults.empty()) {
        const auto prepared = provision::prepare(profile, QFileInfo(text(file)).absolutePath(), *chips);
        if (!prepared.ok())
            faults.push_back(prepared.error());
    }
    return faults;
}

Result<int> checkProfile(Context &context, const ProfileOptions &options)
{
    FB_TRY(const std::vector<Error> faults, faultsOf(context, options.file));
    QStringList lines;
    for (const Error &fault : faults)
        lines << fault.toLine();
    if (faults.empty())
        lines << tr("The profile and its files agree.");
    context.answer({{QStringLiteral("ok"), faults.empty()}, {QStringLiteral("faults"), toJson(faults)}}, lines.join(u'\n'));
    return faults.empty() ? 0 : 1;
}

QString describe(const provision::Profile &profile)
{
    QStringList lines{tr("%1: %2, preset %3").arg(profile.name, profile.chip, nameOf(profile.preset))};
    lines << (profile.flashEncryption ? tr("Flash encryption on, a key of its own for every unit.") : tr("Flash encryption off."));
    lines << (profile.secureBoot ? tr("Secure boot v2 on, keys: %1.").arg(profile.signingKeys.size() + profile.publicKeys.size()) : tr("Secure boot off."));
    lines << (profile.lockDownload ? tr("Download mode is locked at the end.") : tr("Download mode stays open."));
    for (const provision::ImageSource &image : profile.images)
        lines << QStringLiteral("  %1  %2  %3").arg(image.role, -16).arg(image.partition, -12).arg(image.file);
    return lines.join(u'\n');
}

Result<int> showProfile(Context &context, const ProfileOptions &options)
{
    FB_TRY(const provision::Profile profile, load(context, options.file));
    context.answer(profile.toJson(), describe(profile));
    return 0;
}

} // namespace

void addProfileCommands(CLI::App &root, Context &context)
{
    CLI::App *group = root.add_subcommand("profile", "The desired state of a unit, as one JSON document");
    auto options = std::make_shared<ProfileOptions>();
    CLI::App *make = addVerb(*group, "new", "Writes a profile of a preset, to be edited",
                             "fuseboard-cli profile new --chip esp32c3 --preset release release.json", [&context, options] { return newProfile(context, *options); });
    make->add_option("--chip", options->chip, "Family, for example esp32c3")->required();
    make->add_option("--preset", options->preset, "development, release, release-fe or release-sb")->required();
    make->add_flag("--overwrite", options->overwrite, "Replace an existing file");
    make->add_option("OUT", options->file, "Where to write")->required();
    CLI::App *check = addVerb(*group, "check", "Finds contradictions before any unit sees them",
                              "fuseboard-cli profile check release.json", [&context, options] { return checkProfile(context, *options); });
    check->add_option("FILE", options->file, "Profile")->required();
    CLI::App *show = addVerb(*group, "show", "Says in words what a profile asks for",
                             "fuseboard-cli profile show release.json", [&context, options] { return showProfile(context, *options); });
    show->add_option("FILE", options->file, "Profile")->required();
}

} // namespace fb::cli
