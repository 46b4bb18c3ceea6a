// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/signature_v2.h"
#include "testdata.h"

#include <QJsonArray>
#include <QTest>

using namespace fb;
using namespace fb::image;

namespace {

Bytes keyFile(const QJsonValue &name)
{
    return test::readAll(test::sharedPath(QStringLiteral("vectors/") + name.toString()));
}

Result<crypto::PrivateKey> privateKey(const QJsonValue &name)
{
    return crypto::PrivateKey::fromPem(SecretBytes(ByteView(keyFile(name))), SecretBytes(), name.toString());
}

Result<crypto::PublicKey> publicKey(const QJsonValue &name)
{
    return crypto::PublicKey::fromPem(keyFile(name), name.toString());
}

/** Why a case is not for this build; empty for one that is. Each reason is a whole class of cases. */
QString reasonToSkip(const QJsonObject &test)
{
    if (test.value(QLatin1String("params")).toObject().value(QLatin1String("version")).toInt() == 1)
        return QStringLiteral("secure boot v1 is not supported yet");
    const QString kind = test.value(QLatin1String("kind")).toString();
    if (kind == QLatin1String("sbv1-digest") || kind == QLatin1String("private-key-digest"))
        return QStringLiteral("secure boot v1 is not supported yet");
    const QJsonObject inputs = test.value(QLatin1String("inputs")).toObject();
    QStringList keys{inputs.value(QLatin1String("public_key")).toString(), inputs.value(QLatin1String("private_key")).toString()};
    for (const QJsonValue &key : inputs.value(QLatin1String("private_keys")).toArray())
        keys << key.toString();
    for (const QString &key : keys) {
        if (key.startsWith(QLatin1String("sign/keys/p")))
            return QStringLiteral("ECDSA is not supported yet");
    }
    return {};
}

} // namespace

class TestSignature : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knownAnswers_data();
    void knownAnswers();
    void espsecuresOwnSectorKeepsItsBlocksWhenOneIsAdded();
    void staleBlocksAreNotKept();
    void signedDataIsNotSignedAgain();
    void numberOfKeysIsLimited();
    void foreignSignatureIsRefused();
    void contradictingKeyNumbersAreRefused();

private:
    void signCase(const QJsonObject &inputs, const QJsonObject &expect);
    void verifyCase(const QJsonObject &test, const QJsonObject &inputs, const QJsonObject &expect);
    void assembleCase(const QJsonObject &inputs, const QJsonObject &expect);
    void digestCase(const QJsonObject &inputs, const QJsonObject &expect);
    void extractCase(const QJsonObject &inputs, const QJsonObject &expect);
};

void TestSignature::knownAnswers_data()
{
    FB_NEED_SHARED("vectors/manifest.json");
    QTest::addColumn<QJsonObject>("test");
    for (const QJsonObject &test : test::vectorCases(QStringLiteral("sign")))
        QTest::newRow(qPrintable(test.value(QLatin1String("id")).toString())) << test;
}

void TestSignature::signCase(const QJsonObject &inputs, const QJsonObject &expect)
{
    std::vector<crypto::PrivateKey> keys;
    for (const QJsonValue &name : inputs.value(QLatin1String("private_keys")).toArray()) {
        auto key = privateKey(name);
        FB_VERIFY_OK(key);
        keys.push_back(*key);
    }
    const auto file = sign(test::vectorBytes(inputs.value(QLatin1String("image"))), keys);
    FB_VERIFY_OK(file);
    QCOMPARE(qint64(file->size()), expect.value(QLatin1String("signed_length")).toInteger());
    const ByteView data = ByteView(*file).first(file->size() - SignatureSectorSize);
    const ByteView sector = ByteView(*file).last(SignatureSectorSize);
    const auto pad = static_cast<std::size_t>(expect.value(QLatin1String("pad")).toInteger());
    QCOMPARE(toHex(crypto::sha256(data)), expect.value(QLatin1String("data_sha256")).toString());
    QVERIFY(isFilledWith(data.last(pad), 0xFF));
    const Bytes reference = test::vectorBytes(expect.value(QLatin1String("oracle_sector")));
    for (std::size_t i = 0; i < keys.size(); ++i)
        QCOMPARE(toHex(sector.subspan(i * SignatureBlockSize, 812)), toHex(ByteView(reference).subspan(i * SignatureBlockSize, 812)));
    QVERIFY(isFilledWith(sector.subspan(keys.size() * SignatureBlockSize), 0xFF));
    const auto verified = verifySigned(*file);
    FB_VERIFY_OK(verified);
    for (std::size_t i = 0; i < keys.size(); ++i)
        QCOMPARE(verified->blockOf(*keyDigestV2(keys[i].publicKey())).value_or(-1), int(i));
}

