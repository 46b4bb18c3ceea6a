// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/durable.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace fb {

bool flushToDisk(QFileDevice &file)
{
    return file.flush() && ::fsync(file.handle()) == 0;
}

bool flushFolder(const QString &folder)
{
    const int handle = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0)
        return false;
    const bool done = ::fsync(handle) == 0 || errno == EINVAL; // some file systems keep their folders in order by themselves
    ::close(handle);
    return done;
}

} // namespace fb
