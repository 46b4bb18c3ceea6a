// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/transport.h"

namespace fb::link {

[[nodiscard]] Result<std::unique_ptr<Transport>> openTcpTransport(const PortName &port, std::stop_token stop);

} // namespace fb::link
