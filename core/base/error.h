// SPDX-License-Identifier: GPL-3.0-or-later
// The one error idiom of core: a Result<T> holds a value or an Error; exceptions never cross a folder.
#pragma once

#include <QJsonObject>
#include <QString>

namespace fb {

/** Decides the exit code of the command line and how a view presents the error. */
enum class ErrorKind {
    Usage,        ///< exit 2: the command line is wrong
    BadInput,     ///< exit 3: a file, profile, CSV or database is bad
    Device,       ///< exit 4: link or device
    SafetyRule,   ///< exit 5: refused by a named safety rule
    NotPermitted, ///< exit 6: role, passphrase or licence
    Cancelled,    ///< exit 130: cancelled, nothing half-applied
    Internal      ///< exit 3: a fault of ours, never expected
};

/** A stable, printable identity of an error, dotted, lower case; declared once as a constant beside its subject. */
struct ErrorCode
{
    const char *id;
    ErrorKind kind;
};

/** What happened (message), where (file, offset, port, field), and the mend (advice). None may hold a secret. */
class Error
{
public:
    Error(const ErrorCode &code, QString message, QString advice = {}, QString where = {});

    [[nodiscard]] QString id() const { return QString::fromLatin1(m_code.id); }
    [[nodiscard]] bool is(const ErrorCode &code) const;
    [[nodiscard]] ErrorKind kind() const { return m_code.kind; }
    [[nodiscard]] const QString &message() const { return m_message; }
    [[nodiscard]] const QString &advice() const { return m_advice; }
    [[nodiscard]] const QString &where() const { return m_where; }

    /** The same error seen from further out: "outer: inner" in `where`. */
    [[nodiscard]] Error at(const QString &outer) const;
    /** {"code","message","advice","where"}, as cli.md's `error` object. */
    [[nodiscard]] QJsonObject toJson() const;
    /** One line for a terminal: "where: message. advice [code]". */
    [[nodiscard]] QString toLine() const;

private:
    ErrorCode m_code;
    QString m_message;
    QString m_advice;
    QString m_where;
};

[[nodiscard]] int exitCodeOf(ErrorKind kind);

namespace errors {
inline constexpr ErrorCode Cancelled{"cancelled", ErrorKind::Cancelled};
inline constexpr ErrorCode FileUnreadable{"file.unreadable", ErrorKind::BadInput};
inline constexpr ErrorCode FileTooLarge{"file.too_large", ErrorKind::BadInput};
inline constexpr ErrorCode FileExists{"file.exists", ErrorKind::BadInput};
inline constexpr ErrorCode FileUnwritable{"file.unwritable", ErrorKind::BadInput};
inline constexpr ErrorCode JsonMalformed{"json.malformed", ErrorKind::BadInput};
inline constexpr ErrorCode JsonWrongType{"json.wrong_type", ErrorKind::BadInput};
inline constexpr ErrorCode JsonMissing{"json.missing_member", ErrorKind::BadInput};
inline constexpr ErrorCode JsonUnknown{"json.unknown_member", ErrorKind::BadInput};
inline constexpr ErrorCode Internal{"internal", ErrorKind::Internal};
} // namespace errors

/** The error every cancelled job returns. */
[[nodiscard]] Error cancelledError(const QString &where = {});

} // namespace fb
