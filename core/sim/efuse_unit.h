// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "efuse/memory_controller.h"
#include "sim/fault_script.h"

namespace fb::sim {

/** The eFuse controller of a unit with the faults that are planned for its burns. */
class EfuseUnit
{
public:
    /** `losePower` is called in the middle of a burn that the script cuts; it does not return. */
    EfuseUnit(const chip::Chip &chip, std::function<void()> losePower);

    [[nodiscard]] efuse::ControllerModel &model() { return m_model; }
    [[nodiscard]] const efuse::ControllerModel &model() const { return m_model; }
    void write(std::uint32_t address, std::uint32_t value);
    /** Burns are counted from now on. */
    void setFaults(const FaultScript &faults);

private:
    [[nodiscard]] bool startsBurn(std::uint32_t address, std::uint32_t value) const;
    void writeAndLosePower(std::uint32_t address, std::uint32_t value, int afterBits);

    efuse::ControllerModel m_model;
    std::function<void()> m_losePower;
    std::optional<PowerCut> m_cut;
    int m_burns = 0;
};

} // namespace fb::sim
