// SPDX-License-Identifier: GPL-3.0-or-later
#include "efuse/reed_solomon.h"

#include <algorithm>
#include <vector>

namespace fb::efuse {

namespace {

constexpr unsigned FieldPolynomial = 0x11D;
using Symbol = std::uint8_t;
using Polynomial = std::vector<Symbol>; ///< lowest power first

struct FieldTables
{
    std::array<Symbol, 510> power{}; ///< alpha^i, twice over so that sums of two logarithms need no reduction
    std::array<int, 256> log{};
};

constexpr FieldTables makeTables()
{
    FieldTables tables;
    unsigned value = 1;
    for (std::size_t i = 0; i < 255; ++i) {
        tables.power[i] = tables.power[i + 255] = static_cast<Symbol>(value);
        tables.log[value] = static_cast<int>(i);
        value <<= 1;
        if (value & 0x100)
            value ^= FieldPolynomial;
    }
    return tables;
}

constexpr FieldTables Field = makeTables();

Symbol alpha(int exponent)
{
    return Field.power[static_cast<std::size_t>((exponent % 255 + 255) % 255)];
}

Symbol times(Symbol a, Symbol b)
{
    return a && b ? Field.power[static_cast<std::size_t>(Field.log[a] + Field.log[b])] : Symbol{0};
}

Symbol divide(Symbol a, Symbol b)
{
    return a ? alpha(Field.log[a] - Field.log[b]) : Symbol{0};
}

Symbol evaluate(const Polynomial &polynomial, Symbol x)
{
    Symbol sum = 0;
    for (auto it = polynomial.rbegin(); it != polynomial.rend(); ++it)
        sum = times(sum, x) ^ *it;
    return sum;
}

/** Product of (x + alpha^i), highest power first without the leading one: what the encoder's register is fed back with. */
std::array<Symbol, ReedSolomonParity> makeGenerator()
{
    Polynomial product{1};
    for (int root = 0; root < static_cast<int>(ReedSolomonParity); ++root) {
        product.insert(product.begin(), Symbol{0});
        for (std::size_t i = 0; i + 1 < product.size(); ++i)
            product[i] ^= times(product[i + 1], alpha(root));
    }
    std::array<Symbol, ReedSolomonParity> taps{};
    std::copy(product.rbegin() + 1, product.rend(), taps.begin());
    return taps;
}

std::array<Symbol, ReedSolomonParity> syndromes(ByteView word)
{
    std::array<Symbol, ReedSolomonParity> out{};
    for (std::size_t i = 0; i < out.size(); ++i) {
        for (const Symbol symbol : word)
            out[i] = times(out[i], alpha(static_cast<int>(i))) ^ symbol;
    }
    return out;
}

/** Berlekamp and Massey: the shortest register that produces the syndromes; its roots name the wrong bytes. */
Polynomial errorLocator(const std::array<Symbol, ReedSolomonParity> &syndrome)
{
    Polynomial current{1};
    Polynomial previous{1};
    Symbol previousGap = 1;
    std::size_t length = 0;
    std::size_t shift = 1;
    for (std::size_t n = 0; n < syndrome.size(); ++n, ++shift) {
        Symbol gap = syndrome[n];
        for (std::size_t i = 1; i <= length && i < current.size(); ++i)
            gap ^= times(current[i], syndrome[n - i]);
        if (gap == 0)
            continue;
        const Polynomial before = current;
        current.resize(std::max(current.size(), previous.size() + shift));
        for (std::size_t i = 0; i < previous.size(); ++i)
            current[i + shift] ^= times(divide(gap, previousGap), previous[i]);
        if (2 * length > n)
            continue;
        length = n + 1 - length;
        previous = before;
        previousGap = gap;
        shift = 0;
    }
    current.resize(length + 1);
    return current;
}

/** Forney's formula for roots beginning at alpha^0; `inverse` is the root of the locator. */
Symbol errorValue(const std::array<Symbol, ReedSolomonParity> &syndrome, const Polynomial &locator, Symbol inverse)
{
    Polynomial evaluator(ReedSolomonParity);
    for (std::size_t i = 0; i < locator.size(); ++i) {
        for (std::size_t j = 0; i + j < evaluator.size(); ++j)
            evaluator[i + j] ^= times(locator[i], syndrome[j]);
    }
    Polynomial derivative(locator.size());
    for (std::size_t i = 1; i < locator.size(); i += 2)
        derivative[i - 1] = locator[i];
    const Symbol slope = evaluate(derivative, inverse);
    return slope ? times(divide(evaluate(evaluator, inverse), slope), divide(1, inverse)) : Symbol{0};
}

} // namespace

std::array<std::uint8_t, ReedSolomonParity> reedSolomonParity(ByteView data)
{
    static const auto taps = makeGenerator();
    std::array<Symbol, ReedSolomonParity> remainder{};
    for (const Symbol symbol : data.first(ReedSolomonData)) {
        const Symbol feedback = symbol ^ remainder.front();
        std::rotate(remainder.begin(), remainder.begin() + 1, remainder.end());
        remainder.back() = 0;
        for (std::size_t i = 0; i < taps.size(); ++i)
            remainder[i] ^= times(feedback, taps[i]);
    }
    return remainder;
}

std::optional<int> mendReedSolomon(std::span<std::uint8_t, ReedSolomonCodeWord> word)
{
    const auto syndrome = syndromes(word);
    const Polynomial locator = errorLocator(syndrome);
    const std::size_t expected = locator.size() - 1;
    if (expected == 0)
        return 0;
    if (expected > ReedSolomonParity / 2)
        return std::nullopt;
    std::array<Symbol, ReedSolomonCodeWord> correction{};
    std::size_t found = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const Symbol inverse = alpha(-static_cast<int>(word.size() - 1 - i));
        if (evaluate(locator, inverse) != 0)
            continue;
        correction[i] = errorValue(syndrome, locator, inverse);
        ++found;
    }
    // The code is linear: what was added by mistake must have the very syndromes that the word has.
    if (found != expected || syndromes(correction) != syndrome)
        return std::nullopt;
    for (std::size_t i = 0; i < word.size(); ++i)
        word[i] ^= correction[i];
    return static_cast<int>(found);
}

} // namespace fb::efuse
