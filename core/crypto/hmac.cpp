// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/hmac.h"

#include "crypto/openssl_support.h"

#include <openssl/hmac.h>

#include <cstring>

namespace fb::crypto {

Sha256 hmacSha256(const SecretBytes &key, ByteView message)
{
    static constexpr std::uint8_t none = 0; // OpenSSL takes a null key for "the key of the last call"
    Sha256 code{};
    unsigned int size = 0;
    mustWork(HMAC(EVP_sha256(), key.isEmpty() ? &none : key.view().data(), static_cast<int>(key.size()), message.data(), message.size(),
                  code.data(), &size) != nullptr && size == code.size(),
             "HMAC-SHA-256");
    return code;
}

SecretBytes deriveKey(const SecretBytes &master, const char *purpose)
{
    Sha256 code = hmacSha256(master, {reinterpret_cast<const std::uint8_t *>(purpose), std::strlen(purpose)});
    SecretBytes derived{ByteView(code)};
    wipe(code);
    return derived;
}

} // namespace fb::crypto
