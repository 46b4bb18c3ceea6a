// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/keys.h"
#include "image/flash_encryption.h"
#include "testdata.h"

#include <QTest>

using namespace fb;
using namespace fb::image;

namespace {

FlashScheme schemeOf(const QJsonObject &params)
{
    FlashScheme scheme;
    const QString name = params.value(QLatin1String("scheme")).toString();
    scheme.cipher = name == QLatin1String("esp32") ? chip::FlashCipher::Esp32 : chip::FlashCipher::Xts;
    scheme.cryptConfig = params.value(QLatin1String("flash_crypt_config")).toInt(FullCryptConfig);
    return scheme;
}

QString outcome(const Result<Bytes> &result)
{
    return result.ok() ? QStringLiteral("ok") : QStringLiteral("refused");
}

} // namespace

class TestFlashEncryption : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knownAnswers_data();
    void knownAnswers();
    void piecesEqualTheWhole_data();
    void piecesEqualTheWhole();
    void esp32EndsAt16MiB();
    void nothingIsTouchedOnAnError();

private:
    void compareOk(const QJsonObject &test, const FlashScheme &scheme, const SecretBytes &key, std::uint32_t address);
    void compareDecrypt(const QJsonObject &test, const FlashScheme &scheme, const SecretBytes &key, std::uint32_t address);
};

void TestFlashEncryption::knownAnswers_data()
{
    FB_NEED_SHARED("vectors/manifest.json");
    QTest::addColumn<QJsonObject>("test");
    for (const QJsonObject &test : test::vectorCases(QStringLiteral("flash_encryption")))
        QTest::newRow(qPrintable(test.value(QLatin1String("id")).toString())) << test;
}

void TestFlashEncryption::compareOk(const QJsonObject &test, const FlashScheme &scheme, const SecretBytes &key, std::uint32_t address)
{
    const QJsonObject expect = test.value(QLatin1String("expect")).toObject();
    const Bytes plain = test::vectorBytes(test.value(QLatin1String("inputs")).toObject().value(QLatin1String("plain")));
    auto cipher = encrypted(scheme, key, address, plain);
    FB_VERIFY_OK(cipher);
    if (expect.contains(QLatin1String("prefix_hex"))) {
        QCOMPARE(qint64(cipher->size()), expect.value(QLatin1String("length")).toInteger());
        QVERIFY(toHex(*cipher).startsWith(expect.value(QLatin1String("prefix_hex")).toString()));
    } else {
        QCOMPARE(toHex(*cipher), toHex(test::vectorBytes(expect.value(QLatin1String("cipher")))));
    }
    auto back = decrypted(scheme, key, address, *cipher);
    FB_VERIFY_OK(back);
    back->resize(plain.size());
    QCOMPARE(*back, plain);
}

void TestFlashEncryption::compareDecrypt(const QJsonObject &test, const FlashScheme &scheme, const SecretBytes &key, std::uint32_t address)
{
    const QJsonObject expect = test.value(QLatin1String("expect")).toObject();
    const Bytes cipher = test::vectorBytes(test.value(QLatin1String("inputs")).toObject().value(QLatin1String("cipher")));
    const auto plain = decrypted(scheme, key, address, cipher);
    QCOMPARE(outcome(plain), expect.value(QLatin1String("result")).toString());
    if (plain.ok())
        QCOMPARE(toHex(*plain), toHex(test::vectorBytes(expect.value(QLatin1String("plain")))));
}

