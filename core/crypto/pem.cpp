// SPDX-License-Identifier: GPL-3.0-or-later
// Keys from and to PEM text.
#include "crypto/openssl_support.h"

#include <QCoreApplication>

#include <openssl/err.h>
#include <openssl/pem.h>

#include <cstring>

namespace fb::crypto {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::crypto", text);
}

BioPtr readingBio(ByteView text)
{
    // An empty view may have no address, which OpenSSL refuses.
    BioPtr bio(BIO_new_mem_buf(text.empty() ? static_cast<const void *>("") : text.data(), static_cast<int>(text.size())));
    mustWork(bio != nullptr, "memory");
    return bio;
}

BioPtr writingBio()
{
    BioPtr bio(BIO_new(BIO_s_mem())); // OpenSSL wipes this buffer when it grows and when it goes
    mustWork(bio != nullptr, "memory");
    return bio;
}

ByteView contentsOf(const BioPtr &bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {reinterpret_cast<const std::uint8_t *>(data), static_cast<std::size_t>(size)};
}

struct PassphraseAnswer
{
    const SecretBytes &passphrase;
    bool asked = false;
};

/** OpenSSL's question for a passphrase; without this it would ask on the terminal. */
int answerPassphrase(char *buffer, int size, int, void *user)
{
    auto *answer = static_cast<PassphraseAnswer *>(user);
    answer->asked = true;
    const ByteView text = answer->passphrase.view();
    if (text.empty() || text.size() > static_cast<std::size_t>(size))
        return -1;
    std::memcpy(buffer, text.data(), text.size());
    return static_cast<int>(text.size());
}

Error unreadableKey(const PassphraseAnswer &answer, const QString &where)
{
    if (!answer.asked)
        return {errors::BadKey, tr("This is no private key in PEM form."),
                tr("Give a file that begins with -----BEGIN PRIVATE KEY----- or -----BEGIN RSA PRIVATE KEY-----."), where};
    if (answer.passphrase.isEmpty())
        return {errors::BadKey, tr("The key is protected by a passphrase."), tr("Give the passphrase, for example with --passphrase-file."), where};
    return {errors::BadKey, tr("The key does not open with this passphrase."), tr("Check the passphrase; upper and lower case count."), where};
}

} // namespace

Result<PublicKey> PublicKey::fromPem(ByteView pem, const QString &where)
{
    const SecretBytes noPassphrase;
    PassphraseAnswer none{noPassphrase};
    KeyPtr key(PEM_read_bio_PUBKEY(readingBio(pem).get(), nullptr, answerPassphrase, &none));
    ERR_clear_error();
    if (!key)
        return Error(errors::BadKey, tr("This is no public key in PEM form."), tr("Give a file that begins with -----BEGIN PUBLIC KEY-----."), where);
    return PublicKey(std::make_shared<Impl>(Impl{std::move(key)}));
}

QByteArray PublicKey::toPem() const
{
    const BioPtr bio = writingBio();
    mustWork(PEM_write_bio_PUBKEY(bio.get(), m_impl->key.get()) == 1, "PEM");
    return toQByteArray(contentsOf(bio));
}

Result<PrivateKey> PrivateKey::fromPem(const SecretBytes &pem, const SecretBytes &passphrase, const QString &where)
{
    PassphraseAnswer answer{passphrase};
    KeyPtr key(PEM_read_bio_PrivateKey(readingBio(pem.view()).get(), nullptr, answerPassphrase, &answer));
    ERR_clear_error();
    if (!key)
        return unreadableKey(answer, where);
    return PrivateKey(std::make_shared<Impl>(Impl{std::move(key)}));
}

SecretBytes PrivateKey::toPem() const
{
    const BioPtr bio = writingBio();
    mustWork(PEM_write_bio_PKCS8PrivateKey(bio.get(), m_impl->key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1, "PEM");
    return SecretBytes(contentsOf(bio));
}

} // namespace fb::crypto
