// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/context.h"

#include <QJsonDocument>

#include <cstdio>
#include <iostream>
#include <string>

namespace fb::cli {

Result<const chip::Catalogue *> Context::chips()
{
    if (!m_chips) {
        FB_TRY(auto loaded, chip::Catalogue::load());
        m_chips = std::move(loaded);
    }
    return &*m_chips;
}

void Context::answer(const QJsonObject &document, const QString &text)
{
    const QByteArray out = json ? QJsonDocument(document).toJson(QJsonDocument::Indented) : text.toUtf8() + '\n';
    std::fwrite(out.constData(), 1, static_cast<std::size_t>(out.size()), stdout);
    std::fflush(stdout);
}

void Context::remark(const QString &line) const
{
    if (!quiet)
        std::fprintf(stderr, "%s\n", line.toUtf8().constData());
}

bool Context::confirm(const QString &question, const QString &word) const
{
    std::fprintf(stderr, "%s\n", question.toUtf8().constData());
    std::string line;
    return std::getline(std::cin, line) && QString::fromStdString(line).trimmed() == word;
}

} // namespace fb::cli
