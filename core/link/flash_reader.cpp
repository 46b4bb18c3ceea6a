// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/flash_reader.h"

#include "crypto/keys.h"

#include <QCoreApplication>

namespace fb::link {

namespace {

constexpr int ReadAttempts = 3;
constexpr std::size_t Md5Digits = 32; ///< a ROM answers in hexadecimal digits
constexpr qint64 Md5MsPerMegabyte = 8000;
constexpr std::uint32_t Chunk = 16 * 1024; ///< compared piece by piece, so that a fault costs one piece

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::link", text);
}

Result<Bytes> readOnce(RomSession &session, std::uint32_t address, std::uint32_t length, const Progress &progress)
{
    Bytes out;
    out.reserve(length);
    while (out.size() < length) {
        FB_CHECK(progress.check());
        const auto want = static_cast<std::uint32_t>(std::min<std::size_t>(ReadFlashSize, length - out.size()));
        const Request request = wordsRequest(Op::ReadFlashSlow, {address + static_cast<std::uint32_t>(out.size()), want});
        FB_TRY(const Answer answer, session.checked({request, ReadFlashSize, QueryTimeout, QueryAttempts}));
        out.insert(out.end(), answer.data.begin(), answer.data.begin() + want);
        progress.report(double(out.size()) / double(length));
    }
    return out;
}

Result<Bytes> readChunk(RomSession &session, std::uint32_t address, std::uint32_t length, const Progress &progress)
{
    for (int i = 0; i < ReadAttempts; ++i) {
        FB_TRY(Bytes contents, readOnce(session, address, length, progress));
        FB_TRY(const Bytes digest, requestFlashMd5(session, address, length));
        if (crypto::md5(contents) == digest)
            return contents;
    }
    return Error(errors::ContentsDiffer, tr("What was read from the flash is not what the chip has there."),
                 tr("Use a shorter cable or a lower rate, then repeat."), session.transport().name());
}

} // namespace

Result<Bytes> requestFlashMd5(RomSession &session, std::uint32_t address, std::uint32_t length)
{
    const milliseconds timeout = DefaultTimeout + milliseconds(Md5MsPerMegabyte * length / 1000000);
    for (int i = 0; i < QueryAttempts; ++i) {
        FB_TRY(const Answer answer, session.checked({wordsRequest(Op::SpiFlashMd5, {address, length, 0, 0}), Md5Digits, timeout, QueryAttempts}));
        Bytes digest;
        const QString digits = QString::fromLatin1(toQByteArray(ByteView(answer.data).first(Md5Digits)));
        if (fromHex(digits, digest) && digest.size() == Md5Digits / 2)
            return digest;
    }
    return Error(errors::Garbage, tr("The unit's MD5 answer is not readable."), tr("Use a shorter cable or a lower rate, then repeat."),
                 session.transport().name());
}

Result<Bytes> readFlashChecked(RomSession &session, std::uint32_t address, std::uint32_t length, const Progress &progress)
{
    Bytes out;
    out.reserve(length);
    while (out.size() < length) {
        const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(Chunk, length - out.size()));
        const Progress share = progress.share(double(out.size()) / double(length), double(out.size() + size) / double(length));
        FB_TRY(const Bytes chunk, readChunk(session, address + static_cast<std::uint32_t>(out.size()), size, share));
        out.insert(out.end(), chunk.begin(), chunk.end());
    }
    return out;
}

} // namespace fb::link
