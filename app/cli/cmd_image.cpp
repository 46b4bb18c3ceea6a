// SPDX-License-Identifier: GPL-3.0-or-later
// Verbs that look into images and encrypt them; signing is in cmd_image_sign.cpp.
#include "base/files.h"
#include "cli/commands.h"
#include "cli/key_files.h"
#include "cli/options.h"
#include "image/app_image.h"
#include "image/flash_encryption.h"
#include "image/signature_v2.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace fb::cli {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("fb::cli", words);
}

struct CipherOptions
{
    std::string chip, key, address, in, out;
    int cryptConfig = image::FullCryptConfig;
    bool encrypt = true;
};

QString revisionText(int revision)
{
    return QStringLiteral("v%1.%2").arg(revision / 100).arg(revision % 100);
}

/** What is told of a signature sector behind the image; empty where there is none. */
QJsonArray signaturesOf(ByteView file, const image::AppImage &image)
{
    QJsonArray blocks;
    const std::size_t at = image.signatureOffset();
    if (file.size() < at + image::SignatureSectorSize)
        return blocks;
    const crypto::Sha256 digest = crypto::sha256(file.first(at));
    for (const image::SignatureBlock &block : image::parseSignatureSector(file.subspan(at, image::SignatureSectorSize))) {
        if (block.state == image::BlockState::Empty)
            continue;
        const image::BlockVerdict verdict = image::verifyBlock(block, digest);
        blocks << QJsonObject{{QStringLiteral("index"), verdict.index}, {QStringLiteral("good"), verdict.good}, {QStringLiteral("verdict"), verdict.id},
                              {QStringLiteral("text"), verdict.text},   {QStringLiteral("key_digest"), toHex(verdict.keyDigest)}};
    }
    return blocks;
}

QStringList describeSegments(const image::AppImage &image)
{
    QStringList lines;
    for (std::size_t i = 0; i < image.segments.size(); ++i)
        lines << QStringLiteral("  %1  0x%2  %3").arg(i).arg(image.segments[i].loadAddress, 8, 16, QLatin1Char('0')).arg(tr("%1 bytes").arg(image.segments[i].length));
    return lines;
}

QString validity(bool valid)
{
    return valid ? tr("valid") : tr("WRONG");
}

QString describe(const image::AppImage &image, const QString &chip, const QJsonArray &signatures)
{
    QStringList lines;
    lines << tr("Chip: %1").arg(chip);
    lines << tr("Chip revision: from %1, up to %2").arg(revisionText(image.minRevision), image.maxRevision == 0xFFFF || image.maxRevision == 0 ? tr("any") : revisionText(image.maxRevision));
    lines << tr("Flash: %1, %2, %3").arg(image.flashSize(), image.flashFrequency(), image.flashMode());
    lines << tr("Entry: 0x%1").arg(image.entry, 8, 16, QLatin1Char('0'));
    if (image.app)
        lines << tr("Application: %1 %2, built %3 %4 with ESP-IDF %5, secure version %6")
                     .arg(image.app->project, image.app->version, image.app->date, image.app->time, image.app->idf).arg(image.app->secureVersion);
    if (image.bootloader)
        lines << tr("Bootloader: ESP-IDF %1, built %2").arg(image.bootloader->idf, image.bootloader->dateTime);
    lines << tr("Segments:") << describeSegments(image);
    lines << tr("Checksum: 0x%1, %2").arg(image.checksumStored, 2, 16, QLatin1Char('0')).arg(validity(image.checksumValid()));
    lines << (image.hashAppended ? tr("SHA-256: %1, %2").arg(toHex(image.hashStored), validity(image.hashValid())) : tr("SHA-256: none"));
    lines << tr("Length: %1 bytes").arg(image.length);
    if (signatures.isEmpty())
        lines << tr("Signatures: none");
    for (const QJsonValue &value : signatures)
        lines << tr("Signature %1: %2 Key digest %3").arg(value[QLatin1String("index")].toInt()).arg(value[QLatin1String("text")].toString(), value[QLatin1String("key_digest")].toString());
    return lines.join(u'\n');
}

