// SPDX-License-Identifier: GPL-3.0-or-later
// The verbs for keys, images, partition tables and otadata as a script would call them: exit codes, files, JSON.
#include "image/app_image_builder.h"
#include "testdata.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace fb;

namespace {

struct Answer
{
    int code = -1;
    QByteArray out;
    QByteArray err;
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

QStringList words(const char *line)
{
    return QString::fromLatin1(line).split(QLatin1Char(' '));
}

} // namespace

class TestCliImages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void keysArePrivateAndNeverOverwritten();
    void keyTypesHaveTheirSizes_data();
    void keyTypesHaveTheirSizes();
    void unsupportedTypesSaySo();
    void signThenVerify();
    void severalKeysAndAppend();
    void offlineSigningInTwoHalves();
    void encryptedKeyNeedsItsPassphrase();
    void encryptThenDecrypt();
    void infoReportsDamage();
    void partitionTableBothWays();
    void otaDataBothWays();
    void outputNeverReplacesInput();

private:
    [[nodiscard]] Answer run(const QStringList &arguments) const;
    [[nodiscard]] Answer run(const char *line) const { return run(words(line)); }
    [[nodiscard]] QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    void write(const char *name, const Bytes &contents) const;
    QTemporaryDir m_folder;
};

Answer TestCliImages::run(const QStringList &arguments) const
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(QStringLiteral(FUSEBOARD_CLI), arguments);
    if (!process.waitForFinished(60000))
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

void TestCliImages::write(const char *name, const Bytes &contents) const
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(toQByteArray(contents));
}

void TestCliImages::initTestCase()
{
    image::AppDescriptor descriptor;
    descriptor.project = QStringLiteral("demo");
    image::ImagePlan plan;
    plan.chipId = 5;
    plan.entry = 0x40380000;
    plan.segments = {{0x3C000020, image::makeAppDescriptor(descriptor)}, {0x40380000, Bytes(100, 7)}};
    write("app.bin", image::buildImage(plan));
    for (const char *name : {"a.pem", "b.pem"})
        QCOMPARE(run(words("key generate --type rsa3072") << path(name)).code, 0);
}

void TestCliImages::keysArePrivateAndNeverOverwritten()
{
    QCOMPARE(QFile::permissions(path("a.pem")) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther), QFile::Permissions());
    const Bytes before = test::readAll(path("a.pem"));
    QCOMPARE(run("key generate --type rsa3072 a.pem").code, 3);
    QCOMPARE(test::readAll(path("a.pem")), before);
}

void TestCliImages::keyTypesHaveTheirSizes_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("size");
    for (const auto &[type, size] : {std::pair{"flash128", 16}, {"flash256", 32}, {"flash512", 64}, {"hmac256", 32}, {"aes256", 32}})
        QTest::newRow(type) << QString::fromLatin1(type) << size;
}

void TestCliImages::keyTypesHaveTheirSizes()
{
    QFETCH(QString, type);
    QFETCH(int, size);
    QCOMPARE(run(words("key generate --type") << type << type).code, 0);
    const Bytes key = test::readAll(m_folder.filePath(type));
    QCOMPARE(int(key.size()), size);
    QVERIFY(!isFilledWith(key, key.front()));
}

void TestCliImages::unsupportedTypesSaySo()
{
    const Answer answer = run("--json key generate --type ecdsa256 x.pem");
    QCOMPARE(answer.code, 2);
    QCOMPARE(answer.json()[QLatin1String("error")][QLatin1String("code")].toString(), QStringLiteral("not_supported_yet"));
    QVERIFY(!QFile::exists(path("x.pem")));
}

void TestCliImages::signThenVerify()
{
    QCOMPARE(run("image sign --version 2 --key a.pem app.bin signed.bin").code, 0);
    const QStringList verify = words("--json image verify --version 2 --key");
    const Answer good = run(verify + words("a.pem signed.bin"));
    QCOMPARE(good.code, 0);
    QVERIFY(good.json()[QLatin1String("verified")].toBool());
    const Answer other = run(verify + words("b.pem signed.bin"));
    QCOMPARE(other.code, 1);
    QVERIFY(!other.json()[QLatin1String("verified")].toBool(true));
    QVERIFY(other.json()[QLatin1String("blocks")][0][QLatin1String("good")].toBool());
    QCOMPARE(run(verify + words("a.pem app.bin")).code, 1);
    const Answer twice = run("image sign --version 2 --key a.pem signed.bin twice.bin");
    QCOMPARE(twice.code, 3);
    QVERIFY(!QFile::exists(path("twice.bin")));
}

void TestCliImages::severalKeysAndAppend()
{
    const QStringList sign = words("image sign --version 2");
    QCOMPARE(run(sign + words("--key a.pem --key b.pem app.bin two.bin")).code, 0);
    QCOMPARE(run(sign + words("--append --key b.pem two.bin three.bin")).code, 0);
    const Answer info = run("--json image info three.bin");
    QCOMPARE(info.code, 0);
    QCOMPARE(info.json()[QLatin1String("signatures")].toArray().size(), 3);
    QCOMPARE(run(sign + words("--append --key b.pem three.bin four.bin")).code, 3);
}

