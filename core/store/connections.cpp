// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/connections.h"

namespace fb::store {

Result<Connection *> Connections::ofThisThread()
{
    if (!m_ofThread.hasLocalData()) {
        FB_TRY(std::unique_ptr<Connection> opened, Connection::open(m_file));
        FB_CHECK(opened->useDurableWal());
        m_ofThread.setLocalData(opened.release());
    }
    return m_ofThread.localData();
}

} // namespace fb::store
