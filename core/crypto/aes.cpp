// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/aes.h"

#include "crypto/openssl_support.h"

namespace fb::crypto {

struct AesBlocks::Impl
{
    CipherContextPtr context;
    std::size_t keySize = 0;
};

namespace {

const EVP_CIPHER *cipherOf(std::size_t keySize)
{
    switch (keySize) {
    case 16: return EVP_aes_128_ecb();
    case 24: return EVP_aes_192_ecb();
    case 32: return EVP_aes_256_ecb();
    default: return nullptr;
    }
}

} // namespace

AesBlocks::AesBlocks(ByteView key, AesDirection direction) : m_impl(std::make_unique<Impl>())
{
    m_impl->keySize = key.size();
    m_impl->context.reset(EVP_CIPHER_CTX_new());
    const EVP_CIPHER *cipher = cipherOf(key.size());
    mustWork(cipher != nullptr, "AES with a key of this size");
    mustWork(m_impl->context && EVP_CipherInit_ex(m_impl->context.get(), cipher, nullptr, key.data(), nullptr, direction == AesDirection::Encrypt ? 1 : 0) == 1, "AES");
    EVP_CIPHER_CTX_set_padding(m_impl->context.get(), 0);
}

AesBlocks::~AesBlocks() = default;

void AesBlocks::rekey(ByteView key)
{
    mustWork(key.size() == m_impl->keySize, "AES with a key of another size");
    mustWork(EVP_CipherInit_ex(m_impl->context.get(), nullptr, nullptr, key.data(), nullptr, -1) == 1, "AES");
}

void AesBlocks::run(MutableByteView blocks)
{
    int length = 0;
    mustWork(blocks.size() % 16 == 0, "AES on a part of a block");
    mustWork(EVP_CipherUpdate(m_impl->context.get(), blocks.data(), &length, blocks.data(), static_cast<int>(blocks.size())) == 1, "AES");
}

} // namespace fb::crypto
