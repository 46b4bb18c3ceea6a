// SPDX-License-Identifier: GPL-3.0-or-later
#include "provision/estimates.h"

namespace fb::provision {

namespace {

constexpr double SectorEraseMs = 45;   ///< 4 KiB
constexpr double BlockEraseMs = 150;   ///< 64 KiB
constexpr double PageWriteMs = 0.7;    ///< 256 bytes
constexpr double BitsPerByte = 10.5;   ///< start, stop, and the protocol's framing
constexpr double CommandMs = 5;
constexpr double Esp32BurnMs = 160;
constexpr double CommonBurnMs = 60;
constexpr double ConsoleMs = 2000;

double eraseMs(std::size_t bytes)
{
    const std::size_t blocks = bytes / 65536;
    const std::size_t sectors = (bytes % 65536 + 4095) / 4096;
    return static_cast<double>(blocks) * BlockEraseMs + static_cast<double>(sectors) * SectorEraseMs;
}

double flashMs(const TargetRegion &region, int baud)
{
    const auto bytes = static_cast<double>(region.contents.size());
    const double programming = bytes / 256 * PageWriteMs;
    const double wire = region.erased ? 0 : bytes * BitsPerByte * 1000 / std::max(baud, 9600);
    return eraseMs(region.contents.size()) + std::max(programming, wire) + CommandMs;
}

} // namespace

double estimatedMs(const Step &step, const Plan &plan, const chip::Chip &chip, int baud)
{
    if (step.record.outcome != StepOutcome::Planned)
        return 1;
    const double burn = chip.controller == chip::EfuseController::Esp32 ? Esp32BurnMs : CommonBurnMs;
    switch (step.action) {
    case Action::WriteFlash: return flashMs(plan.flash[static_cast<std::size_t>(step.region)], baud);
    case Action::BurnEFuses:
    case Action::LockDownload: return burn * static_cast<double>(step.burn.cycles.size()) + CommandMs;
    case Action::ReadBack: return burn;
    case Action::ConsoleCheck: return ConsoleMs;
    default: return CommandMs;
    }
}

} // namespace fb::provision
