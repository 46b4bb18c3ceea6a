// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/aes.h"
#include "crypto/keys.h"
#include "testdata.h"

#include <QTest>

#include <algorithm>

using namespace fb;
using namespace fb::crypto;

namespace {

ByteView text(const char *literal)
{
    return {reinterpret_cast<const std::uint8_t *>(literal), std::strlen(literal)};
}

Bytes hex(const QByteArray &literal)
{
    Bytes out;
    if (!fromHex(QString::fromLatin1(literal), out))
        qFatal("bad test literal");
    return out;
}

SecretBytes secret(const char *literal)
{
    return SecretBytes(text(literal));
}

// Made with "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:512"; used nowhere, and too small for secure boot on purpose.
constexpr const char *SmallRsa = R"(-----BEGIN PRIVATE KEY-----
MIIBVQIBADANBgkqhkiG9w0BAQEFAASCAT8wggE7AgEAAkEA9tCrbN2REOUS0YGm
iSkwCH2fvFYXvzwQqr0lSUA15dzFkEkig2AihjWIYawFnoq6HQuscTaRTcgMmP35
NT6PxQIDAQABAkAg29UGsFTA0A56T+1w80fOyZK7iyasMf3yDS5qmx7R1BiVTHgC
hPc9HyC9/T4zTNkQawzdQzVzhI0pozys9jQ9AiEA/xxCc0WU5pt6s0Bw+7rJ6oh5
miDlmOWUZD9T0BIn5AsCIQD3rQE30u9NG7BrpUPz5be0WBhx5b9rDNz+Zts9K85t
bwIhAJtXtvMAZNpDxOSQEfyHUlq5Pernq0d+TOz6Tuv9kkLfAiAnq4UzbMy5fALg
6wKcUSIAd8/KhnMHcXMAKHdbL+YLbwIhAMO3YAvK4eXsThxCfdZ2KclIZR1XXZg6
dU7ux+vxnJRk
-----END PRIVATE KEY-----
)";

} // namespace

class TestCrypto : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void sha256KnownAnswers();
    void md5KnownAnswer();
    void crcKnownAnswers();
    void aesKnownAnswers_data();
    void aesKnownAnswers();
    void aesRekeyIsAnotherKey();
    void randomDiffersAndHasItsSize();
    void sealOpensOnlyWithKeyAndContext();
    void everyFlippedSealByteIsRefused();
    void pemRoundTripKeepsTheKey();
    void encryptedPemNeedsItsPassphrase();
    void garbagePemIsRefused();
    void otherKeyTypesAreNamed();
    void pssSignatureVerifiesOnlyItsDigest();
    void rsaBlockNumbersHold();
    void blockBackToKeyVerifies();
    void hostileModulusIsRefused();

private:
    std::optional<PrivateKey> m_key;
};

void TestCrypto::initTestCase()
{
    auto key = PrivateKey::generateRsa3072();
    FB_VERIFY_OK(key);
    m_key = *key;
}

void TestCrypto::sha256KnownAnswers()
{
    const Bytes abc = hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QVERIFY(std::ranges::equal(sha256(text("abc")), abc));
    const ByteView parts[] = {text("a"), ByteView(), text("bc")};
    QVERIFY(std::ranges::equal(sha256(parts), abc));
    QCOMPARE(toHex(sha256(ByteView())), QStringLiteral("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
}

void TestCrypto::md5KnownAnswer()
{
    QCOMPARE(md5(text("abc")), hex("900150983cd24fb0d6963f7d28e17f72"));
}

void TestCrypto::crcKnownAnswers()
{
    QCOMPARE(crc32(text("123456789")), 0xCBF43926u);
    QCOMPARE(crc32FromOnes(text("123456789")), 0xD202D277u);
    QCOMPARE(crc32FromOnes(hex("01000000")), 0x4743989Au);
    QCOMPARE(crc32FromOnes(hex("02000000")), 0x55F63774u);
}

// FIPS 197, appendix C.
void TestCrypto::aesKnownAnswers_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("cipher");
    QTest::newRow("128") << QByteArray("000102030405060708090a0b0c0d0e0f") << QByteArray("69c4e0d86a7b0430d8cdb78070b4c55a");
    QTest::newRow("192") << QByteArray("000102030405060708090a0b0c0d0e0f1011121314151617") << QByteArray("dda97ca4864cdfe06eaf70a0ec0d7191");
    QTest::newRow("256") << QByteArray("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
                         << QByteArray("8ea2b7ca516745bfeafc49904b496089");
}

void TestCrypto::aesKnownAnswers()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, cipher);
    const Bytes plain = hex("00112233445566778899aabbccddeeff");
    Bytes block = plain;
    AesBlocks(hex(key), AesDirection::Encrypt).run(block);
    QCOMPARE(block, hex(cipher));
    AesBlocks(hex(key), AesDirection::Decrypt).run(block);
    QCOMPARE(block, plain);
}

