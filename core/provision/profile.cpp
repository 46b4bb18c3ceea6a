// SPDX-License-Identifier: GPL-3.0-or-later
#include "provision/profile.h"

#include "base/json_reader.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace fb::provision {

namespace {

constexpr const char *FormatName = "fuseboard-profile/1";
constexpr qint64 LargestFlash = 16LL * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::provision", text);
}

QString revisionText(int revision)
{
    return QStringLiteral("v%1.%2").arg(revision / 100).arg(revision % 100);
}

/** "v3.1" or "3.1" to major * 100 + minor. */
std::optional<int> parseRevision(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^v?(\\d{1,2})\\.(\\d{1,2})$"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return match.captured(1).toInt() * 100 + match.captured(2).toInt();
}

QString nameOf(KeyCustody custody)
{
    return custody == KeyCustody::HostKept ? QStringLiteral("host-kept") : QStringLiteral("host-discarded");
}

Error badChoice(const QString &where, const QString &given, const QString &choices)
{
    return {errors::BadProfile, tr("\"%1\" is not known here.").arg(given), tr("Use one of: %1.").arg(choices), where};
}

void readPreset(JsonReader &reader, Profile &profile)
{
    const QString name = reader.string("preset");
    if (const std::optional<Preset> preset = presetNamed(name))
        profile.preset = *preset;
    else
        reader.fail(badChoice(reader.where("preset"), name, QStringLiteral("development, release, release-fe, release-sb")));
}

void readCustody(JsonReader &reader, Profile &profile)
{
    const QString name = reader.stringOr("keyCustody", nameOf(KeyCustody::HostKept));
    if (name == nameOf(KeyCustody::HostDiscarded))
        profile.keyCustody = KeyCustody::HostDiscarded;
    else if (name != nameOf(KeyCustody::HostKept))
        reader.fail(badChoice(reader.where("keyCustody"), name, QStringLiteral("host-kept, host-discarded")));
}

void readRevision(JsonReader &reader, Profile &profile)
{
    const QString text = reader.stringOr("minimumRevision", QStringLiteral("v0.0"));
    if (const std::optional<int> revision = parseRevision(text))
        profile.minimumRevision = *revision;
    else
        reader.fail({errors::BadProfile, tr("\"%1\" is not a chip revision.").arg(text), tr("Write it as major.minor, for example \"v3.0\"."),
                     reader.where("minimumRevision")});
}

Result<ImageSource> readImage(const QJsonValue &value, const QString &where)
{
    if (!value.isObject())
        return Error(errors::BadProfile, tr("An image is not described by an object."), tr("Give role and file."), where);
    JsonReader reader(value.toObject(), where);
    ImageSource image;
    image.role = reader.string("role");
    image.file = reader.string("file");
    image.partition = reader.stringOr("partition", {});
    image.sha256 = reader.stringOr("sha256", {}).toLower();
    static const QStringList roles{QStringLiteral("bootloader"), QStringLiteral("partition-table"), QStringLiteral("app"), QStringLiteral("data")};
    if (!roles.contains(image.role))
        reader.fail(badChoice(reader.where("role"), image.role, roles.join(QStringLiteral(", "))));
    static const QRegularExpression digest(QStringLiteral("^[0-9a-f]{64}$"));
    if (!image.sha256.isEmpty() && !digest.match(image.sha256).hasMatch())
        reader.fail({errors::BadProfile, tr("This is not a SHA-256 digest."), tr("Give 64 hexadecimal digits, or leave it out."), reader.where("sha256")});
    FB_CHECK(reader.finish());
    return image;
}

void readImages(JsonReader &reader, Profile &profile)
{
    int index = 0;
    for (const QJsonValue &value : reader.array("images")) {
        Result<ImageSource> image = readImage(value, reader.where("images") + QStringLiteral("/%1").arg(index++));
        if (!image.ok())
            return reader.fail(image.error());
        profile.images.push_back(*std::move(image));
    }
}

void readEFuses(JsonReader &reader, Profile &profile)
{
    const QJsonObject object = reader.objectOr("eFuses");
    JsonReader members(object, reader.where("eFuses"));
    for (auto it = object.begin(); it != object.end(); ++it)
        profile.eFuses[it.key()] = static_cast<std::uint64_t>(members.integer(it.key().toUtf8().constData(), 1, 0xFFFFFFFFLL));
    if (const Result<void> end = members.finish(); !end.ok())
        reader.fail(end.error());
}

