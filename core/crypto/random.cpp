// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/openssl_support.h"

#include <openssl/rand.h>

namespace fb::crypto {

SecretBytes randomSecret(std::size_t size)
{
    SecretBytes secret(size);
    mustWork(RAND_priv_bytes_ex(nullptr, secret.mutableView().data(), size, 256) == 1, "random numbers");
    return secret;
}

void fillRandom(MutableByteView out)
{
    mustWork(RAND_bytes_ex(nullptr, out.data(), out.size(), 0) == 1, "random numbers");
}

} // namespace fb::crypto