void TestCrypto::aesRekeyIsAnotherKey()
{
    AesBlocks engine(Bytes(32, 7), AesDirection::Decrypt);
    Bytes first(16, 1);
    engine.run(first);
    engine.rekey(hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));
    Bytes block = hex("8ea2b7ca516745bfeafc49904b496089");
    engine.run(block);
    QCOMPARE(block, hex("00112233445566778899aabbccddeeff"));
}

void TestCrypto::randomDiffersAndHasItsSize()
{
    const SecretBytes a = randomSecret(32);
    const SecretBytes b = randomSecret(32);
    QCOMPARE(a.size(), std::size_t(32));
    QVERIFY(!a.equals(b));
    Bytes filled(64);
    fillRandom(filled);
    QVERIFY(!isFilledWith(filled, 0));
}

void TestCrypto::sealOpensOnlyWithKeyAndContext()
{
    const SecretBytes key = randomSecret(32);
    const SecretBytes plain = secret("a flash key of a unit");
    const Bytes sealed = seal(key, plain, text("record 7"));
    QCOMPARE(sealed.size(), 12 + plain.size() + 16);
    auto opened = unseal(key, sealed, text("record 7"));
    FB_VERIFY_OK(opened);
    QVERIFY(opened->equals(plain));
    QVERIFY(seal(key, plain, text("record 7")) != sealed);
    QVERIFY(unseal(key, sealed, text("record 8")).error().is(crypto::errors::SealBroken));
    QVERIFY(unseal(randomSecret(32), sealed, text("record 7")).error().is(crypto::errors::SealBroken));
    auto empty = unseal(key, seal(key, SecretBytes(), text("x")), text("x"));
    FB_VERIFY_OK(empty);
    QVERIFY(empty->isEmpty());
}

void TestCrypto::everyFlippedSealByteIsRefused()
{
    const SecretBytes key = randomSecret(32);
    const Bytes sealed = seal(key, secret("plain"), text("context"));
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        Bytes changed = sealed;
        changed[i] ^= 0x10;
        QVERIFY(!unseal(key, changed, text("context")).ok());
        QVERIFY(!unseal(key, ByteView(sealed).first(i), text("context")).ok());
    }
}

void TestCrypto::pemRoundTripKeepsTheKey()
{
    auto again = PrivateKey::fromPem(m_key->toPem(), SecretBytes(), QStringLiteral("k.pem"));
    FB_VERIFY_OK(again);
    QCOMPARE(again->publicKey().toPem(), m_key->publicKey().toPem());
    auto publicAgain = PublicKey::fromPem(viewOf(m_key->publicKey().toPem()), QStringLiteral("p.pem"));
    FB_VERIFY_OK(publicAgain);
    QVERIFY(publicAgain->isRsa3072());
    QCOMPARE(publicAgain->rsaBlock()->bytes, m_key->publicKey().rsaBlock()->bytes);
}

void TestCrypto::encryptedPemNeedsItsPassphrase()
{
    const Bytes pem = test::readAll(test::sourceFolder() + QStringLiteral("/tests/core/crypto/encrypted_test_key.pem"));
    QVERIFY(!pem.empty());
    const SecretBytes key(pem);
    const QString where = QStringLiteral("k.pem");
    FB_VERIFY_OK(PrivateKey::fromPem(key, secret("only for tests"), where));
    const auto none = PrivateKey::fromPem(key, SecretBytes(), where);
    QVERIFY(!none.ok());
    QVERIFY(none.error().advice().contains(QStringLiteral("--passphrase-file")));
    QCOMPARE(none.error().where(), where);
    const auto wrong = PrivateKey::fromPem(key, secret("Only for tests"), where);
    QVERIFY(!wrong.ok());
    QVERIFY(wrong.error().message() != none.error().message());
}

