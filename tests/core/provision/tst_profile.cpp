// SPDX-License-Identifier: GPL-3.0-or-later
// Profiles: the document, its contradictions, and every way in which files that it names can be wrong.
#include "provision/prepared_profile.h"

#include "base/files.h"
#include "image/app_image.h"
#include "image/otadata.h"
#include "image/signature_v2.h"
#include "testdata.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace fb;
using namespace fb::provision;

class TestProfile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void presetsAreFreeOfContradictions_data();
    void presetsAreFreeOfContradictions();
    void documentRoundTrip();
    void malformedDocuments_data();
    void malformedDocuments();
    void contradictions_data();
    void contradictions();
    void everyMemberIsInTheSchema();
    void releaseLayout();
    void preparationIsReproducible();
    void badFiles_data();
    void badFiles();
    void imagesSignedElsewhere();

private:
    QString write(const QString &name, ByteView contents) const;
    Profile helloWorld(Preset preset) const;
    Result<PreparedProfile> prepared(const Profile &profile) const { return prepare(profile, m_folder.path(), *m_chips); }
    Bytes part(const char *name) const { return test::readAll(test::sharedPath(QStringLiteral("images/sets/hello-world/") + QLatin1String(name))); }

    std::optional<chip::Catalogue> m_chips;
    QTemporaryDir m_folder;
};

void TestProfile::initTestCase()
{
    auto loaded = chip::Catalogue::load();
    FB_VERIFY_OK(loaded);
    m_chips = *std::move(loaded);
    auto key = crypto::PrivateKey::generateRsa3072();
    FB_VERIFY_OK(key);
    FB_VERIFY_OK(writeSecretFile(m_folder.filePath(QStringLiteral("signing-key.pem")), key->toPem()));
    write(QStringLiteral("public-key.pem"), viewOf(key->publicKey().toPem()));
    write(QStringLiteral("bootloader.bin"), part("ESP32_C3/bootloader.bin"));
    write(QStringLiteral("partition-table.bin"), part("ESP32_C3/partition-table.bin"));
    write(QStringLiteral("app.bin"), part("ESP32_C3/hello_world.bin"));
}

QString TestProfile::write(const QString &name, ByteView contents) const
{
    (void)writeFile(m_folder.filePath(name), contents, Overwrite::Replace);
    return name;
}

Profile TestProfile::helloWorld(Preset preset) const
{
    Profile profile = presetProfile(**m_chips->byId(u"esp32c3"), preset);
    for (ImageSource &image : profile.images)
        image.file = image.role + QStringLiteral(".bin");
    return profile;
}

void TestProfile::presetsAreFreeOfContradictions_data()
{
    QTest::addColumn<QString>("chip");
    QTest::addColumn<QString>("preset");
    for (const auto &chip : m_chips->all()) {
        for (const char *preset : {"development", "release", "release-fe", "release-sb"})
            QTest::addRow("%s %s", qPrintable(chip->id), preset) << chip->id << QString::fromLatin1(preset);
    }
}

void TestProfile::presetsAreFreeOfContradictions()
{
    QFETCH(QString, chip);
    QFETCH(QString, preset);
    const chip::Chip &description = **m_chips->byId(chip);
    const Profile profile = presetProfile(description, *presetNamed(preset));
    const std::vector<Error> faults = provision::contradictions(profile, description);
    QVERIFY2(faults.empty(), faults.empty() ? "" : qPrintable(faults.front().toLine()));
    QCOMPARE(profile.lockDownload, preset != QLatin1String("development"));
}

void TestProfile::documentRoundTrip()
{
    Profile profile = helloWorld(Preset::Release);
    profile.minimumRevision = 4;
    profile.keyCustody = KeyCustody::HostDiscarded;
    profile.eFuses[QStringLiteral("UART_PRINT_CONTROL")] = 3;
    profile.images.push_back({QStringLiteral("data"), QStringLiteral("web.bin"), QStringLiteral("storage"), QString(64, u'a')});
    const QByteArray json = QJsonDocument(profile.toJson()).toJson();
    const auto again = parseProfile(viewOf(json), QStringLiteral("p.json"), *m_chips);
    FB_VERIFY_OK(again);
    QCOMPARE(QJsonDocument(again->toJson()).toJson(), json);
    QCOMPARE(again->minimumRevision, 4);
    QCOMPARE(again->images.size(), std::size_t(4));
}

