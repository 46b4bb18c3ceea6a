// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/fault_script.h"

#include "base/json_reader.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <limits>

namespace fb::sim {

namespace {

constexpr qint64 MaxCount = qint64(1) << 48;
constexpr qint64 MaxDelayMs = 3'600'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("fb::sim", text);
}

Error badFault(const QString &what, const QString &where)
{
    return Error(errors::BadFaults, what, tr("The page about the simulator describes every fault."), where);
}

/** JsonReader knows whole numbers only. */
double takeProbability(QJsonObject &json, const char *name, JsonReader &reader)
{
    reader.ignore(name);
    const QJsonValue value = json.value(QLatin1String(name));
    const double probability = value.toDouble(value.isUndefined() ? 0 : -1);
    if (!(probability >= 0 && probability <= 1))
        reader.fail(badFault(tr("A probability is a number from 0 to 1."), reader.where(name)));
    return probability;
}

std::set<std::uint64_t> takeNumbers(const char *name, JsonReader &reader)
{
    std::set<std::uint64_t> numbers;
    const QJsonArray array = reader.arrayOr(name);
    for (const QJsonValue &value : array) {
        const qint64 number = value.toInteger(-1);
        if (number < 0 || number > MaxCount)
            reader.fail(badFault(tr("A list of whole numbers from 0 is expected."), reader.where(name)));
        else
            numbers.insert(std::uint64_t(number));
    }
    return numbers;
}

std::optional<std::chrono::milliseconds> takeDelay(const char *name, JsonReader &reader)
{
    if (!reader.has(name))
        return std::nullopt;
    return std::chrono::milliseconds(reader.integer(name, 0, MaxDelayMs));
}

std::optional<std::uint64_t> takeCount(const char *name, JsonReader &reader)
{
    return reader.has(name) ? std::optional(std::uint64_t(reader.integer(name, 0, MaxCount))) : std::nullopt;
}

Result<void> readStalls(const QJsonArray &array, const QString &where, WireFaults &faults)
{
    for (const QJsonValue &value : array) {
        JsonReader reader(value.toObject(), where);
        const auto byte = std::uint64_t(reader.integer("byte", 0, MaxCount));
        faults.stallAt[byte] = std::chrono::milliseconds(reader.integer("ms", 0, MaxDelayMs));
        FB_CHECK(reader.finish());
    }
    return {};
}

Result<WireFaults> readWire(QJsonObject json, const QString &where)
{
    JsonReader reader(json, where);
    WireFaults faults;
    faults.drop = takeProbability(json, "drop", reader);
    faults.duplicate = takeProbability(json, "duplicate", reader);
    faults.flip = takeProbability(json, "flip", reader);
    faults.dropAt = takeNumbers("dropAt", reader);
    faults.duplicateAt = takeNumbers("duplicateAt", reader);
    faults.flipAt = takeNumbers("flipAt", reader);
    FB_CHECK(readStalls(reader.arrayOr("stallAt"), reader.where("stallAt"), faults));
    FB_CHECK(reader.finish());
    return faults;
}

Result<Unplug> readUnplug(const QJsonObject &json, const QString &where)
{
    JsonReader reader(json, where);
    Unplug unplug;
    unplug.afterBytes = std::uint64_t(reader.integer("afterBytes", 0, MaxCount));
    const QString direction = reader.stringOr("direction", QStringLiteral("toDevice"));
    if (direction != QLatin1String("toDevice") && direction != QLatin1String("fromDevice"))
        reader.fail(badFault(tr("A direction is toDevice or fromDevice."), reader.where("direction")));
    unplug.direction = direction == QLatin1String("fromDevice") ? Direction::FromDevice : Direction::ToDevice;
    unplug.backAfter = takeDelay("backAfterMs", reader);
    FB_CHECK(reader.finish());
    return unplug;
}

Result<PowerCut> readPowerCut(const QJsonObject &json, const QString &where)
{
    JsonReader reader(json, where);
    PowerCut cut;
    if (reader.has("burn"))
        cut.burn = int(reader.integer("burn", 1, std::numeric_limits<int>::max()));
    cut.bit = int(reader.integerOr("bit", 0, 4096, 0));
    cut.flashByte = takeCount("flashByte", reader);
    if (cut.burn.has_value() == cut.flashByte.has_value())
        reader.fail(badFault(tr("A power cut has either a burn or a flashByte."), where));
    cut.backAfter = takeDelay("backAfterMs", reader);
    FB_CHECK(reader.finish());
    return cut;
}

Result<std::set<Cell>> readCells(const QJsonArray &array, const QString &where)
{
    std::set<Cell> cells;
    for (const QJsonValue &value : array) {
        JsonReader reader(value.toObject(), where);
        const int block = int(reader.integer("block", 0, 15));
        cells.emplace(block, int(reader.integer("bit", 0, 351)));
        FB_CHECK(reader.finish());
    }
    return cells;
}

Result<AnswerFaults> readAnswers(const QJsonObject &json, const QString &where)
{
    JsonReader reader(json, where);
    AnswerFaults faults;
    faults.silent = takeNumbers("silent", reader);
    faults.garbage = takeNumbers("garbage", reader);
    faults.silentFrom = takeCount("silentFrom", reader);
    faults.garbageFrom = takeCount("garbageFrom", reader);
    FB_CHECK(reader.finish());
    return faults;
}

} // namespace