void TestSignature::verifyCase(const QJsonObject &test, const QJsonObject &inputs, const QJsonObject &expect)
{
    const auto key = publicKey(inputs.value(QLatin1String("public_key")));
    FB_VERIFY_OK(key);
    const Bytes file = test::vectorBytes(inputs.value(QLatin1String("signed")));
    const auto verified = verifySigned(file);
    const std::optional<int> block = verified.ok() ? verified->blockOf(*keyDigestV2(*key)) : std::nullopt;
    QCOMPARE(block ? QStringLiteral("ok") : QStringLiteral("refused"), expect.value(QLatin1String("result")).toString());
    if (block)
        QCOMPARE(*block, test.value(QLatin1String("params")).toObject().value(QLatin1String("block")).toInt());
}

void TestSignature::assembleCase(const QJsonObject &inputs, const QJsonObject &expect)
{
    const auto key = publicKey(inputs.value(QLatin1String("public_key")));
    FB_VERIFY_OK(key);
    Bytes file = padToSector(test::vectorBytes(inputs.value(QLatin1String("image"))));
    const auto block = makeSignatureBlock(crypto::sha256(file), *key, keyFile(inputs.value(QLatin1String("signature"))));
    FB_VERIFY_OK(block);
    const auto sector = makeSignatureSector(std::span(&*block, 1));
    FB_VERIFY_OK(sector);
    file.insert(file.end(), sector->begin(), sector->end());
    QCOMPARE(toHex(file), toHex(test::vectorBytes(expect.value(QLatin1String("signed")))));
}

void TestSignature::digestCase(const QJsonObject &inputs, const QJsonObject &expect)
{
    const auto key = publicKey(inputs.value(QLatin1String("key")));
    FB_VERIFY_OK(key);
    QCOMPARE(toHex(*keyDigestV2(*key)), expect.value(QLatin1String("hex")).toString());
    const auto secret = privateKey(inputs.value(QLatin1String("private_key")));
    FB_VERIFY_OK(secret);
    QCOMPARE(toHex(*keyDigestV2(secret->publicKey())), expect.value(QLatin1String("hex")).toString());
}

void TestSignature::extractCase(const QJsonObject &inputs, const QJsonObject &expect)
{
    const auto key = privateKey(inputs.value(QLatin1String("private_key")));
    FB_VERIFY_OK(key);
    QCOMPARE(key->publicKey().toPem(), toQByteArray(keyFile(expect.value(QLatin1String("file")))));
}

