// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>

#include <QStringList>

#include <string>
#include <vector>

namespace fb::cli {

/** CLI11 fills std::string; the core speaks QString. */
[[nodiscard]] inline QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

[[nodiscard]] inline QStringList texts(const std::vector<std::string> &values)
{
    QStringList list;
    for (const std::string &value : values)
        list << text(value);
    return list;
}

} // namespace fb::cli
