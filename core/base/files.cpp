// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.h"

#include "base/durable.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <cstdio>

namespace fb {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::files", text);
}

Error unreadable(const QString &path, const QString &reason)
{
    return {errors::FileUnreadable, tr("The file cannot be read: %1.").arg(reason),
            tr("Check the path and that you may read it."), path};
}

Result<void> openForReading(QFile &file, qint64 limit)
{
    const QString path = file.fileName();
    if (QFileInfo(path).isDir())
        return unreadable(path, tr("it is a folder"));
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(path, file.errorString());
    if (file.size() > limit)
        return Error(errors::FileTooLarge, tr("The file has %1 bytes, more than the %2 that make sense here.").arg(file.size()).arg(limit),
                     tr("Check that it is the file you meant."), path);
    return {};
}

/** Never larger than limit + 1, so a device file or a growing file cannot fill the memory. */
template<typename Append>
Result<void> readChunks(QFile &file, qint64 limit, Append append)
{
    char chunk[65536];
    qint64 total = 0;
    for (;;) {
        const qint64 got = file.read(chunk, sizeof chunk);
        if (got < 0)
            return unreadable(file.fileName(), file.errorString());
        if (got == 0)
            return {};
        total += got;
        if (total > limit)
            return Error(errors::FileTooLarge, tr("The input is larger than the %1 bytes that make sense here.").arg(limit), {}, file.fileName());
        append(ByteView(reinterpret_cast<const std::uint8_t *>(chunk), static_cast<std::size_t>(got)));
        wipe({reinterpret_cast<std::uint8_t *>(chunk), static_cast<std::size_t>(got)});
    }
}

} // namespace

Result<Bytes> readFile(const QString &path, qint64 limit)
{
    QFile file(path);
    FB_CHECK(openForReading(file, limit));
    Bytes contents;
    contents.resize(static_cast<std::size_t>(file.size()));
    const qint64 got = contents.empty() ? 0 : file.read(reinterpret_cast<char *>(contents.data()), file.size());
    if (got < 0)
        return unreadable(path, file.errorString());
    contents.resize(static_cast<std::size_t>(got));
    FB_CHECK(readChunks(file, limit - got, [&](ByteView more) { contents.insert(contents.end(), more.begin(), more.end()); }));
    return contents;
}

Result<SecretBytes> readSecretFile(const QString &path, qint64 limit)
{
    QFile file(path);
    if (path == QLatin1String("-")) {
        if (!file.open(stdin, QIODevice::ReadOnly | QIODevice::Unbuffered))
            return unreadable(path, file.errorString());
    } else {
        FB_CHECK(openForReading(file, limit));
    }
    SecretBytes contents;
    FB_CHECK(readChunks(file, limit, [&](ByteView more) {
        SecretBytes grown(contents.size() + more.size());
        std::copy(contents.view().begin(), contents.view().end(), grown.mutableView().begin());
        std::copy(more.begin(), more.end(), grown.mutableView().begin() + static_cast<std::ptrdiff_t>(contents.size()));
        contents = std::move(grown);
    }));
    return contents;
}

Result<void> writeFile(const QString &path, ByteView contents, Overwrite overwrite)
{
    if (overwrite == Overwrite::Refuse && QFileInfo::exists(path))
        return Error(errors::FileExists, tr("The file exists already and was left as it is."), tr("Choose another name or remove it."), path);
    QSaveFile file(path);
    const auto failed = [&] {
        return Error(errors::FileUnwritable, tr("The file cannot be written: %1.").arg(file.errorString()),
                     tr("Check the folder, its rights and the free space."), path);
    };
    if (!file.open(QIODevice::WriteOnly))
        return failed();
    const auto size = static_cast<qint64>(contents.size());
    if (file.write(reinterpret_cast<const char *>(contents.data()), size) != size || !file.commit())
        return failed();
    return {};
}

Result<void> writeSecretFile(const QString &path, const SecretBytes &contents)
{
    QFile file(path);
    if (QFileInfo::exists(path))
        return Error(errors::FileExists, tr("The file exists already and was left as it is."), tr("Choose another name; keys are never overwritten."), path);
    const auto failed = [&] {
        return Error(errors::FileUnwritable, tr("The file cannot be written: %1.").arg(file.errorString()),
                     tr("Check the folder, its rights and the free space."), path);
    };
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered, QFile::ReadOwner | QFile::WriteOwner))
        return failed();
    const auto size = static_cast<qint64>(contents.size());
    if (file.write(reinterpret_cast<const char *>(contents.view().data()), size) != size || !flushToDisk(file) || !flushFolder(QFileInfo(path).absolutePath())) {
        const Error error = failed();
        file.remove();
        return error;
    }
    return {};
}

} // namespace fb