void TestFlashEncryption::knownAnswers()
{
    QFETCH(QJsonObject, test);
    const QJsonObject inputs = test.value(QLatin1String("inputs")).toObject();
    const QJsonObject params = test.value(QLatin1String("params")).toObject();
    const QString kind = test.value(QLatin1String("kind")).toString();
    const SecretBytes key(ByteView(test::vectorBytes(inputs.value(QLatin1String("key")))));
    const auto address = static_cast<std::uint32_t>(params.value(QLatin1String("address")).toInteger());
    QVERIFY(!key.isEmpty());
    if (kind == QLatin1String("flash-decrypt"))
        return compareDecrypt(test, schemeOf(params), key, address);
    QCOMPARE(kind, QStringLiteral("flash-encrypt"));
    if (test.value(QLatin1String("expect")).toObject().value(QLatin1String("result")).toString() == QLatin1String("ok"))
        return compareOk(test, schemeOf(params), key, address);
    const Bytes plain = test::vectorBytes(inputs.value(QLatin1String("plain")));
    QVERIFY2(!encrypted(schemeOf(params), key, address, plain).ok(), qPrintable(test.value(QLatin1String("proves")).toString()));
}

void TestFlashEncryption::piecesEqualTheWhole_data()
{
    QTest::addColumn<int>("cipher");
    QTest::addColumn<int>("keySize");
    QTest::newRow("esp32") << int(chip::FlashCipher::Esp32) << 32;
    QTest::newRow("xts 256") << int(chip::FlashCipher::Xts) << 32;
    QTest::newRow("xts 512") << int(chip::FlashCipher::Xts) << 64;
}

// The threads take pieces cut by address; every 16 bytes must come out as if they stood alone.
void TestFlashEncryption::piecesEqualTheWhole()
{
    QFETCH(int, cipher);
    QFETCH(int, keySize);
    const FlashScheme scheme{static_cast<chip::FlashCipher>(cipher), FullCryptConfig};
    const SecretBytes key = crypto::randomSecret(static_cast<std::size_t>(keySize));
    Bytes plain(300 * 1024 + 48);
    crypto::fillRandom(plain);
    const std::uint32_t address = 0x0FFF0;
    auto whole = encrypted(scheme, key, address, plain);
    FB_VERIFY_OK(whole);
    for (std::size_t at = 0; at < plain.size(); at += 4080) {
        const std::size_t size = std::min<std::size_t>(16, plain.size() - at);
        auto piece = encrypted(scheme, key, address + static_cast<std::uint32_t>(at), ByteView(plain).subspan(at, size));
        FB_VERIFY_OK(piece);
        QCOMPARE(toHex(*piece), toHex(ByteView(*whole).subspan(at, size)));
    }
    FB_VERIFY_OK(decryptInPlace(scheme, key, address, *whole));
    QVERIFY(*whole == plain);
}

void TestFlashEncryption::esp32EndsAt16MiB()
{
    const SecretBytes key = crypto::randomSecret(32);
    const FlashScheme esp32{chip::FlashCipher::Esp32, FullCryptConfig};
    FB_VERIFY_OK(encrypted(esp32, key, 0xFFFFF0, Bytes(16)));
    QVERIFY(encrypted(esp32, key, 0xFFFFF0, Bytes(32)).error().is(image::errors::BadFlashAddress));
    QVERIFY(encrypted(esp32, key, 0x1000000, Bytes(16)).error().is(image::errors::BadFlashAddress));
    FB_VERIFY_OK(encrypted({}, key, 0xFFFFFFF0, Bytes(16)));
    QVERIFY(!encrypted({}, key, 0xFFFFFFF0, Bytes(32)).ok());
}

void TestFlashEncryption::nothingIsTouchedOnAnError()
{
    Bytes data(40, 0x5A);
    QVERIFY(!encryptInPlace({}, crypto::randomSecret(32), 0, data).ok());
    QVERIFY(!encryptInPlace({}, crypto::randomSecret(31), 0, MutableByteView(data).first(32)).ok());
    QVERIFY(!decryptInPlace({}, crypto::randomSecret(32), 8, MutableByteView(data).first(32)).ok());
    QVERIFY(isFilledWith(data, 0x5A));
}

QTEST_GUILESS_MAIN(TestFlashEncryption)
#include "tst_flash_encryption.moc"
