// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.h"
#include "base/json_reader.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/stdin_lines.h"
#include "sim/virtual_device.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>
#include <map>

namespace fb::cli {

namespace {

constexpr int MaxDevices = 256;
constexpr ErrorCode BadSimArguments{"usage.sim_arguments", ErrorKind::Usage};

struct SimOptions
{
    std::string chip, transport = "pty", rate, eFuseFile, flashFile, faultsFile, mac;
    int count = 1;
    int revision = -1;
    bool boot = false;
    bool instantFlash = false;
};

using Devices = std::vector<std::unique_ptr<sim::VirtualDevice>>;

QString tr(const char *words)
{
    return QCoreApplication::translate("fb::cli", words);
}

Error usage(const QString &message, const QString &where)
{
    return Error(BadSimArguments, message, tr("Add --help to see what the verb takes."), where);
}

/** One compact JSON document a line, at once: whoever started this program waits for it. */
void printLine(const QJsonObject &document)
{
    const QByteArray line = QJsonDocument(document).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, std::size_t(line.size()), stdout);
    std::fflush(stdout);
}

Result<std::optional<int>> lineRate(const std::string &name)
{
    if (name.empty())
        return std::optional<int>();
    if (name == "unlimited")
        return std::optional(0);
    const auto rate = parseNumber(text(name));
    if (!rate || *rate < 300 || *rate > 20'000'000)
        return usage(tr("A rate is a number from 300 to 20000000, or the word unlimited."), QStringLiteral("--rate"));
    return std::optional(int(*rate));
}

QString fileOf(const std::string &file, int index, int count)
{
    return file.empty() || count == 1 ? text(file) : QStringLiteral("%1-%2").arg(text(file)).arg(index + 1);
}

Result<QJsonObject> faultsOf(const std::string &file)
{
    if (file.empty())
        return QJsonObject();
    FB_TRY(const Bytes bytes, readFile(text(file), 1024 * 1024));
    return parseJsonObject(bytes, text(file));
}

/** The MAC of the device with this index: the given one, counted up in its last three bytes. */
Result<Bytes> macOf(const std::string &first, int index)
{
    Bytes mac;
    if (!first.empty() && (!fromHex(text(first), mac) || mac.size() != 6))
        return usage(tr("A MAC address has six bytes, as 7c:df:a1:0e:44:12."), QStringLiteral("--mac"));
    for (std::size_t i = 5, carry = mac.empty() ? 0 : std::size_t(index); carry > 0 && i >= 3; --i) {
        carry += mac[i];
        mac[i] = std::uint8_t(carry & 0xFF);
        carry >>= 8;
    }
    return mac;
}

Result<Devices> startDevices(const chip::Chip &chip, const SimOptions &options)
{
    sim::DeviceOptions device;
    device.transport = options.transport == "tcp" ? sim::DeviceOptions::Transport::Tcp : sim::DeviceOptions::Transport::Pty;
    device.bootStrap = options.boot;
    device.flashTiming = !options.instantFlash;
    device.revision = options.revision;
    FB_TRY(device.lineRate, lineRate(options.rate));
    FB_TRY(device.faults, faultsOf(options.faultsFile));
    Devices devices;
    for (int i = 0; i < options.count; ++i) {
        FB_TRY(device.mac, macOf(options.mac, i));
        device.eFuseFile = fileOf(options.eFuseFile, i, options.count);
        device.flashFile = fileOf(options.flashFile, i, options.count);
        FB_TRY(auto started, sim::VirtualDevice::start(chip, device));
        devices.push_back(std::move(started));
    }
    return devices;
}

QJsonObject describe(const chip::Chip &chip, const sim::VirtualDevice &device, int index)
{
    return {{QStringLiteral("device"), index},
            {QStringLiteral("chip"), chip.id},
            {QStringLiteral("port"), device.port()},
            {QStringLiteral("mac"), device.eFuses().macText()}};
}

/** One control line: {"device": 0, "action": …}; docs/simulator.md lists the actions. */
Result<QJsonObject> control(const Devices &devices, const QByteArray &line)
{
    FB_TRY(const QJsonObject order, parseJsonObject(viewOf(line), tr("control line")));
    JsonReader reader(order, tr("control line"));
    const auto index = reader.integerOr("device", 0, qint64(devices.size()) - 1, 0);
    const QString action = reader.string("action");
    const bool download = reader.boolOr("download", true);
    const QJsonObject faults = reader.objectOr("faults");
    FB_CHECK(reader.finish());
    sim::VirtualDevice &device = *devices[std::size_t(index)];
    if (action == QLatin1String("power-cycle"))
        device.powerCycle(download);
    else if (action == QLatin1String("cut-power"))
        device.cutPower();
    else if (action == QLatin1String("unplug"))
        device.unplug();
    else if (action == QLatin1String("replug"))
        FB_CHECK(device.replug());
    else if (action == QLatin1String("faults"))
        FB_CHECK(device.setFaults(faults));
    else if (action == QLatin1String("save"))
        FB_CHECK(device.save());
    else
        return usage(tr("There is no action %1.").arg(action), tr("control line"));
    return QJsonObject{{QStringLiteral("device"), index}, {QStringLiteral("action"), action}, {QStringLiteral("port"), device.port()}};
}

Result<int> run(Context &context, const SimOptions &options)
{
    FB_TRY(const chip::Catalogue *chips, context.chips());
    FB_TRY(const chip::Chip *chip, chips->byId(text(options.chip)));
    FB_TRY(const Devices devices, startDevices(*chip, options));
    for (std::size_t i = 0; i < devices.size(); ++i)
        printLine(describe(*chip, *devices[i], int(i)));
    StdinLines lines(context.stop);
    while (const auto line = lines.next()) {
        if (line->trimmed().isEmpty())
            continue;
        const auto done = control(devices, *line);
        printLine(done.ok() ? *done : QJsonObject{{QStringLiteral("error"), done.error().toJson()}});
    }
    for (const auto &device : devices)
        FB_CHECK(device->save());
    return 0;
}

} // namespace

