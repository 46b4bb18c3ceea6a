// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileDevice>
#include <QString>

namespace fb {

/** Waits until the contents of an open file are on stable storage; false where the system reports that they are not. */
[[nodiscard]] bool flushToDisk(QFileDevice &file);
/** Makes a new or renamed entry of this folder survive a power cut. True where the system has no such notion. */
[[nodiscard]] bool flushFolder(const QString &folder);

} // namespace fb
