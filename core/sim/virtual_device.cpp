// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/virtual_device.h"

#include "base/log.h"
#include "base/threads.h"
#include "sim/machine.h"
#include "sim/unit_files.h"

namespace fb::sim {

namespace {

const QString faultsOrigin = QStringLiteral("faults");

Result<std::unique_ptr<HostPort>> openPort(DeviceOptions::Transport transport)
{
    return transport == DeviceOptions::Transport::Pty ? openPty() : openTcpServer();
}

} // namespace

struct VirtualDevice::Impl
{
    Impl(const chip::Chip &chip, UnitFiles unitFiles, MachineSetup setup) : files(std::move(unitFiles)), machine(chip, std::move(setup)) {}

    /** Runs in the unit's thread, in the middle of whatever it does. */
    template<typename T>
    [[nodiscard]] T look(const std::function<T()> &what)
    {
        std::optional<T> seen;
        machine.call(Machine::Order::Look, [&] { seen = what(); });
        return std::move(*seen);
    }
    [[nodiscard]] Result<void> save()
    {
        return look<Result<void>>([this] { return files.save(machine.eFuses().trueState(), machine.flash().contents()); });
    }

    const UnitFiles files;
    Machine machine;
    std::jthread thread;
};

Result<std::unique_ptr<VirtualDevice>> VirtualDevice::start(const chip::Chip &chip, const DeviceOptions &options)
{
    UnitFiles files(chip, options);
    FB_TRY(auto eFuses, files.loadEfuses());
    FB_TRY(auto flash, files.loadFlash());
    FB_TRY(auto faults, FaultScript::parse(options.faults, faultsOrigin));
    FB_TRY(auto port, openPort(options.transport));
    MachineSetup setup{std::move(eFuses), std::move(flash), options.flashTiming ? std::optional(FlashTimes()) : std::nullopt,
                       std::move(port),   options.lineRate, !options.bootStrap, std::move(faults)};
    auto impl = std::make_unique<Impl>(chip, std::move(files), std::move(setup));
    Impl *unit = impl.get();
    unit->thread = startThread(QStringLiteral("sim-") + chip.id, [unit](const std::stop_token &stop) {
        const std::stop_callback wakeUp(stop, [unit] { unit->machine.wake(); });
        unit->machine.run(stop);
    });
    return std::make_unique<VirtualDevice>(std::move(impl));
}

VirtualDevice::VirtualDevice(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

VirtualDevice::~VirtualDevice()
{
    m_impl->thread.request_stop();
    m_impl->thread.join();
    if (const auto saved = m_impl->save(); !saved)
        qCWarning(logSim).noquote() << saved.error().toLine();
}

QString VirtualDevice::port() const
{
    return m_impl->machine.portName();
}

void VirtualDevice::powerCycle(bool download)
{
    m_impl->machine.call(Machine::Order::Act, [this, download] { m_impl->machine.powerOn(download); });
}

void VirtualDevice::cutPower()
{
    m_impl->machine.call(Machine::Order::Act, [this] { m_impl->machine.powerOff(); });
}

void VirtualDevice::unplug()
{
    m_impl->machine.call(Machine::Order::Look, [this] { m_impl->machine.unplug(); });
}

Result<void> VirtualDevice::replug()
{
    return m_impl->look<Result<void>>([this] { return m_impl->machine.replug(); });
}

Result<void> VirtualDevice::setFaults(const QJsonObject &faults)
{
    FB_TRY(const FaultScript script, FaultScript::parse(faults, faultsOrigin));
    m_impl->machine.call(Machine::Order::Look, [this, &script] { m_impl->machine.setFaults(script); });
    return {};
}

Bytes VirtualDevice::eFuseBlock(int id) const
{
    return m_impl->look<Bytes>([this, id] { return toBytes(m_impl->machine.eFuses().trueBlock(id).view()); });
}

efuse::State VirtualDevice::eFuses() const
{
    return m_impl->look<efuse::State>([this] { return m_impl->machine.eFuses().trueState(); });
}

Bytes VirtualDevice::flash() const
{
    return m_impl->look<Bytes>([this] { return m_impl->machine.flash().contents(); });
}

Result<void> VirtualDevice::save() const
{
    return m_impl->save();
}

} // namespace fb::sim
