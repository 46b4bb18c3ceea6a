// SPDX-License-Identifier: GPL-3.0-or-later
#include "provision/prepare_images.h"

#include "base/files.h"
#include "image/app_image.h"
#include "image/demonstration.h"
#include "image/signature_v2.h"

#include <QCoreApplication>
#include <QDir>

namespace fb::provision {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::provision", text);
}

/** Keys of the profile: those that sign, and the digests to burn. */
struct Keys
{
    std::vector<crypto::PrivateKey> signing;
    std::vector<crypto::Sha256> digests;
};

Error missingKey(const QString &path)
{
    return {fb::errors::FileUnreadable, tr("The signing key is not there."),
            tr("Mend the path in the profile, or make a key: fuseboard-cli key generate --type rsa3072 %1").arg(path), path};
}

Result<void> loadSigningKeys(const QStringList &files, const QDir &folder, Keys &keys)
{
    for (const QString &file : files) {
        const QString path = folder.absoluteFilePath(file);
        if (!QFileInfo::exists(path))
            return missingKey(path);
        FB_TRY(const SecretBytes pem, readSecretFile(path));
        FB_TRY(crypto::PrivateKey key, crypto::PrivateKey::fromPem(pem, SecretBytes(), path));
        Result<crypto::Sha256> digest = image::keyDigestV2(key.publicKey());
        if (!digest.ok())
            return digest.error().at(path);
        keys.signing.push_back(std::move(key));
        keys.digests.push_back(*digest);
    }
    return {};
}

Result<void> loadPublicKeys(const QStringList &files, const QDir &folder, Keys &keys)
{
    for (const QString &file : files) {
        const QString path = folder.absoluteFilePath(file);
        FB_TRY(const Bytes pem, readFile(path, 64 * 1024));
        FB_TRY(const crypto::PublicKey key, crypto::PublicKey::fromPem(pem, path));
        Result<crypto::Sha256> digest = image::keyDigestV2(key);
        if (!digest.ok())
            return digest.error().at(path);
        keys.digests.push_back(*digest);
    }
    return {};
}

Result<Keys> loadKeys(const Profile &profile, const QDir &folder)
{
    Keys keys;
    if (!profile.secureBoot)
        return keys;
    FB_CHECK(loadSigningKeys(profile.signingKeys, folder, keys));
    FB_CHECK(loadPublicKeys(profile.publicKeys, folder, keys));
    for (std::size_t i = 0; i < keys.digests.size(); ++i) {
        if (std::count(keys.digests.begin(), keys.digests.end(), keys.digests[i]) > 1)
            return Error(errors::Contradiction, tr("Two of the key files hold the same key."), tr("Name each key once."), profile.name);
    }
    return keys;
}

Result<Bytes> demonstrationPart(const QString &role, const chip::Chip &chip)
{
    FB_TRY(image::DemonstrationFirmware demo, image::demonstrationFirmware(chip));
    if (role == QLatin1String("bootloader"))
        return std::move(demo.bootloader);
    return role == QLatin1String("app") ? std::move(demo.app) : std::move(demo.partitionTable);
}

Result<void> checkDigest(const ImageSource &source, const Bytes &contents)
{
    const QString found = toHex(crypto::sha256(ByteView(contents)));
    if (source.sha256.isEmpty() || source.sha256 == found)
        return {};
    return Error(errors::DigestDiffers, tr("The file is not the one that the profile was approved with: its SHA-256 is %1.").arg(found.left(16) + QStringLiteral("…")),
                 tr("Restore the file, or have the profile approved anew."), source.file);
}

Result<Bytes> readContents(const ImageSource &source, const QDir &folder, const chip::Chip &chip)
{
    if (source.file == QLatin1String(DemoFirmware))
        return demonstrationPart(source.role, chip);
    FB_TRY(Bytes contents, readFile(folder.absoluteFilePath(source.file), 16LL * 1024 * 1024));
    FB_CHECK(checkDigest(source, contents));
    if (contents.empty())
        return Error(errors::BadImage, tr("The file is empty."), tr("Build it again or choose another file."), source.file);
    return contents;
}

/** A signature that is there already is replaced, not signed over. */
Result<Bytes> signedHere(ByteView contents, const image::AppImage &image, const Keys &keys)
{
    const std::size_t end = std::min(contents.size(), image.signatureOffset());
    return image::sign(contents.first(end), keys.signing);
}

Result<void> checkSignedElsewhere(ByteView contents, const Keys &keys, const QString &file)
{
    Result<image::SignedImage> checked = image::verifySigned(contents);
    if (!checked.ok())
        return checked.error().at(file);
    const auto signs = [&](const crypto::Sha256 &digest) { return checked->blockOf(digest).has_value(); };
    if (std::any_of(keys.digests.begin(), keys.digests.end(), signs))
        return {};
    return Error(errors::NotSigned, tr("The image carries no valid signature by any key of the profile."),
                 tr("Have it signed with the key whose public half the profile names."), file);
}

Result<Bytes> finished(Bytes contents, const image::AppImage &image, const Profile &profile, const Keys &keys, const QString &file)
{
    if (!profile.secureBoot)
        return contents;
    if (!keys.signing.empty())
        return signedHere(contents, image, keys);
    FB_CHECK(checkSignedElsewhere(contents, keys, file));
    return contents;
}

bool isExecutable(const ImageSource &source)
{
    return source.role == QLatin1String("bootloader") || source.role == QLatin1String("app");
}

Result<LoadedImage> loadOne(const ImageSource &source, const Profile &profile, const QDir &folder, const chip::Chip &chip, const Keys &keys, int &minimumRevision)
{
    FB_TRY(Bytes contents, readContents(source, folder, chip));
    if (!isExecutable(source))
        return LoadedImage{source, std::move(contents)};
    FB_TRY(const image::AppImage image, image::parseFor(contents, chip, source.file));
    minimumRevision = std::max<int>(minimumRevision, image.minRevision);
    FB_TRY(Bytes done, finished(std::move(contents), image, profile, keys, source.file));
    return LoadedImage{source, std::move(done)};
}

} // namespace

Result<ImageSet> loadImages(const Profile &profile, const QString &baseFolder, const chip::Chip &chip)
{
    const QDir folder(baseFolder);
    FB_TRY(const Keys keys, loadKeys(profile, folder));
    ImageSet set;
    for (const ImageSource &source : profile.images) {
        FB_TRY(LoadedImage image, loadOne(source, profile, folder, chip, keys, set.minimumRevision));
        set.images.push_back(std::move(image));
    }
    for (const crypto::Sha256 &digest : keys.digests)
        set.keyDigests.emplace_back(digest.begin(), digest.end());
    return set;
}

} // namespace fb::provision