void TestCrypto::garbagePemIsRefused()
{
    for (const char *bad : {"", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"}) {
        const auto result = PrivateKey::fromPem(secret(bad), SecretBytes(), QStringLiteral("k.pem"));
        QVERIFY(!result.ok());
        QVERIFY(result.error().is(crypto::errors::BadKey));
        QVERIFY(!PublicKey::fromPem(text(bad), QStringLiteral("k.pem")).ok());
    }
}

void TestCrypto::otherKeyTypesAreNamed()
{
    auto small = PrivateKey::fromPem(secret(SmallRsa), SecretBytes(), QStringLiteral("small.pem"));
    FB_VERIFY_OK(small);
    QVERIFY(!small->publicKey().isRsa3072());
    QVERIFY(small->signPss(Sha256{}).error().is(crypto::errors::WrongKeyType));
    QVERIFY(small->publicKey().rsaBlock().error().is(crypto::errors::WrongKeyType));
    QVERIFY(!small->publicKey().verifyPss(Sha256{}, Bytes(384)));
}

void TestCrypto::pssSignatureVerifiesOnlyItsDigest()
{
    const Sha256 digest = sha256(text("image"));
    auto signature = m_key->signPss(digest);
    FB_VERIFY_OK(signature);
    QCOMPARE(signature->size(), std::size_t(384));
    const PublicKey key = m_key->publicKey();
    QVERIFY(key.verifyPss(digest, *signature));
    QVERIFY(!key.verifyPss(sha256(text("Image")), *signature));
    Bytes changed = *signature;
    changed[383] ^= 1;
    QVERIFY(!key.verifyPss(digest, changed));
    QVERIFY(!key.verifyPss(digest, ByteView(*signature).first(383)));
    QVERIFY2(*m_key->signPss(digest) == *signature, "signing again must not change an image");
    QVERIFY(*m_key->signPss(sha256(text("Image"))) != *signature);
}

void TestCrypto::rsaBlockNumbersHold()
{
    const auto block = m_key->publicKey().rsaBlock();
    FB_VERIFY_OK(block);
    const ByteView bytes(block->bytes);
    QCOMPARE(readLe32(bytes, 384), 65537u);
    QCOMPARE(readLe32(bytes) * readLe32(bytes, 772), 0xFFFFFFFFu); // n * M' = -1 mod 2^32
}

void TestCrypto::blockBackToKeyVerifies()
{
    const auto block = m_key->publicKey().rsaBlock();
    const ByteView bytes(block->bytes);
    auto key = PublicKey::fromRsaLittleEndian(bytes.first(384), readLe32(bytes, 384));
    FB_VERIFY_OK(key);
    const Sha256 digest = sha256(text("image"));
    QVERIFY(key->verifyPss(digest, *m_key->signPss(digest)));
    QCOMPARE(key->toPem(), m_key->publicKey().toPem());
}

void TestCrypto::hostileModulusIsRefused()
{
    Bytes modulus(384, 0xFF);
    QVERIFY(!PublicKey::fromRsaLittleEndian(ByteView(modulus).first(383), 65537).ok());
    QVERIFY(!PublicKey::fromRsaLittleEndian(modulus, 0).ok());
    QVERIFY(!PublicKey::fromRsaLittleEndian(modulus, 4).ok());
    modulus[0] = 0xFE;
    QVERIFY(!PublicKey::fromRsaLittleEndian(modulus, 65537).ok());
    modulus[0] = 0xFF;
    modulus[383] = 0x7F;
    QVERIFY(!PublicKey::fromRsaLittleEndian(modulus, 65537).ok());
    QVERIFY(!PublicKey::fromRsaLittleEndian(Bytes(384, 0), 65537).ok());
}

QTEST_GUILESS_MAIN(TestCrypto)
#include "tst_crypto.moc"
