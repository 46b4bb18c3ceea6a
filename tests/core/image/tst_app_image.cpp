// SPDX-License-Identifier: GPL-3.0-or-later
#include "image/app_image.h"
#include "testdata.h"

#include <QTest>

using namespace fb;
using namespace fb::image;

namespace {

/** As much of a family as an image is checked against. */
chip::Chip familyOf(const QString &id)
{
    static const QHash<QString, std::uint16_t> Numbers{{QStringLiteral("esp32"), 0}, {QStringLiteral("esp32s3"), 9}, {QStringLiteral("esp32c3"), 5}};
    chip::Chip chip;
    chip.id = id;
    chip.name = id.toUpper();
    chip.imageChipId = Numbers.value(id, 0xFFFF);
    return chip;
}

Bytes helloWorld(const QString &file)
{
    return test::readAll(test::sharedPath(QStringLiteral("images/sets/hello-world/") + file));
}

} // namespace

class TestAppImage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knownAnswers_data();
    void knownAnswers();
    void realImages_data();
    void realImages();
    void realBootloaderHasItsDescriptor();
    void everyCutIsAnError();
    void bytesBehindTheImageDoNotCount();
    void foreignFamilyIsRefused();
    void revisionLimits();
};

void TestAppImage::knownAnswers_data()
{
    FB_NEED_SHARED("vectors/manifest.json");
    QTest::addColumn<QJsonObject>("test");
    for (const QJsonObject &test : test::vectorCases(QStringLiteral("app_image")))
        QTest::newRow(qPrintable(test.value(QLatin1String("id")).toString())) << test;
}

void TestAppImage::knownAnswers()
{
    QFETCH(QJsonObject, test);
    QCOMPARE(test.value(QLatin1String("kind")).toString(), QStringLiteral("image-info"));
    const QJsonObject expect = test.value(QLatin1String("expect")).toObject();
    const Bytes bytes = test::vectorBytes(test.value(QLatin1String("inputs")).toObject().value(QLatin1String("image")));
    const chip::Chip chip = familyOf(test.value(QLatin1String("params")).toObject().value(QLatin1String("chip")).toString());
    QVERIFY(!bytes.empty());
    const auto image = parseFor(bytes, chip, QStringLiteral("image.bin"));
    if (expect.value(QLatin1String("result")).toString() == QLatin1String("refused")) {
        QVERIFY2(!image.ok(), qPrintable(expect.value(QLatin1String("reason")).toString()));
        QVERIFY(!image.error().advice().isEmpty());
        QCOMPARE(image.error().where(), QStringLiteral("image.bin"));
        return;
    }
    FB_VERIFY_OK(image);
    const QJsonObject json = image->toJson(&chip);
    const QJsonObject wanted = expect.value(QLatin1String("json")).toObject();
    for (const QString &member : wanted.keys())
        QVERIFY2(json.value(member) == wanted.value(member), qPrintable(member));
}

void TestAppImage::realImages_data()
{
    FB_NEED_SHARED("images/sets/hello-world");
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("chipId");
    const std::pair<const char *, int> families[] = {{"ESP32", 0}, {"ESP32_S2", 2}, {"ESP32_C3", 5}, {"ESP32_S3", 9}, {"ESP32_C2", 12},
                                                     {"ESP32_C6", 13}, {"ESP32_H2", 16}, {"ESP32_P4", 18}, {"ESP32_C5", 23}};
    for (const auto &[folder, chipId] : families) {
        for (const char *name : {"bootloader.bin", "hello_world.bin"})
            QTest::addRow("%s %s", folder, name) << QStringLiteral("%1/%2").arg(QLatin1String(folder), QLatin1String(name)) << chipId;
    }
}

