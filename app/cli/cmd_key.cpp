// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.h"
#include "cli/commands.h"
#include "cli/key_files.h"
#include "cli/options.h"
#include "image/signature_v2.h"

#include <QCoreApplication>

namespace fb::cli {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("fb::cli", words);
}

struct KeyOptions
{
    std::string type, in, out;
    int version = 2;
};

const std::vector<std::pair<std::string, std::size_t>> RawKeys{{"flash128", 16}, {"flash256", 32}, {"flash512", 64}, {"hmac256", 32}, {"aes256", 32}};

Result<SecretBytes> makeKey(const std::string &type)
{
    for (const auto &[name, size] : RawKeys) {
        if (name == type)
            return crypto::randomSecret(size);
    }
    if (type != "rsa3072")
        return Error(errors::NotYetSupported, tr("Keys of type %1 are not supported yet.").arg(text(type)),
                     tr("Types are rsa3072, flash128, flash256, flash512, hmac256 and aes256."));
    FB_TRY(const crypto::PrivateKey key, crypto::PrivateKey::generateRsa3072());
    return key.toPem();
}

Result<int> generate(Context &context, const KeyOptions &options)
{
    FB_TRY(const SecretBytes key, makeKey(options.type));
    FB_CHECK(writeSecretFile(text(options.out), key));
    context.answer({{QStringLiteral("type"), text(options.type)}, {QStringLiteral("file"), text(options.out)}}, tr("New key of type %1: %2").arg(text(options.type), text(options.out)));
    return 0;
}

Result<int> extractPublic(Context &context, const KeyOptions &options)
{
    FB_CHECK(checkDifferent(options.in, options.out));
    FB_TRY(const crypto::PublicKey key, readPublicKey(context, options.in));
    FB_CHECK(writeFile(text(options.out), viewOf(key.toPem()), Overwrite::Replace));
    context.answer({{QStringLiteral("file"), text(options.out)}}, tr("Public key: %1").arg(text(options.out)));
    return 0;
}

Result<int> digest(Context &context, const KeyOptions &options)
{
    FB_CHECK(checkSecureBootVersion(options.version));
    FB_CHECK(checkDifferent(options.in, options.out));
    FB_TRY(const crypto::PublicKey key, readPublicKey(context, options.in));
    FB_TRY(const crypto::Sha256 digest, image::keyDigestV2(key));
    FB_CHECK(writeFile(text(options.out), digest, Overwrite::Replace));
    context.answer({{QStringLiteral("digest"), toHex(digest)}, {QStringLiteral("file"), text(options.out)}}, toHex(digest));
    return 0;
}

void addGenerate(CLI::App &group, Context &context)
{
    auto options = std::make_shared<KeyOptions>();
    CLI::App *verb = addVerb(group, "generate", "Makes a key; the file is private to you and never overwrites another", "fuseboard-cli key generate --type rsa3072 signing.pem",
                             [&context, options] { return generate(context, *options); });
    verb->add_option("--type", options->type, "rsa3072 (PEM); flash128, flash256, flash512, hmac256, aes256 (raw)")->required();
    verb->add_option("OUT", options->out, "File for the key")->required();
}

} // namespace

void addKeyCommands(CLI::App &root, Context &context)
{
    CLI::App &group = verbGroup(root, "key", "Keys: make them, public keys, digests to burn");
    addGenerate(group, context);
    auto options = std::make_shared<KeyOptions>();
    CLI::App *pub = addVerb(group, "public", "Writes the public half of a key", "fuseboard-cli key public signing.pem signing-public.pem",
                            [&context, options] { return extractPublic(context, *options); });
    CLI::App *dig = addVerb(group, "digest", "The digest of a public key that secure boot burns", "fuseboard-cli key digest --version 2 signing.pem digest.bin",
                            [&context, options] { return digest(context, *options); });
    dig->add_option("--version", options->version, "Version of secure boot")->required();
    for (CLI::App *verb : {pub, dig}) {
        verb->add_option("KEY", options->in, "Private or public key, PEM")->required();
        verb->add_option("OUT", options->out, "File for the answer")->required();
    }
}

} // namespace fb::cli
