// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <optional>
#include <utility>
#include <variant>

namespace fb {

/**
 * A value of type T or an Error. Both convert implicitly, so a function ends with `return value;` or `return Error(...)`.
 * Dereferencing an error, or asking a value for its error, is a programming fault and ends the program.
 */
template<typename T>
class [[nodiscard]] Result
{
public:
    using value_type = T;

    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    T &operator*() & { return std::get<0>(m_state); }
    const T &operator*() const & { return std::get<0>(m_state); }
    T &&operator*() && { return std::get<0>(std::move(m_state)); }
    T *operator->() { return &std::get<0>(m_state); }
    const T *operator->() const { return &std::get<0>(m_state); }

    [[nodiscard]] const Error &error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

/** Success without a value: `return {};`, or an Error. */
template<>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}

    [[nodiscard]] bool ok() const { return !m_error.has_value(); }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const Error &error() const { return m_error.value(); }

private:
    std::optional<Error> m_error;
};

} // namespace fb

#define FB_CONCAT_(a, b) a##b
#define FB_CONCAT(a, b) FB_CONCAT_(a, b)

/** FB_TRY(auto x, f()): declares x from the value of f(), or returns f()'s error from the enclosing function. */
#define FB_TRY(declaration, expression)                                                                                \
    auto FB_CONCAT(fbResult_, __LINE__) = (expression);                                                                \
    if (!FB_CONCAT(fbResult_, __LINE__).ok())                                                                          \
        return FB_CONCAT(fbResult_, __LINE__).error();                                                                 \
    declaration = *std::move(FB_CONCAT(fbResult_, __LINE__))

/** FB_CHECK(f()): returns f()'s error from the enclosing function; any value is dropped. */
#define FB_CHECK(expression)                                                                                           \
    do {                                                                                                               \
        if (const auto &fbChecked = (expression); !fbChecked.ok())                                                     \
            return fbChecked.error();                                                                                  \
    } while (false)
