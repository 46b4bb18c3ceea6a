// SPDX-License-Identifier: GPL-3.0-or-later
// Recorded sequences of the vendor's tool on virtual chips, burned once more by our staging and register sequences
// into the controller model: same registers, same summary, same token after every step, same refusals.
#include "efuse/memory_controller.h"
#include "efuse/register_file.h"
#include "efuse/summary.h"
#include "efuse/token.h"
#include "testdata.h"
#include "vector_steps.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace fb;
using namespace fb::efuse;

namespace {

/** Steps that the vendor's tool accepts and ours refuses, on purpose, with the reason. */
const std::map<QString, const ErrorCode *> StricterSteps{
    {QStringLiteral("efuse.esp32c3.zero_key_quirk/1"), &efuse::errors::WeakKey},
    {QStringLiteral("efuse.esp32.mac_quirk/2"), &efuse::errors::WouldClear},
};

QJsonObject readJson(const QString &name)
{
    return QJsonDocument::fromJson(toQByteArray(test::vectorBytes(name))).object();
}

QStringList wordsOf(const QJsonObject &step)
{
    QStringList words;
    for (const QJsonValue &word : step[QLatin1String("args")].toArray())
        words << word.toString();
    return words;
}

/** Members that both summaries have and that the vendor's must find again in ours. */
QString firstDifference(const QJsonObject &expected, const QJsonObject &ours)
{
    for (auto field = expected.begin(); field != expected.end(); ++field) {
        const QJsonObject wanted = field.value().toObject();
        const QJsonObject found = ours[field.key()].toObject();
        for (auto member = wanted.begin(); member != wanted.end(); ++member) {
            if (found[member.key()] != member.value())
                return QString::fromUtf8(QJsonDocument(QJsonObject{{field.key(), member.key()}, {QStringLiteral("expected"), member.value()},
                                                                   {QStringLiteral("ours"), found[member.key()]}}).toJson(QJsonDocument::Compact));
        }
    }
    return {};
}

bool holds(bool condition, const char *what, const QByteArray &where)
{
    return QTest::qVerify(condition, what, where.constData(), __FILE__, __LINE__);
}

void applyChanges(QJsonObject &fields, const QJsonObject &step)
{
    const QJsonObject changed = step[QLatin1String("changed")].toObject();
    for (auto field = changed.begin(); field != changed.end(); ++field) {
        QJsonObject merged = fields[field.key()].toObject();
        const QJsonObject members = field.value().toObject();
        for (auto member = members.begin(); member != members.end(); ++member)
            merged.insert(member.key(), member.value());
        fields.insert(field.key(), merged);
    }
    for (const QJsonValue &gone : step[QLatin1String("gone")].toArray())
        fields.remove(gone.toString());
}

} // namespace

class EfuseVectorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void blankStates_data();
    void blankStates();
    void sequences_data();
    void sequences();

private:
    State stateOf(const chip::Chip &chip, const QString &file) const;
    void addCases(const QString &kind) const;
    bool runStep(const chip::Chip &chip, const QString &id, const QJsonObject &step, const QJsonObject &fields);
    bool burn(const chip::Chip &chip, const State &before, const State &after, const BurnPlan &plan, const QByteArray &where);

    chip::Catalogue m_chips;
};

void EfuseVectorTest::initTestCase()
{
    FB_NEED_SHARED("vectors/manifest.json");
    auto chips = chip::Catalogue::load();
    FB_VERIFY_OK(chips);
    m_chips = std::move(*chips);
}

void EfuseVectorTest::addCases(const QString &kind) const
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QJsonObject>("vector");
    for (const auto &chip : m_chips.all()) {
        for (const QJsonObject &vector : test::vectorCases(QStringLiteral("efuse_") + chip->id)) {
            const QString id = vector[QLatin1String("id")].toString();
            if (vector[QLatin1String("kind")].toString() == kind)
                QTest::newRow(qPrintable(id)) << chip->id << vector;
        }
    }
}

State EfuseVectorTest::stateOf(const chip::Chip &chip, const QString &file) const
{
    const auto state = parseRegisterFile(chip, test::vectorBytes(file), file);
    return state.ok() ? *state : State(chip);
}

void EfuseVectorTest::blankStates_data()
{
    addCases(QStringLiteral("efuse-state"));
}

