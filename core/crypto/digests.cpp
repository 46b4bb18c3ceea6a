// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/openssl_support.h"

#include <QCryptographicHash>

#include <zlib.h>

namespace fb::crypto {

Sha256 sha256(ByteView data)
{
    return sha256(std::span(&data, 1));
}

Sha256 sha256(std::span<const ByteView> parts)
{
    const DigestContextPtr context(EVP_MD_CTX_new());
    mustWork(context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1, "SHA-256");
    for (const ByteView &part : parts)
        mustWork(EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1, "SHA-256");
    Sha256 digest;
    mustWork(EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1, "SHA-256");
    return digest;
}

// Qt's own MD5, because an OpenSSL in FIPS mode has none and the ROM's answer has no other form.
Bytes md5(ByteView data)
{
    QCryptographicHash hash(QCryptographicHash::Md5);
    hash.addData(QByteArrayView(data.data(), static_cast<qsizetype>(data.size())));
    return toBytes(viewOf(hash.result()));
}

std::uint32_t crc32(ByteView data)
{
    return static_cast<std::uint32_t>(::crc32_z(0, data.data(), data.size()));
}

std::uint32_t crc32FromOnes(ByteView data)
{
    return static_cast<std::uint32_t>(::crc32_z(0xFFFFFFFFu, data.data(), data.size()));
}

} // namespace fb::crypto