Result<FaultScript> FaultScript::parse(const QJsonObject &json, const QString &where)
{
    JsonReader reader(json, where);
    FaultScript script;
    reader.ignore("comment");
    script.seed = std::uint32_t(reader.integerOr("seed", 0, std::numeric_limits<std::uint32_t>::max(), 1));
    FB_TRY(script.toDevice, readWire(reader.objectOr("toDevice"), reader.where("toDevice")));
    FB_TRY(script.fromDevice, readWire(reader.objectOr("fromDevice"), reader.where("fromDevice")));
    if (reader.has("unplug")) {
        FB_TRY(script.unplug, readUnplug(reader.object("unplug"), reader.where("unplug")));
    }
    if (reader.has("powerCut")) {
        FB_TRY(script.powerCut, readPowerCut(reader.object("powerCut"), reader.where("powerCut")));
    }
    FB_TRY(script.stuckBits, readCells(reader.arrayOr("stuckBits"), reader.where("stuckBits")));
    FB_TRY(script.weakBits, readCells(reader.arrayOr("weakBits"), reader.where("weakBits")));
    FB_TRY(script.answers, readAnswers(reader.objectOr("answers"), reader.where("answers")));
    FB_CHECK(reader.finish());
    return script;
}

bool FaultyWire::happens(double probability)
{
    return probability > 0 && std::uniform_real_distribution<double>(0, 1)(m_random) < probability;
}

void FaultyWire::passByte(std::uint8_t byte, Bytes &out)
{
    const std::uint64_t number = m_seen++;
    if (happens(m_faults.drop) || m_faults.dropAt.contains(number))
        return;
    if (happens(m_faults.flip) || m_faults.flipAt.contains(number))
        byte = std::uint8_t(byte ^ (1U << (m_random() % 8)));
    out.push_back(byte);
    if (happens(m_faults.duplicate) || m_faults.duplicateAt.contains(number))
        out.push_back(byte);
}

FaultyWire::Passed FaultyWire::pass(ByteView bytes)
{
    Passed passed;
    passed.bytes.reserve(bytes.size());
    for (const std::uint8_t byte : bytes) {
        if (const auto stall = m_faults.stallAt.find(m_seen); stall != m_faults.stallAt.end())
            passed.stall += stall->second;
        passByte(byte, passed.bytes);
    }
    return passed;
}

} // namespace fb::sim
