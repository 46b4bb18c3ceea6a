// SPDX-License-Identifier: GPL-3.0-or-later
// The public key as the chips' big-number hardware wants it: n, e, R² mod n with R = 2^3072, and M' = -1/n mod 2^32.
#include "crypto/openssl_support.h"

#include <QCoreApplication>

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/param_build.h>

namespace fb::crypto {

namespace {

constexpr int ModulusSize = 384;
constexpr std::size_t ExponentOffset = 384;
constexpr std::size_t RSquaredOffset = 388;
constexpr std::size_t MPrimeOffset = 772;

NumberPtr number(EVP_PKEY *key, const char *name)
{
    BIGNUM *value = nullptr;
    mustWork(EVP_PKEY_get_bn_param(key, name, &value) == 1, "RSA numbers");
    return NumberPtr(value);
}

/** R² mod n; n is odd, as every RSA modulus. */
NumberPtr rSquared(const BIGNUM *modulus)
{
    const NumberContextPtr context(BN_CTX_new());
    NumberPtr power(BN_new());
    NumberPtr result(BN_new());
    mustWork(context && power && result && BN_lshift(power.get(), BN_value_one(), 2 * ModulusSize * 8) == 1
                 && BN_mod(result.get(), power.get(), modulus, context.get()) == 1,
             "big numbers");
    return result;
}

/** -1/n mod 2^32 for odd n: each step of Newton's iteration doubles the number of right bits. */
std::uint32_t mPrime(std::uint32_t lowestWord)
{
    std::uint32_t inverse = 1;
    for (int step = 0; step < 5; ++step)
        inverse *= 2u - lowestWord * inverse;
    return 0u - inverse;
}

Error unusable(const char *text)
{
    return {errors::BadKey, QCoreApplication::translate("fb::crypto", text),
            QCoreApplication::translate("fb::crypto", "Sign again with a key made for secure boot v2.")};
}

} // namespace

Result<RsaPublicBlock> PublicKey::rsaBlock() const
{
    if (!isRsa3072())
        return notRsa3072();
    const NumberPtr modulus = number(m_impl->key.get(), OSSL_PKEY_PARAM_RSA_N);
    const NumberPtr exponent = number(m_impl->key.get(), OSSL_PKEY_PARAM_RSA_E);
    if (BN_num_bits(exponent.get()) > 32 || !BN_is_odd(modulus.get()))
        return unusable("The numbers of this RSA key do not fit a signature block.");
    RsaPublicBlock block;
    std::uint8_t *out = block.bytes.data();
    mustWork(BN_bn2lebinpad(modulus.get(), out, ModulusSize) == ModulusSize && BN_bn2lebinpad(exponent.get(), out + ExponentOffset, 4) == 4
                 && BN_bn2lebinpad(rSquared(modulus.get()).get(), out + RSquaredOffset, ModulusSize) == ModulusSize,
             "big numbers");
    writeLe32(block.bytes, MPrimeOffset, mPrime(readLe32(block.bytes)));
    return block;
}

Result<PublicKey> PublicKey::fromRsaLittleEndian(ByteView modulus, std::uint32_t exponent)
{
    // Only such numbers can be an RSA-3072 key; anything else could make the arithmetic below fail or run long.
    if (modulus.size() != ModulusSize || (modulus.front() & 1) == 0 || (modulus.back() & 0x80) == 0 || exponent < 3 || exponent % 2 == 0)
        return unusable("The block holds no RSA public key of 3072 bits.");
    const NumberPtr n(BN_lebin2bn(modulus.data(), ModulusSize, nullptr));
    const NumberPtr e(BN_new());
    const std::unique_ptr<OSSL_PARAM_BLD, Deleter<OSSL_PARAM_BLD_free>> builder(OSSL_PARAM_BLD_new());
    mustWork(n && e && builder && BN_set_word(e.get(), exponent) == 1 && OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) == 1
                 && OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) == 1,
             "big numbers");
    const std::unique_ptr<OSSL_PARAM, Deleter<OSSL_PARAM_free>> parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    const KeyContextPtr context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
    EVP_PKEY *key = nullptr;
    mustWork(parameters && context && EVP_PKEY_fromdata_init(context.get()) == 1, "RSA");
    if (EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
        ERR_clear_error();
        return unusable("The block holds no RSA public key of 3072 bits.");
    }
    return PublicKey(std::make_shared<Impl>(Impl{KeyPtr(key)}));
}

} // namespace fb::crypto
