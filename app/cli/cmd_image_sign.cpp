// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.h"
#include "cli/commands.h"
#include "cli/key_files.h"
#include "cli/options.h"
#include "image/signature_v2.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace fb::cli {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("fb::cli", words);
}

constexpr ErrorCode HowToSign{"usage.how_to_sign", ErrorKind::Usage};

struct SignOptions
{
    int version = 2;
    std::vector<std::string> keys;
    bool append = false;
    std::string hsm, pinFile, digestOut, signature, publicKey, in, out;
};

Result<std::vector<crypto::PrivateKey>> readKeys(const Context &context, const SignOptions &options)
{
    std::vector<crypto::PrivateKey> keys;
    for (const std::string &path : options.keys) {
        FB_TRY(crypto::PrivateKey key, readPrivateKey(context, path));
        keys.push_back(std::move(key));
    }
    return keys;
}

/** First half for a signer without a cable: the digest to sign. */
Result<int> writeDigest(Context &context, const SignOptions &options, ByteView data)
{
    const crypto::Sha256 digest = crypto::sha256(image::padToSector(data));
    FB_CHECK(writeFile(text(options.digestOut), digest, Overwrite::Replace));
    context.answer({{QStringLiteral("digest"), toHex(digest)}, {QStringLiteral("file"), text(options.digestOut)}},
                   tr("Digest to sign with RSA-PSS (SHA-256, salt 32 bytes): %1").arg(toHex(digest)));
    return 0;
}

/** Second half: the signature that came back. */
Result<Bytes> withOutsideSignature(const Context &context, const SignOptions &options, ByteView data)
{
    FB_TRY(const crypto::PublicKey key, readPublicKey(context, options.publicKey));
    FB_TRY(const Bytes signature, readFile(text(options.signature), 4096));
    Bytes file = image::padToSector(data);
    const Result<Bytes> block = image::makeSignatureBlock(crypto::sha256(file), key, signature);
    if (!block.ok())
        return block.error().at(text(options.signature));
    FB_TRY(const Bytes sector, image::makeSignatureSector(std::span(&*block, 1)));
    file.insert(file.end(), sector.begin(), sector.end());
    return file;
}

Result<Bytes> signedFile(const Context &context, const SignOptions &options, ByteView data)
{
    if (!options.signature.empty())
        return withOutsideSignature(context, options, data);
    FB_TRY(const std::vector<crypto::PrivateKey> keys, readKeys(context, options));
    const Result<Bytes> file = options.append ? image::appendSignatures(data, keys) : image::sign(data, keys);
    return file.ok() ? file : Result<Bytes>(file.error().at(text(options.in)));
}

Result<void> checkSignOptions(const SignOptions &options)
{
    FB_CHECK(checkSecureBootVersion(options.version));
    if (!options.hsm.empty())
        return Error(errors::NotYetSupported, tr("Signing by an HSM is not supported yet."), tr("Use --digest-out, sign outside, then --signature and --public."));
    const int ways = (options.keys.empty() ? 0 : 1) + (options.digestOut.empty() ? 0 : 1) + (options.signature.empty() ? 0 : 1);
    if (ways != 1 || options.signature.empty() != options.publicKey.empty())
        return Error(HowToSign, tr("Say how to sign: with --key, or in two halves with --digest-out, then --signature and --public."), tr("Give one of them."));
    if (options.digestOut.empty() && options.out.empty())
        return Error(HowToSign, tr("The name of the output file is missing."), tr("Give IN and OUT."));
    return {};
}

Result<int> sign(Context &context, const SignOptions &options)
{
    FB_CHECK(checkSignOptions(options));
    FB_CHECK(checkDifferent(options.in, options.digestOut.empty() ? options.out : options.digestOut));
    FB_TRY(const Bytes data, readFile(text(options.in)));
    if (!options.digestOut.empty())
        return writeDigest(context, options, data);
    FB_TRY(const Bytes file, signedFile(context, options, data));
    FB_CHECK(writeFile(text(options.out), file, Overwrite::Replace));
    context.answer({{QStringLiteral("file"), text(options.out)}, {QStringLiteral("bytes"), qint64(file.size())}}, tr("Signed: %1").arg(text(options.out)));
    return 0;
}

