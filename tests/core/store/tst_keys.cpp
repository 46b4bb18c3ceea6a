// SPDX-License-Identifier: GPL-3.0-or-later
#include "store_fixture.h"
#include "testdata.h"
#include "vault/line_key.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace fb;
using namespace fb::test;

namespace {

const QString flash = QStringLiteral("flash");
const QString nvs = QStringLiteral("nvs");

SecretBytes keyFilledFrom(std::uint8_t first, std::size_t size = 32)
{
    SecretBytes key(size);
    for (std::size_t i = 0; i < size; ++i)
        key.mutableView()[i] = static_cast<std::uint8_t>(first + 7 * i);
    return key;
}

/** Everything that lies in the folder but the line key, one after the other. */
QByteArray allBytesIn(const QString &folder)
{
    QByteArray all;
    for (const QFileInfo &info : QDir(folder).entryInfoList(QDir::Files | QDir::Hidden)) {
        if (info.fileName() != QLatin1String("line.key"))
            all += toQByteArray(readAll(info.absoluteFilePath()));
    }
    return all;
}

} // namespace

class TestKeys : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sealedKeyComesBack();
    void sealingTheSameAgainIsFine();
    void safety1_secondKeyForAUnitIsRefused();
    void safety4_sameKeyForTwoUnitsIsRefused();
    void weakKeysAreRefused();
    void discardedKeyIsGoneAndStaysRefused();
    void wrongLineKeyIsRefused();
    void missingLineKeyIsNotReplaced();
    void exposedLineKeyIsRefused();
    void truncatedLineKeyIsRefused();
    void filesArePrivate();
    void safety6_keysNeverLieOpenOnDisk();
    void safety6_discardedKeyLeavesNoSealedCopy();
};

void TestKeys::sealedKeyComesBack()
{
    TempStore store;
    QVERIFY(!store->keys().find(macOf(1), flash)->has_value());
    const SecretBytes key = keyFilledFrom(1);
    FB_VERIFY_OK(store->keys().seal(macOf(1), flash, key));
    FB_VERIFY_OK(store->keys().seal(macOf(1), nvs, keyFilledFrom(2, 64)));
    store.reopen();
    const auto found = store->keys().find(macOf(1).toUpper(), flash);
    FB_VERIFY_OK(found);
    QVERIFY(found->has_value() && (*found)->equals(key));
    QVERIFY((*store->keys().find(macOf(1), nvs))->equals(keyFilledFrom(2, 64)));
    QVERIFY(!store->keys().find(macOf(2), flash)->has_value());
}

void TestKeys::sealingTheSameAgainIsFine()
{
    TempStore store;
    FB_VERIFY_OK(store->keys().seal(macOf(1), flash, keyFilledFrom(1)));
    FB_VERIFY_OK(store->keys().seal(macOf(1), flash, keyFilledFrom(1)));
    QCOMPARE(store->info()->keysSealed, 1);
}

// The key that may be burned already must never be replaced by another one.
void TestKeys::safety1_secondKeyForAUnitIsRefused()
{
    TempStore store;
    FB_VERIFY_OK(store->keys().seal(macOf(1), flash, keyFilledFrom(1)));
    const auto refused = store->keys().seal(macOf(1), flash, keyFilledFrom(2));
    QVERIFY(!refused.ok() && refused.error().is(store::errors::KeyConflict));
    QCOMPARE(exitCodeOf(refused.error().kind()), 5);
    QVERIFY((*store->keys().find(macOf(1), flash))->equals(keyFilledFrom(1)));
}

void TestKeys::safety4_sameKeyForTwoUnitsIsRefused()
{
    TempStore store;
    FB_VERIFY_OK(store->keys().seal(macOf(1), flash, keyFilledFrom(1)));
    const auto refused = store->keys().seal(macOf(2), flash, keyFilledFrom(1));
    QVERIFY(!refused.ok() && refused.error().is(store::errors::KeyConflict));
    QVERIFY(refused.error().message().contains(macOf(1)));
    QVERIFY(!store->keys().find(macOf(2), flash)->has_value());
    QVERIFY(!store->keys().seal(macOf(2), nvs, keyFilledFrom(1)).ok());
}

void TestKeys::weakKeysAreRefused()
{
    TempStore store;
    for (const std::size_t size : {std::size_t(0), std::size_t(8), std::size_t(32)}) {
        const auto refused = store->keys().seal(macOf(1), flash, SecretBytes(size)); // mapped memory comes zeroed
        QVERIFY(!refused.ok() && refused.error().is(store::errors::KeyUnusable));
    }
    QVERIFY(!store->keys().seal(QStringLiteral("no mac"), flash, keyFilledFrom(1)).ok());
    QVERIFY(!store->keys().seal(macOf(1), {}, keyFilledFrom(1)).ok());
    QCOMPARE(store->info()->keysSealed, 0);
}

void TestKeys::discardedKeyIsGoneAndStaysRefused()
{
    TempStore store;
    FB_VERIFY_OK(store->keys().seal(macOf(1), flash, keyFilledFrom(1)));
    FB_VERIFY_OK(store->keys().discard(macOf(1), flash));
    FB_VERIFY_OK(store->keys().discard(macOf(1), flash));
    QVERIFY(!store->keys().find(macOf(1), flash)->has_value());
    QVERIFY(store->keys().seal(macOf(2), flash, keyFilledFrom(1)).error().is(store::errors::KeyConflict));
    QVERIFY(store->keys().seal(macOf(1), flash, keyFilledFrom(2)).error().is(store::errors::KeyConflict));
    QVERIFY(store->keys().seal(macOf(1), flash, keyFilledFrom(1)).error().is(store::errors::KeyUnusable));
    QCOMPARE(store->info()->keysSealed, 0);
    QCOMPARE(store->info()->keysDiscarded, 1);
}

