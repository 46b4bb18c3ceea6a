// SPDX-License-Identifier: GPL-3.0-or-later
// The built-in firmware: valid images, the boot model starts them in every state of security, and the machine code is
// what its generator makes.
#include "boot_unit.h"
#include "image/demonstration.h"
#include "image/otadata.h"
#include "image/partition_table.h"
#include "testdata.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace fb;

class TestDemonstration : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void generatorMakesWhatIsThere();
    void imagesAreValid_data();
    void imagesAreValid();
    void boots_data();
    void boots();
    void otherFamiliesHaveNone();
    void lineIsFoundOnlyInOurImages();

private:
    std::optional<chip::Catalogue> m_catalogue;
};

void TestDemonstration::initTestCase()
{
    auto loaded = chip::Catalogue::load();
    FB_VERIFY_OK(loaded);
    m_catalogue.emplace(*std::move(loaded));
}

void TestDemonstration::generatorMakesWhatIsThere()
{
    const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
    if (python.isEmpty())
        QSKIP("needs python3");
    QProcess process;
    process.start(python, {test::sourceFolder() + QStringLiteral("/resources/firmware/generate.py"), QStringLiteral("--check")});
    QVERIFY(process.waitForFinished());
    QVERIFY2(process.exitCode() == 0, process.readAllStandardOutput().constData());
}

void TestDemonstration::imagesAreValid_data()
{
    QTest::addColumn<QString>("chip");
    QTest::newRow("esp32") << QStringLiteral("esp32");
    QTest::newRow("esp32c3") << QStringLiteral("esp32c3");
}

void TestDemonstration::imagesAreValid()
{
    QFETCH(QString, chip);
    const chip::Chip &family = **m_catalogue->byId(chip);
    const auto firmware = image::demonstrationFirmware(family);
    FB_VERIFY_OK(firmware);
    FB_VERIFY_OK(image::parseFor(firmware->bootloader, family, QStringLiteral("bootloader")));
    const auto app = image::parseFor(firmware->app, family, QStringLiteral("app"));
    FB_VERIFY_OK(app);
    QVERIFY(app->app.has_value());
    QVERIFY(firmware->bootloader.size() < 4096);
    QVERIFY(firmware->app.size() < 4096);
    const auto table = image::parsePartitionTable(firmware->partitionTable);
    FB_VERIFY_OK(table);
    QCOMPARE(table->otaSlotCount(), 2);
    QVERIFY(table->find(image::partition::Data, image::partition::NvsKeys) != nullptr);
}

void TestDemonstration::boots_data()
{
    QTest::addColumn<QString>("chip");
    QTest::addColumn<bool>("secured");
    for (const char *chip : {"esp32", "esp32c3"}) {
        QTest::addRow("%s plain", chip) << QString::fromLatin1(chip) << false;
        QTest::addRow("%s secured", chip) << QString::fromLatin1(chip) << true;
    }
}

void TestDemonstration::boots()
{
    QFETCH(QString, chip);
    QFETCH(bool, secured);
    test::BootUnit unit(**m_catalogue->byId(chip));
    const auto firmware = image::demonstrationFirmware(unit.chip);
    FB_VERIFY_OK(firmware);
    unit.put(unit.bootloaderAt, firmware->bootloader, true);
    unit.put(unit.tableAt, firmware->partitionTable);
    unit.put(0xE000, image::blankOtaData());
    unit.put(0x20000, firmware->app, true);
    if (secured) {
        unit.burnFlashEncryption();
        unit.burnSecureBoot();
    }
    unit.write();
    const boot::Verdict verdict = unit.boot();
    QVERIFY2(verdict.outcome == boot::Outcome::Boots, qPrintable(verdict.sentence()));
    QVERIFY(verdict.consoleLog.contains(QStringLiteral("Fuseboard demonstration bootloader")));
    QCOMPARE(verdict.consoleLog.last(), QStringLiteral("Fuseboard demonstration application"));
}

void TestDemonstration::otherFamiliesHaveNone()
{
    chip::Chip other;
    other.id = QStringLiteral("esp8266");
    QVERIFY(image::demonstrationFirmware(other).error().is(image::errors::NoDemonstration));
}

void TestDemonstration::lineIsFoundOnlyInOurImages()
{
    QCOMPARE(image::demonstrationLine({}), QString());
    QCOMPARE(image::demonstrationLine(viewOf("xxFuseboard demonstration application\r\nmore")), QStringLiteral("Fuseboard demonstration application"));
    FB_NEED_SHARED("images/sets/hello-world");
    QCOMPARE(image::demonstrationLine(test::readAll(test::sharedPath(QStringLiteral("images/sets/hello-world/ESP32/hello_world.bin")))), QString());
}

QTEST_GUILESS_MAIN(TestDemonstration)
#include "tst_demonstration.moc"