void addSimCommands(CLI::App &root, Context &context)
{
    CLI::App &sim = verbGroup(root, "sim", "Virtual boards that speak the ROM's protocol");
    const auto options = std::make_shared<SimOptions>();
    CLI::App *verb = addVerb(sim, "run", "Starts virtual boards, prints a JSON line for each with its port, and stays until it is stopped",
                             "fuseboard-cli sim run --chip esp32c3 --count 2 --efuse unit.efuse --flash unit.flash",
                             [&context, options] { return run(context, *options); });
    verb->add_option("--chip", options->chip, "Family, as chip list names it")->required();
    verb->add_option("--count", options->count, "How many; files then get -1, -2, … behind their names")->check(CLI::Range(1, MaxDevices));
    verb->add_option("--transport", options->transport, "pty or tcp")->check(CLI::IsMember({"pty", "tcp"}));
    verb->add_option("--rate", options->rate, "Bytes move at this many baud, or unlimited; without it at the rate the host sets");
    verb->add_option("--efuse", options->eFuseFile, "eFuses of the unit, in the vendor's virtual layout or the emulator's; made where missing");
    verb->add_option("--flash", options->flashFile, "Contents of the flash; made where missing");
    verb->add_option("--faults", options->faultsFile, "What goes wrong, as JSON");
    verb->add_option("--mac", options->mac, "MAC of the first blank unit; the others count up");
    verb->add_option("--revision", options->revision, "Silicon revision of a blank unit, major * 100 + minor")->check(CLI::Range(0, 9999));
    verb->add_flag("--boot", options->boot, "Boot from flash instead of waiting in download mode");
    verb->add_flag("--instant-flash", options->instantFlash, "Erasing and writing take no time");
}

} // namespace fb::cli