QJsonArray imagesJson(const std::vector<ImageSource> &images)
{
    QJsonArray list;
    for (const ImageSource &image : images) {
        QJsonObject object{{QStringLiteral("role"), image.role}, {QStringLiteral("file"), image.file}};
        if (!image.partition.isEmpty())
            object.insert(QStringLiteral("partition"), image.partition);
        if (!image.sha256.isEmpty())
            object.insert(QStringLiteral("sha256"), image.sha256);
        list.append(object);
    }
    return list;
}

QJsonObject eFusesJson(const std::map<QString, std::uint64_t> &eFuses)
{
    QJsonObject object;
    for (const auto &[name, value] : eFuses)
        object.insert(name, static_cast<qint64>(value));
    return object;
}

} // namespace

QString nameOf(Preset preset)
{
    switch (preset) {
    case Preset::Development: return QStringLiteral("development");
    case Preset::Release: return QStringLiteral("release");
    case Preset::ReleaseFlashEncryption: return QStringLiteral("release-fe");
    case Preset::ReleaseSecureBoot: return QStringLiteral("release-sb");
    }
    return {};
}

std::optional<Preset> presetNamed(QStringView name)
{
    for (const Preset preset : {Preset::Development, Preset::Release, Preset::ReleaseFlashEncryption, Preset::ReleaseSecureBoot}) {
        if (name == nameOf(preset))
            return preset;
    }
    return std::nullopt;
}

QJsonObject Profile::toJson() const
{
    return {{QStringLiteral("format"), QLatin1String(FormatName)},
            {QStringLiteral("name"), name},
            {QStringLiteral("chip"), chip},
            {QStringLiteral("preset"), nameOf(preset)},
            {QStringLiteral("minimumRevision"), revisionText(minimumRevision)},
            {QStringLiteral("flashSize"), static_cast<qint64>(flashSize)},
            {QStringLiteral("images"), imagesJson(images)},
            {QStringLiteral("flashEncryption"), flashEncryption},
            {QStringLiteral("keyCustody"), nameOf(keyCustody)},
            {QStringLiteral("secureBoot"), secureBoot},
            {QStringLiteral("signingKeys"), QJsonArray::fromStringList(signingKeys)},
            {QStringLiteral("publicKeys"), QJsonArray::fromStringList(publicKeys)},
            {QStringLiteral("lockDownload"), lockDownload},
            {QStringLiteral("eFuses"), eFusesJson(eFuses)}};
}

Result<Profile> parseProfile(ByteView json, const QString &where, const chip::Catalogue &chips)
{
    FB_TRY(const QJsonObject object, parseJsonObject(json, where));
    JsonReader reader(object, where);
    reader.ignore("$schema");
    Profile profile;
    if (const QString format = reader.string("format"); format != QLatin1String(FormatName))
        reader.fail(badChoice(reader.where("format"), format, QLatin1String(FormatName)));
    profile.name = reader.string("name");
    profile.chip = reader.string("chip");
    readPreset(reader, profile);
    readRevision(reader, profile);
    profile.flashSize = static_cast<std::uint32_t>(reader.integerOr("flashSize", 256 * 1024, LargestFlash, profile.flashSize));
    readImages(reader, profile);
    profile.flashEncryption = reader.boolOr("flashEncryption", false);
    readCustody(reader, profile);
    profile.secureBoot = reader.boolOr("secureBoot", false);
    profile.signingKeys = reader.strings("signingKeys");
    profile.publicKeys = reader.strings("publicKeys");
    profile.lockDownload = reader.boolOr("lockDownload", false);
    readEFuses(reader, profile);
    FB_CHECK(reader.finish());
    const Result<const chip::Chip *> known = chips.byId(profile.chip);
    if (!known.ok())
        return known.error().at(reader.where("chip"));
    profile.chip = (*known)->id;
    return profile;
}

Profile presetProfile(const chip::Chip &chip, Preset preset)
{
    Profile profile;
    profile.name = QStringLiteral("%1 %2").arg(chip.name, nameOf(preset));
    profile.chip = chip.id;
    profile.preset = preset;
    for (const char *role : {"bootloader", "partition-table", "app"})
        profile.images.push_back({QLatin1String(role), QLatin1String(DemoFirmware), {}, {}});
    profile.flashEncryption = preset == Preset::Release || preset == Preset::ReleaseFlashEncryption;
    profile.secureBoot = preset == Preset::Release || preset == Preset::ReleaseSecureBoot;
    profile.lockDownload = profile.isRelease();
    if (profile.secureBoot) {
        profile.signingKeys = QStringList{QStringLiteral("signing-key.pem")};
        profile.minimumRevision = chip.secureBootV2MinRevision.value_or(0);
    }
    return profile;
}

} // namespace fb::provision