void TestProfile::malformedDocuments_data()
{
    QTest::addColumn<QByteArray>("find");
    QTest::addColumn<QByteArray>("replace");
    QTest::addColumn<QString>("errorId");
    QTest::addColumn<QString>("place");
    const auto row = [](const char *name, const char *find, const char *replace, const char *id, const char *place) {
        QTest::newRow(name) << QByteArray(find) << QByteArray(replace) << QString::fromLatin1(id) << QString::fromLatin1(place);
    };
    row("not JSON", "{", "[", "json.malformed", "p.json, line");
    row("unknown member", "\"secureBoot\"", "\"secureBooot\"", "json.unknown_member", "p.json/secureBooot");
    row("unknown format", "fuseboard-profile/1", "fuseboard-profile/9", "profile.bad", "p.json/format");
    row("unknown preset", "\"preset\": \"release\"", "\"preset\": \"relaese\"", "profile.bad", "p.json/preset");
    row("unknown chip", "\"chip\": \"esp32c3\"", "\"chip\": \"esp8266\"", "chip.unknown", "p.json/chip");
    row("wrong type", "\"flashEncryption\": true", "\"flashEncryption\": \"yes\"", "json.wrong_type", "p.json/flashEncryption");
    row("revision", "\"v0.3\"", "\"three\"", "profile.bad", "p.json/minimumRevision");
    row("role", "\"role\": \"bootloader\"", "\"role\": \"boot\"", "profile.bad", "p.json/images/0/role");
    row("flash size", "4194304", "-1", "json.wrong_type", "p.json/flashSize");
    row("missing name", "\"name\": \"ESP32-C3 release\",", "", "json.missing_member", "p.json/name");
    row("custody", "host-kept", "somebody", "profile.bad", "p.json/keyCustody");
}

void TestProfile::malformedDocuments()
{
    QFETCH(QByteArray, find);
    QFETCH(QByteArray, replace);
    QFETCH(QString, errorId);
    QFETCH(QString, place);
    QByteArray json = QJsonDocument(helloWorld(Preset::Release).toJson()).toJson();
    QVERIFY(json.contains(find));
    json.replace(json.indexOf(find), find.size(), replace);
    const auto parsed = parseProfile(viewOf(json), QStringLiteral("p.json"), *m_chips);
    QVERIFY(!parsed.ok());
    QCOMPARE(parsed.error().id(), errorId);
    QVERIFY2(parsed.error().where().startsWith(place), qPrintable(parsed.error().toLine()));
    QVERIFY(!parsed.error().advice().isEmpty());
}

void TestProfile::contradictions_data()
{
    QTest::addColumn<int>("change");
    QTest::addColumn<QString>("place");
    const char *places[] = {"signingKeys", "images", "minimumRevision", "lockDownload", "lockDownload", "signingKeys", "publicKeys", "eFuses", "eFuses", "eFuses",
                            "secureBoot", "flashEncryption", "keyCustody", "images", "eFuses", "flashSize", "images", "eFuses"};
    for (int i = 0; i < int(std::size(places)); ++i)
        QTest::addRow("%d %s", i, places[i]) << i << QString::fromLatin1(places[i]);
}

