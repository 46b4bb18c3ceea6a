// SPDX-License-Identifier: GPL-3.0-or-later
// Inside crypto/ only: owners of OpenSSL objects, and the end of the program where OpenSSL fails at what cannot fail.
#pragma once

#include "base/bytes.h"
#include "crypto/keys.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>

#include <memory>

namespace fb::crypto {

template<auto Free>
struct Deleter
{
    template<typename T>
    void operator()(T *object) const { Free(object); }
};

using BioPtr = std::unique_ptr<BIO, Deleter<BIO_free>>;
using NumberPtr = std::unique_ptr<BIGNUM, Deleter<BN_clear_free>>;
using NumberContextPtr = std::unique_ptr<BN_CTX, Deleter<BN_CTX_free>>;
using CipherContextPtr = std::unique_ptr<EVP_CIPHER_CTX, Deleter<EVP_CIPHER_CTX_free>>;
using DigestContextPtr = std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using KeyContextPtr = std::unique_ptr<EVP_PKEY_CTX, Deleter<EVP_PKEY_CTX_free>>;

/** Ends the program where `condition` is false: out of memory, or an OpenSSL without its default algorithms. */
void mustWork(bool condition, const char *what);

struct PublicKey::Impl
{
    KeyPtr key;
};

struct PrivateKey::Impl
{
    KeyPtr key;
};

[[nodiscard]] bool isRsaOf(const EVP_PKEY *key, int bits);
/** The error for a key that is good but not of the kind that the caller needs. */
[[nodiscard]] Error notRsa3072();

} // namespace fb::crypto
