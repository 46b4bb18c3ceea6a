// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"

namespace fb {

/** 64 MiB: more than any flash or firmware file that this program works on. */
inline constexpr qint64 DefaultFileLimit = 64LL * 1024 * 1024;

/** The whole file; refuses directories, unreadable files and files above `limit` bytes, naming the path. */
[[nodiscard]] Result<Bytes> readFile(const QString &path, qint64 limit = DefaultFileLimit);
/** Straight into wiped memory; "-" reads standard input up to its end. */
[[nodiscard]] Result<SecretBytes> readSecretFile(const QString &path, qint64 limit = 1024 * 1024);

enum class Overwrite { Refuse, Replace };
/** Written beside the target and renamed over it, so a crash leaves the old file or the new one. */
[[nodiscard]] Result<void> writeFile(const QString &path, ByteView contents, Overwrite overwrite);
/** Created exclusively with mode 0600, on stable storage when it returns; never overwrites. */
[[nodiscard]] Result<void> writeSecretFile(const QString &path, const SecretBytes &contents);

} // namespace fb
