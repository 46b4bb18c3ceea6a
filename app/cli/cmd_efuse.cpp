// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.h"
#include "cli/commands.h"
#include "cli/efuse_burner.h"
#include "cli/key_files.h"
#include "cli/options.h"
#include "efuse/field_text.h"
#include "efuse/summary.h"
#include "efuse/token.h"
#include "image/signature_v2.h"

#include <QCoreApplication>

namespace fb::cli {

namespace {

constexpr ErrorCode BadWords{"usage.efuse_arguments", ErrorKind::Usage};

struct BurnWords
{
    BurnOptions burn;
    std::vector<std::string> words;
    bool noReadProtect = false;
    bool noWriteProtect = false;
};

struct TokenWords
{
    PortOptions port;
    std::string decode;
};

QString tr(const char *words)
{
    return QCoreApplication::translate("fb::cli", words);
}

// ---- reading -------------------------------------------------------------------------------------------------------

Result<int> showSummary(Context &context, const PortOptions &port)
{
    FB_TRY(const EfuseUnit unit, readUnit(context, port));
    context.answer(efuse::summaryJson(unit.state), efuse::summaryText(unit.state));
    return 0;
}

Result<int> showToken(Context &context, const TokenWords &words)
{
    if (words.decode.empty() == words.port.port.empty())
        return Error(BadWords, tr("Give either a port or a token."), tr("Write --port PORT, or --decode TEXT."));
    if (!words.decode.empty()) {
        FB_TRY(const chip::Catalogue *chips, context.chips());
        FB_TRY(const efuse::State state, efuse::parseToken(*chips, text(words.decode)));
        context.answer(efuse::summaryJson(state), efuse::summaryText(state));
        return 0;
    }
    FB_TRY(const EfuseUnit unit, readUnit(context, words.port));
    const QString token = efuse::makeToken(unit.state);
    context.answer({{QStringLiteral("token"), token}}, token);
    return 0;
}

// ---- words to requests ---------------------------------------------------------------------------------------------

Result<efuse::BurnRequest> fieldRequest(const chip::Chip &chip, const QStringList &words)
{
    efuse::BurnRequest request;
    for (const QString &word : words) {
        const auto sign = word.indexOf(u'=');
        if (sign <= 0)
            return Error(BadWords, tr("\"%1\" has no value.").arg(word.left(60)), tr("Write NAME=VALUE."), word.left(60));
        FB_CHECK(efuse::addFieldText(request, chip, word.left(sign), word.mid(sign + 1)));
    }
    return request;
}

/** BLOCK, FILE, and PURPOSE where the family has purposes; ESP32 may name the role of a block in place of all that. */
struct KeyWords
{
    QString block, file, purpose;
};

Result<std::vector<KeyWords>> splitKeyWords(const chip::Chip &chip, QStringList words)
{
    std::vector<KeyWords> list;
    const bool triples = words.size() % 3 == 0;
    while (!words.isEmpty()) {
        const chip::EfuseBlock *block = chip.block(words.first());
        const bool needsPurpose = block && !block->purposeField.isEmpty();
        if (words.size() < (needsPurpose ? 3 : 2))
            return Error(BadWords, tr("The key for %1 is not complete.").arg(words.first().left(60)),
                         needsPurpose ? tr("Write BLOCK FILE PURPOSE.") : tr("Write BLOCK FILE."), words.first().left(60));
        KeyWords key{words.takeFirst(), words.takeFirst(), {}};
        const chip::KeyPurpose *role = words.isEmpty() ? nullptr : chip.purpose(words.first());
        if (needsPurpose || (triples && role && block && role->fits(*block)))
            key.purpose = words.takeFirst();
        list.push_back(key);
    }
    return list;
}

efuse::KeyBurn keyBurnOf(const chip::Chip &chip, const KeyWords &words, const BurnWords &options, SecretBytes data)
{
    const chip::KeyPurpose *purpose = chip.purpose(words.purpose.isEmpty() ? words.block : words.purpose);
    efuse::KeyBurn key;
    key.block = words.block;
    key.purpose = words.purpose;
    key.data = std::move(data);
    key.readProtect = purpose && purpose->readProtected && !options.noReadProtect;
    key.writeProtect = !options.noWriteProtect;
    return key;
}

Result<efuse::BurnRequest> keyRequest(const chip::Chip &chip, const BurnWords &options)
{
    FB_TRY(const auto keys, splitKeyWords(chip, texts(options.words)));
    efuse::BurnRequest request;
    for (const KeyWords &words : keys) {
        FB_TRY(SecretBytes data, readSecretFile(words.file, 4096));
        request.keys.push_back(keyBurnOf(chip, words, options, std::move(data)));
    }
    return request;
}

Result<SecretBytes> digestOfFile(const Context &context, const QString &file)
{
    FB_TRY(const crypto::PublicKey key, readPublicKey(context, file.toStdString()));
    FB_TRY(const crypto::Sha256 digest, image::keyDigestV2(key));
    return SecretBytes(ByteView(digest));
}

/** ESP32 has one place for a digest, so the file alone says enough. */
QStringList digestWords(const chip::Chip &chip, QStringList words)
{
    if (words.size() == 1 && chip.purpose(u"secure_boot_v2"))
        words.prepend(QStringLiteral("secure_boot_v2"));
    return words;
}

Result<efuse::BurnRequest> digestRequest(const Context &context, const chip::Chip &chip, const BurnWords &options)
{
    FB_TRY(const auto keys, splitKeyWords(chip, digestWords(chip, texts(options.words))));
    efuse::BurnRequest request;
    for (const KeyWords &words : keys) {
        const chip::KeyPurpose *purpose = chip.purpose(words.purpose.isEmpty() ? words.block : words.purpose);
        if (!purpose || !purpose->isDigest)
            return Error(BadWords, tr("\"%1\" is no purpose for key digests.").arg(words.purpose.left(60)),
                         tr("\"chip show\" lists the key purposes."), words.block);
        FB_TRY(SecretBytes digest, digestOfFile(context, words.file));
        request.keys.push_back(keyBurnOf(chip, words, options, std::move(digest)));
    }
    return request;
}

Result<efuse::BurnRequest> protectRequest(const QStringList &words)
{
    efuse::BurnRequest request;
    const QString kind = words.value(0);
    if (words.size() < 2 || (kind != QStringLiteral("read") && kind != QStringLiteral("write")))
        return Error(BadWords, tr("Say what to protect from."), tr("Write read NAME … or write NAME …."));
    (kind == QStringLiteral("read") ? request.readProtect : request.writeProtect) = words.mid(1);
    return request;
}

Result<efuse::BurnRequest> macRequest(const chip::Chip &chip, const QStringList &words)
{
    efuse::BurnRequest request;
    FB_CHECK(efuse::addCustomMac(request, chip, words.value(0)));
    return request;
}

// ---- verbs ---------------------------------------------------------------------------------------------------------

using MakeRequest = std::function<Result<efuse::BurnRequest>(const chip::Chip &, const BurnWords &)>;

Result<int> burn(Context &context, const BurnWords &words, const MakeRequest &make)
{
    FB_TRY(EfuseUnit unit, readUnit(context, words.burn.port));
    FB_TRY(const efuse::BurnRequest request, make(unit.rom->chip(), words));
    return burnRequest(context, words.burn, std::move(unit), request);
}

CLI::App *addBurnVerb(CLI::App &group, Context &context, const char *name, const char *what, const char *example, const char *arguments,
                      const MakeRequest &make, bool protectFlags = false)
{
    const auto words = std::make_shared<BurnWords>();
    CLI::App *verb = addVerb(group, name, what, example, [&context, words, make] { return burn(context, *words, make); });
    addBurnOptions(*verb, words->burn);
    verb->add_option(arguments, words->words, "See the example")->required();
    if (protectFlags) {
        verb->add_flag("--no-read-protect", words->noReadProtect, "Leave the key readable");
        verb->add_flag("--no-write-protect", words->noWriteProtect, "Leave the block writable");
    }
    return verb;
}

void addReadVerbs(CLI::App &group, Context &context)
{
    const auto port = std::make_shared<PortOptions>();
    addPortOptions(*addVerb(group, "summary", "Every field and block of a unit", "fuseboard-cli efuse summary --port /dev/ttyUSB0 --json",
                            [&context, port] { return showSummary(context, *port); }), *port);
    const auto words = std::make_shared<TokenWords>();
    CLI::App *token = addVerb(group, "token", "One line with all eFuses of a unit, or such a line decoded",
                              "fuseboard-cli efuse token --decode EFSR:esp32c3:000:::::::::::::eLh3fw",
                              [&context, words] { return showToken(context, *words); });
    addPortOptions(*token, words->port, false);
    token->add_option("--decode", words->decode, "Token to show");
}

} // namespace

void addEfuseCommands(CLI::App &root, Context &context)
{
    CLI::App &group = verbGroup(root, "efuse", "eFuses of one unit");
    addReadVerbs(group, context);
    addBurnVerb(group, context, "burn", "Burns fields", "fuseboard-cli efuse burn --port /dev/ttyUSB0 DIS_PAD_JTAG=1 SECURE_VERSION=0x3 --plan", "NAME=VALUE",
                [](const chip::Chip &chip, const BurnWords &words) { return fieldRequest(chip, texts(words.words)); });
    addBurnVerb(group, context, "burn-key", "Burns keys from files", "fuseboard-cli efuse burn-key --port /dev/ttyUSB0 BLOCK_KEY0 key.bin HMAC_UP",
                "BLOCK FILE PURPOSE", keyRequest, true);
    addBurnVerb(group, context, "burn-digest", "Burns digests of signing keys",
                "fuseboard-cli efuse burn-digest --port /dev/ttyUSB0 BLOCK_KEY1 public.pem SECURE_BOOT_DIGEST0", "BLOCK PEM PURPOSE",
                [&context](const chip::Chip &chip, const BurnWords &words) { return digestRequest(context, chip, words); });
    addBurnVerb(group, context, "protect", "Burns read or write protections", "fuseboard-cli efuse protect --port /dev/ttyUSB0 write RD_DIS", "KIND NAME",
                [](const chip::Chip &, const BurnWords &words) { return protectRequest(texts(words.words)); });
    addBurnVerb(group, context, "mac", "Burns the maker's own MAC address", "fuseboard-cli efuse mac --port /dev/ttyUSB0 24:0a:c4:11:22:33", "MAC",
                [](const chip::Chip &chip, const BurnWords &words) { return macRequest(chip, texts(words.words)); });
}

} // namespace fb::cli
