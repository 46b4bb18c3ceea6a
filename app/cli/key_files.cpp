// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/key_files.h"

#include "base/files.h"
#include "base/json_reader.h"
#include "cli/options.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace fb::cli {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("fb::cli", words);
}

constexpr qint64 LargestKeyFile = 64 * 1024;

/** Without the line end that editors and echo leave behind it. */
Result<SecretBytes> readPassphrase(const Context &context)
{
    if (context.passphraseFile.isEmpty())
        return SecretBytes();
    FB_TRY(const SecretBytes file, readSecretFile(context.passphraseFile, LargestKeyFile));
    ByteView text = file.view();
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text = text.first(text.size() - 1);
    return SecretBytes(text);
}

bool isPublicPem(const SecretBytes &pem)
{
    static constexpr std::string_view Marker = "-----BEGIN PUBLIC KEY-----";
    const ByteView text = pem.view();
    return std::search(text.begin(), text.end(), Marker.begin(), Marker.end()) != text.end();
}

} // namespace

Result<crypto::PrivateKey> readPrivateKey(const Context &context, const std::string &path)
{
    FB_TRY(const SecretBytes pem, readSecretFile(text(path), LargestKeyFile));
    FB_TRY(const SecretBytes passphrase, readPassphrase(context));
    return crypto::PrivateKey::fromPem(pem, passphrase, text(path));
}

Result<crypto::PublicKey> readPublicKey(const Context &context, const std::string &path)
{
    FB_TRY(const SecretBytes pem, readSecretFile(text(path), LargestKeyFile));
    if (isPublicPem(pem))
        return crypto::PublicKey::fromPem(pem.view(), text(path));
    FB_TRY(const SecretBytes passphrase, readPassphrase(context));
    FB_TRY(const crypto::PrivateKey key, crypto::PrivateKey::fromPem(pem, passphrase, text(path)));
    return key.publicKey();
}

Result<qint64> numberOption(const std::string &value, const char *option, qint64 low, qint64 high)
{
    const std::optional<qint64> number = parseNumber(text(value));
    if (!number || *number < low || *number > high)
        return Error(errors::BadNumber, tr("%1 takes a number from %2 to %3, not \"%4\".").arg(QLatin1String(option)).arg(low).arg(high).arg(text(value)),
                     tr("Write it as 4096, 0x1000, 4K or 1M."));
    return *number;
}

Result<void> checkDifferent(const std::string &in, const std::string &out)
{
    const QFileInfo a(text(in)), b(text(out));
    if (b.exists() && a.canonicalFilePath() == b.canonicalFilePath())
        return Error(errors::SameFile, tr("Input and output are the same file."), tr("Choose another name for the output."), text(out));
    return {};
}

Result<void> checkSecureBootVersion(int version)
{
    if (version == 2)
        return {};
    return Error(errors::NotYetSupported, tr("Secure boot version %1 is not supported yet.").arg(version), tr("Use --version 2."));
}

} // namespace fb::cli
