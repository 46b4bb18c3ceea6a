// SPDX-License-Identifier: GPL-3.0-or-later
// A session on paper: everything that passed a transport, as JSON lines, and a transport that plays it back.
//   {"format":"fuseboard-link","version":1,"usb":[vendor,product]}
//   {"t":1250,"do":"write","hex":"c0000804…c0"}    t: microseconds since the start; "xx": a blanked byte
//   {"t":1900,"do":"read","hex":"c00108…"}         hex "" for a wait that ended without bytes
//   {"t":2000,"do":"baud","value":921600}
//   {"t":2100,"do":"lines","dtr":false,"rts":true,"has":true}
//   {"t":2200,"do":"discard"}
// An action that failed also has "error" with the error's code.
#pragma once

#include "link/redaction.h"
#include "link/transport.h"

namespace fb::link {

/** Writes to `file` (replaced where it exists) all that passes `inner`. A full disk ends the recording, not the session. */
[[nodiscard]] Result<std::unique_ptr<Transport>> recordTo(const QString &file, RedactionRules rules, std::unique_ptr<Transport> inner);

/**
 * Answers from a recording, without waiting. A caller that writes something else, or acts in another order, gets
 * ReplayDiffers naming the line. Blanked bytes match anything where written, and read as 0.
 */
[[nodiscard]] Result<std::unique_ptr<Transport>> replayFrom(const QString &file);

} // namespace fb::link