void TestProfile::contradictions()
{
    QFETCH(int, change);
    QFETCH(QString, place);
    const chip::Chip &chip = **m_chips->byId(u"esp32c3");
    Profile p = presetProfile(chip, change == 4 ? Preset::Development : Preset::Release);
    switch (change) {
    case 0: p.signingKeys.clear(); break;                                  // nothing to sign with
    case 1: p.images.erase(p.images.begin() + 1); break;                   // no partition table
    case 2: p.minimumRevision = 2; break;                                  // silicon without secure boot v2
    case 3: p.lockDownload = false; break;                                 // release left open
    case 4: p.lockDownload = true; break;                                  // closed, with nothing verified
    case 5: p.signingKeys = {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d")}; break;
    case 6: p.publicKeys = {QStringLiteral("a")}; break;                   // signs here and comes signed
    case 7: p.eFuses[QStringLiteral("DIS_DOWNLOAD_MODE")] = 1; break;      // would lock before verification
    case 8: p.eFuses[QStringLiteral("NO_SUCH_FIELD")] = 1; break;
    case 9: p.eFuses[QStringLiteral("UART_PRINT_CONTROL")] = 4; break;     // two bits
    case 10: p.secureBoot = false; break;
    case 11: p.flashEncryption = false; break;
    case 12: p = presetProfile(chip, Preset::ReleaseSecureBoot); p.keyCustody = KeyCustody::HostDiscarded; break;
    case 13: p.images.push_back(p.images.front()); break;                  // two bootloaders
    case 14: p.eFuses[QStringLiteral("KEY_PURPOSE_2")] = 4; break;
    case 15: p.flashSize = 3 * 1024 * 1024; break;
    case 16: p.images.pop_back(); break;                                   // no application
    case 17: p.eFuses[QStringLiteral("SOFT_DIS_JTAG")] = 1; break;         // the release wants 7
    default: break;
    }
    const std::vector<Error> faults = provision::contradictions(p, chip);
    QVERIFY(!faults.empty());
    QVERIFY(faults.front().is(provision::errors::Contradiction));
    QVERIFY2(faults.front().where().endsWith(QLatin1Char('/') + place), qPrintable(faults.front().toLine()));
    QVERIFY(!faults.front().advice().isEmpty());
    const auto refused = prepared(p);
    QVERIFY(!refused.ok());
    QVERIFY(refused.error().is(provision::errors::Contradiction));
}

void TestProfile::everyMemberIsInTheSchema()
{
    const Bytes schema = test::readAll(test::sourceFolder() + QStringLiteral("/resources/profiles/profile.schema.json"));
    const QJsonObject properties = QJsonDocument::fromJson(toQByteArray(schema)).object().value(QLatin1String("properties")).toObject();
    QVERIFY(!properties.isEmpty());
    const QJsonObject profile = helloWorld(Preset::Release).toJson();
    for (auto it = profile.begin(); it != profile.end(); ++it)
        QVERIFY2(properties.contains(it.key()), qPrintable(it.key()));
    for (auto it = properties.begin(); it != properties.end(); ++it)
        QVERIFY2(it.key() == QLatin1String("$schema") || profile.contains(it.key()), qPrintable(it.key()));
}

void TestProfile::releaseLayout()
{
    FB_NEED_SHARED("images/sets/hello-world");
    const auto result = prepared(helloWorld(Preset::Release));
    FB_VERIFY_OK(result);
    QStringList layout;
    for (const FlashRegion &region : result->regions)
        layout << QStringLiteral("%1@%2%3").arg(region.name).arg(region.address, 0, 16).arg(region.encrypted ? QStringLiteral(" encrypted") : QString());
    // hello-world's table: nvs, phy_init, factory
    QCOMPARE(layout, (QStringList{QStringLiteral("bootloader@0 encrypted"), QStringLiteral("partition-table@8000 encrypted"), QStringLiteral("nvs@9000"),
                                  QStringLiteral("factory@10000 encrypted")}));
    const auto checked = image::verifySigned(result->regions.back().plain);
    FB_VERIFY_OK(checked);
    crypto::Sha256 digest{};
    std::copy(result->keyDigests.at(0).begin(), result->keyDigests.at(0).end(), digest.begin());
    QCOMPARE(checked->blockOf(digest), std::optional<int>(0));
    QCOMPARE(result->minimumRevision, 3);
}

void TestProfile::preparationIsReproducible()
{
    FB_NEED_SHARED("images/sets/hello-world");
    const auto first = prepared(helloWorld(Preset::Release));
    Profile renamed = helloWorld(Preset::Release);
    renamed.name = QStringLiteral("Another name");
    const auto second = prepared(renamed);
    FB_VERIFY_OK(first);
    FB_VERIFY_OK(second);
    QCOMPARE(first->hash, second->hash);
    QCOMPARE(first->regions.back().plain, second->regions.back().plain);
    Profile open = helloWorld(Preset::ReleaseFlashEncryption);
    FB_VERIFY_OK(prepared(open));
    QVERIFY(prepared(open)->hash != first->hash);
}

void TestProfile::badFiles_data()
{
    QTest::addColumn<QString>("role");
    QTest::addColumn<int>("change");
    QTest::addColumn<QString>("errorId");
    QTest::newRow("missing") << QStringLiteral("app") << 0 << QStringLiteral("file.unreadable");
    QTest::newRow("empty") << QStringLiteral("app") << 1 << QStringLiteral("profile.bad_image");
    QTest::newRow("image for another chip") << QStringLiteral("app") << 2 << QStringLiteral("image.wrong_chip");
    QTest::newRow("bootloader for another chip") << QStringLiteral("bootloader") << 3 << QStringLiteral("image.wrong_chip");
    QTest::newRow("too large for its slot") << QStringLiteral("app") << 4 << QStringLiteral("profile.image_too_large");
    QTest::newRow("truncated") << QStringLiteral("app") << 5 << QStringLiteral("image.truncated");
    QTest::newRow("corrupted") << QStringLiteral("app") << 6 << QStringLiteral("image.bad_checksum");
    QTest::newRow("no image at all") << QStringLiteral("bootloader") << 7 << QStringLiteral("image.bad_magic");
    QTest::newRow("corrupted table") << QStringLiteral("partition-table") << 8 << QStringLiteral("partition_table.bad_md5");
    QTest::newRow("no table") << QStringLiteral("partition-table") << 9 << QStringLiteral("partition_table.malformed");
    QTest::newRow("other SHA-256") << QStringLiteral("app") << 10 << QStringLiteral("profile.digest_differs");
    QTest::newRow("unknown partition") << QStringLiteral("app") << 11 << QStringLiteral("profile.unknown_partition");
}

void TestProfile::badFiles()
{
    FB_NEED_SHARED("images/sets/hello-world");
    QFETCH(QString, role);
    QFETCH(int, change);
    QFETCH(QString, errorId);
    Profile profile = helloWorld(Preset::Release);
    const auto image = std::find_if(profile.images.begin(), profile.images.end(), [&](const ImageSource &i) { return i.role == role; });
    Bytes bytes = test::readAll(m_folder.filePath(image->file));
    switch (change) {
    case 1: bytes.clear(); break;
    case 2: bytes = part("ESP32/hello_world.bin"); break;
    case 3: bytes = part("ESP32_C6/bootloader.bin"); break;
    case 4: {
        Bytes table = part("ESP32_C3/partition-table.bin");
        for (std::size_t row = 0; row < 3 * 32; row += 32) {
            if (table[row + 2] == 0) // the app
                writeLe32(table, row + 8, 0x10000);
        }
        table.resize(3 * 32); // without its MD5 row, which no longer fits
        table.resize(0xC00, 0xFF);
        profile.images[1].file = write(QStringLiteral("small-table.bin"), table);
        break;
    }
    case 5: bytes.resize(bytes.size() / 2); break;
    case 6: bytes[bytes.size() / 2] ^= 0x10; break;
    case 7: bytes.assign(4096, 0x55); break;
    case 8: bytes[5] ^= 0x40; break;
    case 9: bytes.assign(0xC00, 0x12); break;
    case 10: image->sha256 = QString(64, u'0'); break;
    case 11: image->partition = QStringLiteral("ota_7"); break;
    default: break;
    }
    image->file = change == 0 ? QStringLiteral("nowhere.bin") : write(QStringLiteral("changed.bin"), bytes);
    const auto refused = prepared(profile);
    QVERIFY(!refused.ok());
    QVERIFY2(refused.error().id() == errorId, qPrintable(refused.error().toLine()));
    QVERIFY2(refused.error().where().contains(image->file), qPrintable(refused.error().toLine()));
    QVERIFY2(!refused.error().advice().isEmpty(), qPrintable(refused.error().toLine()));
}

void TestProfile::imagesSignedElsewhere()
{
    FB_NEED_SHARED("images/sets/hello-world");
    Profile profile = helloWorld(Preset::Release);
    profile.signingKeys.clear();
    profile.publicKeys = QStringList{QStringLiteral("public-key.pem")};
    const auto unsigned_ = prepared(profile);
    QVERIFY(!unsigned_.ok());

    const auto signedHere = prepared(helloWorld(Preset::Release));
    FB_VERIFY_OK(signedHere);
    profile.images[0].file = write(QStringLiteral("bootloader-signed.bin"), signedHere->regions.front().plain);
    profile.images[2].file = write(QStringLiteral("app-signed.bin"), signedHere->regions.back().plain);
    const auto accepted = prepared(profile);
    FB_VERIFY_OK(accepted);
    QCOMPARE(accepted->regions.back().plain, signedHere->regions.back().plain);

    auto other = crypto::PrivateKey::generateRsa3072();
    write(QStringLiteral("other.pem"), viewOf(other->publicKey().toPem()));
    profile.publicKeys = QStringList{QStringLiteral("other.pem")};
    const auto untrusted = prepared(profile);
    QVERIFY(!untrusted.ok());
    QVERIFY2(untrusted.error().is(provision::errors::NotSigned), qPrintable(untrusted.error().toLine()));
}

QTEST_GUILESS_MAIN(TestProfile)
#include "tst_profile.moc"