void TestCliImages::offlineSigningInTwoHalves()
{
    const QStringList sign = words("image sign --version 2");
    QCOMPARE(run(sign + words("--digest-out digest.bin app.bin")).code, 0);
    const auto key = crypto::PrivateKey::fromPem(SecretBytes(ByteView(test::readAll(path("a.pem")))), SecretBytes(), QString());
    FB_VERIFY_OK(key);
    crypto::Sha256 digest{};
    const Bytes file = test::readAll(path("digest.bin"));
    QCOMPARE(file.size(), digest.size());
    std::copy(file.begin(), file.end(), digest.begin());
    write("signature.bin", *key->signPss(digest));
    QCOMPARE(run("key public a.pem a-public.pem").code, 0);
    const QStringList outside = words("--signature signature.bin --public a-public.pem");
    QCOMPARE(run(sign + outside + words("app.bin offline.bin")).code, 0);
    QCOMPARE(run("image verify --version 2 --key a-public.pem offline.bin").code, 0);
    write("signature.bin", Bytes(384, 1));
    QCOMPARE(run(sign + outside + words("app.bin bad.bin")).code, 3);
    QVERIFY(!QFile::exists(path("bad.bin")));
}

void TestCliImages::encryptedKeyNeedsItsPassphrase()
{
    const QString key = test::sourceFolder() + QStringLiteral("/tests/core/crypto/encrypted_test_key.pem");
    const QStringList digest = words("key digest --version 2") << key << QStringLiteral("digest-of-encrypted.bin");
    QCOMPARE(run(digest).code, 3);
    write("passphrase", toBytes(viewOf(QByteArray("only for tests\n"))));
    QCOMPARE(run(words("--passphrase-file passphrase") + digest).code, 0);
    QCOMPARE(test::readAll(path("digest-of-encrypted.bin")).size(), std::size_t(32));
}

void TestCliImages::encryptThenDecrypt()
{
    write("flash.key", Bytes(32, 0x42));
    const QStringList where = words("--chip esp32c3 --key flash.key --address 64K");
    QCOMPARE(run(words("image encrypt") + where + words("app.bin cipher.bin")).code, 0);
    QCOMPARE(run(words("image decrypt") + where + words("cipher.bin plain.bin")).code, 0);
    QVERIFY(test::readAll(path("cipher.bin")) != test::readAll(path("app.bin")));
    QCOMPARE(test::readAll(path("plain.bin")), test::readAll(path("app.bin")));
    QCOMPARE(run("image encrypt --chip esp32c3 --key flash.key --address x app.bin no.bin").code, 2);
}

void TestCliImages::infoReportsDamage()
{
    Bytes bytes = test::readAll(path("app.bin"));
    bytes[60] ^= 1;
    write("damaged.bin", bytes);
    const Answer damaged = run("--json image info damaged.bin");
    QCOMPARE(damaged.code, 1);
    QVERIFY(!damaged.json()[QLatin1String("checksum_valid")].toBool(true));
    QCOMPARE(run("image info a.pem").code, 3);
}

void TestCliImages::partitionTableBothWays()
{
    write("table.csv", toBytes(viewOf(QByteArray("nvs,data,nvs,,24K\nfactory,app,factory,,1M\n"))));
    QCOMPARE(run("partition make --flash-size 4M table.csv table.bin").code, 0);
    const Answer shown = run("partition show table.bin");
    QVERIFY(shown.out.contains("factory,app,factory,0x10000,1M,"));
    const Answer small = run("--json partition make --flash-size 1M table.csv small.bin");
    QCOMPARE(small.code, 3);
    QVERIFY(small.json()[QLatin1String("error")][QLatin1String("where")].toString().contains(QLatin1String("factory")));
    QVERIFY(!QFile::exists(path("small.bin")));
}

void TestCliImages::otaDataBothWays()
{
    QCOMPARE(run("otadata make --slot 2 --slots 3 ota.bin").code, 0);
    const Answer shown = run("--json otadata show --slots 3 ota.bin");
    QCOMPARE(shown.json()[QLatin1String("boot")].toString(), QStringLiteral("ota_2"));
    QCOMPARE(run("otadata make --slot 3 --slots 3 no.bin").code, 2);
}

void TestCliImages::outputNeverReplacesInput()
{
    const Bytes before = test::readAll(path("app.bin"));
    QCOMPARE(run("image sign --version 2 --key a.pem app.bin ./app.bin").code, 2);
    QCOMPARE(test::readAll(path("app.bin")), before);
}

QTEST_GUILESS_MAIN(TestCliImages)
#include "tst_cli_images.moc"
