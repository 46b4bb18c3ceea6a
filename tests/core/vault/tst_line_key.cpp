// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.h"
#include "crypto/hmac.h"
#include "testdata.h"
#include "vault/line_key.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace fb;

namespace {

const QString context = QStringLiteral("7c:df:a1:00:00:01|flash");

} // namespace

class TestLineKey : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hmacKnownAnswers_data();
    void hmacKnownAnswers();
    void derivedKeysDiffer();
    void createdKeyLoadsAndIsPrivate();
    void createNeverReplaces();
    void leftoverOfACutCreationIsNoHindrance();
    void sealsOnlyForItsContext();
    void everyFlippedBitIsSeen();
    void fingerprintsAreKeyed();
    void copyIsTheSameKey();
};

// RFC 4231, test cases 1, 2 and 6.
void TestLineKey::hmacKnownAnswers_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("code");
    QTest::newRow("1") << QByteArray(20, '\x0b') << QByteArray("Hi There")
                       << QStringLiteral("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    QTest::newRow("2") << QByteArray("Jefe") << QByteArray("what do ya want for nothing?")
                       << QStringLiteral("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    QTest::newRow("6") << QByteArray(131, '\xaa') << QByteArray("Test Using Larger Than Block-Size Key - Hash Key First")
                       << QStringLiteral("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

void TestLineKey::hmacKnownAnswers()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, message);
    QFETCH(QString, code);
    QCOMPARE(toHex(crypto::hmacSha256(SecretBytes(viewOf(key)), viewOf(message))), code);
}

void TestLineKey::derivedKeysDiffer()
{
    const SecretBytes master = crypto::randomSecret(32);
    const SecretBytes a = crypto::deriveKey(master, "a"), b = crypto::deriveKey(master, "b");
    QCOMPARE(a.size(), std::size_t(32));
    QVERIFY(!a.equals(b) && !a.equals(master));
    QVERIFY(a.equals(crypto::deriveKey(master, "a")));
}

void TestLineKey::createdKeyLoadsAndIsPrivate()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("line.key"));
    const auto made = vault::LineKey::create(path);
    FB_VERIFY_OK(made);
    const auto read = vault::LineKey::load(path);
    FB_VERIFY_OK(read);
    QCOMPARE(read->checkValue(), made->checkValue());
    QCOMPARE(QFile(path).size(), 32);
    QVERIFY(!(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
    QVERIFY(vault::LineKey::load(dir.filePath(QStringLiteral("none"))).error().is(vault::errors::LineKeyMissing));
}

void TestLineKey::createNeverReplaces()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("line.key"));
    const QString check = vault::LineKey::create(path)->checkValue();
    QVERIFY(!vault::LineKey::create(path).ok());
    QCOMPARE(vault::LineKey::load(path)->checkValue(), check);
}

void TestLineKey::leftoverOfACutCreationIsNoHindrance()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("line.key"));
    FB_VERIFY_OK(writeSecretFile(path + QStringLiteral(".new"), SecretBytes(5)));
    FB_VERIFY_OK(vault::LineKey::create(path));
    QVERIFY(!QFile::exists(path + QStringLiteral(".new")));
}

void TestLineKey::sealsOnlyForItsContext()
{
    QTemporaryDir dir;
    const auto lineKey = vault::LineKey::create(dir.filePath(QStringLiteral("a.key")));
    const auto other = vault::LineKey::create(dir.filePath(QStringLiteral("b.key")));
    const SecretBytes key = crypto::randomSecret(64);
    const Bytes sealed = lineKey->seal(key, context);
    QVERIFY(lineKey->unseal(sealed, context)->equals(key));
    QVERIFY(!lineKey->unseal(sealed, QStringLiteral("7c:df:a1:00:00:02|flash")).ok());
    QVERIFY(!lineKey->unseal(sealed, QStringLiteral("7c:df:a1:00:00:01|nvs")).ok());
    QVERIFY(!other->unseal(sealed, context).ok());
}

void TestLineKey::everyFlippedBitIsSeen()
{
    QTemporaryDir dir;
    const auto lineKey = vault::LineKey::create(dir.filePath(QStringLiteral("line.key")));
    const Bytes sealed = lineKey->seal(crypto::randomSecret(32), context);
    for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
        Bytes damaged = sealed;
        damaged[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
        QVERIFY(lineKey->unseal(damaged, context).error().is(crypto::errors::SealBroken));
    }
    for (std::size_t size = 0; size < sealed.size(); ++size)
        QVERIFY(!lineKey->unseal(ByteView(sealed).first(size), context).ok());
}

void TestLineKey::fingerprintsAreKeyed()
{
    QTemporaryDir dir;
    const auto one = vault::LineKey::create(dir.filePath(QStringLiteral("a.key")));
    const auto two = vault::LineKey::create(dir.filePath(QStringLiteral("b.key")));
    const SecretBytes key = crypto::randomSecret(32);
    QCOMPARE(one->fingerprintOf(key), one->fingerprintOf(key.clone()));
    QVERIFY(one->fingerprintOf(key) != one->fingerprintOf(crypto::randomSecret(32)));
    QVERIFY(one->fingerprintOf(key) != two->fingerprintOf(key));
    QVERIFY(one->fingerprintOf(key) != toHex(crypto::sha256(key.view())));
}

void TestLineKey::copyIsTheSameKey()
{
    QTemporaryDir dir;
    const auto lineKey = vault::LineKey::create(dir.filePath(QStringLiteral("line.key")));
    const QString copy = dir.filePath(QStringLiteral("copy.key"));
    FB_VERIFY_OK(lineKey->saveCopy(copy));
    QCOMPARE(vault::LineKey::load(copy)->checkValue(), lineKey->checkValue());
    QVERIFY(!lineKey->saveCopy(copy).ok());
}

QTEST_GUILESS_MAIN(TestLineKey)
#include "tst_line_key.moc"
