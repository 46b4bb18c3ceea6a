// SPDX-License-Identifier: GPL-3.0-or-later
// Whole jobs over virtual units: both families, every preset, and the same again.
#include "unit_bench.h"

#include <QJsonDocument>

using namespace fb;
using namespace fb::provision;
using test::UnitBench;

class TestProvision : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void blankUnitPasses_data() { test::addFamilyAndPresetRows(); }
    void blankUnitPasses();

private:
    test::ProvisionFixture m_fixture;
};

void TestProvision::blankUnitPasses()
{
    QFETCH(QString, family);
    QFETCH(QString, preset);
    const PreparedProfile &prepared = m_fixture.prepared(family, preset);
    UnitBench bench(m_fixture, prepared);
    const UnitResult result = bench.run();
    FB_VERIFY_PASSED(result);
    qInfo("%lld ms, %llu bytes out, %llu in", result.milliseconds, result.bytesSent, result.bytesReceived);
    QCOMPARE(result.mac, bench.mac());
    QCOMPARE(result.bootCheck, QStringLiteral("not possible on this link"));
    const boot::Verdict verdict = bench.verdict();
    QVERIFY2(verdict.outcome == boot::Outcome::Boots, qPrintable(verdict.sentence()));
    const efuse::State state = bench.state();
    QVERIFY(shortfalls(desiredFuses(prepared.profile, *prepared.chip, prepared.keyDigests.size()), state, true).empty());
    QCOMPARE(bench.sealedKey().has_value(), prepared.profile.flashEncryption);
}

QTEST_GUILESS_MAIN(TestProvision)
#include "tst_provision.moc"
