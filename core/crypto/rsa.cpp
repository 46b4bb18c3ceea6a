// SPDX-License-Identifier: GPL-3.0-or-later
// RSA-3072: generation, PSS signatures.
#include "crypto/openssl_support.h"

#include <QCoreApplication>

#include <openssl/err.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

namespace fb::crypto {

namespace {

constexpr int RsaBits = 3072;
constexpr std::size_t RsaSize = RsaBits / 8;
constexpr int SaltSize = 32; ///< what the ROM expects

bool setPss(EVP_PKEY_CTX *context)
{
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 && EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) == 1
           && EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) == 1 && EVP_PKEY_CTX_set_rsa_pss_saltlen(context, SaltSize) == 1;
}

void xorMgf1(MutableByteView target, const Sha256 &seed)
{
    Bytes input(seed.begin(), seed.end());
    input.resize(seed.size() + 4);
    for (std::size_t at = 0; at < target.size(); at += seed.size()) {
        input.back() = static_cast<std::uint8_t>(at / seed.size()); // 351 bytes: the counter never leaves its last byte
        const Sha256 mask = sha256(ByteView(input));
        for (std::size_t i = 0; i < mask.size() && at + i < target.size(); ++i)
            target[at + i] ^= mask[i];
    }
}

/**
 * EMSA-PSS of RFC 8017 with a salt that is derived from key and digest, so that the same image signed again has the
 * same bytes: a unit that was interrupted is found right instead of being written anew. The scheme's safety does not
 * rest on the salt being random, only on its being fixed before the hash.
 */
Bytes encodePss(const Sha256 &digest, ByteView keyIdentity)
{
    const std::array<ByteView, 2> saltParts{keyIdentity, ByteView(digest)};
    const Sha256 salt = sha256(saltParts);
    const std::array<std::uint8_t, 8> zeros{};
    const std::array<ByteView, 3> hashed{ByteView(zeros), ByteView(digest), ByteView(salt)};
    const Sha256 hash = sha256(hashed);
    Bytes encoded(RsaSize - hash.size() - 1, 0);
    encoded[encoded.size() - SaltSize - 1] = 0x01;
    std::copy(salt.begin(), salt.end(), encoded.end() - SaltSize);
    xorMgf1(encoded, hash);
    encoded[0] &= 0x7F; // one bit less than the modulus
    encoded.insert(encoded.end(), hash.begin(), hash.end());
    encoded.push_back(0xBC);
    return encoded;
}

} // namespace

bool PublicKey::isRsa3072() const
{
    return isRsaOf(m_impl->key.get(), RsaBits);
}

bool PublicKey::verifyPss(const Sha256 &digest, ByteView signature) const
{
    if (!isRsa3072() || signature.size() != RsaSize)
        return false;
    const KeyContextPtr context(EVP_PKEY_CTX_new(m_impl->key.get(), nullptr));
    mustWork(context && EVP_PKEY_verify_init(context.get()) == 1 && setPss(context.get()), "RSA-PSS");
    const int verdict = EVP_PKEY_verify(context.get(), signature.data(), signature.size(), digest.data(), digest.size());
    ERR_clear_error();
    return verdict == 1;
}

Result<PrivateKey> PrivateKey::generateRsa3072()
{
    KeyPtr key(EVP_RSA_gen(RsaBits));
    mustWork(key != nullptr, "RSA key generation");
    return PrivateKey(std::make_shared<Impl>(Impl{std::move(key)}));
}

PublicKey PrivateKey::publicKey() const
{
    // The public half alone, so that a PublicKey never keeps private numbers alive.
    unsigned char *der = nullptr;
    const int size = i2d_PUBKEY(m_impl->key.get(), &der);
    mustWork(size > 0, "public key");
    const unsigned char *cursor = der;
    KeyPtr key(d2i_PUBKEY(nullptr, &cursor, size));
    OPENSSL_free(der);
    mustWork(key != nullptr, "public key");
    return PublicKey(std::make_shared<PublicKey::Impl>(PublicKey::Impl{std::move(key)}));
}

Result<Bytes> PrivateKey::signPss(const Sha256 &digest) const
{
    if (!isRsaOf(m_impl->key.get(), RsaBits))
        return notRsa3072();
    FB_TRY(const RsaPublicBlock identity, publicKey().rsaBlock());
    const Bytes encoded = encodePss(digest, identity.bytes);
    const KeyContextPtr context(EVP_PKEY_CTX_new(m_impl->key.get(), nullptr));
    mustWork(context && EVP_PKEY_sign_init(context.get()) == 1 && EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) == 1, "RSA-PSS");
    Bytes signature(RsaSize);
    std::size_t size = signature.size();
    if (EVP_PKEY_sign(context.get(), signature.data(), &size, encoded.data(), encoded.size()) != 1 || size != RsaSize) {
        ERR_clear_error();
        return Error(errors::BadKey, QCoreApplication::translate("fb::crypto", "The key does not sign: its numbers do not belong together."),
                     QCoreApplication::translate("fb::crypto", "Restore the key from a backup or make another."));
    }
    return signature;
}

} // namespace fb::crypto
