// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/secret.h"

#include "base/locked_memory.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <utility>

namespace fb {

SecretBytes::SecretBytes(std::size_t size) : m_data(size ? allocateLocked(size) : nullptr), m_size(size) {}

SecretBytes::SecretBytes(ByteView source) : SecretBytes(source.size())
{
    std::copy(source.begin(), source.end(), m_data);
}

SecretBytes SecretBytes::moveFrom(Bytes &source)
{
    SecretBytes secret{ByteView(source)};
    wipe(source);
    source.clear();
    return secret;
}

SecretBytes::SecretBytes(SecretBytes &&other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0))
{
}

SecretBytes &SecretBytes::operator=(SecretBytes &&other) noexcept
{
    if (this != &other) {
        release();
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

SecretBytes::~SecretBytes()
{
    release();
}

void SecretBytes::release()
{
    if (!m_data)
        return;
    wipe(mutableView());
    freeLocked(m_data, m_size);
    m_data = nullptr;
    m_size = 0;
}

bool SecretBytes::equals(const SecretBytes &other) const
{
    return m_size == other.m_size && (m_size == 0 || CRYPTO_memcmp(m_data, other.m_data, m_size) == 0);
}

void wipe(MutableByteView memory)
{
    if (!memory.empty())
        OPENSSL_cleanse(memory.data(), memory.size());
}

} // namespace fb
