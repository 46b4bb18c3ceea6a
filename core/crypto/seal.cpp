// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/openssl_support.h"

#include <QCoreApplication>

namespace fb::crypto {

namespace {

constexpr std::size_t NonceSize = 12;
constexpr std::size_t TagSize = 16;
constexpr std::size_t SealKeySize = 32;

Error broken()
{
    return {errors::SealBroken, QCoreApplication::translate("fb::crypto", "The sealed record does not open: another key, another place, or changed bytes."),
            QCoreApplication::translate("fb::crypto", "Use the key that sealed it, or restore the record from a backup.")};
}

CipherContextPtr start(const SecretBytes &key, ByteView nonce, ByteView context, bool encrypt)
{
    mustWork(key.size() == SealKeySize, "AES-256-GCM with a key of another size");
    CipherContextPtr cipher(EVP_CIPHER_CTX_new());
    mustWork(cipher && EVP_CipherInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.view().data(), nonce.data(), encrypt ? 1 : 0) == 1,
             "AES-256-GCM");
    int length = 0;
    mustWork(context.empty() || EVP_CipherUpdate(cipher.get(), nullptr, &length, context.data(), static_cast<int>(context.size())) == 1,
             "AES-256-GCM");
    return cipher;
}

} // namespace

Bytes seal(const SecretBytes &key, const SecretBytes &plain, ByteView context)
{
    Bytes sealed(NonceSize + plain.size() + TagSize);
    const MutableByteView out(sealed);
    fillRandom(out.first(NonceSize));
    const CipherContextPtr cipher = start(key, out.first(NonceSize), context, true);
    int length = 0;
    mustWork(EVP_CipherUpdate(cipher.get(), sealed.data() + NonceSize, &length, plain.view().data(), static_cast<int>(plain.size())) == 1,
             "AES-256-GCM");
    mustWork(EVP_CipherFinal_ex(cipher.get(), sealed.data() + NonceSize + length, &length) == 1, "AES-256-GCM");
    mustWork(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(TagSize), out.last(TagSize).data()) == 1,
             "AES-256-GCM");
    return sealed;
}

Result<SecretBytes> unseal(const SecretBytes &key, ByteView sealed, ByteView context)
{
    if (sealed.size() < NonceSize + TagSize || key.size() != SealKeySize)
        return broken();
    const ByteView body = sealed.subspan(NonceSize, sealed.size() - NonceSize - TagSize);
    Bytes tag = toBytes(sealed.last(TagSize));
    const CipherContextPtr cipher = start(key, sealed.first(NonceSize), context, false);
    SecretBytes plain(body.size());
    int length = 0;
    mustWork(EVP_CipherUpdate(cipher.get(), plain.mutableView().data(), &length, body.data(), static_cast<int>(body.size())) == 1,
             "AES-256-GCM");
    mustWork(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(TagSize), tag.data()) == 1, "AES-256-GCM");
    std::uint8_t nothing[TagSize];
    if (EVP_CipherFinal_ex(cipher.get(), nothing, &length) != 1)
        return broken();
    return plain;
}

} // namespace fb::crypto
