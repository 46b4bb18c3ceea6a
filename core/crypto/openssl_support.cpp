// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/openssl_support.h"

#include <QCoreApplication>

namespace fb::crypto {

void mustWork(bool condition, const char *what)
{
    if (!condition)
        qFatal("OpenSSL cannot do %s", what);
}

bool isRsaOf(const EVP_PKEY *key, int bits)
{
    return EVP_PKEY_is_a(key, "RSA") == 1 && EVP_PKEY_get_bits(key) == bits;
}

Error notRsa3072()
{
    return {errors::WrongKeyType, QCoreApplication::translate("fb::crypto", "The key is not an RSA key of 3072 bits."),
            QCoreApplication::translate("fb::crypto", "Secure boot v2 with RSA takes 3072 bits only; make one with key generate --type rsa3072.")};
}

} // namespace fb::crypto
