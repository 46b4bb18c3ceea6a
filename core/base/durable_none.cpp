// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/durable.h"

#ifdef Q_OS_WIN
#include <io.h>
#endif

namespace fb {

bool flushToDisk(QFileDevice &file)
{
#ifdef Q_OS_WIN
    return file.flush() && ::_commit(file.handle()) == 0;
#else
    return file.flush();
#endif
}

bool flushFolder(const QString &)
{
    return true; // NTFS journals its own directory entries
}

} // namespace fb
