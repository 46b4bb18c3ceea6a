// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/transport.h"

namespace fb::link {

[[nodiscard]] Result<std::unique_ptr<Transport>> openSerialTransport(const PortName &port, int baud, std::stop_token stop);

} // namespace fb::link
