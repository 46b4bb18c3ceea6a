// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/line_key.h"

#include "base/durable.h"
#include "base/files.h"
#include "crypto/hmac.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace fb::vault {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::vault", text);
}

Result<void> checkPrivate(const QString &path)
{
#ifdef Q_OS_UNIX
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    if (QFileInfo(path).permissions() & others)
        return Error(errors::LineKeyExposed, tr("Other users of this machine may read or change the line key."),
                     tr("Take their rights away (chmod 600) and find out who had them."), path);
#else
    Q_UNUSED(path)
#endif
    return {};
}

} // namespace

LineKey::LineKey(SecretBytes master)
    : m_master(std::move(master)), m_sealing(crypto::deriveKey(m_master, "fuseboard line key 1: sealing")),
      m_fingerprinting(crypto::deriveKey(m_master, "fuseboard line key 1: fingerprints")),
      m_checking(crypto::deriveKey(m_master, "fuseboard line key 1: check"))
{
}

Result<LineKey> LineKey::load(const QString &path)
{
    if (!QFileInfo::exists(path))
        return Error(errors::LineKeyMissing, tr("The line key is missing; without it the unit keys in the database do not open."),
                     tr("Put the file back from its copy."), path);
    FB_CHECK(checkPrivate(path));
    FB_TRY(SecretBytes master, readSecretFile(path, 4096));
    if (master.size() != Size)
        return Error(errors::LineKeyDamaged, tr("The line key has %1 bytes instead of %2.").arg(master.size()).arg(Size),
                     tr("Put the file back from its copy."), path);
    return LineKey(std::move(master));
}

// Written under another name first, so that a power cut leaves either no line key or a whole one.
Result<LineKey> LineKey::create(const QString &path)
{
    const QString unfinished = path + QStringLiteral(".new");
    QFile::remove(unfinished);
    SecretBytes master = crypto::randomSecret(Size);
    FB_CHECK(writeSecretFile(unfinished, master));
    if (!QFile::rename(unfinished, path) || !flushFolder(QFileInfo(path).absolutePath())) {
        QFile::remove(unfinished);
        return Error(fb::errors::FileUnwritable, tr("The line key cannot be created."), tr("Check the folder, its rights and the free space."), path);
    }
    return LineKey(std::move(master));
}

Bytes LineKey::seal(const SecretBytes &plain, const QString &context) const
{
    return crypto::seal(m_sealing, plain, viewOf(context.toUtf8()));
}

Result<SecretBytes> LineKey::unseal(ByteView sealed, const QString &context) const
{
    return crypto::unseal(m_sealing, sealed, viewOf(context.toUtf8()));
}

QString LineKey::fingerprintOf(const SecretBytes &key) const
{
    return toHex(crypto::hmacSha256(m_fingerprinting, key.view()));
}

QString LineKey::checkValue() const
{
    return toHex(crypto::hmacSha256(m_checking, {}));
}

Result<void> LineKey::saveCopy(const QString &path) const
{
    return writeSecretFile(path, m_master);
}

} // namespace fb::vault