/** Path of the key by its digest, for those blocks that one of the given keys made. */
Result<QHash<QString, QString>> pathsByDigest(const Context &context, const SignOptions &options)
{
    QHash<QString, QString> paths;
    for (const std::string &path : options.keys) {
        FB_TRY(const crypto::PublicKey key, readPublicKey(context, path));
        FB_TRY(const crypto::Sha256 digest, image::keyDigestV2(key));
        paths.insert(toHex(digest), text(path));
    }
    return paths;
}

int answerBlocks(Context &context, const image::SignedImage &image, const QHash<QString, QString> &paths)
{
    bool verified = false;
    QJsonArray blocks;
    QStringList lines;
    for (const image::BlockVerdict &verdict : image.verdicts) {
        const QString digest = toHex(verdict.keyDigest);
        const QString path = paths.value(digest);
        verified = verified || (verdict.good && !path.isEmpty());
        blocks << QJsonObject{{QStringLiteral("index"), verdict.index}, {QStringLiteral("good"), verdict.good}, {QStringLiteral("verdict"), verdict.id},
                              {QStringLiteral("text"), verdict.text}, {QStringLiteral("key_digest"), digest}, {QStringLiteral("key"), path}};
        lines << tr("Block %1: %2").arg(verdict.index).arg(verdict.text);
        if (verdict.good)
            lines.last() += QLatin1Char(' ') + (path.isEmpty() ? tr("The key %1 is none of the given ones.").arg(digest) : tr("Key %1.").arg(path));
    }
    lines.prepend(verified ? tr("Verified.") : tr("Not verified: none of the given keys signed this image."));
    context.answer({{QStringLiteral("verified"), verified}, {QStringLiteral("digest"), toHex(image.digest)}, {QStringLiteral("blocks"), blocks}}, lines.join(u'\n'));
    return verified ? 0 : 1;
}

Result<int> verify(Context &context, const SignOptions &options)
{
    FB_CHECK(checkSecureBootVersion(options.version));
    FB_TRY(const auto paths, pathsByDigest(context, options));
    FB_TRY(const Bytes file, readFile(text(options.in)));
    const Result<image::SignedImage> image = image::verifySigned(file);
    if (image.ok())
        return answerBlocks(context, *image, paths);
    context.answer({{QStringLiteral("verified"), false}, {QStringLiteral("error"), image.error().toJson()}}, tr("Not verified: %1").arg(image.error().message()));
    return 1;
}

CLI::Option *addKeys(CLI::App &verb, SignOptions &options, const char *what)
{
    return verb.add_option("--key", options.keys, what)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->allow_extra_args(false); // one word each time, so that IN is not taken for a key
}

} // namespace

void addImageSignCommands(CLI::App &group, Context &context)
{
    auto options = std::make_shared<SignOptions>();
    CLI::App *signing = addVerb(group, "sign", "Pads the image and adds secure boot signatures", "fuseboard-cli image sign --version 2 --key signing.pem app.bin app-signed.bin",
                                [&context, options] { return sign(context, *options); });
    addKeys(*signing, *options, "Private key, PEM; up to three times");
    signing->add_flag("--append", options->append, "Keep the signatures that are there and add these");
    signing->add_option("--hsm", options->hsm, "PKCS#11 URI of a key in an HSM");
    signing->add_option("--pin-file", options->pinFile, "File with the PIN of the HSM");
    signing->add_option("--digest-out", options->digestOut, "First half of offline signing: write the digest to sign");
    signing->add_option("--signature", options->signature, "Second half: the signature made outside");
    signing->add_option("--public", options->publicKey, "Public key of that signature");
    CLI::App *verifying = addVerb(group, "verify", "Checks every signature block against the given keys", "fuseboard-cli image verify --version 2 --key signing-public.pem app-signed.bin",
                                  [&context, options] { return verify(context, *options); });
    addKeys(*verifying, *options, "Private or public key, PEM; up to three times")->required();
    for (CLI::App *verb : {signing, verifying}) {
        verb->add_option("--version", options->version, "Version of secure boot")->required();
        verb->add_option("IN", options->in, "Image file")->required();
    }
    signing->add_option("OUT", options->out, "File for the signed image");
}

} // namespace fb::cli
