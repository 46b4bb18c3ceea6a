// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

#include <QCoreApplication>

#include <cstring>
#include <utility>

namespace fb {

Error::Error(const ErrorCode &code, QString message, QString advice, QString where)
    : m_code(code), m_message(std::move(message)), m_advice(std::move(advice)), m_where(std::move(where))
{
}

bool Error::is(const ErrorCode &code) const
{
    return std::strcmp(m_code.id, code.id) == 0;
}

Error Error::at(const QString &outer) const
{
    Error copy = *this;
    copy.m_where = m_where.isEmpty() ? outer : QString(outer + QStringLiteral(": ") + m_where);
    return copy;
}

QJsonObject Error::toJson() const
{
    return {{QStringLiteral("code"), id()},
            {QStringLiteral("message"), m_message},
            {QStringLiteral("advice"), m_advice},
            {QStringLiteral("where"), m_where}};
}

QString Error::toLine() const
{
    QString line = m_where.isEmpty() ? m_message : QString(m_where + QStringLiteral(": ") + m_message);
    if (!m_advice.isEmpty())
        line += QStringLiteral(" ") + m_advice;
    return line + QStringLiteral(" [") + id() + QStringLiteral("]");
}

int exitCodeOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Usage: return 2;
    case ErrorKind::BadInput: return 3;
    case ErrorKind::Device: return 4;
    case ErrorKind::SafetyRule: return 5;
    case ErrorKind::NotPermitted: return 6;
    case ErrorKind::Cancelled: return 130;
    case ErrorKind::Internal: return 3;
    }
    return 3;
}

Error cancelledError(const QString &where)
{
    return {errors::Cancelled, QCoreApplication::translate("fb::Error", "Cancelled."),
            QCoreApplication::translate("fb::Error", "Nothing is half-applied; start again to go on."), where};
}

} // namespace fb