void TestAppImage::realImages()
{
    QFETCH(QString, file);
    QFETCH(int, chipId);
    const Bytes bytes = helloWorld(file);
    const auto image = parse(bytes);
    FB_VERIFY_OK(image);
    FB_VERIFY_OK(checkIntegrity(*image));
    QCOMPARE(int(image->chipId), chipId);
    QCOMPARE(image->length, bytes.size());
    if (file.endsWith(QLatin1String("hello_world.bin"))) {
        QVERIFY(image->app.has_value());
        QCOMPARE(image->app->project, QStringLiteral("hello_world"));
    }
}

void TestAppImage::realBootloaderHasItsDescriptor()
{
    FB_NEED_SHARED("images/sets/hello-world");
    const auto image = parse(helloWorld(QStringLiteral("ESP32_C3/bootloader.bin")));
    FB_VERIFY_OK(image);
    QVERIFY(!image->app.has_value());
    QVERIFY(image->bootloader.has_value());
    QCOMPARE(image->bootloader->idf, QStringLiteral("v5.2.2-dirty"));
    QCOMPARE(image->bootloader->dateTime, QStringLiteral("Jul 25 2024 16:24:30"));
    QCOMPARE(int(image->minRevision), 3);
    QCOMPARE(int(image->maxRevision), 199);
}

void TestAppImage::everyCutIsAnError()
{
    FB_NEED_SHARED("vectors/manifest.json");
    const Bytes whole = test::readAll(test::sharedPath(QStringLiteral("vectors/app_image/esp32c3_nosha.bin")));
    FB_VERIFY_OK(parse(whole));
    for (std::size_t size = 0; size < whole.size(); ++size)
        QVERIFY(!parse(ByteView(whole).first(size)).ok());
}

void TestAppImage::bytesBehindTheImageDoNotCount()
{
    FB_NEED_SHARED("images/sets/hello-world");
    Bytes bytes = helloWorld(QStringLiteral("ESP32/hello_world.bin"));
    const std::size_t length = bytes.size();
    bytes.resize(length + 5000, 0xFF);
    const auto image = parse(bytes);
    FB_VERIFY_OK(image);
    QCOMPARE(image->length, length);
    QVERIFY(image->hashValid());
    QCOMPARE(image->signatureOffset() % 4096, std::size_t(0));
    QVERIFY(image->signatureOffset() >= length);
}

void TestAppImage::foreignFamilyIsRefused()
{
    FB_NEED_SHARED("images/sets/hello-world");
    // The ESP8266 shares the magic byte but has a header of 8 bytes: it must not pass as anything.
    QVERIFY(!parseFor(helloWorld(QStringLiteral("ESP8266/hello-world.bin")), familyOf(QStringLiteral("esp32")), QStringLiteral("x")).ok());
    const auto wrong = parseFor(helloWorld(QStringLiteral("ESP32/hello_world.bin")), familyOf(QStringLiteral("esp32c3")), QStringLiteral("x"));
    QVERIFY(!wrong.ok());
    QVERIFY(wrong.error().is(image::errors::WrongChip));
}

void TestAppImage::revisionLimits()
{
    AppImage image;
    image.minRevision = 3;
    image.maxRevision = 199;
    QVERIFY(!checkRevision(image, 2).ok());
    FB_VERIFY_OK(checkRevision(image, 3));
    FB_VERIFY_OK(checkRevision(image, 199));
    QVERIFY(!checkRevision(image, 200).ok());
    image.maxRevision = 0xFFFF;
    FB_VERIFY_OK(checkRevision(image, 9999));
    image.maxRevision = 0;
    FB_VERIFY_OK(checkRevision(image, 9999));
    image.minRevisionOld = 3;
    image.minRevision = 0; // an ESP-IDF 4 image: revision 3 of ESP32 is v3.0, of ESP32-C3 v0.3
    QVERIFY(!checkRevision(image, 101).ok());
    FB_VERIFY_OK(checkRevision(image, 300));
    image.chipId = 5;
    QVERIFY(!checkRevision(image, 2).ok());
    FB_VERIFY_OK(checkRevision(image, 3));
}

QTEST_GUILESS_MAIN(TestAppImage)
#include "tst_app_image.moc"
