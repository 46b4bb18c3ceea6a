// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/unit_link.h"

#include "cli/options.h"

namespace fb::cli {

void addPortOptions(CLI::App &verb, PortOptions &options, bool required)
{
    CLI::Option *port = verb.add_option("--port", options.port, "Serial port, pseudo-terminal, or socket://host:port");
    if (required)
        port->required();
    verb.add_option("--baud", options.baud, "Line rate after connecting")->capture_default_str();
}

Result<std::unique_ptr<link::RomClient>> connectUnit(Context &context, const PortOptions &options)
{
    FB_TRY(const chip::Catalogue *chips, context.chips());
    FB_TRY(const auto port, link::PortName::parse(text(options.port)));
    FB_TRY(auto transport, link::openTransport(port, 115200, context.stop));
    auto rom = std::make_unique<link::RomClient>(std::move(transport), *chips);
    link::ConnectOptions how;
    how.baud = options.baud;
    FB_CHECK(rom->connect(how, Progress({}, context.stop)));
    return rom;
}

} // namespace fb::cli