void TestSignature::knownAnswers()
{
    QFETCH(QJsonObject, test);
    const QString kind = test.value(QLatin1String("kind")).toString();
    if (const QString reason = reasonToSkip(test); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    const QJsonObject inputs = test.value(QLatin1String("inputs")).toObject();
    const QJsonObject expect = test.value(QLatin1String("expect")).toObject();
    if (kind == QLatin1String("sign"))
        signCase(inputs, expect);
    else if (kind == QLatin1String("verify"))
        verifyCase(test, inputs, expect);
    else if (kind == QLatin1String("assemble"))
        assembleCase(inputs, expect);
    else if (kind == QLatin1String("key-digest"))
        digestCase(inputs, expect);
    else if (kind == QLatin1String("public-key"))
        extractCase(inputs, expect);
    else
        QFAIL("a kind of case that no code here knows");
}

void TestSignature::espsecuresOwnSectorKeepsItsBlocksWhenOneIsAdded()
{
    FB_NEED_SHARED("vectors/manifest.json");
    Bytes file = test::readAll(test::sharedPath(QStringLiteral("vectors/sign/image_4k.bin")));
    const Bytes sector = test::readAll(test::sharedPath(QStringLiteral("vectors/sign/v2_rsa1_4k.sector")));
    file.insert(file.end(), sector.begin(), sector.end());
    const auto key = crypto::PrivateKey::generateRsa3072();
    const auto appended = appendSignatures(file, std::span(&*key, 1));
    FB_VERIFY_OK(appended);
    QCOMPARE(appended->size(), file.size());
    const auto verified = verifySigned(*appended);
    FB_VERIFY_OK(verified);
    QVERIFY(verified->verdicts[0].good && verified->verdicts[1].good && !verified->verdicts[2].good);
    QCOMPARE(verified->verdicts[2].id, QStringLiteral("no_block"));
    QCOMPARE(verified->blockOf(*keyDigestV2(key->publicKey())).value_or(-1), 1);
    const std::vector<crypto::PrivateKey> two(2, *key);
    QVERIFY(appendSignatures(*appended, two).error().is(image::errors::NoRoom));
}

void TestSignature::staleBlocksAreNotKept()
{
    const auto key = crypto::PrivateKey::generateRsa3072();
    auto file = sign(Bytes(5000, 1), std::span(&*key, 1));
    FB_VERIFY_OK(file);
    (*file)[100] ^= 1;
    QVERIFY(appendSignatures(*file, std::span(&*key, 1)).error().is(image::errors::StaleSignature));
}

void TestSignature::signedDataIsNotSignedAgain()
{
    const auto key = crypto::PrivateKey::generateRsa3072();
    const auto file = sign(Bytes(5000, 1), std::span(&*key, 1));
    FB_VERIFY_OK(file);
    QVERIFY(sign(*file, std::span(&*key, 1)).error().is(image::errors::AlreadySigned));
}

void TestSignature::numberOfKeysIsLimited()
{
    const auto key = crypto::PrivateKey::generateRsa3072();
    const std::vector<crypto::PrivateKey> four(4, *key);
    QVERIFY(sign(Bytes(4096), four).error().is(image::errors::NoRoom));
    QVERIFY(sign(Bytes(4096), {}).error().is(image::errors::NoRoom));
}

void TestSignature::foreignSignatureIsRefused()
{
    const auto key = crypto::PrivateKey::generateRsa3072();
    const crypto::Sha256 digest = crypto::sha256(Bytes(4096));
    QVERIFY(makeSignatureBlock(digest, key->publicKey(), Bytes(384, 1)).error().is(image::errors::SignatureMismatch));
    QVERIFY(!makeSignatureBlock(digest, key->publicKey(), Bytes(383, 1)).ok());
}

// The chip computes with R² and M' as they stand in the block, so they must be right although OpenSSL does not need them.
void TestSignature::contradictingKeyNumbersAreRefused()
{
    const auto key = crypto::PrivateKey::generateRsa3072();
    const auto made = makeSignatureBlock(crypto::Sha256{}, *key);
    FB_VERIFY_OK(made);
    for (const std::size_t at : {std::size_t(424), std::size_t(808)}) {
        Bytes block = *made;
        block[at] ^= 1;
        writeLe32(block, 1196, crypto::crc32(ByteView(block).first(1196)));
        const auto sector = makeSignatureSector(std::span(&block, 1));
        const BlockVerdict verdict = verifyBlock(parseSignatureSector(*sector).front(), crypto::Sha256{});
        QVERIFY(!verdict.good);
        QCOMPARE(verdict.id, QStringLiteral("bad_key"));
    }
}

QTEST_GUILESS_MAIN(TestSignature)
#include "tst_signature.moc"
