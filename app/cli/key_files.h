// SPDX-License-Identifier: GPL-3.0-or-later
// Files that several verbs read and write in the same way: keys, images, numbers on the command line.
#pragma once

#include "cli/context.h"
#include "crypto/keys.h"

namespace fb::cli {

namespace errors {
inline constexpr ErrorCode NotYetSupported{"not_supported_yet", ErrorKind::Usage};
inline constexpr ErrorCode BadNumber{"usage.number", ErrorKind::Usage};
inline constexpr ErrorCode SameFile{"usage.same_file", ErrorKind::Usage};
} // namespace errors

/** Private key in PEM form, opened with --passphrase-file where it is encrypted. */
[[nodiscard]] Result<crypto::PrivateKey> readPrivateKey(const Context &context, const std::string &path);
/** The public half of a private or public key in PEM form. */
[[nodiscard]] Result<crypto::PublicKey> readPublicKey(const Context &context, const std::string &path);

/** "4096", "0x1000", "4K", "1M", within limits. */
[[nodiscard]] Result<qint64> numberOption(const std::string &value, const char *option, qint64 low, qint64 high);
/** Refuses an output that would overwrite the input. */
[[nodiscard]] Result<void> checkDifferent(const std::string &in, const std::string &out);
/** Version 2 is there; version 1 says that it is not yet. */
[[nodiscard]] Result<void> checkSecureBootVersion(int version);

} // namespace fb::cli