void EfuseVectorTest::blankStates()
{
    QFETCH(QString, id);
    QFETCH(QJsonObject, vector);
    const chip::Chip &chip = **m_chips.byId(id);
    const QJsonObject expected = vector[QLatin1String("expect")].toObject();
    const QJsonObject inputs = vector[QLatin1String("inputs")].toObject();
    const State state = stateOf(chip, inputs[QLatin1String("efuse")].toObject()[QLatin1String("file")].toString());
    QCOMPARE(makeToken(state), expected[QLatin1String("token")].toString());
    const QJsonObject fields = readJson(expected[QLatin1String("state")].toString())[QLatin1String("fields")].toObject();
    QVERIFY(!fields.isEmpty());
    QCOMPARE(firstDifference(fields, summaryJson(state)[QLatin1String("fields")].toObject()), QString());
}

void EfuseVectorTest::sequences_data()
{
    addCases(QStringLiteral("efuse-sequence"));
}

void EfuseVectorTest::sequences()
{
    QFETCH(QString, id);
    QFETCH(QJsonObject, vector);
    const chip::Chip &chip = **m_chips.byId(id);
    QJsonObject fields = readJson(QStringLiteral("efuse/%1/blank.json").arg(id))[QLatin1String("fields")].toObject();
    const QJsonObject sequence = readJson(vector[QLatin1String("expect")].toObject()[QLatin1String("steps")].toString());
    const QJsonArray steps = sequence[QLatin1String("steps")].toArray();
    QVERIFY(!steps.isEmpty());
    for (const QJsonValue &value : steps) {
        const QJsonObject step = value.toObject();
        applyChanges(fields, step);
        if (!runStep(chip, vector[QLatin1String("id")].toString(), step, fields))
            return;
    }
}

bool EfuseVectorTest::runStep(const chip::Chip &chip, const QString &id, const QJsonObject &step, const QJsonObject &fields)
{
    const QString name = QStringLiteral("%1/%2").arg(id).arg(step[QLatin1String("step")].toInt());
    const QByteArray where = name.toUtf8() + ": " + step[QLatin1String("what")].toString().toUtf8();
    const State before = stateOf(chip, step[QLatin1String("starts_from")].toString());
    const State after = stateOf(chip, step[QLatin1String("efuse")].toString());
    const bool accepted = step[QLatin1String("result")].toString() == QStringLiteral("ok");
    const test::TranslatedStep translated = test::translateStep(before, after, wordsOf(step));
    if (!translated.skipped.isEmpty())
        return true;
    const auto plan = stage(before, translated.request);
    if (const auto stricter = StricterSteps.find(name); stricter != StricterSteps.end())
        return holds(!plan.ok() && plan.error().is(*stricter->second), "stricter", where);
    if (!accepted)
        return holds(!translated.refused.isEmpty() || !plan.ok(), "refused", where);
    const QByteArray fault = plan.ok() ? translated.refused.toUtf8() : plan.error().toLine().toUtf8();
    if (!holds(fault.isEmpty(), "accepted", where + " " + fault) || !burn(chip, before, after, *plan, where))
        return false;
    const QByteArray difference = firstDifference(fields, summaryJson(after)[QLatin1String("fields")].toObject()).toUtf8();
    return holds(difference.isEmpty(), "summary", where + " " + difference)
        && holds(makeToken(after) == step[QLatin1String("token")].toString(), "token", where);
}

bool EfuseVectorTest::burn(const chip::Chip &chip, const State &before, const State &after, const BurnPlan &plan, const QByteArray &where)
{
    ControllerModel model(chip);
    model.setTrueState(before);
    ModelBus bus(model);
    auto state = readState(bus, chip);
    if (!holds(state.ok() && *state == before, "state before", where))
        return false;
    for (const BlockBurn &cycle : plan.cycles) {
        state = burnCycle(bus, *state, cycle);
        if (!holds(state.ok(), "burned", where + (state.ok() ? QByteArray() : state.error().toLine().toUtf8())))
            return false;
    }
    return holds(*state == after, "state after", where)
        && holds(model.toState() == after, "registers after", where)
        && holds(predict(before, plan) == after, "prediction", where);
}

QTEST_GUILESS_MAIN(EfuseVectorTest)
#include "tst_efuse_vectors.moc"