Result<int> info(Context &context, const std::string &path)
{
    FB_TRY(const chip::Catalogue *chips, context.chips());
    FB_TRY(const Bytes file, readFile(text(path)));
    const Result<image::AppImage> parsed = image::parse(file);
    if (!parsed.ok())
        return parsed.error().at(text(path));
    const chip::Chip *chip = chips->byImageChipId(parsed->chipId);
    const QJsonArray signatures = signaturesOf(file, *parsed);
    QJsonObject document = parsed->toJson(chip);
    document.insert(QStringLiteral("signatures"), signatures);
    context.answer(document, describe(*parsed, chip != nullptr ? chip->name : tr("number %1, unknown").arg(parsed->chipId), signatures));
    return image::checkIntegrity(*parsed).ok() ? 0 : 1;
}

Result<int> crypt(Context &context, const CipherOptions &options)
{
    FB_CHECK(checkDifferent(options.in, options.out));
    FB_TRY(const chip::Catalogue *chips, context.chips());
    FB_TRY(const chip::Chip *chip, chips->byId(text(options.chip)));
    FB_TRY(const qint64 address, numberOption(options.address, "--address", 0, 0xFFFFFFFF));
    FB_TRY(const SecretBytes key, readSecretFile(text(options.key), 4096));
    FB_TRY(const Bytes in, readFile(text(options.in)));
    const image::FlashScheme scheme{chip->flashCipher, options.cryptConfig};
    const Result<Bytes> out = options.encrypt ? image::encrypted(scheme, key, static_cast<std::uint32_t>(address), in)
                                              : image::decrypted(scheme, key, static_cast<std::uint32_t>(address), in);
    if (!out.ok())
        return out.error().at(text(options.in));
    FB_CHECK(writeFile(text(options.out), *out, Overwrite::Replace));
    context.answer({{QStringLiteral("file"), text(options.out)}, {QStringLiteral("bytes"), qint64(out->size())}}, tr("%1 bytes written to %2").arg(out->size()).arg(text(options.out)));
    return 0;
}

void addCipherVerb(CLI::App &group, Context &context, const char *name, const char *what, const char *example, bool encrypt)
{
    auto options = std::make_shared<CipherOptions>();
    options->encrypt = encrypt;
    CLI::App *verb = addVerb(group, name, what, example, [&context, options] { return crypt(context, *options); });
    verb->add_option("--chip", options->chip, "esp32, esp32c3, …: decides the scheme")->required();
    verb->add_option("--key", options->key, "Flash key, raw; its length chooses the cipher")->required();
    verb->add_option("--address", options->address, "Flash address of the first byte; part of the cipher")->required();
    verb->add_option("--crypt-config", options->cryptConfig, "FLASH_CRYPT_CONFIG of an ESP32, 15 where not given")->check(CLI::Range(0, 15));
    verb->add_option("IN", options->in, "Input file")->required();
    verb->add_option("OUT", options->out, "Output file")->required();
}

} // namespace

void addImageCommands(CLI::App &root, Context &context)
{
    CLI::App &group = verbGroup(root, "image", "Firmware images: look into, sign, verify, encrypt");
    auto path = std::make_shared<std::string>();
    CLI::App *verb = addVerb(group, "info", "Header, segments, check values, descriptors, signatures", "fuseboard-cli image info app.bin",
                             [&context, path] { return info(context, *path); });
    verb->add_option("FILE", *path, "Image file")->required();
    addImageSignCommands(group, context);
    addCipherVerb(group, context, "encrypt", "Encrypts for one flash address, as the chip would", "fuseboard-cli image encrypt --chip esp32c3 --key flash.key --address 0x10000 app.bin app-encrypted.bin", true);
    addCipherVerb(group, context, "decrypt", "The way back", "fuseboard-cli image decrypt --chip esp32c3 --key flash.key --address 0x10000 dump.bin app.bin", false);
}

} // namespace fb::cli
