// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

namespace fb {

/** Parses a UTF-8 JSON document whose top level is an object; the error names line and column. */
[[nodiscard]] Result<QJsonObject> parseJsonObject(ByteView text, const QString &where);

/**
 * Reads members of one JSON object strictly: each getter notes the first fault with the member's path instead of
 * returning it, so a reader lists its members and asks finish() once. Members never asked for are a fault too.
 */
class JsonReader
{
public:
    JsonReader(const QJsonObject &object, QString where);

    [[nodiscard]] QString string(const char *name);
    [[nodiscard]] QString stringOr(const char *name, const QString &fallback);
    [[nodiscard]] bool boolOr(const char *name, bool fallback);
    /** Whole numbers, or strings in 0x form; range-checked. */
    [[nodiscard]] qint64 integer(const char *name, qint64 low, qint64 high);
    [[nodiscard]] qint64 integerOr(const char *name, qint64 low, qint64 high, qint64 fallback);
    [[nodiscard]] QJsonObject object(const char *name);
    [[nodiscard]] QJsonObject objectOr(const char *name);
    [[nodiscard]] QJsonArray array(const char *name);
    [[nodiscard]] QJsonArray arrayOr(const char *name);
    [[nodiscard]] QStringList strings(const char *name);
    [[nodiscard]] bool has(const char *name) const;
    /** Accepted without being read (comments, "$schema"). */
    void ignore(const char *name);
    void fail(const Error &error);

    [[nodiscard]] QString where(const char *name) const;
    [[nodiscard]] Result<void> finish();

private:
    QJsonValue take(const char *name, QJsonValue::Type type, bool required);
    QJsonObject m_object;
    QString m_where;
    QStringList m_seen;
    std::optional<Error> m_error;
};

/** A number that may stand as decimal, or as a string in decimal or 0x form (with K or M behind). */
[[nodiscard]] std::optional<qint64> parseNumber(const QString &text);

} // namespace fb