void TestKeys::wrongLineKeyIsRefused()
{
    TempStore store;
    FB_VERIFY_OK(store->keys().seal(macOf(1), flash, keyFilledFrom(1)));
    const QString keyFile = store::Database::lineKeyFileIn(store.folder());
    store.database.reset();
    QVERIFY(QFile::rename(keyFile, keyFile + QStringLiteral(".right")));
    FB_VERIFY_OK(vault::LineKey::create(keyFile));
    const auto refused = store::Database::open(store.folder());
    QVERIFY(!refused.ok() && refused.error().is(vault::errors::WrongLineKey));
    QVERIFY(QFile::remove(keyFile) && QFile::rename(keyFile + QStringLiteral(".right"), keyFile));
    store.reopen();
    QVERIFY((*store->keys().find(macOf(1), flash))->equals(keyFilledFrom(1)));
}

void TestKeys::missingLineKeyIsNotReplaced()
{
    TempStore store;
    store.database.reset();
    const QString keyFile = store::Database::lineKeyFileIn(store.folder());
    QVERIFY(QFile::remove(keyFile));
    QVERIFY(store::Database::open(store.folder()).error().is(vault::errors::LineKeyMissing));
    QVERIFY(!QFile::exists(keyFile));
}

void TestKeys::exposedLineKeyIsRefused()
{
#ifndef Q_OS_UNIX
    QSKIP("file modes are a matter of Unix");
#endif
    TempStore store;
    store.database.reset();
    QFile keyFile(store::Database::lineKeyFileIn(store.folder()));
    QVERIFY(keyFile.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
    QVERIFY(store::Database::open(store.folder()).error().is(vault::errors::LineKeyExposed));
}

void TestKeys::truncatedLineKeyIsRefused()
{
    TempStore store;
    store.database.reset();
    QFile keyFile(store::Database::lineKeyFileIn(store.folder()));
    QVERIFY(keyFile.resize(31));
    QVERIFY(store::Database::open(store.folder()).error().is(vault::errors::LineKeyDamaged));
}

void TestKeys::filesArePrivate()
{
    TempStore store;
    FB_VERIFY_OK(store->keys().seal(macOf(1), flash, keyFilledFrom(1)));
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QVERIFY(!(QFileInfo(store.folder()).permissions() & others));
    const auto files = QDir(store.folder()).entryInfoList(QDir::Files | QDir::Hidden);
    QVERIFY(files.size() >= 3); // database, its log, line key
    for (const QFileInfo &file : files)
        QVERIFY2(!(file.permissions() & others), qPrintable(file.fileName()));
}

void TestKeys::safety6_keysNeverLieOpenOnDisk()
{
    TempStore store;
    const SecretBytes first = keyFilledFrom(1), second = keyFilledFrom(99);
    FB_VERIFY_OK(store->keys().seal(macOf(1), flash, first));
    FB_VERIFY_OK(store->keys().seal(macOf(2), flash, second));
    FB_VERIFY_OK(store->keys().find(macOf(1), flash));
    FB_VERIFY_OK(runOver(*store.database, macOf(1), provision::UnitVerdict::Passed));
    FB_VERIFY_OK(store->backup(store.folder() + QStringLiteral("/copy.db")));
    const QByteArray master = toQByteArray(readAll(store::Database::lineKeyFileIn(store.folder())));
    const QByteArray disk = allBytesIn(store.folder());
    QVERIFY(disk.contains(macOf(1).toLatin1())); // the search finds what is there
    for (const QByteArray &secret : {toQByteArray(first.view()), toQByteArray(second.view()), master}) {
        QByteArray reversed = secret;
        std::reverse(reversed.begin(), reversed.end());
        for (const QByteArray &form : {secret.left(16), secret.mid(16), reversed.left(16), secret.toHex().left(32), secret.toHex().toUpper().left(32), secret.toBase64().left(20)})
            QVERIFY(!disk.contains(form));
    }
}

void TestKeys::safety6_discardedKeyLeavesNoSealedCopy()
{
    TempStore store;
    FB_VERIFY_OK(store->keys().seal(macOf(1), flash, keyFilledFrom(1)));
    FB_VERIFY_OK(runOver(*store.database, macOf(1), provision::UnitVerdict::Passed));
    const QByteArray before = allBytesIn(store.folder());
    FB_VERIFY_OK(store->keys().discard(macOf(1), flash));
    const QByteArray after = allBytesIn(store.folder());
    // A sealed key is 60 bytes that open under the line key: try every place of the disk, as a thief of both would.
    const auto lineKey = vault::LineKey::load(store::Database::lineKeyFileIn(store.folder()));
    FB_VERIFY_OK(lineKey);
    const auto opensSomewhere = [&](const QByteArray &disk) {
        for (qsizetype at = 0; at + 60 <= disk.size(); ++at) {
            if (lineKey->unseal(viewOf(disk).subspan(static_cast<std::size_t>(at), 60), macOf(1) + QStringLiteral("|flash")).ok())
                return true;
        }
        return false;
    };
    QVERIFY(opensSomewhere(before));
    QVERIFY(!opensSomewhere(after));
}

QTEST_GUILESS_MAIN(TestKeys)
#include "tst_keys.moc"
