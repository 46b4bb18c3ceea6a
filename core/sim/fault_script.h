// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QJsonObject>

#include <chrono>
#include <cstdint>
#include <optional>
#include <random>
#include <map>
#include <set>

namespace fb::sim {

namespace errors {
inline constexpr ErrorCode BadFaults{"sim.bad_faults", ErrorKind::BadInput};
} // namespace errors

enum class Direction { ToDevice, FromDevice };

/** What the wire does to the bytes of one direction; byte numbers count from 0 at the start of the unit. */
struct WireFaults
{
    double drop = 0; ///< probability for each byte
    double duplicate = 0;
    double flip = 0; ///< one random bit
    std::set<std::uint64_t> dropAt, duplicateAt, flipAt;
    std::map<std::uint64_t, std::chrono::milliseconds> stallAt; ///< silence before this byte
};

struct Unplug
{
    Direction direction = Direction::ToDevice;
    std::uint64_t afterBytes = 0;
    std::optional<std::chrono::milliseconds> backAfter;
};

/** A power cut in the middle of a burn or of a flash write. */
struct PowerCut
{
    std::optional<int> burn;                ///< the burn with this number (from 1) ...
    int bit = 0;                            ///< ... stops before its bit with this number (from 0)
    std::optional<std::uint64_t> flashByte; ///< before the flash byte with this number (from 0) is programmed
    std::optional<std::chrono::milliseconds> backAfter;
};

/** An eFuse cell: block, and bit of the block as stored (check symbols stand behind the data). */
using Cell = std::pair<int, int>;

/** Answers of the ROM that do not come or come as noise, by number from 0. */
struct AnswerFaults
{
    std::set<std::uint64_t> silent, garbage;
    std::optional<std::uint64_t> silentFrom, garbageFrom;
};

/** Everything that can go wrong, by plan; docs/simulator.md describes the JSON form. */
struct FaultScript
{
    std::uint32_t seed = 1;
    WireFaults toDevice, fromDevice;
    std::optional<Unplug> unplug;
    std::optional<PowerCut> powerCut;
    std::set<Cell> stuckBits; ///< refuse to burn
    std::set<Cell> weakBits;  ///< block 0: burn, but show as an error
    AnswerFaults answers;

    /** An empty object is no fault at all; unknown members and values out of range are refused. */
    [[nodiscard]] static Result<FaultScript> parse(const QJsonObject &json, const QString &where);
};

/** Applies WireFaults to the bytes of one direction. */
class FaultyWire
{
public:
    FaultyWire(WireFaults faults, std::uint32_t seed) : m_faults(std::move(faults)), m_random(seed) {}

    struct Passed
    {
        Bytes bytes;                        ///< what comes out at the other end
        std::chrono::milliseconds stall{0}; ///< silence before it
    };
    [[nodiscard]] Passed pass(ByteView bytes);
    [[nodiscard]] std::uint64_t seen() const { return m_seen; }

private:
    [[nodiscard]] bool happens(double probability);
    void passByte(std::uint8_t byte, Bytes &out);

    WireFaults m_faults;
    std::mt19937 m_random;
    std::uint64_t m_seen = 0;
};

} // namespace fb::sim
